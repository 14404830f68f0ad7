"""What the page «changes after closing» shows, in the language of the moment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from budget.after_closing import FIGURES, AfterClosing, Followed, post_of
from budget.columns import on_page
from budget.models import ClosedPeriod, LateChange
from budget.persons import public_text


@dataclass(frozen=True, slots=True)
class AfterRow:
    """A measure, or the total, with what its figures were and are."""

    code: str
    name: str
    cells: list[tuple[str, Followed]]


@dataclass(frozen=True, slots=True)
class AfterTable:
    """The measures in which something differs, and the total."""

    heads: list[str]
    rows: list[AfterRow]
    total: AfterRow


@dataclass(frozen=True, slots=True)
class ShownChange:
    """A change as the page lists it."""

    day: date
    kind: Any
    days: list[date]
    measures: list[str]
    was: Decimal | None
    now: Decimal | None
    effect: Decimal
    post: str
    reason: str


@dataclass(frozen=True, slots=True)
class Closing:
    """A report that closed the days, with what was changed after it."""

    period: ClosedPeriod
    changes: list[ShownChange]
    reopened_by: str
    reopened_why: str


def after_table(after: AfterClosing) -> AfterTable:
    """Return what the report said and what is true now, of the measures in which that is not the same."""
    heads = on_page(*FIGURES)
    rows = [AfterRow(row.code, row.name, _cells(row.figures, heads)) for row in after.measures if row.differs]
    return AfterTable(list(heads.values()), rows, AfterRow("", _("Total"), _cells(after.total, heads)))


def _cells(figures: dict[str, Followed], heads: dict[str, str]) -> list[tuple[str, Followed]]:
    return [(heads[name], figure) for name, figure in figures.items()]


def changes_listed(after: AfterClosing) -> Iterator[Closing]:
    """Yield the report that closed the days last, then those before it, each with what was changed after it."""
    for period, changes in ((after.period, after.changes), *after.earlier):
        shown, given = [_shown(change) for change in changes], period.reopening
        why = (post_of(given.given_by), public_text(given.text)) if given else ("", "")
        yield Closing(period, shown, *why)


def _shown(change: LateChange) -> ShownChange:
    return ShownChange(
        timezone.localtime(change.made_at).date(),
        change.get_kind_display(),
        list(dict.fromkeys(day for day in (change.was_day, change.is_day) if day)),
        list(dict.fromkeys(it.code for it in (change.was_measure, change.is_measure) if it)),
        change.was_amount,
        change.is_amount,
        change.effect,
        post_of(change.reason.given_by),
        public_text(change.reason.text),
    )
