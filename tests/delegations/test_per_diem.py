"""Per diem by country and day, less the hosts' meals: equal to the kopiyka to what one reckons by hand."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import translation

from delegations import per_diem
from delegations.models import Delegation, EstimateLine, PerDiemNorm, PerDiemRule, TripDay
from delegations.per_diem import Rate, currencies_of, days_of, fill_per_diem
from partners.models import Country
from programs.models import Edition
from tests import trip_money as trips

NBU = date(2020, 9, 28)
RATES = {"EUR": Rate(Decimal("32.9564"), NBU), "USD": Rate(Decimal("28.2989"), NBU)}


@pytest.fixture
def trip(edition: Edition) -> Delegation:
    """A trip of five days by two members: three in Poland, two in the Czech Republic."""
    row = trips.trip()
    czech = Country.objects.create(code="CZ", name_uk="Чехія", formal_name_uk="Чеська Республіка")
    PerDiemRule.objects.create(code="r", in_force_from=date(2011, 2, 2), one_meal=80, two_meals=55, three_meals=35)
    norm(row.city.country, "42.00", "EUR")
    norm(czech, "45.55", "USD")
    poland = row.city.country
    for number, (country, meals) in enumerate([(poland, 0), (poland, 2), (poland, 3), (czech, 0), (czech, 0)]):
        TripDay.objects.create(delegation=row, on=NBU + timedelta(number), country=country, meals=meals)
    return row


def norm(country: Country, amount: str, currency: str, since: date = date(2011, 2, 2)) -> PerDiemNorm:
    return PerDiemNorm.objects.create(country=country, in_force_from=since, amount=Decimal(amount), currency=currency)


def filled(trip: Delegation, by: User, **asked: Any) -> list[EstimateLine]:
    return fill_per_diem(delegation=trip, source=trips.source(), by=by, **{"rates": RATES, **asked})


def refusal(deed: Any, **asked: Any) -> str:
    with translation.override("en"):
        with pytest.raises(ValidationError) as refused:
            deed(**asked)
        return " ".join(refused.value.messages)


def test_five_days_in_two_countries_with_hosts_meals_on_two_are_reckoned_to_the_kopiyka(
    trip: Delegation, head: User
) -> None:
    """By hand; norms: Poland 42,00 EUR, the Czech Republic 45,55 USD; 32,9564 and 28,2989 UAH for one unit.

    28.09  Poland, no meals of the hosts      100 % of 42,00 = 42,00 EUR   x 32,9564 = 1 384,1688  = 1 384,17
    29.09  Poland, two meals of the hosts      55 % of 42,00 = 23,10 EUR   x 32,9564 =   761,29284 =   761,29
    30.09  Poland, three meals of the hosts    35 % of 42,00 = 14,70 EUR   x 32,9564 =   484,45908 =   484,46
    01.10, 02.10  Czech Republic, no meals     2 x 45,55     = 91,10 USD   x 28,2989 = 2 578,02979 = 2 578,03
    One member: 1 384,17 + 761,29 + 484,46 + 2 578,03 = 5 207,95; two members: 10 415,90.
    """
    lines = filled(trip, head)
    sums = ["1384.17", "761.29", "484.46", "2578.03"]
    assert [str(line.amount) for line in lines] == sums + sums
    assert [(line.percent, line.days, str(line.in_currency), line.currency) for line in lines[:4]] == [
        (100, 1, "42.00", "EUR"),
        (55, 1, "23.10", "EUR"),
        (35, 1, "14.70", "EUR"),
        (100, 2, "91.10", "USD"),
    ]
    assert trip.lines.planned() == Decimal("10415.90")
    assert {line.history.get().history_user for line in lines} == {head}
    assert (lines[0].rate, lines[0].rate_on, lines[0].source.code) == (Decimal("32.9564"), NBU, "city")


def test_reckoned_again_nothing_changes_and_a_changed_day_changes_its_lines_alone(trip: Delegation, head: User) -> None:
    lines = filled(trip, head)
    assert filled(trip, head) == lines
    assert EstimateLine.history.count() == len(lines)
    EstimateLine.objects.filter(pk=lines[2].pk).update(spent=Decimal("484.46"))
    TripDay.objects.filter(meals__in=[2, 3]).update(meals=1)
    filled(trip, head)
    mine = trip.participants.first().lines
    assert [(line.percent, line.days, line.spent) for line in mine.order_by("place")] == [
        (100, 1, None),
        # What was spent stays, and plans nothing.
        (35, 0, Decimal("484.46")),
        (100, 2, None),
        (80, 2, None),
    ]
    assert lines[1].history.latest().history_type == "-"
    assert lines[1].history.latest().history_user == head
    assert trip.lines.filter(place=3).get().history.latest().history_user == head


def test_an_ensemble_counts_as_its_number_and_the_norm_is_that_of_the_day(trip: Delegation, head: User) -> None:
    trip.participants.filter(place=2).update(category="ensemble", number=12)
    norm(trip.city.country, "50.00", "EUR", since=date(2020, 9, 29))
    trip.days_spent.update(meals=0)
    lines = [line for line in filled(trip, head) if line.persons == 12]
    assert [(line.norm, line.days) for line in lines] == [(42, 1), (50, 2), (Decimal("45.55"), 2)]
    assert lines[1].in_currency == 50 * 2 * 12


def test_what_is_missing_is_said_and_nothing_is_written(trip: Delegation, head: User) -> None:
    trip.days_spent.filter(on=date(2020, 10, 2)).delete()
    assert "the National Bank for: EUR, USD" in refusal(filled, trip=trip, by=head, rates={})
    forgotten = RATES | {"USD": Rate(Decimal(1))}
    assert "hryvnias for one unit" in refusal(filled, trip=trip, by=head, rates=forgotten)
    assert (trip.days_spent.count(), trip.lines.count()) == (4, 0)
    PerDiemRule.objects.all().delete()
    assert "no norm of per diem for: 29.09.2020" in refusal(filled, trip=trip, by=head)
    PerDiemNorm.objects.all().delete()
    assert "28.09.2020, Польща; 29.09.2020" in refusal(filled, trip=trip, by=head)
    assert not trip.lines.exists()


def test_days_that_nobody_entered_are_the_country_of_the_day_before_or_the_destinations(
    trip: Delegation, head: User
) -> None:
    trip.days_spent.exclude(on=date(2020, 10, 1)).delete()
    TripDay.objects.create(delegation=trip, on=date(2020, 9, 1), country=trip.city.country)
    filled(trip, head)
    days = days_of(trip)
    assert [(day.on.day, day.country.code, day.meals) for day in days] == [
        (28, "PL", 0), (29, "PL", 0), (30, "PL", 0), (1, "CZ", 0), (2, "CZ", 0),
    ]  # fmt: skip
    assert trip.days_spent.count() == 5
    assert days[0].history.get().history_user == head
    gone = TripDay.history.filter(on=date(2020, 9, 1)).latest()
    assert (gone.history_type, gone.history_user) == ("-", head)


def test_without_days_or_a_country_there_is_no_per_diem(trip: Delegation) -> None:
    trip.city, trip.place_words = None, "Люблін"
    trip.days_spent.all().delete()
    assert "Enter the first day" in refusal(days_of, delegation=trip)
    trip.period_precision = "month"
    assert "Give the days" in refusal(days_of, delegation=trip)


def test_the_currencies_of_a_trip_are_those_of_its_days(trip: Delegation) -> None:
    assert currencies_of(trip) == ["EUR", "USD"]
    PerDiemNorm.objects.filter(currency="USD").update(currency="UAH")
    assert currencies_of(trip) == ["EUR"]
    per_diem_in_hryvnias = per_diem.Tables.kept().part(trip.days_spent.last())
    assert per_diem_in_hryvnias.currency == "UAH"
