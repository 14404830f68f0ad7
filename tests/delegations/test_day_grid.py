"""The days of a trip, as a table: whose norm of per diem counts, how many meals the hosts give."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from delegations.models import Delegation, TripDay
from partners.models import Country
from programs.models import Edition
from tests import trip_money as trips
from tests.grid_pages import Sheet


@pytest.fixture
def trip(edition: Edition) -> Delegation:
    """A trip from 28 September to 2 October 2020."""
    return trips.trip()


@pytest.fixture
def sheet(client: Client, clerk: User, trip: Delegation) -> Sheet:
    client.force_login(clerk)
    return Sheet(client, page(trip))


def page(trip: Delegation, name: str = "days") -> str:
    return reverse(f"admin:delegations_delegation_{name}", args=[trip.pk])


def days() -> list[tuple[int, int]]:
    return [(on.day, meals) for on, meals in TripDay.objects.order_by("on").values_list("on", "meals")]


def entered(trip: Delegation, *numbers: int) -> None:
    for number in numbers:
        TripDay.objects.create(delegation=trip, on=date(2020, 9, number), country=trip.city.country, meals=1)


def test_days_are_typed_with_their_countries_by_name_or_code(sheet: Sheet, clerk: User) -> None:
    assert '<option value="28.09.2020">' in sheet.html
    sheet.type(1, day__on="28.09.2020", day__country="польща", day__meals="2")
    sheet.type(2, day__on="2020-09-29", day__country="PL")
    assert sheet.save() == []
    assert days() == [(28, 2), (29, 0)]
    assert sheet.column("day-on") == ["28.09.2020", "29.09.2020"]
    assert {day.history.get().history_user for day in TripDay.objects.all()} == {clerk}


def test_a_day_is_changed_and_another_is_removed(sheet: Sheet, trip: Delegation) -> None:
    Country.objects.create(code="CZ", name_uk="Чехія", formal_name_uk="Чеська Республіка")
    entered(trip, 28, 29)
    sheet.ask()
    sheet.type(1, day__country="Чехія", day__meals="")
    sheet.type(2, DELETE="on")
    assert sheet.save() == []
    day = TripDay.objects.get()
    assert (day.on.day, day.country.code, day.meals) == (28, "CZ", 0)


@pytest.mark.parametrize(("before", "after"), [((28, 29), (29, 30)), ((29, 30), (28, 29))])
def test_days_are_put_off_or_forward_in_one_save(
    sheet: Sheet, trip: Delegation, before: tuple[int, ...], after: tuple[int, ...]
) -> None:
    entered(trip, *before)
    sheet.ask()
    for row, day in enumerate(after, 1):
        sheet.type(row, day__on=f"{day}.09.2020")
    assert sheet.save() == []
    assert [day for day, _meals in days()] == list(after)


def test_what_cannot_be_is_refused_at_its_cell_and_nothing_typed_is_lost(sheet: Sheet) -> None:
    sheet.type(1, day__on="27.09.2020", day__country="Польща")
    sheet.type(2, day__on="28.09.2020", day__country="Атлантида")
    sheet.type(3, day__on="29.09.2020", day__country="Польща", day__meals="4")
    refused = sheet.save()
    cells = [(1, "День"), (2, "Країна"), (3, "Харчування від сторони, що приймає")]
    assert [each.partition(":")[0].partition(",")[0] for each in refused] == [f"Рядок {row}" for row, _name in cells]
    assert all(name in each for each, (_row, name) in zip(refused, cells[:2], strict=False))
    assert sheet.data["rows-1-day-country"] == "Атлантида"
    assert not TripDay.objects.exists()


def test_a_day_without_its_date_or_country_is_asked_for_both(sheet: Sheet) -> None:
    sheet.type(1, day__country="Польща")
    sheet.type(2, day__on="завтра")
    assert [each.partition(",")[0] for each in sheet.save()] == ["Рядок 1", "Рядок 2", "Рядок 2"]
    assert not TripDay.objects.exists()


def test_the_table_is_reached_from_the_page_of_the_trip_and_from_its_costs(sheet: Sheet, trip: Delegation) -> None:
    change = reverse("admin:delegations_delegation_change", args=[trip.pk])
    for address in (change, page(trip, "money")):
        assert f'href="{page(trip)}"' in sheet.client.get(address).content.decode()


def test_guests_have_no_such_days(client: Client, clerk: User, trip: Delegation) -> None:
    Delegation.objects.update(direction="in")
    client.force_login(clerk)
    assert client.get(page(trip)).status_code == 404
    change = reverse("admin:delegations_delegation_change", args=[trip.pk])
    shown = client.get(change).content.decode()
    assert page(trip) not in shown
    assert page(trip, "members") in shown


def test_who_only_reads_changes_nothing(client: Client, auditor: User, trip: Delegation) -> None:
    entered(trip, 28)
    client.force_login(auditor)
    assert 'name="rows-0-day-on"' not in client.get(page(trip)).content.decode()
    client.post(page(trip), {"rows-TOTAL": "1", "rows-0-day-on": "29.09.2020", "rows-0-day-country": "PL"})
    assert days() == [(28, 1)]


def test_the_table_asks_as_few_questions_of_many_days(
    sheet: Sheet, trip: Delegation, django_assert_max_num_queries: Any
) -> None:
    entered(trip, 28, 29, 30)
    with django_assert_max_num_queries(20):
        sheet.ask()
