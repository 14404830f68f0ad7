"""What the database refuses of grants, promises and payments, and what Python refuses besides."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from budget.models import (
    Allotment,
    Appropriation,
    AssignmentRule,
    Commitment,
    EconomicCode,
    Explanation,
    Payment,
    ProgramCode,
    ReportSignatory,
    SpendingUnit,
)
from oleksandria_intl.models import IssuedPaper, Term
from programs.models import Edition
from tests.refusals import refused, update_refused
from tests.spending import codes, grant, measure_of, pay, promise, source, unit


@pytest.mark.parametrize("code", ["021018", "02101800", "021018a", ""])
def test_a_kpkvkmb_is_seven_digits(db: None, code: str) -> None:
    if len(code) <= 7:  # PostgreSQL refuses what is longer by its column
        refused("program_code_is_seven_digits", ProgramCode(code=code, name_uk="х"))


@pytest.mark.parametrize("code", ["224", "22401", "22a0", ""])
def test_a_kekv_is_four_digits(db: None, code: str) -> None:
    refused("economic_code_is_four_digits", EconomicCode(code=code, name_uk="х"))


def test_an_appropriation_changes_something(edition: Edition) -> None:
    update_refused("appropriation_changes_something", grant("1.1", 5), amount=0)


@pytest.mark.parametrize("month", [0, 13])
def test_an_allotment_is_of_a_month(edition: Edition, month: int) -> None:
    refused("allotment_month_is_one", Allotment(appropriation=grant("1.1", 5), month=month, amount=5))


def test_a_month_is_allotted_once(edition: Edition) -> None:
    granted = grant("1.1", 5)
    refused("allotment_month_unique", *[Allotment(appropriation=granted, month=1, amount=5) for _time in range(2)])


def test_a_commitment_is_of_some_money_and_ends_after_it_begins(edition: Edition) -> None:
    promised = promise("1.1", 5)
    update_refused("commitment_is_positive", promised, amount=0)
    update_refused("commitment_ends_after_it_starts", promised, until=date(2020, 3, 15))
    update_refused("commitment_cancelled_after_signed", promised, cancelled_on=date(2020, 3, 15))
    update_refused("commitment_prepays_a_part", promised, prepayment=6)


def test_a_payment_that_is_not_of_the_programme_has_no_measure(edition: Edition) -> None:
    update_refused("payment_outside_has_no_measure", pay("1.1", 5), is_outside=True)


def test_a_payment_of_a_commitment_is_of_its_measure(edition: Edition) -> None:
    paid = pay("1.1", 5, commitment=promise("1.1", 5))
    update_refused("payment_of_commitment_has_measure", paid, measure=None)


@pytest.mark.parametrize("amount", [0, -5])
def test_a_payment_is_not_nothing_and_a_negative_one_says_why(edition: Edition, amount: int) -> None:
    update_refused("payment_negative_says_why", pay("1.1", 5), amount=amount, purpose="")


def test_a_rule_asks_something_and_says_where(edition: Edition) -> None:
    program, measure = edition.program, measure_of("1.1")
    refused("assignment_rule_asks_something", AssignmentRule(program=program, order=1, measure=measure))
    refused("assignment_rule_says_where", AssignmentRule(program=program, order=1, payee_words="а"))
    both = AssignmentRule(program=program, order=1, payee_words="а", measure=measure, is_outside=True)
    refused("assignment_rule_says_where", both)
    same = [AssignmentRule(program=program, order=1, payee_words="а", measure=measure) for _time in range(2)]
    refused("assignment_rule_order_unique", *same)


def test_a_measure_is_explained_once_for_a_day(edition: Edition) -> None:
    rows = [Explanation(measure=measure_of("1.1"), on=date(2020, 3, 31), text="х") for _time in range(2)]
    refused("explanation_once_per_day", *rows)


def test_one_official_signs_in_one_place(edition: Edition) -> None:
    term = Term.objects.get()
    rows = [ReportSignatory(order=1, term=term) for _time in range(2)]
    refused("report_signatory_order_unique", *rows)


def test_a_number_is_given_to_one_report(db: None) -> None:
    facts: dict[str, Any] = {"kind": "k", "key": "k", "title": "t", "size": 1, "sha256": "a" * 64}
    rows = [IssuedPaper(**facts, number="1/2020", format="pdf", place=place, running_hash="0" * 64) for place in (1, 2)]
    refused("issued_paper_number_unique", *rows)


# What Python refuses besides


def errors_of(row: Any) -> set[str]:
    with pytest.raises(ValidationError) as refusal:
        row.full_clean()
    return set(refusal.value.error_dict)


def test_money_is_granted_and_promised_within_the_programmes_years(edition: Edition) -> None:
    granted, promised = grant("1.1", 5), promise("1.1", 5)
    granted.year = promised.year = 2021
    assert errors_of(granted) == errors_of(promised) == {"year"}


def test_a_payment_takes_the_measure_of_its_commitment(edition: Edition) -> None:
    payment = Payment(
        commitment=promise("1.1", 5),
        amount=5,
        paid_on=date(2020, 3, 1),
        payer=unit(),
        payee_name="ТОВ",
        source=source(),
        **codes(),
    )
    payment.full_clean()
    assert payment.measure == measure_of("1.1")


def test_a_payment_does_not_keep_the_promise_of_another_measure(edition: Edition) -> None:
    payment = pay("1.2", 5)
    payment.commitment = promise("1.1", 5)
    assert "commitment" in errors_of(payment)


def test_a_correction_is_not_corrected(edition: Edition) -> None:
    paid = pay("1.1", 5)
    correction = pay("1.1", -1, corrects=paid)
    other = pay("1.1", -1, purpose="Повернення")
    other.corrects = correction
    assert "corrects" in errors_of(other)


@pytest.mark.parametrize("code", ["1234567", "123456789", "12345678a"])
def test_a_register_code_has_eight_or_ten_digits(db: None, code: str) -> None:
    assert errors_of(SpendingUnit(register_code=code, name_uk="Рада")) == {"register_code"}


def test_names_of_rows_tell_what_they_are(edition: Edition) -> None:
    assert str(Appropriation.objects.get(pk=grant("1.1", "5.50").pk)) == "2020: 5,50\xa0грн"
    promised = Commitment.objects.get(pk=promise("1.1", 5).pk)
    assert str(promised) == "№ 1, Послуги перекладу, ТОВ «Переклад» (5\xa0грн)"
    assert str(pay("1.1", 7, on=date(2020, 3, 1))) == "01.03.2020, ТОВ «Переклад»: 7\xa0грн"
