"""What a click on the paper opens: the form of a row at a field, and what a computed text is made of."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import FieldDoesNotExist
from django.http import Http404
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from oleksandria_intl.documents.blocks import Source
from programs import sections
from programs.desk.access import RETURN, Access, FormPage
from programs.desk.sources import read
from programs.models import PassportRow, Section
from programs.word_file.fields import row_of

FRAGMENT = "#id_{}"


class Opening:
    """The form that a source leads to."""

    def __init__(self, access: Access, word: str, hint: str = "") -> None:
        self.access = access
        self.source = self._source(word)
        self.row: Any = row_of(self.source, access.edition)
        if self.row is None:
            raise Http404
        self.field = self.source.field or (hint if _has_field(self.row, hint) else "")

    @staticmethod
    def _source(word: str) -> Source:
        source = read(word)
        if source is None:
            raise Http404
        return source

    def address(self) -> str:
        """Return the ordinary page of the form, from which saving leads back; nothing for who may not see it."""
        page = self.access.page_of(self.row)
        if page is None:
            return ""
        place = f"#{page.prefix}-group" if page.prefix else FRAGMENT.format(self.field) if self.field else ""
        return f"{page.address}?{urlencode({RETURN: self.access.edition.pk})}{place}"

    def as_data(self) -> dict[str, Any]:
        """Return what the page's script needs: where the form is, at which field, what the text is made of."""
        page = self.access.page_of(self.row)
        name = capfirst(self.row._meta.verbose_name)
        return {
            "title": f"{name}: {self.row}",
            "field": self.field,
            "row": self.row.pk,
            "form": self._form(page),
            "sentence": "" if self.source.field else self._made_of(),
            "leads": [] if self.source.field else self._leads(),
        }

    def _form(self, page: FormPage | None) -> dict[str, Any] | None:
        if page is None or not page.may_change:
            return None
        return {"address": page.address, "prefix": page.prefix}

    def _made_of(self) -> str:
        """Return what a computed text is made of."""
        if isinstance(self.row, PassportRow) and self.row.figure:
            return _("The portal counts this sum from the table of the programme; nobody types it.")
        return _("The portal makes this text from the fields of the row “%(row)s”: change them, and it follows.") % {
            "row": self.row
        }

    def _leads(self) -> list[dict[str, str]]:
        """Return the parts of the paper that a sum of the passport is counted from."""
        figure = sections.FIGURES.get(self.row.figure) if isinstance(self.row, PassportRow) else None
        if not (figure and figure.computed_from):
            return []
        found = Section.objects.filter(edition=self.access.edition, kind=figure.computed_from)
        return [{"part": f"section-{section.code}", "title": section.title_uk} for section in found]


def _has_field(row: Any, name: str) -> bool:
    try:
        return bool(name and row._meta.get_field(name))
    except FieldDoesNotExist:
        return False
