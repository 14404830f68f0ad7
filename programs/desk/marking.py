"""The marks of the workspace in the paper: what an element prints, and the link to the form of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html import escape
from urllib.parse import quote

from django.apps import apps
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from oleksandria_intl.documents.blocks import Blocks, Source
from oleksandria_intl.documents.html import render_marked
from programs.desk.access import Access
from programs.desk.parts import ACT, Part
from programs.desk.sources import written

TAG = re.compile(r"<\w+")
LOOK = re.compile(r'<\w+ class="([\w-]+)')
WHEN = re.compile(r"\bпротягом\b|\bграфік|\bкварт|\d{4} рок[уи]\b", re.IGNORECASE)
"""A time, as tables print it."""
DECISION, EDITION = "oleksandria_intl.decision", "programs.edition"
HINTS = {
    "draft-mark": "draft_number",
    "letterhead": "session",
    "requisites": "period_start",
    "approval-mark": "approver",
    "prepared-by": "executor",
}
"""The field of a decision that says most of what an element shows, by how the element looks."""


class Marker:
    """Marks the elements of a paper, part by part."""

    def __init__(self, access: Access) -> None:
        self.access, self.part = access, ACT
        self.root = reverse("admin:programs_edition_desk_open", args=[access.edition.pk])

    def __call__(self, element: str, source: Source | None) -> str:
        """Return an element with its source, and the link to the form where the reader may change the row."""
        if source is None:
            return element
        word = written(source)
        opening = f'{TAG.match(element)[0]} data-source="{escape(word)}"'  # type: ignore[index]
        marked = TAG.sub(lambda _found: opening, element, count=1)
        if not self.access.may_change(source.model):
            return marked
        end = marked.rindex("</")
        return f"{marked[:end]}{self._link(word, source, self._hint(element, source))}{marked[end:]}"

    def _link(self, word: str, source: Source, hint: str) -> str:
        address = f"{self.root}?source={quote(word)}{f'&amp;field={hint}' if hint else ''}"
        return f'<a class="desk-link" href="{address}" aria-label="{escape(name_of(source.model, source.field))}"></a>'

    def _hint(self, element: str, source: Source) -> str:
        """Return the field to begin with where several make a text."""
        look = LOOK.match(element)
        if source.field:
            return ""
        if source.model == EDITION:
            return "name_uk"
        if source.model != DECISION or not look:
            return "period_start" if WHEN.search(element) else ""
        if look[1] == "signature":
            return "signatory" if self.part == ACT else "annex_signatory"
        return HINTS.get(look[1], "")


@cache
def name_of(model: str, field: str) -> str:
    """Return what is opened by a click: «Змінити: розділ, текст»."""
    meta = apps.get_model(model)._meta
    if not field:
        return _("Made of several fields: %(kind)s") % {"kind": meta.verbose_name}
    column = meta.get_field(field)
    named = {"kind": capfirst(meta.verbose_name), "field": getattr(column, "verbose_name", field)}
    return _("Change: %(kind)s, %(field)s") % named


def shown_parts(parts: list[Part], access: Access) -> dict[str, str]:
    """Return the parts of a paper as HTML by their keys, all that has a source marked."""
    marker = Marker(access)
    shown = render_marked(_one_by_one(parts, marker), marker, depth=1)
    return {part.key: html for part, html in zip(parts, shown, strict=True)}


def _one_by_one(parts: list[Part], marker: Marker) -> Iterator[Blocks]:
    """Yield the blocks of each part, once the marker knows which part comes."""
    for part in parts:
        marker.part = part.key
        yield tuple(part.blocks)
