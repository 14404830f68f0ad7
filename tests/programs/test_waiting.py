"""Drafts wait for those who edit or publish them, until the day on which they must be published, then considered."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from oleksandria_intl.models import Decision
from oleksandria_intl.publication.working_days import Calendar
from programs.models import Edition
from programs.waiting import desk_of, drafts
from tests import factories

SESSION = date(2026, 12, 23)


def planned(edition: Edition, session: date | None = SESSION, status: str = "draft") -> Edition:
    Decision.objects.filter(edition=edition).update(planned_session_on=session)
    Edition.objects.filter(pk=edition.pk).update(status=status)
    return edition


def test_a_draft_is_to_be_published_so_many_working_days_before_its_session(edition: Edition, clerk: User) -> None:
    factories.publication_rules()
    (found,) = drafts(clerk) if planned(edition) else ()
    last = found.due
    assert last is not None
    term = Calendar().term(last, SESSION)
    assert term is not None
    assert not term.is_short
    next_day = Calendar().term(Calendar().after(last, 1), SESSION)
    assert next_day is not None
    assert next_day.is_short
    assert "23.12.2026" in found.sentence


def test_a_published_draft_waits_for_its_session(edition: Edition, clerk: User) -> None:
    planned(edition, status="published")
    (found,) = drafts(clerk)
    assert (found.due, found.link) == (SESSION, desk_of(edition))


def test_without_a_session_or_a_rule_no_day_is_named(edition: Edition, head: User) -> None:
    assert [each.due for each in drafts(head)] == [None]
    planned(edition)
    assert [each.due for each in drafts(head)] == [None]


@pytest.mark.parametrize("status", ["adopted", "withdrawn"])
def test_what_is_no_draft_does_not_wait(head: User, status: str) -> None:
    row = factories.edition(status="adopted")
    if status == "withdrawn":
        row = factories.edition("2021", years=(2021, 2021))
        Edition.objects.filter(pk=row.pk).update(status=status)
    assert list(drafts(head)) == []


def test_drafts_wait_for_who_works_on_them(edition: Edition, clerk: User, accountant: User, secretary: User) -> None:
    assert [len(list(drafts(person))) for person in (clerk, accountant, secretary)] == [1, 0, 1]


def test_the_front_page_leads_to_where_the_draft_is_worked_on(edition: Edition, clerk: User, client: Client) -> None:
    client.force_login(clerk)
    page = client.get(reverse("admin:index"))
    assert desk_of(edition) in [each.link for each in page.context["waiting"]]
    assert client.get(desk_of(edition)).status_code == 200
