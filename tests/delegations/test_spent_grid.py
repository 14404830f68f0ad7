"""What was spent of an estimate, as a table: by those who keep the money, though they do not prepare the trip."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from delegations.models import Delegation, EstimateLine
from programs.models import Edition
from tests import trip_money as trips
from tests.grid_pages import Sheet


@pytest.fixture
def trip(edition: Edition) -> Delegation:
    row = trips.trip()
    member = row.participants.get(place=1)
    trips.line(row, 1_200, name_uk="Квитки")
    trips.line(
        row,
        800,
        kind="per-diem",
        participant=member,
        currency="EUR",
        norm=Decimal(20),
        rate=Decimal(40),
        percent=50,
        days=2,
    )
    return row


def page(trip: Delegation, name: str) -> str:
    return reverse(f"admin:delegations_delegation_{name}", args=[trip.pk])


def spent() -> list[Any]:
    return list(EstimateLine.objects.order_by("place").values_list("amount", "spent", "spent_in_currency"))


def test_the_accountant_enters_what_was_spent_and_changes_nothing_else(
    client: Client, accountant: User, trip: Delegation
) -> None:
    client.force_login(accountant)
    assert page(trip, "spent") in client.get(page(trip, "money")).content.decode()
    sheet = Sheet(client, page(trip, "spent"))
    for words in ("Квитки", "Добові", "50", "Коваль О.", "1 200,00"):
        assert words in sheet.html.replace("\u00a0", " ")
    sheet.type(1, line__spent="1 150,50", line__amount="1", line__name_uk="Інше")
    sheet.type(2, line__spent="780", line__spent_in_currency="19,50")
    assert sheet.save() == []
    assert spent() == [
        (Decimal(1200), Decimal("1150.50"), None),
        (Decimal(800), Decimal(780), Decimal("19.50")),
    ]
    assert EstimateLine.objects.filter(name_uk="Квитки").exists()
    assert {line.history.latest().history_user for line in EstimateLine.objects.all()} == {accountant}


def test_per_diem_shows_by_what_it_was_reckoned_though_it_plans_nothing_any_more(
    client: Client, accountant: User, trip: Delegation
) -> None:
    client.force_login(accountant)
    known = {"kind": "per-diem", "participant": trip.participants.get(place=1), "currency": "EUR"}
    trips.line(trip, 0, norm=Decimal(20), rate=Decimal("32.9564"), days=0, spent=Decimal(5), **known)
    shown = Sheet(client, page(trip, "spent")).html.replace("\u00a0", " ")
    assert "20,00 EUR × 50 % × 2 × 40" in shown
    assert "20,00 EUR × 100 % × 0 × 32,9564" in shown


def test_what_is_no_amount_is_refused_at_its_cell(client: Client, accountant: User, trip: Delegation) -> None:
    client.force_login(accountant)
    sheet = Sheet(client, page(trip, "spent"))
    sheet.type(1, line__spent="багато")
    sheet.type(2, line__spent="-5")
    places = [refusal.partition(":")[0] for refusal in sheet.save()]
    assert places == [f"Рядок {row}, стовпець «Фактично, грн»" for row in (1, 2)]
    assert sheet.data["rows-0-line-spent"] == "багато"
    assert {each[1] for each in spent()} == {None}


def test_who_keeps_no_money_reads_it(client: Client, auditor: User, trip: Delegation) -> None:
    client.force_login(auditor)
    answer = client.get(page(trip, "spent"))
    assert answer.status_code == 200
    assert 'name="rows-0-line-spent"' not in answer.content.decode()
    client.post(page(trip, "spent"), {"rows-TOTAL": "1", "rows-0-line-spent": "5"})
    assert {each[1] for each in spent()} == {None}


def test_the_table_asks_as_few_questions_of_many_lines(
    client: Client, accountant: User, trip: Delegation, django_assert_max_num_queries: Any
) -> None:
    client.force_login(accountant)
    for amount in range(20):
        trips.line(trip, amount + 1, participant=trip.participants.get(place=2))
    with django_assert_max_num_queries(20):
        client.get(page(trip, "spent"))
