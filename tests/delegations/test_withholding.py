"""Trips that are withheld under martial law, and all that was made from them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from budget.models import Commitment, Payment
from delegations import withholding
from delegations.models import Delegation
from oleksandria_intl import acts, withheld
from oleksandria_intl.models import Decision, IssuedPaper, PublicationRule
from tests import factories, spending
from tests.delegations.trips import issued, money, order, trip

pytestmark = pytest.mark.django_db

LAST = date(2026, 11, 24)
RETURNED = date(2026, 11, 25)


@pytest.fixture
def _rules() -> None:
    factories.publication_rules()


def public(on: date) -> set[str]:
    return set(Delegation.objects.public(on).values_list("code", flat=True))


def found(model: Any, on: date = LAST) -> set[int]:
    return set(model.objects.filter(withheld.of(model, on)).values_list("pk", flat=True))


@pytest.mark.usefixtures("_rules")
def test_a_trip_appears_by_itself_on_the_day_after_its_last() -> None:
    trip()
    assert public(LAST) == set()
    assert public(RETURNED) == {"trip"}


@pytest.mark.usefixtures("_rules")
def test_a_trip_is_public_at_once_where_no_martial_law_is_set() -> None:
    trip(until=date(2020, 10, 2))
    assert public(date(2020, 9, 28)) == {"trip"}


def test_a_portal_without_rules_withholds_as_under_martial_law() -> None:
    trip()
    assert public(LAST) == set()
    PublicationRule.objects.create(code="peace", in_force_from=date(2026, 1, 1), working_days=10)
    assert public(LAST) == {"trip"}


@pytest.mark.usefixtures("_rules")
def test_of_guests_the_order_says_that_they_come_and_nothing_before() -> None:
    trip(direction="in")
    trip(code="expected", direction="in", status="prepared", order=None)
    assert public(LAST) == public(RETURNED) == {"trip"}


@pytest.mark.usefixtures("_rules")
def test_what_is_prepared_or_was_cancelled_without_an_order_is_never_public() -> None:
    trip(code="prepared", status="prepared", order=None)
    trip(code="unsent", status="cancelled", order=None)
    trip(code="unnumbered", status="cancelled", order=factories.twinning())
    trip(code="cancelled", status="cancelled")
    assert public(LAST) == set()
    assert public(RETURNED) == {"cancelled"}


@pytest.mark.usefixtures("_rules")
def test_the_order_of_a_trip_is_no_public_decision_until_it_is_over(it_is: Callable[[str], None]) -> None:
    it_is("2026-11-24")
    other = factories.twinning()
    Decision.objects.filter(pk=other.pk).update(number="1", period_start=LAST, period_end=LAST, period_precision="day")
    trip()
    assert acts.public_codes() == [other.code]
    Decision.objects.filter(code="trip-order").update(draft_published_on=date(2026, 11, 1))
    assert acts.public_codes() == [other.code]
    Delegation.objects.update(period_end=date(2026, 11, 23))
    assert set(acts.public_codes()) == {other.code, "trip-order"}


@pytest.mark.usefixtures("_rules", "edition")
def test_payments_that_name_a_city_of_the_register_by_any_of_its_names_are_withheld() -> None:
    city = factories.city("jarocin", "Ярочин")
    city.other_names = "Яроцин, Jarocin"
    city.save()
    trip(city=city, place_words="", order=None, status="prepared")
    purposes = ("Готель у Ярочині", "Квитки до Яроцина", "Hotel Jarocin", "Готель у Тервелі")
    rows = [spending.pay("1.2", 10, purpose=purpose, payee_name="ТОВ «Готель»") for purpose in purposes]
    assert found(Payment) == {row.pk for row in rows[:3]}


@pytest.mark.usefixtures("_rules")
def test_a_trip_without_an_order_withholds_no_decision() -> None:
    trip(status="prepared", order=None)
    kept = order("other")
    assert list(withholding.orders(LAST)) == []
    assert not Decision.objects.filter(withheld.of(Decision, LAST), pk=kept.pk).exists()


@pytest.mark.usefixtures("_rules", "edition")
def test_with_a_trip_its_papers_its_commitment_and_its_payments_are_withheld() -> None:
    trip()
    commitment, payments = money()
    keys = ("trip", "trip/2", "d/trip-order", "trips", "d/other")
    made = [issued(key) for key in keys]
    assert found(Commitment) == {commitment.pk}
    assert found(Payment) == {row.pk for row in payments[:3]}
    assert found(IssuedPaper) == {row.pk for row in made[:3]}
    assert found(Payment, RETURNED) == found(IssuedPaper, RETURNED) == found(Commitment, RETURNED) == set()
