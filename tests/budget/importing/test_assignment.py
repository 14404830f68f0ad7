"""Which measure a payment is of: by the rules of staff, the first that fits."""

from __future__ import annotations

from typing import Any

import pytest

from budget.importing.assignment import Facts, Rules, Verdict
from budget.importing.registers import Registers
from programs.models import Edition
from tests import spending

PAYMENT = {
    "payee_code": "87654321",
    "payee_name": "ТОВ «Переклад»",
    "purpose": "Оплата за відрядження до м. Люблін",
    "program_code_id": "0210180",
    "economic_code_id": "2240",
}


def verdict(payment: Facts = PAYMENT) -> Verdict | None:
    return Rules(spending.program_of()).verdict(payment)


@pytest.mark.parametrize(
    "asks",
    [
        {"payee_code": "87654321"},
        {"payee_words": "переклад ТОВ"},
        {"purpose_words": "ЛЮБЛІН відрядж", "fits_beginnings": True},
        {"purpose_words": "Любліна відрядженню"},
        {"payee_code": "87654321", "purpose_words": "люблін"},
    ],
)
def test_a_rule_knows_a_payment_by_each_thing_that_it_asks(edition: Edition, asks: dict[str, Any]) -> None:
    spending.rule("1.2", **asks)
    assert verdict() == Verdict(spending.measure_of("1.2").pk)


@pytest.mark.parametrize(
    "asks",
    [
        {"payee_code": "8765432"},
        {"purpose_words": "люблін готель"},
        {"payee_code": "87654321", "purpose_words": "готель"},
        {"payee_words": "«»"},
        {"purpose_words": "люблін відрядж"},
        {"purpose_words": "рядження", "fits_beginnings": True},
    ],
)
def test_a_rule_of_which_one_thing_does_not_fit_is_silent(edition: Edition, asks: dict[str, Any]) -> None:
    spending.rule("1.2", **asks)
    assert verdict() is None


def test_codes_and_the_payer_are_asked_too(edition: Edition) -> None:
    codes: dict[str, Any] = spending.codes()
    spending.rule("1.1", order=1, payer=spending.unit("11111111", "Інший"))
    spending.rule("1.2", order=2, **codes)
    spending.rule("2.1", order=3, payer=spending.unit())
    assert verdict() == Verdict(spending.measure_of("1.2").pk)
    assert verdict({**PAYMENT, "economic_code_id": "2250", "payer_id": spending.unit().pk}) == Verdict(
        spending.measure_of("2.1").pk
    )


def test_the_first_rule_that_fits_wins_whichever_of_them_names_the_payee(edition: Edition) -> None:
    spending.rule("1.1", order=3, payee_code="87654321")
    spending.rule(None, order=2, purpose_words="люблін")
    spending.rule("1.2", order=1, purpose_words="готель")
    assert verdict() == Verdict(None)


def test_a_payment_that_names_no_source_takes_the_only_one_of_its_measure(edition: Edition) -> None:
    spending.source("sponsors", "Спонсори", order=1)
    spending.grant("1.1", 100, source_code="sponsors")
    spending.grant("1.2", 100, source_code="sponsors")
    spending.grant("1.2", 100, source_code="city")
    registers = Registers(spending.program_of())
    assert registers.default_source(spending.measure_of("1.1").pk) == spending.source("sponsors").pk
    assert registers.default_source(spending.measure_of("1.2").pk) == spending.source("city").pk
    assert registers.default_source(None) == spending.source("city").pk


def test_a_source_of_which_two_have_the_name_is_not_guessed(edition: Edition) -> None:
    spending.source("one", "Грант")
    spending.source("two", "Грант")
    registers = Registers(spending.program_of())
    assert registers.source("Грант") is None
    assert registers.source("one") == registers.source("one — Грант") == spending.source("one").pk
