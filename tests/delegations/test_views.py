"""What the public sees of visits and conferences: their list, each one's page, their calendar."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from delegations import events
from delegations.models import Conference, PlannedVisit
from oleksandria_intl.icalendar import MOST_OCTETS, folded
from programs.models import Edition
from tests import factories
from tests.money_pages import text
from tests.public_pages import headings, is_strict, language, page

MAY = {"period_start": date(2020, 5, 1), "period_end": date(2020, 5, 31), "period_precision": "month"}
IN_MARCH = date(2020, 3, 1)
PATHS = [
    "/visits/",
    "/visits/?kind=reception",
    "/visits/?kind=x",
    "/visits/2020-visit-lublin/",
    "/visits/2020-conference-geneva/",
]


@pytest.fixture
def published(db: None) -> Edition:
    """A published draft of 2020 with a visit in May, one in August, and a conference without a date."""
    row = factories.edition(status="published")
    where = factories.city()
    PlannedVisit.objects.create(edition=row, code="august", order=1, city=where, **month(8))
    PlannedVisit.objects.create(edition=row, code="may", order=2, city=where, amount=Decimal("30000.50"), **MAY)
    Conference.objects.create(edition=row, code="forum", order=1, city=where, topic_uk="Туризм")
    return row


@pytest.fixture
def in_march(it_is: Callable[[str], None]) -> None:
    """It is the first of March 2020."""
    it_is(IN_MARCH.isoformat())


def month(number: int, year: int = 2020) -> dict[str, Any]:
    """Return the fields of a period that is known to the month."""
    start = date(year, number, 1)
    return {"period_start": start, "period_end": start.replace(day=28), "period_precision": "month"}


def linked(html: str) -> list[str]:
    """Return the events that a list shows, in its order."""
    return re.findall(r'href="/(?:en/)?visits/([^"/]+)/"', html)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(("prefix", "expected"), [("", "uk"), ("/en", "en")])
def test_the_pages_answer_in_both_languages(
    stranger: Client, programme_2020: Edition, path: str, prefix: str, expected: str
) -> None:
    html = page(stranger, prefix + path)
    assert language(html) == expected
    assert len(headings(html)) == 1
    assert is_strict(html)
    names = re.findall(r'\sid="([^"]+)"', html)
    assert len(names) == len(set(names)), "an id stands twice"


def test_every_page_has_a_title_of_its_own(stranger: Client, programme_2020: Edition) -> None:
    addresses = ["/visits/", *(f"/visits/{code}/" for code in linked(page(stranger, "/visits/")))]
    titles = [re.findall(r"<title>(.*?)</title>", page(stranger, address))[0] for address in addresses]
    assert len(titles) == 6
    assert len(set(titles)) == 6


def test_what_is_next_stands_first_and_what_has_no_date_after_it(
    stranger: Client, published: Edition, in_march: None
) -> None:
    html = page(stranger, "/en/visits/")
    assert linked(html) == ["2020-visit-may", "2020-visit-august", "2020-conference-forum"]
    shown = text(html)
    assert shown.index("Still to come") < shown.index("May 2020") < shown.index("Date to be confirmed")
    assert "Already past" not in shown.partition("Still to come")[2]


def test_the_past_is_shown_as_past_the_latest_first(stranger: Client, published: Edition) -> None:
    html = page(stranger, "/en/visits/")
    assert linked(html) == ["2020-visit-august", "2020-visit-may", "2020-conference-forum"]
    assert "Date to be confirmed" not in html
    assert "Date not stated" in html
    assert "This is what was planned" in page(stranger, "/en/visits/2020-visit-may/")


def test_a_visit_is_not_past_before_its_last_possible_day_is_over(published: Edition) -> None:
    for today, is_past in ((date(2020, 5, 31), False), (date(2020, 6, 1), True)):
        event = events.called("2020-visit-may", today)
        assert event is not None
        assert event.is_past is is_past


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("kind=visit", ["2020-visit-may", "2020-visit-august"]),
        ("kind=conference", ["2020-conference-forum"]),
        ("kind=reception", []),
        ("when=past", []),
        ("when=upcoming&kind=conference", ["2020-conference-forum"]),
    ],
)
def test_a_reader_chooses_what_and_when(
    stranger: Client, published: Edition, in_march: None, asked: str, expected: list[str]
) -> None:
    assert linked(page(stranger, f"/visits/?{asked}")) == expected


def test_receptions_are_said_not_to_be_there(stranger: Client, published: Edition) -> None:
    assert "No reception of guests has been entered" in page(stranger, "/en/visits/?kind=reception")


def test_before_anything_is_published_the_list_says_so(stranger: Client, db: None) -> None:
    factories.everything(factories.edition())
    assert "No visit or conference has been published yet." in page(stranger, "/en/visits/")
    page(stranger, "/visits/2020-visit-1/", status=404)


def test_a_page_tells_when_why_who_goes_and_what_it_costs(stranger: Client, programme_2020: Edition) -> None:
    shown = text(page(stranger, "/en/visits/2020-visit-tervel/"))
    assert "August 2020" in shown
    assert "120,000.00 UAH" in shown
    assert "City budget, general fund" in shown
    for line in PlannedVisit.objects.get(code="tervel").lines.all():
        assert line.purpose.name_en in shown
        assert line.participants in shown
        assert line.cost_words in shown
    assert "There is no report in the portal." in shown


def test_the_words_of_the_paper_are_marked_as_ukrainian_on_an_english_page(
    stranger: Client, programme_2020: Edition
) -> None:
    html = page(stranger, "/en/visits/2020-visit-lublin/")
    (line,) = PlannedVisit.objects.get(code="lublin").lines.all()
    assert f'<span lang="uk">{line.participants}</span>' in html
    assert "Some of this page is available in Ukrainian only." in html


def test_a_separate_schedule_is_said_in_english(stranger: Client, programme_2020: Edition) -> None:
    html = page(stranger, "/en/visits/2020-conference-geneva/")
    assert "on a separate schedule" in html
    assert "За окремим графіком" not in html


def test_the_same_code_in_two_programmes_and_two_lists_names_four_pages(stranger: Client, db: None) -> None:
    for slug, year in (("2020", 2020), ("2021-visit-x", 2021)):
        row = factories.edition(slug, years=(year, year), status="published")
        PlannedVisit.objects.create(edition=row, code="1", **month(5, year))
        Conference.objects.create(edition=row, code="1", topic_uk="Туризм", **month(6, year))
    codes = linked(page(stranger, "/visits/"))
    assert len(set(codes)) == 4
    shown = {event.code for code in codes if (event := events.called(code, IN_MARCH))}
    assert shown == set(codes)


@pytest.mark.parametrize("code", ["2020-visit-none", "1999-visit-may", "may", "2020-visit-", "-visit-may", "2020.may"])
def test_a_visit_that_never_was_is_not_there(stranger: Client, published: Edition, code: str) -> None:
    page(stranger, f"/visits/{code}/", status=404)


def test_a_longer_list_asks_the_database_no_more_often(stranger: Client, published: Edition) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            page(stranger, "/visits/")
        return len(asked)

    few = queries()
    for number in range(15):
        PlannedVisit.objects.create(edition=published, city=factories.city(f"c{number}"), **month(7))
    assert queries() == few


def test_a_long_list_comes_in_pages(stranger: Client, published: Edition) -> None:
    for _number in range(25):
        PlannedVisit.objects.create(edition=published, **month(7))
    first, second = (linked(page(stranger, f"/en/visits/?kind=visit&page={number}")) for number in (1, 2))
    assert (len(first), len(second)) == (20, 7)
    assert set(first).isdisjoint(second)
    assert linked(page(stranger, "/visits/?kind=visit&page=x")) == first


def test_the_calendar_holds_what_has_a_month_at_least(stranger: Client, published: Edition) -> None:
    whole_year = {"period_start": date(2020, 1, 1), "period_end": date(2020, 12, 31), "period_precision": "year"}
    PlannedVisit.objects.create(edition=published, code="some-day", **whole_year)
    answer = stranger.get("/visits.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    lines = answer.content.decode().split("\r\n")
    assert (lines[0], lines[-2:]) == ("BEGIN:VCALENDAR", ["END:VCALENDAR", ""])
    assert "UID:2020-visit-may@testserver" in lines
    start = lines.index("DTSTART;VALUE=DATE:20200501")
    assert lines[start + 1] == "DTEND;VALUE=DATE:20200601"
    assert sum(line.startswith("UID:") for line in lines) == 2
    assert all(len(line.encode()) <= MOST_OCTETS for line in lines)


@pytest.mark.parametrize("text", ["x" * 75, "x" * 76, "я" * 300, "€a🎉" * 60, ""])
def test_a_folded_line_is_the_same_when_it_is_unfolded(text: str) -> None:
    assert all(len(part.encode()) <= MOST_OCTETS for part in folded(text).split("\r\n"))
    assert folded(text).replace("\r\n ", "") == text


def test_a_comma_and_a_line_end_of_a_place_are_no_end_of_a_calendars_value(
    stranger: Client, published: Edition
) -> None:
    PlannedVisit.objects.filter(code="may").update(city=None, place_words="Ліон;\nBEGIN:VEVENT, \\")
    calendar = stranger.get("/visits.ics").content.decode().replace("\r\n ", "")
    assert "LOCATION:Ліон\\;\\nBEGIN:VEVENT\\, \\\\\r\n" in calendar
    assert calendar.count("\r\nBEGIN:VEVENT\r\n") == 2


def test_the_home_page_names_what_is_next_and_once_all_is_over_what_was_last(
    published: Edition, django_assert_max_num_queries: Any
) -> None:
    # The editions shown, whether martial law is set, the spans of visits, conferences and delegations, the row itself.
    with django_assert_max_num_queries(6):
        coming = events.next_or_last(IN_MARCH)
        assert coming
        assert (coming.code, coming.is_past) == ("2020-visit-may", False)
        assert coming.place
    past = events.next_or_last(date(2021, 3, 1))
    assert past
    assert past.is_past
    assert past == events.at(events.places("", events.PAST, date(2021, 3, 1))[:1], date(2021, 3, 1))[0]


def test_where_nothing_is_planned_nothing_is_next(db: None) -> None:
    assert events.next_or_last(IN_MARCH) is None
