"""What does not agree in the money is found, to the kopiyka."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from budget.documents import CostEstimate
from budget.models import Funding, FundingSource, MeasureLine, Responsible
from oleksandria_intl.checks import findings
from programs.models import AgreedTotal, Edition
from tests.findings import found, is_left_open


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def test_another_sum_than_the_agreed_is_an_error_that_names_both_and_the_difference(programme_2020: Edition) -> None:
    Funding.objects.filter(amount=45_000).update(amount=46_500)
    assert found(programme_2020) == [
        "!The measures of 2020 add up to 581,5 thousand UAH, but the agreed total is 580,0: the difference is 1,5."
    ]


def test_a_kopiyka_is_a_difference(programme_2020: Edition) -> None:
    Funding.objects.filter(amount=45_000).update(amount=Decimal("44999.99"))
    (told,) = found(programme_2020)
    assert told.endswith("the difference is -0,00001.")


def test_every_year_has_its_own_total(programme_2021_2023: Edition) -> None:
    AgreedTotal.objects.filter(year=2022).update(amount=750_000)
    (told,) = found(programme_2021_2023)
    assert told.startswith("!The measures of 2022 add up to 740,0")


def test_a_year_without_an_agreed_total_is_told(programme_2020: Edition) -> None:
    AgreedTotal.objects.all().delete()
    assert found(programme_2020) == ["No total is agreed for 2020."]


def test_a_total_of_one_source_is_compared_with_the_money_of_that_source(programme_2021_2023: Edition) -> None:
    AgreedTotal.objects.filter(year=2022).delete()
    code = FundingSource.objects.filter(funding__edition=programme_2021_2023).values_list("code", flat=True)[0]
    of_source = CostEstimate(programme_2021_2023).total.of(year=2022, source=code) or Decimal(0)
    row = AgreedTotal.objects.create(edition=programme_2021_2023, year=2022, source=code, amount=of_source)
    assert (row.code, found(programme_2021_2023)) == (f"2022-{code}", [])
    AgreedTotal.objects.filter(pk=row.pk).update(amount=of_source + 1_000)
    (told,) = found(programme_2021_2023)
    assert told.endswith("the difference is -1,0.")


def test_a_source_that_nobody_knows_agrees_to_nothing(programme_2020: Edition) -> None:
    with pytest.raises(ValidationError) as refused:
        AgreedTotal(edition=programme_2020, year=2020, source="poem", amount=1).full_clean()
    assert list(refused.value.message_dict) == ["source"]


def test_a_programme_without_any_money_has_an_agreed_total_of_zero_or_an_error(programme_2020: Edition) -> None:
    Funding.objects.all().delete()
    assert any(sentence.startswith("!The measures of 2020 add up to 0,0") for sentence in found(programme_2020))


def test_money_outside_the_programmes_years_is_an_error(programme_2020: Edition) -> None:
    Funding.objects.filter(amount=45_000).update(year=2021)
    assert "!Money is planned for 2021, which is not a year of the programme." in found(programme_2020)


def test_a_measure_that_nobody_answers_for_is_told(programme_2020: Edition) -> None:
    Responsible.objects.filter(measure_line__code="1.2").delete()
    (told,) = found(programme_2020)
    assert told.startswith("Nobody is responsible for the measure “Забезпечення участі делегацій")


def test_a_measure_that_outlasts_the_programme_is_told(programme_2020: Edition) -> None:
    period = {"period_start": "2020-06-01", "period_end": "2021-05-31", "period_precision": "month"}
    MeasureLine.objects.filter(code="1.1").update(**period)
    (told,) = found(programme_2020)
    assert told.endswith("lasts beyond the years of the programme.")


def test_a_finding_about_a_measure_leads_to_it(programme_2020: Edition) -> None:
    Responsible.objects.filter(measure_line__code="1.2").delete()
    (finding,) = [each for each in findings(programme_2020) if not is_left_open(each)]
    assert finding.row == MeasureLine.objects.get(code="1.2")
