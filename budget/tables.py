"""The tables of a report on the screen: the same figures as the papers, ready to be shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from budget import forms
from budget.columns import on_page
from budget.execution import DirectionFigures, Execution, MeasureFigures, PayeeFigures
from budget.models import EconomicCode, ProgramCode
from budget.querysets import Figures, Span
from oleksandria_intl import digits

MOST_PAYEES = 50
"""The most payees listed on a page, the rest in one row; the register of payments holds every one."""
SHOWN = (
    *("planned", "granted", "due", "paid", "paid_to_date", "deviation"),
    *("percent_of_due", "percent", "percent_of_plan", "promised", "free", "ungranted"),
)
"""The figures of a row."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure's label and its digits; empty digits where there is no figure."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row: what it is about, and its figures."""

    about: Any
    cells: list[Cell]
    number: str = ""
    kind: str = ""
    """«total» for a sum of others."""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that stand together; under a direction, with its subtotal, or under nothing."""

    rows: list[Row]
    number: int = 0
    direction: Any = None
    subtotal: Row | None = None


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A table: what its rows are, the heads of its figures, its groups, the total."""

    by: str
    head: str
    labels: list[str]
    groups: list[Group]
    total: Row
    extra: list[str] = field(default_factory=list)
    """Heads of columns that are no figures, between the first and these."""


def columns_of(span: Span) -> dict[str, str]:
    """Return the columns of a report: «since January» where the period starts later, its plan where it is no year."""
    left_out = {"paid_to_date"} if span.is_cumulative else set()
    if span.is_cumulative and (span.end.month, span.end.day) == (12, 31):
        left_out |= {"due", "percent_of_due"}
    return on_page(*(name for name in SHOWN if name not in left_out))


def cells(figures: Figures, heads: dict[str, str]) -> list[Cell]:
    """Return the figures of a row, in the digits of the page's language; no digits where there is nothing."""
    return [Cell(label, _text(figures, name)) for name, label in heads.items()]


def _text(figures: Figures, name: str) -> str:
    value: Decimal | None = getattr(figures, name)
    if value is None or not figures:
        return ""
    return digits.percent(value) if name.startswith("percent") else digits.amount(value)


def table_of(execution: Execution, by: str) -> ReportTable:
    """Return the table of a report by measure, source, code or payee."""
    if by == forms.PAYEE:
        return _payees(execution)
    heads = columns_of(execution.span)
    head, groups = {
        forms.MEASURE: lambda: (_("Measure"), _directions(execution, heads)),
        forms.SOURCE: lambda: (_("Source of funding"), [Group(_sources(execution, heads))]),
        forms.CODE: lambda: (_("Code"), [Group(_codes(execution, heads))]),
    }[by]()
    total = Row(_("Total"), cells(execution.total, heads), kind="total")
    return ReportTable(by, head, list(heads.values()), groups, total)


def _directions(execution: Execution, heads: dict[str, str]) -> list[Group]:
    return [_direction(number, each, heads) for number, each in enumerate(execution.directions, 1)]


def _direction(number: int, direction: DirectionFigures, heads: dict[str, str]) -> Group:
    """Return a direction's measures; a direction of one measure has no subtotal."""
    rows = [_measure(f"{number}.{place}", row, heads) for place, row in enumerate(direction.measures, 1)]
    words = _("Total of direction %(number)s") % {"number": number}
    subtotal = Row(words, cells(direction.figures, heads), kind="subtotal") if len(rows) > 1 else None
    return Group(rows, number, direction.direction, subtotal)


def _measure(number: str, row: MeasureFigures, heads: dict[str, str]) -> Row:
    reason = row.explanation.text if row.explanation else ""
    return Row(row.line or row.measure, cells(row.figures, heads), number, reason=reason)


def _sources(execution: Execution, heads: dict[str, str]) -> list[Row]:
    return [
        Row(source, cells(figures, heads), str(number))
        for number, (source, figures) in enumerate(execution.by_source, 1)
    ]


@dataclass(frozen=True, slots=True)
class Codes:
    """A КПКВКМБ and a КЕКВ with their names; empty where money has none."""

    program: ProgramCode | None
    economic: EconomicCode | None


def _codes(execution: Execution, heads: dict[str, str]) -> list[Row]:
    """Return a row for each pair of codes; last the money that has none, as what the programme plans."""
    programs = _named(ProgramCode, (codes[0] for codes, _figures in execution.by_code))
    economic = _named(EconomicCode, (codes[1] for codes, _figures in execution.by_code))
    rows = sorted(execution.by_code, key=lambda row: (row[0] == ("", ""), row[0]))
    return [
        Row(Codes(programs.get(pair[0]), economic.get(pair[1])), cells(figures, heads), str(number))
        for number, (pair, figures) in enumerate(rows, 1)
    ]


def _named(model: Any, codes: Iterable[str]) -> dict[str, Any]:
    found: dict[str, Any] = model.objects.in_bulk({code for code in codes if code}, field_name="code")
    return found


def _payees(execution: Execution) -> ReportTable:
    """Return whom the period's money was paid to, the largest sum first, natural persons together."""
    payees = execution.payees
    first = enumerate(payees[:MOST_PAYEES], 1)
    rows = [Row(payee, _paid(payee.count, payee.paid), str(number)) for number, payee in first]
    if rest := payees[MOST_PAYEES:]:
        rows.append(_sum(_("Other payees (%(count)s)") % {"count": len(rest)}, rest, "rest"))
    total = _sum(_("Total"), payees, "total")
    labels = [_("Payments"), *on_page("paid").values()]
    return ReportTable(forms.PAYEE, _("Payee"), labels, [Group(rows)], total, extra=[_("Code")])


def _sum(words: str, payees: list[PayeeFigures], kind: str) -> Row:
    paid = sum((one.paid for one in payees), Decimal(0))
    return Row(words, _paid(sum(one.count for one in payees), paid), kind=kind)


def _paid(count: int, paid: Decimal) -> list[Cell]:
    return [Cell(_("Payments"), str(count)), Cell(on_page("paid")["paid"], digits.amount(paid))]


def deviations(directions: Iterable[DirectionFigures], most: int = 5) -> list[MeasureFigures]:
    """Return the measures that deviate most from what was granted, the largest first."""
    rows = [row for direction in directions for row in direction.measures if row.figures.deviation]
    return sorted(rows, key=lambda row: abs(row.figures.deviation or Decimal(0)), reverse=True)[:most]
