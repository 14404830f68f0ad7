"""What one unit of a product and one inhabitant cost, in the report and on the public page."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import translation

from budget import report_notes
from budget.querysets import Span
from budget.reports import Report
from budget.unit_costs import inhabitant_cost, unit_costs
from oleksandria_intl.models import Population
from programs.models import Edition, Indicator, IndicatorFact, IndicatorValue
from tests.findings import found
from tests.spending import pay

YEAR = Span.to(date(2020, 12, 31))


@pytest.fixture
def visits(edition: Edition) -> Indicator:
    """An indicator of product of the measure 1.2: three visits planned, two held by autumn, 25 000,01 paid by then."""
    row = Indicator.objects.create(
        edition=edition, code="visits", name_uk="Візити", unit_uk="од.", kind="product", measure_code="1.2"
    )
    IndicatorValue.objects.create(indicator=row, year=2020, value=3)
    IndicatorFact.objects.create(
        program=edition.program, indicator="visits", on=date(2020, 9, 30), value=2, reason="Кордони закрито"
    )
    pay("1.2", "25000.01", on=date(2020, 9, 30))
    for day in (date(2019, 12, 31), date(2020, 10, 1)):
        pay("1.2", 9_000, on=day)
    pay("1.1", 500, on=date(2020, 3, 1))
    return row


def test_a_unit_costs_what_was_paid_for_its_measure_by_the_day_of_the_fact(visits: Indicator) -> None:
    (cost,) = unit_costs(visits.edition, YEAR)
    assert (cost.paid, cost.each, cost.on) == (Decimal("25000.01"), Decimal("12500.01"), date(2020, 9, 30))
    assert not list(unit_costs(visits.edition, Span.to(date(2020, 6, 30))))


@pytest.mark.parametrize(
    "change", [{"kind": "quality"}, {"measure_code": ""}, {"measure_code": "2.1"}, {"code": "guests"}]
)
def test_nothing_costs_anything_without_product_measure_money_and_fact(
    visits: Indicator, change: dict[str, str]
) -> None:
    Indicator.objects.filter(pk=visits.pk).update(**change)
    assert not list(unit_costs(visits.edition, YEAR))


def test_an_inhabitant_costs_by_the_number_that_is_known_on_the_last_day(db: None) -> None:
    assert inhabitant_cost(YEAR, Decimal(100)) is None
    for day, number in ((date(2020, 1, 1), 3), (date(2020, 12, 31), 4), (date(2021, 1, 1), 5)):
        Population.objects.create(on=day, number=number, source="Статистика")
    found = [inhabitant_cost(span, Decimal(100)) for span in (YEAR, Span.to(date(2020, 6, 30)))]
    assert [each and each.each for each in found] == [Decimal(25), Decimal("33.33")]
    assert inhabitant_cost(YEAR, None) is None


def test_report_and_public_page_say_the_same_costs(client: Client, visits: Indicator) -> None:
    Population.objects.create(on=date(2020, 1, 1), number=1000, source="Головне управління статистики")
    Edition.objects.filter(pk=visits.edition_id).update(status="published")
    said = " ".join(report_notes.sentences(Report(Edition.objects.get(), YEAR))).replace("\u00a0", " ")
    page = client.get("/budget/2020/").content.decode().replace("\u00a0", " ")
    for words in ("12 500,01", "25 000,01", "34,50", "1 000", "Головне управління статистики"):
        assert words in said
        assert words in page
    assert "Кордони закрито" in page


def test_checks_name_a_measure_that_is_not_there_and_a_deviation_without_a_reason(visits: Indicator) -> None:
    with translation.override("en"):
        clean = found(visits.edition)
        Indicator.objects.filter(pk=visits.pk).update(measure_code="9.9")
        IndicatorFact.objects.update(on=date(2020, 12, 31), reason="")
        said = [sentence for sentence in found(visits.edition) if sentence not in clean]
    assert said == [
        "!The indicator “Візити” is of the measure 9.9, which the edition lacks.",
        "“Візити” was not as planned in 2020, and no reason is given.",
    ]
