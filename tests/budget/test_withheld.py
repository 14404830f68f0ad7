"""What the public sees of money whose trip is withheld: sums, and neither whom it went to nor for what."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from budget import persons
from budget.documents import overruns
from budget.models import Commitment, Payment
from budget.querysets import Span
from budget.reports import Report
from budget.resources.public import PaymentData
from oleksandria_intl import clock, withheld
from programs.models import Edition
from tests import spending
from tests.public_pages import page

pytestmark = pytest.mark.django_db

SECRET = "Квитки до Таємнограда"


@pytest.fixture
def published(edition: Edition) -> Edition:
    Edition.objects.update(status="published")
    return Edition.objects.get()


@pytest.fixture
def paid(published: Edition, monkeypatch: pytest.MonkeyPatch) -> Payment:
    """A payment under a commitment above what is free, both withheld; and another payment."""
    commitment = spending.promise("1.2", 500, number="777-р", override_reason=f"Так: {SECRET}")
    row = spending.pay("1.2", 200, commitment=commitment, payee_name="ТОВ «Таємниця»", purpose=SECRET, contract="Т-1")
    spending.pay("1.2", 100, purpose="Папір")
    rows: dict[Any, Any] = {
        model: [lambda on, model=model, pk=made.pk: model.objects.filter(pk=pk).values("pk")]
        for model, made in ((Commitment, commitment), (Payment, row))
    }
    monkeypatch.setattr(withheld, "ROWS", rows)
    return row


def test_the_page_of_payments_says_that_it_is_withheld(stranger: Client, paid: Payment) -> None:
    html = page(stranger, "/budget/2020/payments/")
    assert withheld.WORDS in html
    assert "Таємни" not in html
    assert SECRET not in html
    assert "Папір" in html


def test_the_data_set_gives_of_it_the_day_and_the_sum(paid: Payment) -> None:
    data = PaymentData()
    first = dict(zip(data.names, next(iter(data.values(data.public(clock.today())))), strict=True))
    assert (first["payee_name"], first["purpose"], first["amount"]) == (withheld.WORDS, withheld.WORDS, paid.amount)
    assert {first[name] for name in ("record_key", "payee_code", "contract", "prozorro_id")} <= {None, ""}


def test_payees_that_are_withheld_stand_together_without_names(published: Edition, paid: Payment) -> None:
    report = Report(published, Span.to(date(2020, 12, 31)))
    assert {(one.name, one.code) for one in report.execution.payees} == {
        (withheld.WORDS, ""),
        ("ТОВ «Переклад»", spending.PAYEE),
    }


def test_a_note_names_neither_the_number_nor_the_reason_of_such_a_commitment(published: Edition, paid: Payment) -> None:
    (note, *_others) = overruns.promises_above_grants(Report(published, Span.to(date(2020, 12, 31))))
    assert withheld.WORDS in note
    assert "777" not in note
    assert SECRET not in note


def test_a_payment_that_was_not_asked_whether_it_is_withheld_is_not_shown(paid: Payment) -> None:
    with pytest.raises(AttributeError):
        persons.shown(Payment.objects.first(), shows_entrepreneurs=True)
