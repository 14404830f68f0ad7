"""Payments of the register that look like one payment entered twice."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Case, Count, Q, QuerySet, When

from budget.models import Payment
from programs.models import Program

SAME = ("payer_id", "whom", "program_code_id", "economic_code_id")
BY_SUM = ("by_sum", "paid_on__year", *SAME)
"""One document, one sum, one payee: paid once, or twice by mistake, on whatever day of a year."""
BY_DAY = ("by_day", "document", *SAME)
"""One document, one day, one payee: one of the sums is the corrected one."""


class Double(NamedTuple):
    """Two payments that look like one."""

    first: Payment
    second: Payment


def doubles_of(program: Program, most: int) -> list[Double]:
    """Return the first pairs of a programme's payments that look double; of what is taken back, none.

    Payments that wait for a measure are the programme's if they came in for it.
    """
    found: dict[int, Double] = {}
    for names in (BY_SUM, BY_DAY):
        for first, second in _pairs(_rows(program), names, most):
            found.setdefault(second.pk, Double(first, second))
    return sorted(found.values(), key=lambda pair: (pair.second.paid_on, pair.second.pk))[:most]


def _rows(program: Program) -> QuerySet[Any]:
    """Return the payments by documents that have a number: without one nothing says that two are one."""
    ours = Q(measure__program=program) | Q(measure=None, is_outside=False, batch__program=program)
    numbered = Payment.objects.filter(ours, amount__gt=0, corrections=None).exclude(by_sum__startswith=" ")
    return numbered.annotate(whom=Case(When(payee_code="", then="payee_name"), default="payee_code")).order_by()


def _pairs(rows: QuerySet[Any], names: tuple[str, ...], most: int) -> Iterable[tuple[Payment, Payment]]:
    groups = rows.values(*names).annotate(count=Count("pk")).filter(count__gt=1)
    keys = [group[names[0]] for group in groups.order_by(names[0])[:most]]
    firsts: dict[tuple[Any, ...], Payment] = {}
    for payment in rows.filter(**{f"{names[0]}__in": keys}).order_by("paid_on", "pk"):
        first = firsts.setdefault(tuple(_value(payment, name) for name in names), payment)
        if first is not payment:
            yield first, payment


def _value(payment: Payment, name: str) -> Any:
    return payment.paid_on.year if name == "paid_on__year" else getattr(payment, name)
