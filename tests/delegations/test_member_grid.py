"""Who goes on a trip, as a table."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from delegations.models import Delegation, Participant
from oleksandria_intl import guards
from tests import factories
from tests.grid_pages import Sheet


@pytest.fixture
def trip(db: None) -> Delegation:
    factories.council()
    period = {"period_start": date(2020, 5, 4), "period_end": date(2020, 5, 6), "period_precision": "day"}
    return Delegation.objects.create(
        direction="out", kind="visit", place_words="Ярочин", purpose_uk="Свято міста", **period
    )


@pytest.fixture
def sheet(client: Client, clerk: User, trip: Delegation) -> Sheet:
    client.force_login(clerk)
    return Sheet(client, reverse("admin:delegations_delegation_members", args=[trip.pk]))


def test_members_are_typed_by_name_those_of_the_register_are_found(sheet: Sheet) -> None:
    sheet.type(1, member__person="Цапюк Степан", member__category="official", member__is_head="on")
    sheet.type(2, member__person="Ансамбль «Зоря»", member__category="ensemble", member__number="12")
    refused = sheet.save()
    assert refused == []
    mayor, ensemble = Participant.objects.order_by("place")
    assert (mayor.full_post, mayor.name_uk, mayor.is_head) == ("Міський голова", "", True)
    assert (ensemble.name_uk, ensemble.number, ensemble.is_head) == ("Ансамбль «Зоря»", 12, False)


def test_another_heads_the_delegation_in_one_save(sheet: Sheet) -> None:
    sheet.type(1, member__person="Перша Ганна", member__category="other")
    sheet.type(2, member__person="Друга Олена", member__category="other", member__is_head="on")
    assert sheet.save() == []
    sheet.type(1, member__is_head="on")
    del sheet.data["rows-1-member-is_head"]
    assert sheet.save() == []
    assert list(Participant.objects.order_by("place").values_list("is_head", flat=True)) == [True, False]


def test_several_people_without_an_ensemble_are_refused_in_their_row(sheet: Sheet) -> None:
    sheet.type(1, member__person="Перша Ганна", member__category="other", member__number="3")
    [refusal] = sheet.save()
    assert refusal.startswith("Рядок 1: ")
    assert not Participant.objects.exists()


def test_nobody_changes_who_goes_once_the_order_is_issued(sheet: Sheet, trip: Delegation) -> None:
    with guards.lifted():
        Delegation.objects.filter(pk=trip.pk).update(status="cancelled")
    sheet.type(1, member__person="Перша Ганна", member__category="other")
    sheet.save()
    assert not Participant.objects.exists()
