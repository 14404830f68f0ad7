"""Payments that look like one payment entered twice are named before a report is made."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.utils.translation import override

from budget.doubles import doubles_of
from budget.models import Payment
from oleksandria_intl.checks import Severity, findings
from programs.models import Edition
from tests import spending

DAY = date(2020, 3, 20)


@pytest.mark.parametrize(
    ("other", "is_double"),
    [
        ({}, True),
        ({"document": "0017"}, True),
        ({"on": DAY}, True),
        ({"amount": 99}, True),
        ({"document": "18"}, False),
        ({"on": DAY, "amount": 99}, False),
        ({"economic_code": "2250"}, False),
        ({"payee_code": "11111111"}, False),
        ({"payee_code": "", "payee_name": "Інший"}, False),
        ({"on": date(2021, 3, 16)}, False),
    ],
)
def test_two_payments_are_a_double_if_they_differ_in_one_thing_at_most(
    other: dict[str, Any], is_double: bool, edition: Edition
) -> None:
    first = spending.pay("1.1", 100)
    second = spending.pay("1.1", **({"amount": 100} | other))
    found = doubles_of(edition.program, 20)
    assert [{*pair} for pair in found] == ([{first, second}] if is_double else [])


def test_payments_without_a_number_or_taken_back_are_no_doubles(edition: Edition) -> None:
    for _twice in range(2):
        spending.pay("1.1", 100, document="б/н")
        spending.pay("1.1", 50)
    spending.pay("1.1", -50, corrects=Payment.objects.filter(amount=50).earliest("pk"))
    assert doubles_of(edition.program, 20) == []


def test_the_check_names_both_payments_and_leads_to_the_later_one(edition: Edition) -> None:
    spending.pay("1.1", 100)
    later = spending.pay(None, 100, on=DAY, batch=spending.batch())
    with override("en"):
        found = findings(edition)
    (finding,) = [each for each in found if "entered twice" in each.sentence]
    assert (finding.severity, finding.row) == (Severity.WARNING, later)
    assert "20.03.2020" in finding.sentence
    assert "16.03.2020" in finding.sentence
