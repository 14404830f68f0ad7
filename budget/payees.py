"""Payees who are natural persons: in which rows their data stand, and how long the law keeps them there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Count, Min, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from budget.models import Commitment, Payee, Payment
from budget.querysets.payees import payee_key
from oleksandria_intl import clock
from oleksandria_intl.personal_data.people import MOST_FOUND, Holding, Kind, Person, register
from oleksandria_intl.personal_data.table import TABLE

KEPT_YEARS = 5
"""So many full years after its own an operation's record is kept (Tax Code, 44.3; 578/5 as amended in 2024)."""
ERASED_NAME = TABLE["budget.payment.payee_name"].blank


def kept_because(year: int) -> str:
    """Say until when the record of an operation of a year is kept; empty where its time is over."""
    last = year + KEPT_YEARS
    return "" if last < clock.today().year else _("Kept by law until 31.12.%(year)d.") % {"year": last}


def _find(words: list[str]) -> Iterator[Person]:
    """Yield the payees in whose payments all the words stand, first those with payments that are not deleted."""
    found = Q(payee_is_person=True)
    for word in words:
        found &= Q(search_text__contains=word)
    seen = set()
    deleted = Payment.history.exclude(id__in=Payment.objects.values("pk"))
    for rows, key in ((Payment.objects.all(), "pk"), (deleted, "id")):
        groups = rows.filter(found).exclude(payee_name=ERASED_NAME).order_by("payee_name", "payee_code")
        known = groups.values("payee_name", "payee_code").annotate(number=Min(key), payments=Count(key, distinct=True))
        for group in known[:MOST_FOUND]:
            whom = (group["payee_name"], group["payee_code"])
            if whom not in seen:
                seen.add(whom)
                yield _person(group["number"], *whom, group["payments"])


def _person(pk: int, name: str, code: str, payments: int) -> Person:
    count = ngettext("%(count)d payment", "%(count)d payments", payments) % {"count": payments}
    return Person("payee", pk, name, ", ".join(filter(None, (code, count))))


def _get(pk: int) -> Person | None:
    payment = _payment(pk)
    if payment is None or payment.payee_name == ERASED_NAME:
        return None
    numbers = _numbers(Payment, payment.payee_name, payment.payee_code)
    return _person(pk, payment.payee_name, payment.payee_code, len(numbers))


def _payment(pk: int) -> Any:
    """Return a payment to a natural person, or the last record of one that is deleted."""
    row = Payment.objects.filter(pk=pk).first() or Payment.history.filter(id=pk).first()
    return row if row and row.payee_is_person else None


def _numbers(model: Any, name: str, code: str) -> set[int]:
    """Return the keys of a payee's rows, and of those that were when they were deleted."""
    whom = {"payee_name": name, "payee_code": code}
    deleted = model.history.exclude(id__in=model.objects.values("pk")).filter(**whom)
    rows = set(model.objects.filter(**whom).values_list("pk", flat=True))
    return rows | set(deleted.order_by().values_list("id", flat=True))


def _holdings(person: Person) -> Iterable[Holding]:
    """Return the rows about a payee, with the reason why those stay whose time is not over; the answer goes last."""
    payment = _payment(person.pk)
    last = 0
    for model, year_of in ((Payment, lambda row: row.paid_on.year), (Commitment, lambda row: row.year)):
        for pk in sorted(_numbers(model, payment.payee_name, payment.payee_code)):
            row: Any = model.objects.filter(pk=pk).first() or model.history.filter(id=pk).first()
            last = max(last, year_of(row))
            yield Holding(model, pk, kept_because(year_of(row)))
    if asked := Payee.objects.filter(key=payee_key(payment.payee_code, payment.payee_name)).first():
        yield Holding(Payee, asked.pk, kept_because(last))


def _refusal(person: Person, by: Any) -> str:
    """Say why nothing of a payee is erased: the time of no record is over."""
    if person.erased_holdings():
        return ""
    return _("The records of these operations are kept by law for five full years after their own; none is older.")


def register_payees() -> None:
    """Register the kind of persons."""
    title = gettext_lazy("Payees who are natural persons")
    register("payee", Kind(title, _find, _get, _holdings, _refusal))
