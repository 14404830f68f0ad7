"""What a workbook would change, in sentences: what is new, what goes, what was said and what is said now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from oleksandria_intl import ukrainian
from programs.differences import Difference, RowChange
from programs.models import Edition
from programs.naming import name_of, sayings
from programs.words import words_of

LONGEST = 400
MOST_SHOWN = 300


@dataclass(frozen=True)
class Said:
    """A field: what it said and says."""

    label: str
    was: str
    now: str


@dataclass(frozen=True)
class Shown:
    """A row that is new, changes, moves or goes."""

    what: str
    """«new», «gone», «changed», «moved»."""
    name: str
    lines: tuple[Said, ...]
    key: str = ""
    """By what it is chosen, where it may be."""
    place: str = ""

    @property
    def badge(self) -> str:
        """What becomes of it, in a word."""
        words = {
            "new": pgettext("row", "new"),
            "gone": pgettext("row", "is taken out"),
            "changed": pgettext("row", "changes"),
            "moved": pgettext("row", "moves"),
        }
        return words[self.what]


def shown(found: Difference) -> list[Shown]:
    """Return the changes of an edition, those of itself first."""
    old, new = words_of(found.old), words_of(found.new)
    own = tuple(Said(str(each.field.verbose_name), str(each.old or ""), str(each.new or "")) for each in found.fields)
    rows = [row_shown(change, old, new) for change in found.changes]
    title = Shown("changed", str(_("the programme itself")), own)
    return [title, *rows] if own else rows


def row_shown(change: RowChange, old: Any, new: Any) -> Shown:
    """Return a change of a row with what hangs on it."""
    what = "new" if change.is_added else "gone" if change.is_removed else "changed"
    lines = tuple(_lines(change, old, new))
    if what == "changed" and not lines:
        what = "moved" if change.is_moved else what
    name = name_of(change.row, old if change.is_removed else new)
    return Shown(what, ukrainian.shortened(name, LONGEST), lines, change.code)


def _lines(change: RowChange, old: Any, new: Any) -> Iterator[Said]:
    for saying in sayings(change, old, new):
        yield Said(saying.label, _short(saying.old), _short(saying.new))
    yield from _translations(change)
    for part in (change, *change.parts):
        yield from _money(part)
    if change.is_moved:
        yield Said(_("place"), "", _("number %(place)d among those beside it") % {"place": (change.place or 0) + 1})


def _translations(change: RowChange) -> Iterator[Said]:
    for each in change.fields:
        if each.is_translation:
            yield Said(str(each.field.verbose_name), _short(str(each.old or "")), _short(str(each.new or "")))


def _money(part: RowChange) -> Iterator[Said]:
    """Yield the money of a row where it is another."""
    name = part.model.money_field
    if not name:
        return
    was, now = (_hryvnias(getattr(row, name)) if row is not None else "" for row in (part.old, part.new))
    if was != now:
        label = f"{part.row.source}, {part.row.year}" if hasattr(part.row, "year") else _label(part, name)
        yield Said(label, was, now)


def _label(part: RowChange, name: str) -> str:
    field: Any = part.model._meta.get_field(name)
    return str(field.verbose_name)


def _hryvnias(amount: Any) -> str:
    return "" if amount is None else ukrainian.hryvnias(amount)


def _short(text: str) -> str:
    return ukrainian.shortened(text, LONGEST)


def sums(edition: Edition) -> list[tuple[int, str]]:
    """Return what the draft plans by year after the change, for whoever knows money."""
    return [(year, ukrainian.hryvnias(amount)) for year, amount in sorted(_by_year(edition).items())]


def _by_year(edition: Edition) -> dict[int, Decimal]:
    from programs.exchange import row_models

    totals = dict.fromkeys(edition.years, Decimal(0))
    for model in row_models():
        if model.money_field and model.part_of and not model.is_sum and hasattr(model, "year"):
            for row in model._default_manager.filter(edition=edition):
                totals[row.year] = totals.get(row.year, Decimal(0)) + getattr(row, model.money_field)  # type: ignore[attr-defined]
    return totals
