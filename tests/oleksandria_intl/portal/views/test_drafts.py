"""Drafts under discussion: which stand in the public list, until when and where proposals are taken."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from oleksandria_intl.models import Council, Decision
from oleksandria_intl.portal.discussion import drafts_on
from programs.models import Edition
from tests import factories

TODAY = date(2020, 3, 15)


@pytest.fixture
def draft(edition: Edition) -> Edition:
    """The draft of 2020, published for the session of 23 March."""
    Decision.objects.update(planned_session_on=date(2020, 3, 23), draft_number="01-03/390")
    Edition.objects.update(status="published", published_on=date(2020, 3, 2))
    Council.objects.update(email="rada@example.org")
    return edition


def shown(day: date = TODAY) -> list[str]:
    return [draft.decision.code for draft in drafts_on(day)]


def alone(**fields: object) -> Decision:
    decision = factories.twinning()
    Decision.objects.filter(pk=decision.pk).update(**fields)
    return decision


def test_the_page_says_what_until_when_and_where_to_write(
    stranger: Client, draft: Edition, it_is: Callable[[str], None]
) -> None:
    it_is("2020-03-15")
    text = stranger.get(reverse("drafts")).content.decode()
    assert "Про затвердження Програми розвитку співробітництва на 2020 рік" in text
    assert "01-03/390" in text
    assert "2 березня 2020" in text
    assert "23 березня 2020" in text
    assert "22 березня 2020" in text
    assert 'href="mailto:rada@example.org"' in text


def test_on_the_day_of_the_session_no_proposals_are_taken(
    stranger: Client, draft: Edition, it_is: Callable[[str], None]
) -> None:
    it_is("2020-03-23")
    page = stranger.get(reverse("drafts"))
    assert [takes for _draft, takes in page.context["drafts"]] == [False]


def test_after_the_session_the_draft_is_no_longer_there(draft: Edition) -> None:
    assert shown(date(2020, 3, 23)) == ["programme-2020"]
    assert shown(date(2020, 3, 24)) == []


@pytest.mark.parametrize("status", ["draft", "withdrawn", "adopted"])
def test_only_a_published_draft_is_there(draft: Edition, status: str) -> None:
    Edition.objects.filter(pk=draft.pk).update(status=status, in_force_from=TODAY)
    assert shown() == []


def test_a_decision_that_has_its_number_is_no_draft(draft: Edition) -> None:
    day = {"period_start": TODAY, "period_end": TODAY, "period_precision": "day"}
    Decision.objects.update(number="1000", **day)
    assert shown() == []


def test_a_draft_whose_years_are_over_is_not_there(draft: Edition) -> None:
    Decision.objects.update(planned_session_on=None)
    assert shown(date(2020, 12, 31)) == ["programme-2020"]
    assert shown(date(2021, 1, 1)) == []


def test_what_was_voted_on_is_not_discussed_any_more(draft: Edition) -> None:
    Decision.objects.update(stage="voted")
    assert shown() == []


def test_decisions_without_a_programme_are_there_once_published(draft: Edition) -> None:
    decision = alone()
    assert shown() == ["programme-2020"]
    Decision.objects.filter(pk=decision.pk).update(draft_published_on=date(2020, 3, 16))
    assert shown() == ["programme-2020"]
    assert shown(date(2020, 3, 16)) == ["programme-2020", "twinning"]


def test_the_session_that_comes_first_leads(draft: Edition) -> None:
    alone(draft_published_on=date(2020, 3, 1), planned_session_on=date(2020, 3, 20))
    assert shown() == ["twinning", "programme-2020"]


def test_home_shows_that_there_are_drafts(stranger: Client, draft: Edition, it_is: Callable[[str], None]) -> None:
    it_is("2020-03-15")
    card = '<section class="card-plain" aria-labelledby="drafts">'
    assert card in stranger.get(reverse("home")).content.decode()
    it_is("2020-04-15")
    assert card not in stranger.get(reverse("home")).content.decode()


def test_an_empty_list_says_so_in_both_languages(stranger: Client, db: None) -> None:
    assert stranger.get("/drafts/").status_code == 200
    assert "No draft is under discussion now." in stranger.get("/en/drafts/").content.decode()
