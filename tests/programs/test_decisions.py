"""The decisions on a programme: the founding one and its amendments, each with its papers."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client

from delegations import events
from delegations.models import PlannedVisit
from programs.models import Edition
from tests import factories


@pytest.fixture
def amended(edition: Edition) -> Edition:
    """The programme of 2020, adopted, that plans a visit, with an amendment that is a published draft."""
    PlannedVisit.objects.create(edition=edition, code="lublin", place_words="Люблін")
    Edition.objects.filter(pk=edition.pk).update(status="adopted", in_force_from=date(2020, 1, 1))
    return factories.amendment(edition, status="published")


def test_the_pages_tell_of_the_edition_in_force_and_not_of_a_draft_amendment(
    stranger: Client, amended: Edition
) -> None:
    assert stranger.get("/programs/2020/").context["edition"].number == 1
    assert stranger.get("/").context["edition"].number == 1
    assert [row.number for row in stranger.get("/programs/").context["editions"]] == [1]
    PlannedVisit.objects.create(edition=amended, code="lublin", place_words="Люблін")
    planned = [event.trip.edition for event in events.at(events.places("", "", date(2020, 1, 1)), date(2020, 1, 1))]
    assert planned == [amended.base]


def test_a_published_draft_of_the_next_year_does_not_push_the_present_one_off_the_home_page(
    stranger: Client, amended: Edition
) -> None:
    factories.edition("2999", years=(2999, 2999), status="published")
    assert stranger.get("/").context["edition"].program.slug == "2020"
    assert stranger.get("/budget/").headers["Location"] == "/budget/2020/"


def test_every_public_edition_is_listed_the_newest_first(stranger: Client, amended: Edition) -> None:
    answer = stranger.get("/programs/2020/decisions/")
    assert [edition.number for edition, *_others in answer.context["decisions"]] == [2, 1]


def test_the_programmes_decision_is_the_founding_one(stranger: Client, amended: Edition) -> None:
    founding = stranger.get("/programs/2020/decision.docx").content
    assert founding == stranger.get("/programs/2020/decisions/1/decision.docx").content
    assert founding != stranger.get("/programs/2020/decisions/2/decision.docx").content


@pytest.mark.parametrize("path", ["decisions/3/decision.pdf", "decisions/2/decision.pdf", "decisions/2/decision.docx"])
def test_what_nobody_may_see_is_not_there(stranger: Client, amended: Edition, path: str) -> None:
    Edition.objects.filter(number=2).update(status="draft")
    assert stranger.get(f"/programs/2020/{path}").status_code == 404


def test_the_text_is_told_as_of_a_day(stranger: Client, amended: Edition) -> None:
    Edition.objects.filter(number=2).update(status="adopted", in_force_from=date(2020, 6, 1))
    assert stranger.get("/programs/2020/text/").context["edition"].number == 2
    assert stranger.get("/programs/2020/text/?on=2020-05-31").context["edition"].number == 1
    assert stranger.get("/programs/2020/text/?on=31.05.2020").context["edition"].number == 1
    assert "діє з 1 червня 2020" in stranger.get("/programs/2020/text/?on=2020-07-01").content.decode()


def test_a_day_before_any_edition_gets_the_newest_and_is_told_so(stranger: Client, amended: Edition) -> None:
    answer = stranger.get("/programs/2020/text/?on=2019-12-31")
    assert answer.context["edition"].number == 2
    assert "На 31 грудня 2019 року жодна редакція не діяла" in answer.content.decode()


def test_a_day_that_is_none_is_refused_in_words_beside_todays_text(stranger: Client, amended: Edition) -> None:
    answer = stranger.get("/programs/2020/text/?on=31.02.2020")
    assert answer.context["edition"].number == 1
    assert "Дати «31.02.2020» у календарі немає" in answer.content.decode()


def test_each_heading_of_the_text_can_be_pointed_at(stranger: Client, programme_2020: Edition) -> None:
    page = stranger.get("/programs/2020/text/").content.decode()
    assert 'class="anchor" href="#programme"' in page


def test_each_point_of_the_text_can_be_pointed_at(stranger: Client, programme_2020: Edition) -> None:
    page = stranger.get("/programs/2020/text/").content.decode()
    points = re.findall(r'<li id="([^"]+)">(.*?)</li>', page, re.DOTALL)
    assert len(points) > 20
    assert all(
        f'href="#{anchor}" aria-label="Посилання на пункт {anchor.rpartition("_")[2]}"' in point
        for anchor, point in points
    )
    for row in ("section-estimate_1.2", "section-visits_lublin", "section-conferences_geneva"):
        assert f'id="{row}"' in page
        assert f'href="#{row}"' in page
    identifiers = re.findall(r' id="([^"]+)"', page)
    assert len(identifiers) == len(set(identifiers))
