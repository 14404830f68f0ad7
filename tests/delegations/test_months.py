"""A month of visits: what stands on which day, what in the month or the year, and where one goes from there."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from delegations import events, months
from delegations.models import Conference, PlannedVisit
from delegations.months import Month
from programs.models import Edition
from tests import factories
from tests.money_pages import text
from tests.public_pages import headings, is_strict, language, page
from tests.snapshots import bring_in

SEPTEMBER = "/en/visits/?view=month&month=2020-09"
IN_MARCH = date(2020, 3, 1)


def period(start: str, end: str, precision: str = "day") -> dict[str, Any]:
    """Return the fields of a period."""
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    return {"period_start": first, "period_end": last, "period_precision": precision}


def visit(of: Edition, code: str, *when: str) -> PlannedVisit:
    """Plan a visit."""
    return PlannedVisit.objects.create(edition=of, code=code, place_words=code.capitalize(), **period(*when))


@pytest.fixture
def published(db: None) -> Edition:
    """A published draft of 2020 whose events are known to the day, to the month, to the year, and not at all."""
    row = factories.edition(status="published")
    bring_in("events known to a day and less", lambda: _make_events(row))
    return row


def _make_events(row: Edition) -> None:
    visit(row, "edge", "2020-08-30", "2020-09-02")
    visit(row, "week", "2020-09-10", "2020-09-15")
    visit(row, "autumn", "2020-09-01", "2020-10-31", "month")
    visit(row, "someday", "2020-01-01", "2020-12-31", "year")
    Conference.objects.create(edition=row, code="forum", topic_uk="Туризм", **period("2020-09-10", "2020-09-10"))
    Conference.objects.create(edition=row, code="undated", topic_uk="Культура")


@pytest.fixture
def in_march(it_is: Callable[[str], None]) -> None:
    """It is the first of March 2020."""
    it_is(IN_MARCH.isoformat())


def linked(html: str) -> list[str]:
    """Return the codes of the events to which a piece of a page leads."""
    return re.findall(r'href="/(?:en/)?visits/2020-\w+-([^"/]+)/"', html)


def days(html: str) -> dict[str, list[str]]:
    """Return the events of every day of the grid that has some."""
    cells = re.findall(r'<td class="day .*?</td>|<td class="day".*?</td>', html, re.DOTALL)
    found = {re.findall(r'datetime="([^"]+)"', cell)[0]: linked(cell) for cell in cells}
    return {day: codes for day, codes in found.items() if codes}


def cell(html: str, day: str) -> str:
    """Return the words of a day's cell."""
    return text("<main>" + re.findall(rf'datetime="{day}".*?</td>', html, re.DOTALL)[0])


def months_linked(html: str) -> list[str]:
    """Return the months to which the page's links between months lead."""
    nav = re.findall(r'<nav class="month-nav".*?</nav>', html, re.DOTALL)[0]
    return re.findall(r"month=(\d{4}-\d{2})", nav)


def chosen(html: str) -> str:
    """Return the month that the form shows as chosen."""
    return re.findall(r'<option value="(\d{4}-\d{2})" selected', html)[0]


def test_every_event_stands_where_its_date_is_known_to(stranger: Client, published: Edition) -> None:
    above, grid, below = re.split(r"<table class=\"month.*?>|</table>", page(stranger, SEPTEMBER))
    assert linked(above) == ["autumn"]
    assert "During the month, the day is not known yet" in above
    assert set(linked(grid)) == {"edge", "week", "forum"}
    assert linked(below) == ["someday"]
    assert "At some time of the year" in below
    assert "1 event without a date" in text(f"<main>{below}")


def test_an_event_stands_on_every_day_that_it_lasts(stranger: Client, published: Edition) -> None:
    found = days(page(stranger, SEPTEMBER))
    assert found == {
        "2020-09-01": ["edge"],
        "2020-09-02": ["edge"],
        "2020-09-10": ["forum", "week"],
        **{f"2020-09-{day}": ["week"] for day in range(11, 16)},
    }


def test_an_event_over_a_months_edge_stands_in_both(stranger: Client, published: Edition) -> None:
    august = page(stranger, "/en/visits/?view=month&month=2020-08")
    assert days(august) == {"2020-08-30": ["edge"], "2020-08-31": ["edge"]}
    assert "day 2 of 4" in cell(august, "2020-08-31")
    september = page(stranger, SEPTEMBER)
    assert "day 3 of 4" in cell(september, "2020-09-01")
    assert "on-day-further" not in re.findall(r'datetime="2020-09-01".*?</td>', september, re.DOTALL)[0]


def test_a_further_day_is_named_for_those_who_hear_it(stranger: Client, published: Edition) -> None:
    html = page(stranger, SEPTEMBER)
    assert "Visit: Week, day 3 of 6" in cell(html, "2020-09-12").replace(" ,", ",")
    assert "day 1 of 1" not in html


def test_an_event_of_two_months_stands_in_both_and_in_no_other(stranger: Client, published: Edition) -> None:
    for month, stands in (("08", False), ("09", True), ("10", True), ("11", False)):
        html = page(stranger, f"/visits/?view=month&month=2020-{month}")
        assert ("autumn" in linked(html)) is stands


def test_weeks_begin_on_monday_and_hold_the_days_of_the_month_alone() -> None:
    weeks = months.shown([], Month(2020, 9), date(2020, 9, 7)).weeks
    numbers = [[day.date.day if day else None for day in week] for week in weeks]
    assert numbers[0] == [None, 1, 2, 3, 4, 5, 6]
    assert numbers[-1] == [28, 29, 30, None, None, None, None]
    assert [day.date.day for week in weeks for day in week if day and day.is_today] == [7]


@pytest.mark.parametrize(("code", "weeks"), [("0001-01", 5), ("9999-12", 5), ("2021-02", 4), ("2020-02", 5)])
def test_the_first_and_last_months_of_the_calendar_are_months(
    stranger: Client, published: Edition, code: str, weeks: int
) -> None:
    html = page(stranger, f"/visits/?view=month&month={code}")
    assert chosen(html) == code
    assert html.count("<tr>") == weeks + 1


def test_today_is_said_and_not_only_shown(stranger: Client, published: Edition, in_march: None) -> None:
    html = page(stranger, "/en/visits/?view=month&month=2020-03")
    assert "today" in cell(html, "2020-03-01")
    assert html.count('aria-current="date"') == 1
    assert 'aria-current="date"' not in page(stranger, SEPTEMBER)


@pytest.mark.parametrize(
    "wrong", ["2020-13", "2020-00", "x", "0000-01", "99999-01", "2020-9", "-2020-09", "²020-01", "0", "%00", "x" * 5000]
)
def test_a_wrong_month_is_refused_in_a_sentence_and_the_default_shown(
    stranger: Client, published: Edition, in_march: None, wrong: str
) -> None:
    html = page(stranger, f"/en/visits/?view=month&month={wrong}&kind=visit")
    assert "The calendar has no month “" in html
    assert chosen(html) == "2020-08"
    assert "kind=visit" in html


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2020-03-01", "2020-08"),
        ("2020-09-03", "2020-09"),
        ("2020-10-20", "2020-10"),
        ("2021-05-05", "2020-10"),
    ],
)
def test_by_default_the_month_is_of_the_next_event_else_of_the_last(
    stranger: Client, published: Edition, it_is: Callable[[str], None], today: str, expected: str
) -> None:
    it_is(today)
    assert chosen(page(stranger, "/visits/?view=month")) == expected


def test_before_anything_is_published_the_month_is_todays(stranger: Client, db: None, in_march: None) -> None:
    html = page(stranger, "/en/visits/?view=month")
    assert chosen(html) == "2020-03"
    assert "As far as is known, no visit and no conference is in this month." in html
    assert months_linked(html) == ["2020-02", "2020-04"]


@pytest.mark.parametrize(
    ("month", "expected"),
    [
        ("2020-09", ["2020-08", "2020-10"]),
        ("2020-06", ["2020-05", "2020-07", "2020-08"]),
        ("2020-12", ["2020-11", "2020-10", "2021-01"]),
        ("2030-01", ["2020-10"]),
    ],
)
def test_links_lead_to_the_neighbours_and_past_empty_months(
    stranger: Client, published: Edition, it_is: Callable[[str], None], month: str, expected: list[str]
) -> None:
    it_is("2026-11-24")
    assert months_linked(page(stranger, f"/visits/?view=month&month={month}")) == expected


def test_what_is_known_to_the_year_makes_no_month_one_with_events(stranger: Client, published: Edition) -> None:
    html = page(stranger, "/en/visits/?view=month&month=2020-02")
    assert linked(html) == ["someday"]
    assert "2020-08" in months_linked(html)
    assert re.findall(r'<option value="(\d{4}-\d{2})"', html) == ["2020-02", "2020-08", "2020-09", "2020-10"]


def test_a_chosen_kind_is_kept_from_month_to_month_and_to_the_list(stranger: Client, published: Edition) -> None:
    html = page(stranger, f"{SEPTEMBER}&kind=conference&when=past&page=3&other=1")
    assert linked(html) == ["forum"]
    links = [link.replace("&amp;", "&") for link in re.findall(r'href="[^"]*(\?[^"]+)"', html.partition("<main")[2])]
    assert "?kind=conference&when=past" in links, "the list"
    assert "?kind=conference&when=past&view=month&month=2020-08" in links, "the month before"
    assert all("kind=conference&when=past" in link for link in links)
    assert '<input type="hidden" name="view" value="month"' in html


def test_the_list_leads_to_the_month_and_stays_the_default(
    stranger: Client, published: Edition, in_march: None
) -> None:
    for address in ("/en/visits/?kind=visit", "/en/visits/?kind=visit&view=x"):
        html = page(stranger, address)
        assert '<table class="month' not in html
        assert 'href="/en/visits/?kind=visit" aria-current="true"' in html
        assert 'href="/en/visits/?kind=visit&amp;view=month"' in html
    assert 'view=month&amp;month=2020-09" aria-current="true"' in page(stranger, SEPTEMBER)


def test_what_is_still_to_come_or_past_is_chosen_in_the_month_too(
    stranger: Client, published: Edition, it_is: Callable[[str], None]
) -> None:
    it_is("2020-09-12")
    assert set(linked(page(stranger, f"{SEPTEMBER}&when=past"))) == {"edge", "forum"}
    assert set(linked(page(stranger, f"{SEPTEMBER}&when=upcoming"))) == {"week", "autumn", "someday"}


@pytest.mark.parametrize(
    ("prefix", "lang", "name", "weekday"),
    [("", "uk", "Вересень 2020", "Понеділок"), ("/en", "en", "September 2020", "Monday")],
)
def test_the_month_answers_in_both_languages(
    stranger: Client, published: Edition, prefix: str, lang: str, name: str, weekday: str
) -> None:
    html = page(stranger, f"{prefix}/visits/?view=month&month=2020-09")
    assert language(html) == lang
    assert len(headings(html)) == 1
    assert is_strict(html)
    assert f'<h2 id="month">{name}</h2>' in html
    assert f'<th scope="col">{weekday}</th>' in html
    assert "<caption>" in html
    names = re.findall(r'\sid="([^"]+)"', html)
    assert len(names) == len(set(names)), "an id stands twice"


def test_a_fuller_month_asks_the_database_no_more_often(stranger: Client, published: Edition) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            page(stranger, SEPTEMBER)
        return len(asked)

    few = queries()
    for number in range(10):
        visit(published, f"day{number}", "2020-09-20", "2020-09-22")
        visit(published, f"month{number}", "2020-09-01", "2020-09-30", "month")
    assert queries() == few


def test_only_what_may_be_in_the_month_is_fetched(published: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[events.Span]] = []

    def at(spans: list[events.Span], today: date) -> list[events.Event]:
        asked.append(list(spans))
        return events.at(spans, today)

    monkeypatch.setattr(months, "at", at)
    months.shown(events.spans("", "", IN_MARCH), Month(2020, 10), IN_MARCH)
    (fetched,) = asked
    assert {PlannedVisit.objects.get(pk=span.pk).code for span in fetched} == {"autumn", "someday"}


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("2020-visit-edge", "By the plan it ended on 2 September 2020; a report is awaited."),
        ("2020-visit-autumn", "By the plan it ended on 31 October 2020 at the latest; a report is awaited."),
        ("2020-visit-someday", "By the plan it ended on 31 December 2020 at the latest; a report is awaited."),
        ("2020-conference-forum", "By the plan it ended on 10 September 2020; a report is awaited."),
        ("2020-conference-undated", "The date is not stated; a report is awaited."),
    ],
)
def test_the_page_of_a_past_event_says_that_a_report_is_awaited(
    stranger: Client, published: Edition, code: str, expected: str
) -> None:
    assert expected in text(page(stranger, f"/en/visits/{code}/"))


def test_of_an_event_to_come_no_report_is_awaited(stranger: Client, published: Edition, in_march: None) -> None:
    assert "awaited" not in page(stranger, "/en/visits/2020-visit-edge/")
