"""Closed periods: money that a closing report counts changes only with a reason, in whatever way it is written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.utils import translation

from budget import periods, services
from budget.models import Allotment, LateChange, Payment
from programs.models import Edition
from tests.closing import closed
from tests.spending import DAY, grant, measure_of, pay, promise

REASON = "Лист казначейства від 02.07.2020 № 14"


@pytest.fixture
def money(edition: Edition) -> dict[str, Any]:
    """A row of every kind that the first quarter counts, and payments of later days and of no measure."""
    given = grant("1.1", 40_000)
    return {
        "payment": pay("1.1", 1_000),
        "grant": given,
        "allotment": Allotment.objects.create(appropriation=grant("1.2", 5_000), month=2, amount=5_000),
        "commitment": promise("1.1", 2_000),
        "later": pay("1.1", 300, on=date(2020, 4, 1)),
        "waiting": pay(None, 70),
    }


def sql(statement: str, *values: Any) -> None:
    """Execute a statement as somebody at the database's own prompt would."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def changed(row: Any, **values: Any) -> Callable[[], Any]:
    """Return what saves a row with other values."""

    def save() -> None:
        for name, value in values.items():
            setattr(row, name, value)
        row.save()

    return save


def ways(money: dict[str, Any], by: User) -> dict[str, Callable[[], Any]]:
    """Return every way to change what the first quarter counts."""
    payment, given, allotment, commitment, later, waiting = (type(row).objects.get(pk=row.pk) for row in money.values())
    one = Payment.objects.filter(pk=payment.pk)
    decision = given.decision
    return {
        "save": changed(payment, amount=Decimal(900)),
        "another purpose": changed(payment, purpose="Інше"),
        "add": lambda: pay("1.1", 10),
        "delete": payment.delete,
        "move into the period": changed(later, paid_on=DAY),
        "move out of the period": changed(payment, paid_on=date(2020, 4, 2)),
        "assign": lambda: services.assign(
            payments=Payment.objects.filter(pk=waiting.pk), measure=measure_of("1.2"), by=by
        ),
        "assign elsewhere": lambda: services.assign(payments=one, measure=measure_of("1.2"), by=by),
        "set aside": lambda: services.set_aside(payments=one, by=by),
        "bulk update": lambda: one.update(amount=1),
        "bulk create": lambda: Payment.objects.bulk_create([copy_of(payment)]),
        "in bulk, as rows": lambda: Payment.objects.bulk_update([with_amount(payment, 5)], ["amount"]),
        "delete in bulk": one.delete,
        "SQL": lambda: sql("UPDATE budget_payment SET amount = amount + 1 WHERE id = %s", payment.pk),
        "SQL delete": lambda: sql("DELETE FROM budget_payment WHERE id = %s", payment.pk),
        "grant": lambda: grant("1.1", 500),
        "grant more": changed(given, amount=Decimal(50_000)),
        "take a grant away": given.delete,
        "day of the budget decision": changed(decision, period_start=date(2020, 5, 1), period_end=date(2020, 5, 1)),
        "number of the budget decision": changed(decision, number=""),
        "allot": lambda: Allotment.objects.create(appropriation=given, month=3, amount=1),
        "allot more": changed(allotment, amount=Decimal(6_000)),
        "allot another month": changed(allotment, month=7),
        "allot nothing": allotment.delete,
        "commit": lambda: promise("1.1", 1),
        "commit more": changed(commitment, amount=Decimal(3_000)),
        "cancel within the period": changed(commitment, cancelled_on=date(2020, 3, 20)),
        "free": commitment.delete,
    }


def copy_of(payment: Payment) -> Payment:
    """Return another payment with the same facts."""
    payment.pk, payment.record_key = None, "another"
    return payment


def with_amount(payment: Payment, amount: int) -> Payment:
    """Return a payment with another amount."""
    payment.amount = Decimal(amount)
    return payment


def refused(name: str, way: Callable[[], Any]) -> None:
    """Go a way that has to end before its end."""
    way()
    pytest.fail(f"{name}: nobody asked for a reason")


def test_no_way_leads_into_a_closed_period_without_a_reason(money: dict[str, Any], accountant: User) -> None:
    closed()
    for name in ways(money, accountant):
        with pytest.raises(periods.ReasonNeeded), periods.late_changes(reason="", by=accountant):
            refused(name, ways(money, accountant)[name])
    assert not LateChange.objects.exists()


def test_every_change_with_a_reason_is_noted_with_it(money: dict[str, Any], accountant: User) -> None:
    period = closed()
    for name in ways(money, accountant):
        with transaction.atomic():
            with periods.late_changes(reason=REASON, by=accountant):
                ways(money, accountant)[name]()
            noted = LateChange.objects.filter(period=period, reason__text=REASON, reason__given_by=accountant)
            assert noted.exists(), name
            transaction.set_rollback(True)


def test_what_the_report_does_not_count_changes_without_a_reason(money: dict[str, Any], accountant: User) -> None:
    closed()
    one = Payment.objects.filter(pk=money["payment"].pk)
    blanked = {"payee_name": "фізична особа", "payee_code": "", "purpose": "стерто: персональні дані", "contract": ""}
    free: dict[str, Callable[[], Any]] = {
        "a payment of April": changed(money["later"], amount=Decimal(1)),
        "a payment that waits for its measure": changed(money["waiting"], amount=Decimal(1)),
        "it is set aside": lambda: services.set_aside(payments=Payment.objects.waiting(), by=accountant),
        "a person's data are erased": lambda: one.update(**blanked),
        "the payee turns out to be a person": lambda: one.update(payee_is_person=True),
        "the commitment is cancelled later": changed(money["commitment"], cancelled_on=date(2020, 5, 1)),
        "a commitment of April": lambda: promise("1.1", 5, on=date(2020, 4, 2)),
        "a grant of April": lambda: grant("1.1", 5, on=date(2020, 4, 2)),
        "a grant of another year": lambda: grant("1.1", 5, year=2021),
        "a month after the period": lambda: Allotment.objects.create(appropriation=money["grant"], month=9, amount=1),
        "the other words of the budget decision": changed(money["grant"].decision, subject="Про бюджет"),
        "nothing": lambda: money["grant"].save(),
    }
    for name, way in free.items():
        with periods.late_changes(reason="", by=accountant):
            way()
        assert not LateChange.objects.exists(), name


def test_the_refusal_names_the_period_and_the_report_and_says_what_to_do(
    money: dict[str, Any], accountant: User
) -> None:
    closed(number="3/2020")
    with (
        translation.override("en"),
        pytest.raises(periods.ReasonNeeded) as refused,
        periods.late_changes(reason="", by=accountant),
    ):
        changed(money["payment"], amount=Decimal(900))()
    assert refused.value.messages == [
        "This is money of a closed period (01.01.2020 – 31.03.2020, № 3/2020), whose report was issued. "
        "Give the reason for the change: it will stand in “changes after closing”."
    ]
