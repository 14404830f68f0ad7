"""What a measure's money comes to, beside what one edits: the figures are those of the reports."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _

from budget.admin.base import page_of, page_of_list, page_to_add, shortest
from budget.admin.sums import NOTHING, SumRow, amount_text
from budget.columns import on_page
from budget.execution import Execution
from budget.models import Appropriation, Commitment, Measure, Payment
from budget.querysets import Figures, Span
from oleksandria_intl import clock, ukrainian
from programs.models import Edition

LAST = 10
"""How many payments and commitments a panel shows."""
SHOWN = ("planned", "granted", "promised", "paid_to_date", "free", "ungranted")
"""The kinds of money of a measure, whose years need not begin in January."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a short list: a link in words, an amount, a few words more."""

    url: str
    text: str
    amount: str
    more: str = ""


def span_of(first: int, last: int) -> Span:
    """Return the years as they stand today; a year that is over as it stood on its last day."""
    end = date(last, 12, 31)
    return Span.to(end, date(first, 1, 1), clock.known_on(end))


def figures_of(edition: Edition, measure: int, first: int, last: int | None = None) -> Figures:
    """Return a measure's figures of a year, or of several."""
    return Execution(edition, span_of(first, last or first)).by_measure.get(measure, Figures())


def figures_on(edition: Edition, measure: int, on: date) -> Figures:
    """Return a measure's figures from January to a day."""
    return Execution(edition, Span.to(on)).by_measure.get(measure, Figures())


def figure_rows(columns: list[Figures]) -> Iterator[SumRow]:
    """Yield the kinds of money as rows, a year in each column."""
    for name, label in (on_page(*SHOWN) | {"paid_to_date": _("Paid")}).items():
        amounts = [getattr(figures, name) for figures in columns]
        yield SumRow(label, [amount_text(amount) for amount in amounts], _look(name, amounts))
    yield SumRow(_("Share of appropriations paid, %"), [percent_text(figures.percent) for figures in columns])


def _look(name: str, amounts: list[Decimal | None]) -> str:
    if name != "free":
        return ""
    return "error" if any(amount is not None and amount < 0 for amount in amounts) else "total"


def percent_text(percent: Decimal | None) -> str:
    """Return a percentage in words of the page; a dash where there is nothing to compare to."""
    return NOTHING if percent is None else ukrainian.number(percent, least=1)


def measure_money(request: HttpRequest, measure: Measure, edition: Edition | None = None) -> dict[str, Any]:
    """Return the context of the panel of a measure's money; planned by the edition at hand, or by the one shown."""
    edition = edition or measure.program.shown_by
    if edition is None:
        return {}
    years = [(year, year) for year in edition.years]
    if len(years) > 1:
        years.append((edition.year_from, edition.year_to))
    heads = [str(first) if first == last else _("altogether") for first, last in years]
    columns = [figures_of(edition, measure.pk, first, last) for first, last in years]
    return {
        "money_heads": heads,
        "money_rows": list(figure_rows(columns)),
        "money_lists": [_payments(measure), _commitments(measure)],
        "money_adds": list(_adds(request, measure, edition)),
    }


def _payments(measure: Measure) -> dict[str, Any]:
    rows = Payment.objects.of_measure(measure)
    return {
        "title": _("Last payments"),
        "lines": [payment_line(payment) for payment in rows[:LAST]],
        "all": page_of_list(Payment, measure__id__exact=measure.pk),
    }


def payment_line(payment: Payment) -> Line:
    """Return a payment in a line: its day, whom, how much."""
    name = f"{payment.paid_on:%d.%m.%Y}, {shortest(payment.payee_name)}"
    return Line(page_of(payment), name, amount_text(payment.amount), shortest(payment.purpose))


def _commitments(measure: Measure) -> dict[str, Any]:
    rows = Commitment.objects.of_measure(measure).with_paid()
    return {
        "title": _("Commitments"),
        "lines": [_commitment_line(commitment) for commitment in rows[:LAST]],
        "all": page_of_list(Commitment, measure__id__exact=measure.pk),
    }


def _commitment_line(commitment: Any) -> Line:
    number = f"№ {commitment.number}, " if commitment.number else ""
    name = f"{number}{shortest(commitment.subject)}"
    return Line(page_of(commitment), name, amount_text(commitment.amount), left_words(commitment))


def left_words(commitment: Any) -> str:
    """Say what is left of a commitment that came with what was paid of it."""
    if commitment.cancelled_on:
        return _("closed on %(day)s") % {"day": f"{commitment.cancelled_on:%d.%m.%Y}"}
    return _("left: %(amount)s") % {"amount": ukrainian.hryvnias(left_of(commitment))}


def left_of(commitment: Any) -> Decimal:
    """Return what of a commitment is not paid, in hryvnias; nothing of one that is closed."""
    return Decimal(0) if commitment.cancelled_on else commitment.amount - (commitment.paid or Decimal(0))


def _adds(request: HttpRequest, measure: Measure, edition: Edition) -> Iterator[tuple[str, str]]:
    """Yield addresses and words of the buttons that the reader may press."""
    year = max(min(clock.today().year, edition.year_to), edition.year_from)
    buttons: Any = (
        (Payment, _("Add a payment"), {}),
        (Commitment, _("Add a commitment"), {"year": year}),
        (Appropriation, _("Add an appropriation"), {"year": year}),
    )
    for model, words, initial in buttons:
        if admin.site.get_model_admin(model).has_add_permission(request):
            yield page_to_add(model, measure=measure.pk, **initial), words
