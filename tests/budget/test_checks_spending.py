"""What must agree in spending: each sentence appears where it should, and only there."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils.translation import override

from budget.checks import spending
from budget.models import Explanation
from oleksandria_intl.checks import Severity, findings
from oleksandria_intl.models import Council
from programs.models import Edition
from tests import factories
from tests.spending import grant, measure_of, pay, promise, spend_as_granted


def sentences(edition: Edition, severity: Severity | None = None) -> list[str]:
    """Return the findings in English, those of one severity if named."""
    with override("en"):
        found = findings(edition)
    return [one.sentence for one in found if severity in (None, one.severity)]


def says(edition: Edition, *words: str, severity: Severity | None = None) -> bool:
    return any(all(word in sentence for word in words) for sentence in sentences(edition, severity))


def explained(code: str) -> None:
    Explanation.objects.create(measure=measure_of(code), on=date(2020, 12, 31), text="Так склалося.")


def test_spending_within_grants_and_plan_is_no_finding(edition: Edition) -> None:
    grant("1.1", 40_000)
    pay("1.1", 39_000)
    assert not says(edition, "paid")


def test_paid_above_the_grant_is_an_error(edition: Edition) -> None:
    grant("1.1", 10_000)
    pay("1.1", "10000.01")
    assert says(edition, "the measure", "10\xa0000,01", "10\xa0000\xa0грн", severity=Severity.ERROR)


def test_paid_above_the_plan_is_a_warning(edition: Edition) -> None:
    grant("1.1", 50_000)
    pay("1.1", 45_000)
    assert says(edition, "above the 40\xa0000\xa0грн that the programme plans", severity=Severity.WARNING)
    assert not says(edition, "may be spent")


def test_one_source_does_not_pay_for_another(edition: Edition) -> None:
    grant("1.1", 10_000)
    grant("1.1", 10_000, source_code="grants")
    pay("1.1", 15_000)
    assert says(edition, "a source of the measure", severity=Severity.ERROR)


def test_one_code_does_not_pay_for_another(edition: Edition) -> None:
    grant("1.1", 10_000, economic_code="2240")
    grant("1.1", 10_000, economic_code="2250")
    pay("1.1", 15_000, economic_code="2250")
    assert says(edition, "a code of the measure", severity=Severity.ERROR)


def test_what_one_year_left_does_not_cover_what_another_overspent(db: None) -> None:
    edition = factories.edition("2020-2021", years=(2020, 2021))
    grant("1.1", 10_000)
    grant("1.1", 10_000, year=2021)
    pay("1.1", 15_000, on=date(2021, 3, 1))
    assert says(edition, "15\xa0000\xa0грн paid in 2021", severity=Severity.ERROR)
    assert not says(edition, "paid in 2020")


def test_a_payment_outside_the_programmes_years_is_an_error(edition: Edition) -> None:
    pay("1.1", 100, on=date(2021, 1, 5))
    assert says(edition, "05.01.2021", "outside the programme's years, 2020", severity=Severity.ERROR)


def test_a_commitment_without_an_end_is_a_warning(edition: Edition) -> None:
    endless = promise("1.1", 100)
    assert says(edition, "does not say when it ends", severity=Severity.WARNING)
    endless.until = date(2020, 12, 31)
    endless.save()
    assert not says(edition, "does not say when it ends")


def test_more_paid_than_promised_is_an_error(edition: Edition) -> None:
    contract = promise("1.1", 100, until=date(2020, 12, 31))
    pay("1.1", "100.01", commitment=contract)
    assert says(edition, "more than its amount", "100,01", severity=Severity.ERROR)


def test_waiting_payments_are_counted(edition: Edition) -> None:
    pay(None, 100)
    pay(None, "0.50")
    assert says(edition, "2", "100,50\xa0грн", severity=Severity.WARNING)


def test_a_correction_above_the_payment_is_an_error(edition: Edition) -> None:
    paid = pay("1.1", 100)
    pay("1.1", -150, corrects=paid)
    assert says(edition, "corrected by 150", severity=Severity.ERROR)


@pytest.mark.parametrize(("paid", "asked"), [(9_000, False), (8_999, True), (11_001, True)])
def test_a_deviation_over_the_councils_threshold_asks_for_a_reason(edition: Edition, paid: int, asked: bool) -> None:
    grant("1.1", 10_000)
    pay("1.1", paid)
    assert says(edition, "of the plan", "no explanation") is asked


def test_an_explanation_answers_the_question(edition: Edition) -> None:
    grant("1.1", 10_000)
    pay("1.1", 100)
    assert says(edition, "of the plan", "no explanation", severity=Severity.WARNING)
    explained("1.1")
    assert not says(edition, "of the plan", "no explanation")


def test_the_threshold_is_the_councils(edition: Edition) -> None:
    grant("1.1", 10_000)
    pay("1.1", 8_000)
    council = Council.objects.get()
    council.explanation_threshold = 30
    council.save()
    assert not says(edition, "of the plan", "no explanation")


def test_a_measure_that_was_planned_and_never_granted_asks_for_a_reason(edition: Edition) -> None:
    assert not says(edition, "40\xa0000\xa0грн planned"), "no budget is in the portal yet"
    spend_as_granted("2.1")
    assert says(edition, "40\xa0000\xa0грн planned, nothing appropriated as of 31.12.2020", severity=Severity.WARNING)
    grant("1.1", 10_000)
    pay("1.1", 10_000)
    assert not says(edition, "40\xa0000\xa0грн planned")
    explained("1.2")
    assert not says(edition, "300\xa0000\xa0грн planned"), "a reason answers it"


def test_only_years_in_which_anything_is_paid_or_committed_are_looked_through(db: None) -> None:
    several = factories.edition("2020-2023", years=(2020, 2023))
    pay("1.1", 1, on=date(2021, 5, 1))
    promise("1.1", 1, on=date(2022, 5, 1))
    assert spending.years_of_money(several) == [2021, 2022]
