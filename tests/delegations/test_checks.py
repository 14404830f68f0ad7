"""What does not agree between trips, where they go and what pays for them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial

import pytest
from django.utils import translation

from budget.models import MeasureLine
from delegations.checks import cost_by_measure
from delegations.models import Conference, PlannedVisit, VisitLine
from programs.models import Edition
from tests.findings import found

said = partial(found, app="delegations")
"""What the checks of this app say of an edition."""


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def test_trips_dearer_than_their_measure_are_an_error(programme_2020: Edition) -> None:
    PlannedVisit.objects.filter(code="lublin").update(amount=Decimal("30000.01"))
    (told,) = said(programme_2020)
    assert told.startswith("!The trips of the measure")
    assert told.endswith("cost 300,00001 thousand UAH, more than its 300,0.")


def test_trips_cheaper_than_their_measure_are_a_warning(programme_2020: Edition) -> None:
    Conference.objects.filter(code="vienna").update(amount=40_000)
    (told,) = said(programme_2020)
    assert told.startswith("The trips of the measure")
    assert told.endswith("cost 90,0 thousand UAH, less than its 100,0.")


def test_trips_of_a_measure_without_money_are_an_error(programme_2020: Edition) -> None:
    Conference.objects.update(measure_line=MeasureLine.objects.get(code="1.4"))
    assert any(sentence.startswith("!The trips of the measure") for sentence in said(programme_2020))


def test_a_measure_that_no_trip_uses_is_left_in_peace(programme_2020: Edition) -> None:
    PlannedVisit.objects.update(amount=None)
    assert not any("trips of the measure" in sentence for sentence in said(programme_2020))


def test_visits_and_conferences_of_one_measure_are_added(programme_2020: Edition) -> None:
    pays = PlannedVisit.objects.first().measure_line
    Conference.objects.update(measure_line=pays)
    assert cost_by_measure(programme_2020) == {pays.pk: 400_000}


def test_a_visit_without_a_destination_is_told(programme_2020: Edition) -> None:
    PlannedVisit.objects.filter(code="lublin").update(city=None, place_words="")
    (told,) = said(programme_2020)
    assert told.endswith("травень 2020 року” has no destination.")


def test_a_destination_in_words_is_one(programme_2020: Edition) -> None:
    PlannedVisit.objects.filter(code="lublin").update(city=None, place_words="Люблін")
    assert said(programme_2020) == []


def test_a_trip_that_costs_and_that_no_measure_pays_is_told(programme_2020: Edition) -> None:
    PlannedVisit.objects.filter(code="lublin").update(measure_line=None)
    assert any(sentence.startswith("No measure pays for “Місто Люблін") for sentence in said(programme_2020))


def test_a_trip_that_costs_nothing_needs_no_measure(programme_2020: Edition) -> None:
    PlannedVisit.objects.filter(code="lublin").update(measure_line=None, amount=0)
    assert not any(sentence.startswith("No measure pays") for sentence in said(programme_2020))


def test_a_trip_outside_the_programmes_years_is_told(programme_2020: Edition) -> None:
    PlannedVisit.objects.filter(code="lublin").update(period_start="2021-05-01", period_end="2021-05-31")
    assert any(sentence.endswith("is not in a year of the programme.") for sentence in said(programme_2020))


def test_a_cost_that_no_line_prints_is_told(programme_2020: Edition) -> None:
    VisitLine.objects.filter(visit__code="lublin").update(cost_words="У межах кошторису")
    (told,) = said(programme_2020)
    assert told.startswith("No line of the table prints the cost")


def test_a_cost_that_several_lines_print_is_told(programme_2020: Edition) -> None:
    VisitLine.objects.filter(visit__code="tervel").update(cost_words="")
    (told,) = said(programme_2020)
    assert told.startswith("The cost of “Місто Тервел")
    assert told.endswith("is printed in several lines.")
