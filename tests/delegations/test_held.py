"""What the public sees of delegations: their place in the list, their page, what a plan says of what came of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, time

import pytest
from django.test import Client

from delegations import events, money
from delegations.models import Delegation, EstimateLine, ReportingRule
from partners import last_contact
from programs.models import Edition
from tests import factories, spending
from tests.delegations import held
from tests.money_pages import text
from tests.public_pages import headings, is_strict, language, page

PAGE = "/visits/jarocin-2020-09/"
PLAN = "/visits/2020-visit-jarocin/"


@pytest.fixture
def edition(db: None) -> Edition:
    """A published programme of 2020, without martial law, that plans a visit to Jarocin."""
    factories.publication_rules()
    row = factories.edition(status="published")
    held.planned(row)
    return row


@pytest.fixture
def trip(edition: Edition) -> Delegation:
    """The trip to Jarocin that came of the plan."""
    return held.trip(edition)


def linked(html: str) -> list[str]:
    """Return the events that a list shows, in its order."""
    return re.findall(r'href="/(?:en/)?visits/([^"/?]+)/"', html)


def test_a_plan_that_came_about_stands_in_the_list_once_as_the_trip_and_its_page_leads_there(
    stranger: Client, trip: Delegation
) -> None:
    held.reception()
    html = page(stranger, "/en/visits/")
    assert linked(html) == ["guests-2020-11", "jarocin-2020-09"]
    assert "took place" in html
    assert linked(page(stranger, "/visits/?kind=reception")) == ["guests-2020-11"]
    assert linked(page(stranger, "/visits/?kind=visit")) == ["jarocin-2020-09"]
    assert linked(page(stranger, "/visits/?kind=conference")) == []
    plan = page(stranger, f"/en{PLAN}")
    assert "jarocin-2020-09" in linked(plan)
    assert "whether it took place is not in the portal yet" not in plan
    assert "There is no report in the portal." not in plan


def test_a_delegation_that_is_prepared_is_nobodys_to_see(stranger: Client, edition: Edition) -> None:
    held.prepared(edition)
    assert linked(page(stranger, "/visits/")) == ["2020-visit-jarocin"]
    assert "not in the portal yet" in page(stranger, f"/en{PLAN}")
    page(stranger, PAGE, status=404)


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_trip_is_told_as_a_story(stranger: Client, trip: Delegation, prefix: str) -> None:
    html = page(stranger, prefix + PAGE)
    assert (language(html), len(headings(html))) == (prefix[1:] or "uk", 1)
    assert is_strict(html)
    names = re.findall(r'\sid="([^"]+)"', html)
    assert len(names) == len(set(names)), "an id stands twice"
    assert f'href="{prefix}{PLAN}"' in html
    assert f'href="{prefix}/partners/jarocin/"' in html
    assert "55-р" in html


def test_the_story_says_who_went_what_for_and_what_it_cost_by_source_and_per_person(
    stranger: Client, trip: Delegation
) -> None:
    shown = text(page(stranger, f"/en{PAGE}"))
    assert "28 September - 2 October 2020, 5 days" in shown
    for said in ("to take part in the City Days", "Olena Koval", "Head of office", "heads the delegation", "12 people"):
        assert said in shown
    for sum_ in ("30,000.00", "20,000.00", "18,000.00", "8,000.00", "28,000.00", "2,000.00"):
        assert sum_ in shown
    assert shown.index("Olena Koval") < shown.index("12 people"), "the head stands first"


def test_the_calendar_says_what_is_certain_and_what_was_cancelled(stranger: Client, trip: Delegation) -> None:
    held.reception("ordered", "cancelled")
    calendar = stranger.get("/en/visits.ics").content.decode()
    for code, start, state in (
        ("jarocin-2020-09", "20200928", "CONFIRMED"),
        ("guests-2020-11", "20201110", "CANCELLED"),
    ):
        entry = next(part for part in calendar.split("BEGIN:VEVENT") if f"UID:{code}@" in part)
        assert f"DTSTART;VALUE=DATE:{start}" in entry
        assert f"STATUS:{state}" in entry
        assert "by the plan" not in entry
    assert calendar.count("BEGIN:VEVENT") == 2
    assert "Reason: Так склалося" in text(page(stranger, "/en/visits/guests-2020-11/"))
    assert "Reason:" not in page(stranger, f"/en{PAGE}")


def test_of_others_than_officials_neither_name_nor_contact_is_shown(stranger: Client, trip: Delegation) -> None:
    for address in (PAGE, f"/en{PAGE}", PLAN, "/visits/", "/visits/?view=month&month=2020-09", "/visits.ics"):
        assert held.SECRET not in page(stranger, address)


@pytest.mark.parametrize(
    ("today", "statuses", "state", "is_past"),
    [
        ("2020-09-20", ["ordered"], "order issued", False),
        ("2020-09-28", ["ordered"], "under way", False),
        ("2020-10-02", ["ordered"], "under way", False),
        ("2020-10-03", ["ordered"], "took place, report awaited", True),
        ("2020-10-03", ["ordered", "reported"], "took place", True),
        ("2020-09-20", ["ordered", "cancelled"], "cancelled", True),
    ],
)
def test_its_state_is_told_by_its_status_and_the_day(
    edition: Edition, in_english: None, today: str, statuses: list[str], state: str, is_past: bool
) -> None:
    trip = held.trip(edition, *statuses)
    on = date.fromisoformat(today)
    event = events.called(trip.code, on)
    assert isinstance(event, events.Held)
    assert (event.state, event.is_past) == (state, is_past)
    (span,) = events.spans("", "", on)
    assert (span.last < on) is is_past, "the list knows the past as the page does"


def test_what_is_invented_says_so_wherever_it_shows(
    stranger: Client, edition: Edition, it_is: Callable[[str], None]
) -> None:
    held.trip(edition, "ordered", is_demonstration=True)
    it_is("2020-09-20")
    for address in (PAGE, PLAN, "/visits/", "/visits/?view=month&month=2020-09", "/visits.ics", ""):
        assert "demonstration data" in page(stranger, f"/en{address or '/'}").replace("\r\n ", ""), address


def test_the_list_says_what_the_next_month_brings_or_that_it_brings_nothing(
    stranger: Client, edition: Edition, it_is: Callable[[str], None]
) -> None:
    for today, said in (("2020-08-15", "September 2020"), ("2020-07-15", "othing is planned")):
        it_is(today)
        for address in ("/en/visits/", "/en/"):
            shown = text(page(stranger, address)).partition("Next month")[2]
            assert said in shown, (today, address)
            assert ("Jarocin" in shown[:80]) is (said == "September 2020")


def test_the_story_tells_the_report_and_which_promises_were_kept(stranger: Client, edition: Edition) -> None:
    trip = held.prepared(edition)
    held.report(trip)
    held.walk(trip, "ordered", "reported")
    shown = text(page(stranger, f"/en{PAGE}"))
    for said in ("We spoke in the town hall.", "A festival together.", "Send the choir", "not done yet", "No bus."):
        assert said in shown
    assert held.SECRET not in shown


def test_until_the_report_comes_the_page_says_by_when_it_is_due_and_since_when_it_is_late(
    stranger: Client, edition: Edition, it_is: Callable[[str], None]
) -> None:
    held.report(held.trip(edition, "ordered"))
    ReportingRule.objects.create(code="5", in_force_from=date(2020, 1, 1), working_days=5)
    for today, said in (
        ("2020-10-05", "It is due by 9 October 2020."),
        ("2020-10-12", "overdue since 10 October 2020"),
    ):
        it_is(today)
        shown = text(page(stranger, f"/en{PAGE}"))
        assert said in shown
        assert "We spoke" not in shown, "what is not handed in is nobody's to read"


def test_what_was_paid_under_the_commitments_of_the_trip_stands_beside_the_estimate(
    stranger: Client, trip: Delegation
) -> None:
    promise = spending.promise("1.2", 20_000, record_key=f"{money.key_of(trip)}city:2250")
    for amount in ("17000.25", "499.75"):
        spending.pay("1.2", amount, commitment=promise)
    spending.pay("1.2", 777, commitment=spending.promise("1.2", 777, record_key="delegation:jarocin-2020:city:2250"))
    row = next(row for row in page(stranger, f"/en{PAGE}").split("<tr>") if "17,500.00" in row)
    assert "20,000.00" in row
    assert "18,000.00" in row
    EstimateLine.objects.filter(spent=None).update(spent=8_000)
    shown = text(page(stranger, f"/en{PAGE}"))
    assert "1,857.14 UAH by the advance report" in shown
    assert "777" not in shown


def test_a_reception_is_told_by_its_guests_its_hours_and_its_souvenirs(stranger: Client, edition: Edition) -> None:
    guests = held.reception()
    guests.participants.create(place=1, category="guest", name_uk="Гості", number=5)
    hours = {"on": date(2020, 11, 10), "starts_at": time(9, 0), "name_uk": "Зустріч", "name_en": "Talks"}
    guests.stay.create(**hours)
    shown = text(page(stranger, "/en/visits/guests-2020-11/"))
    for said in ("Reception of guests: Jarocin, Poland", "5 people", "Programme of the stay", "09.00 Talks", "60-р"):
        assert said in shown
    assert "Result and report" not in shown


def test_a_city_s_page_holds_visits_both_ways_their_costs_and_the_last_contact(
    stranger: Client, trip: Delegation
) -> None:
    held.reception(is_demonstration=True)
    shown = text(page(stranger, "/en/partners/jarocin/"))
    timeline, trips = shown.partition("Timeline")[2], shown.partition("Trips, receptions and conferences")[2]
    for said in ("Trip: to take part in the City Days", "Reception of guests"):
        assert said in timeline
    assert "invented for the demonstration" in timeline
    assert "Planned visit" not in shown
    assert trips.index("Reception of guests") < trips.index("Trip, 28 September - 2 October 2020")
    assert "28,000.00 UAH demonstration data" in trips.partition("What visits cost")[2]
    city = held.jarocin().pk
    for on, last in ((date(2020, 10, 1), {}), (date(2020, 10, 2), {city: date(2020, 10, 2)})):
        assert last_contact.last_contacts([city, 0], on) == last
    assert last_contact.last_contacts([city], date(2026, 1, 1)) == {city: date(2020, 11, 12)}
