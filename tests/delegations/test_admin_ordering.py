"""Members of a delegation and the lines of its estimate stand in an order that nobody types."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import User
from django.test import Client

from budget.models import FundingSource
from delegations.models import Delegation, EstimateLine, Participant
from tests import factories
from tests.admin_pages import address, posted


@pytest.fixture
def trip(db: None) -> Delegation:
    factories.council()
    period = {"period_start": date(2020, 5, 4), "period_end": date(2020, 5, 6), "period_precision": "day"}
    return Delegation.objects.create(
        code="trip", direction="out", kind="visit", place_words="Ярочин", purpose_uk="Свято міста", **period
    )


@pytest.fixture
def office(client: Client, clerk: User) -> Client:
    client.force_login(clerk)
    return client


def members(trip: Delegation) -> list[str]:
    return list(trip.participants.order_by("place").values_list("name_uk", flat=True))


def lines(trip: Delegation) -> list[tuple[str, int]]:
    return list(trip.lines.order_by("place").values_list("name_uk", "place"))


def line(trip: Delegation, name: str, kind: str = EstimateLine.Kind.TRAVEL) -> EstimateLine:
    source = FundingSource.objects.get_or_create(code="general-fund", defaults={"name_uk": "Загальний фонд"})[0]
    return EstimateLine.objects.create(delegation=trip, kind=kind, name_uk=name, source=source, amount=100)


def test_a_member_moves_by_its_button_and_no_number_is_typed(office: Client, trip: Delegation) -> None:
    for name in ("Ганна", "Борис", "Віра"):
        Participant.objects.create(delegation=trip, category="guest", name_uk=name)
    page = address(Delegation, "change", trip.pk)
    sent = posted(office, page)
    answer = office.post(page, sent | {"_move": "participants-2-place:up"})
    assert answer.status_code == 302
    assert answer.status_code == 302
    assert members(trip) == ["Ганна", "Віра", "Борис"]
    html = office.get(page).content.decode()
    assert 'value="participants-1-place:down"' in html
    assert 'type="number" name="participants-1-place"' not in html


def test_a_new_member_without_a_place_goes_last(office: Client, trip: Delegation) -> None:
    for name in ("Ганна", "Борис"):
        Participant.objects.create(delegation=trip, category="guest", name_uk=name)
    page = address(Delegation, "change", trip.pk)
    more = {"participants-TOTAL_FORMS": 3, "participants-2-id": "", "participants-2-number": 1}
    typed = {"participants-2-category": "guest", "participants-2-name_uk": "Віра", "participants-2-place": ""}
    assert office.post(page, posted(office, page) | more | typed).status_code == 302
    assert members(trip) == ["Ганна", "Борис", "Віра"]


def test_lines_of_an_estimate_change_places_around_per_diem(office: Client, trip: Delegation) -> None:
    line(trip, "Квитки")
    line(trip, "Добові", EstimateLine.Kind.PER_DIEM)
    line(trip, "Страхування")
    page = address(Delegation, "change", trip.pk)
    assert office.post(page, posted(office, page) | {"_move": "lines-1-place:up"}).status_code == 302
    assert lines(trip) == [("Страхування", 1), ("Добові", 2), ("Квитки", 3)]


def test_a_line_takes_the_place_of_one_that_is_deleted_with_the_same_saving(office: Client, trip: Delegation) -> None:
    for name in ("Квитки", "Готель", "Страхування"):
        line(trip, name)
    page = address(Delegation, "change", trip.pk)
    moved = {"lines-0-DELETE": "on", "lines-1-place": "2", "lines-2-place": "1"}
    assert office.post(page, posted(office, page) | moved).status_code == 302
    assert [name for name, _place in lines(trip)] == ["Страхування", "Готель"]
