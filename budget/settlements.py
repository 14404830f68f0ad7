"""The entries of a reconciliation act: what was due to the other side and what was paid, in the order of days.

With the finance body, what is granted is due and what is paid is spent of it. With a payee, a commitment is due from
the day it is made; when it is closed, what was not paid of it is due no longer; what is paid outside a commitment is
due on the day it is paid.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from budget.models import Appropriation, Commitment, Payment
from budget.months import NO_HRYVNIAS
from budget.reports import Report
from budget.spans import month_end
from oleksandria_intl import ukrainian
from oleksandria_intl.models import Natural


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of an act, in hryvnias: what was paid stands as debit, what became due as credit."""

    on: date
    words: str
    debit: Decimal | None = None
    credit: Decimal | None = None
    row: Natural | None = None
    """What it is made of; None of several payments together."""


@dataclass(frozen=True)
class Settlement:
    """The entries of a programme with the finance body, or with the payee of an ЄДРПОУ."""

    report: Report
    payee_code: str = ""

    @cached_property
    def entries(self) -> list[Entry]:
        """All that is known up to the period's last day; what becomes due stands before what is paid."""
        found = self._of_payee() if self.payee_code else self._of_budget()
        last = self.report.span.last_day
        return sorted(
            (entry for entry in found if entry.on <= last), key=lambda entry: (entry.on, entry.credit is None)
        )

    @property
    def opening(self) -> Decimal:
        """What was due and not paid when the period began; below zero what was paid and not due."""
        return _balance(entry for entry in self.entries if entry.on < self.report.span.start)

    @property
    def within(self) -> list[Entry]:
        """The entries of the period."""
        return [entry for entry in self.entries if entry.on >= self.report.span.start]

    @property
    def closing(self) -> Decimal:
        """What is due and not paid at the end of the period."""
        return _balance(self.entries)

    @property
    def turnover(self) -> tuple[Decimal, Decimal]:
        """The sums of the period's debits and credits."""
        return _sum(entry.debit for entry in self.within), _sum(entry.credit for entry in self.within)

    def _of_budget(self) -> Iterator[Entry]:
        """Yield the grants of the budget years, and what was spent each month."""
        span, program = self.report.span, self.report.program
        for grant in Appropriation.objects.of_program(program).within(span).listed():
            decision = grant.decision
            codes = " / ".join(filter(None, (grant.program_code_id, grant.economic_code_id)))
            words = f"Призначення за рішенням від {decision.dated:%d.%m.%Y} № {decision.number}; захід"
            yield Entry(
                decision.dated, f"{words} {grant.measure.code}; {codes or 'без коду'}", None, grant.amount, grant
            )
        parts = [replace(span, start=span.first_day, end=before)] if (before := self._day_before) else []
        for part in (*parts, span):
            paid = Payment.objects.of_program(program).within(part)
            for year, month, amount in paid.by_month().order_by("paid_on__year", "paid_on__month"):
                last = min(month_end(year, month), part.last_day)
                yield Entry(last, f"Касові видатки за {ukrainian.MONTHS[month - 1]} {year} року", amount)

    @property
    def _day_before(self) -> date | None:
        """The day before the period, where its first year has begun by then."""
        span = self.report.span
        return date.fromordinal(span.start.toordinal() - 1) if span.start > span.first_day else None

    def _of_payee(self) -> Iterator[Entry]:
        """Yield the commitments to the payee, their closing, the payments."""
        program, last = self.report.program, self.report.span.last_day
        payments = list(Payment.objects.of_program(program).to_payee(self.payee_code, last))
        commitments = list(Commitment.objects.of_program(program).to_payee(self.payee_code, last))
        known = {row.pk: row for row in commitments}
        for row in commitments:
            yield Entry(row.signed_on, _commitment_words(row), None, row.amount, row)
            if row.cancelled_on:
                rest = row.amount - _sum(one.amount for one in payments if _is_under(one, row))
                yield Entry(row.cancelled_on, f"Знято: {_commitment_words(row)}", None, -rest, row)
        for payment in payments:
            promise = known.get(payment.commitment_id or 0)
            due = None if promise and _is_under(payment, promise) else payment.amount
            yield Entry(payment.paid_on, _payment_words(payment), payment.amount, due, payment)


def _is_under(payment: Payment, commitment: Commitment) -> bool:
    """Whether a payment was made under a commitment while it stood."""
    closed = commitment.cancelled_on
    return payment.commitment_id == commitment.pk and (closed is None or payment.paid_on <= closed)


def _commitment_words(row: Commitment) -> str:
    number = f" № {row.number}" if row.number else ""
    return f"Зобов’язання{number} від {row.signed_on:%d.%m.%Y}, {row.subject}"


def _payment_words(row: Payment) -> str:
    number = f" № {row.document}" if row.document else ""
    outside = "" if row.commitment_id else " (без зобов’язання)"
    return f"Оплата{number}{outside}" if row.amount > 0 else f"Повернення, виправлення{number}{outside}"


def _sum(amounts: Iterable[Decimal | None]) -> Decimal:
    return sum((amount for amount in amounts if amount), NO_HRYVNIAS)


def _balance(entries: Iterable[Entry]) -> Decimal:
    found = list(entries)
    return _sum(entry.credit for entry in found) - _sum(entry.debit for entry in found)
