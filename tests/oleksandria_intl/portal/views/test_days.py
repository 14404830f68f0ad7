"""The programme of 2020 as served on days before, within and after its year: what the portal says is true then."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from delegations.models import PlannedVisit
from oleksandria_intl.models import Decision
from oleksandria_intl.portal.management import demonstration
from programs.models import Edition
from tests import factories
from tests.money_pages import text
from tests.public_pages import page
from tests.seed import programme_2020
from tests.snapshots import bring_in

__all__ = ["programme_2020"]

At = Callable[[str], None]
BEFORE, WITHIN, LAST_MINUTES, AFTER = "2019-12-25", "2020-03-15", "2020-12-31T23:30", "2027-01-01"
PAGES = ("/en/", "/en/programs/2020/", "/en/budget/2020/", "/en/budget/2020/report/")


@pytest.fixture
def draft(programme_2020: Edition) -> Edition:
    """The published draft with the invented year of money."""
    bring_in("the invented year of money", lambda: demonstration.load_missing(demonstration.SPENDING))
    return programme_2020


@pytest.fixture
def adopted(draft: Edition) -> Edition:
    """The programme as adopted on 20 December 2019 for the first of January."""
    day = date(2019, 12, 20)
    known = {"period_start": day, "period_end": day, "period_precision": "day"}
    Decision.objects.filter(edition=draft).update(number="973", **known)
    Edition.objects.filter(pk=draft.pk).update(status="adopted", in_force_from=date(2020, 1, 1))
    return Edition.objects.get(pk=draft.pk)


def shown(client: Client, address: str) -> str:
    return text(page(client, address))


def stages(client: Client) -> list[tuple[str, str]]:
    """Return the stages of the programme's page: the class of each, and its words."""
    listed = page(client, "/en/programs/2020/").partition('<ol class="stages"')[2].partition("</ol>")[0]
    found = re.findall(r'<li class="(\w+)"[^>]*>(.*?)</li>', listed, re.DOTALL)
    return [(look, text(f"<main>{words}").removeprefix(">")) for look, words in found]


def days_of_figures(client: Client) -> set[str]:
    """Return the days as of which the pages say that their figures are."""
    return {day for address in PAGES for day in re.findall(r"as of (\d+ \w+ \d{4})", shown(client, address))}


def calendar(client: Client) -> str:
    return page(client, "/en/visits.ics").replace("\r\n ", "")


def feed(client: Client) -> str:
    return page(client, "/en/feeds/decisions.rss")


# 25.12.2019: adopted, not in force yet


def test_adopted_for_the_new_year_the_programme_is_not_in_force_in_december(
    stranger: Client, adopted: Edition, it_is: At
) -> None:
    it_is(BEFORE)
    assert stages(stranger) == [
        ("reached", "Draft published"),
        ("present", "Adopted by the council 20.12.2019"),
        ("ahead", "In force 01.01.2020 (still to come)"),
        ("ahead", "Period ended (still to come)"),
        ("ahead", "Closed by the council (still to come)"),
    ]
    for address in ("/en/programs/2020/", "/en/programs/2020/text/"):
        assert "Comes into force on 1 January 2020." in shown(stranger, address)


def test_before_the_year_nothing_is_spent_and_every_figure_is_of_that_day(
    stranger: Client, adopted: Edition, it_is: At
) -> None:
    it_is(BEFORE)
    assert days_of_figures(stranger) == {"25 December 2019"}
    assert re.search(r"Spent\s*no data\s*as of 25 December 2019", shown(stranger, "/en/"))
    budget = shown(stranger, "/en/budget/2020/")
    assert "0.0% of 415.0 thousand UAH appropriated by the city budget was spent as of 25 December 2019." in budget
    assert "The year has not begun yet" in budget
    assert "interim figures as of 25 December 2019" in shown(stranger, "/en/budget/2020/report/")
    assert "There are no payments yet." in shown(stranger, "/en/budget/2020/payments/")


def test_before_the_year_every_visit_is_to_come(stranger: Client, adopted: Edition, it_is: At) -> None:
    it_is(BEFORE)
    visits = shown(stranger, "/en/visits/")
    assert "Still to come" in visits
    assert "Already past" not in visits
    assert calendar(stranger).count("STATUS:TENTATIVE") == calendar(stranger).count("BEGIN:VEVENT") == 3
    assert "<pubDate>Fri, 20 Dec 2019" in feed(stranger)


# 15.03.2020: a draft within its year


def test_within_the_year_a_draft_may_still_be_adopted(stranger: Client, draft: Edition, it_is: At) -> None:
    it_is(WITHIN)
    assert [look for look, _words in stages(stranger)] == ["present", "ahead", "ahead", "ahead", "ahead"]
    assert "has not adopted this text yet; it may change" in shown(stranger, "/en/programs/2020/")
    assert "it gets its number and date when the council adopts it" in shown(stranger, "/en/")


def test_within_the_year_every_figure_is_of_that_day(stranger: Client, draft: Edition, it_is: At) -> None:
    it_is(WITHIN)
    assert days_of_figures(stranger) == {"15 March 2020"}
    assert "39,088.30 UAH, as of 15 March 2020" in shown(stranger, "/en/")
    year = shown(stranger, "/en/budget/2020/report/?from=2020-01-01&to=2020-12-31")
    assert "Implementation for the year 2020 (interim figures as of 15 March 2020)" in year
    assert "39,088.30" in year
    assert "липні" not in year
    days = re.findall(r"<td>(\d\d)\.(\d\d)\.2020</td>", page(stranger, "/en/budget/2020/payments/"))
    assert max((month, day) for day, month in days) <= ("03", "15")


def test_within_the_year_the_next_visit_is_that_of_may(stranger: Client, draft: Edition, it_is: At) -> None:
    it_is(WITHIN)
    assert "May 2020" in shown(stranger, "/en/").partition("Next visit")[2][:80]
    assert "DTSTAMP:20200314T220000Z" in calendar(stranger)


# 31.12.2020, 23:30


def test_in_its_last_minutes_the_programme_is_in_force(stranger: Client, adopted: Edition, it_is: At) -> None:
    it_is(LAST_MINUTES)
    assert [look for look, _words in stages(stranger)] == ["reached", "reached", "present", "ahead", "ahead"]
    assert "In force from 1 January 2020." in shown(stranger, "/en/programs/2020/")
    assert days_of_figures(stranger) == {"31 December 2020"}


def test_half_an_hour_later_its_years_are_over(stranger: Client, adopted: Edition, it_is: At) -> None:
    it_is("2021-01-01T00:01")
    assert stages(stranger)[3:] == [
        ("present", "Period ended"),
        ("ahead", "Closed by the council (still to come)"),
    ]
    assert "Was in force from 1 January 2020; its period has ended." in shown(stranger, "/en/programs/2020/")


def test_in_the_last_minutes_what_has_no_date_is_still_to_come(stranger: Client, draft: Edition, it_is: At) -> None:
    it_is(LAST_MINUTES)
    next_one = shown(stranger, "/en/").partition("Next visit")[2][:80]
    assert "Geneva" in next_one or "Женева" in next_one
    visits = shown(stranger, "/en/visits/")
    assert visits.index("Still to come") < visits.index("Already past")


# 01.01.2027


def test_of_a_draft_whose_years_are_over_nothing_is_still_to_come(stranger: Client, draft: Edition, it_is: At) -> None:
    it_is(AFTER)
    assert stages(stranger) == [
        ("reached", "Draft published"),
        ("present", "The portal has no decision that adopts it"),
    ]
    pages = [*PAGES, "/en/programs/2020/text/", "/en/programs/2020/decisions/"]
    for address in pages:
        words = shown(stranger, address)
        for untrue in ("may change", "yet;", "still to come", "when the council adopts", "not adopted yet"):
            assert untrue not in words, address


def test_years_later_the_figures_are_those_of_the_last_day(stranger: Client, adopted: Edition, it_is: At) -> None:
    it_is(AFTER)
    budget = shown(stranger, "/en/budget/2020/")
    assert "as of 31 December 2020" in budget
    assert "2027" not in budget.partition("As of 01.01.2027")[0]
    assert "interim" not in shown(stranger, "/en/budget/2020/report/")
    assert "293,378.95 UAH, as of 31 December 2020" in shown(stranger, "/en/")
    assert "No upcoming visits." in shown(stranger, "/en/")


def test_what_is_past_is_neither_called_planned_nor_said_to_have_taken_place(
    stranger: Client, adopted: Edition, it_is: At
) -> None:
    it_is(AFTER)
    listed = shown(stranger, "/en/visits/")
    assert "Still to come" not in listed
    made = calendar(stranger)
    assert "STATUS:" not in made
    assert made.count("(by the plan)") == made.count("BEGIN:VEVENT") == 3
    assert made.count("whether it took place is not in the portal yet") == 3
    assert "may become known later" not in made


def test_the_text_is_not_in_force_on_a_day_after_its_years(stranger: Client, adopted: Edition, it_is: At) -> None:
    it_is(AFTER)
    assert "On 1 March 2026 no text was in force" in shown(stranger, "/en/programs/2020/text/?on=01.03.2026")
    assert "The text in force on 31 December 2020" in shown(stranger, "/en/programs/2020/text/?on=31.12.2020")


# What machines read


@pytest.mark.parametrize("address", ["/feeds/decisions.rss", "/visits.ics"])
def test_what_machines_read_does_not_look_new_while_nothing_changes(
    stranger: Client, draft: Edition, it_is: At, address: str
) -> None:
    it_is("2020-03-15T00:10")
    first = stranger.get(address)
    it_is("2020-03-15T23:50")
    second = stranger.get(address)
    assert first.content == second.content
    assert first.headers.get("Last-Modified") == second.headers.get("Last-Modified")


def test_a_feed_of_drafts_without_a_day_is_no_newer_the_day_after(stranger: Client, draft: Edition, it_is: At) -> None:
    it_is(WITHIN)
    before = feed(stranger)
    [item] = [item for item in before.split("<item>") if "/decisions/programme-2020/" in item]
    assert "<pubDate>" not in item
    it_is(AFTER)
    assert feed(stranger) == before


def test_a_feed_is_as_new_as_its_newest_item(stranger: Client, draft: Edition) -> None:
    Edition.objects.filter(pk=draft.pk).update(published_on=date(2021, 2, 3))
    assert "<lastBuildDate>Wed, 03 Feb 2021" in feed(stranger)


@pytest.mark.parametrize(
    ("moment", "stamp"),
    [
        ("2020-07-15T00:30", "20200714T210000Z"),
        ("2020-07-15T23:30", "20200714T210000Z"),
        ("2020-12-31T23:30", "20201230T220000Z"),
        ("2021-01-01T00:30", "20201231T220000Z"),
    ],
)
def test_a_calendar_is_stamped_with_the_beginning_of_the_day_in_utc(
    stranger: Client, draft: Edition, it_is: At, moment: str, stamp: str
) -> None:
    it_is(moment)
    assert set(re.findall(r"DTSTAMP:(\w+)", calendar(stranger))) == {stamp}


def test_a_day_that_is_known_is_not_said_to_become_known(stranger: Client, draft: Edition, it_is: At) -> None:
    it_is(WITHIN)
    code = "lublin"
    days = {"period_start": date(2020, 5, 4), "period_end": date(2020, 5, 6), "period_precision": "day"}
    PlannedVisit.objects.filter(edition=draft, code=code).update(**days)
    words = shown(stranger, f"/en/visits/2020-visit-{code}/")
    assert "This is a plan." in words
    assert "may become known" not in words


def test_the_programme_at_hand_is_the_latest_that_has_begun(stranger: Client, db: None, it_is: At) -> None:
    for year in (2020, 2021):
        factories.edition(str(year), years=(year, year), status="published")
    for moment, at_hand in (("2020-12-31T23:30", "2020"), ("2021-01-01T00:30", "2021")):
        it_is(moment)
        assert f"{at_hand} in figures" in shown(stranger, "/en/")
