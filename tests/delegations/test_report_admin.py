"""The pages on which staff write reports on trips, and say how it stands with what was to follow."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from delegations.models import FollowUp, TripReport
from delegations.report_waiting import reports_in_time
from oleksandria_intl.waiting import waiting
from tests import admin_pages, trips

pytestmark = pytest.mark.django_db


def links(person: User) -> list[str]:
    """Return where the front page leads a member of staff about trips."""
    return [each.link for each in waiting(User.objects.get(pk=person.pk)) if "/delegations/" in each.link]


def test_an_overdue_report_waits_for_whoever_writes_it_and_stands_among_the_checks(
    clerk: User, auditor: User, it_is: Callable[[str], None]
) -> None:
    it_is("2020-12-01")
    trip = trips.ordered()
    assert [finding.row for finding in reports_in_time()] == [None]  # no rule yet
    trips.rule()
    add = f"{reverse('admin:delegations_tripreport_add')}?delegation={trip.pk}"
    assert (links(clerk), links(auditor)) == ([add], [])
    report = trips.report(trip)
    change = reverse("admin:delegations_tripreport_change", args=[report.pk])
    assert (links(clerk), [finding.row for finding in reports_in_time()]) == ([change], [trip])
    trips.step(trip, "reported")
    assert (links(clerk), list(reports_in_time())) == ([], [])


def test_a_follow_up_waits_until_it_is_answered_on_its_page(
    clerk: User, auditor: User, client: Client, it_is: Callable[[str], None]
) -> None:
    it_is("2021-01-10")
    follow_up = trips.reported()
    trips.rule()
    page = reverse("admin:delegations_followup_answer", args=[follow_up.pk])
    assert (links(clerk), links(auditor)) == ([page], [])
    asked = f"{reverse('admin:delegations_followup_changelist')}?state=asked"
    client.force_login(clerk)
    assert "Підготувати угоду" in client.get(asked).content.decode()
    refused = client.post(page, {"outcome": "never", "on": "10.01.2021", "words": " ", "words_en": "Kept"})
    assert "Kept" in refused.content.decode()
    answered = client.post(page, {"outcome": "never", "on": "10.01.2021", "words": "Партнери відмовилися."})
    assert answered.status_code == 302
    assert (follow_up.state, follow_up.last_answer and follow_up.last_answer.made_by) == ("never", clerk)
    assert links(clerk) == []
    closed = client.get(f"{reverse('admin:delegations_followup_changelist')}?state=closed").content.decode()
    assert "Підготувати угоду" in closed
    assert (
        "Партнери відмовилися."
        in client.get(reverse("admin:delegations_followup_change", args=[follow_up.pk])).content.decode()
    )


def test_the_clerk_writes_a_report_with_what_is_to_follow(clerk: User, client: Client) -> None:
    trip = trips.ordered()
    client.force_login(clerk)
    page = f"{reverse('admin:delegations_tripreport_add')}?delegation={trip.pk}"
    form = admin_pages.posted(client, page)
    texts = {"done_uk": "Провели переговори.", "results_uk": "Домовлено.", "handed_in_on": "09.10.2020"}
    new = {
        "follow_ups-TOTAL_FORMS": "1",
        "follow_ups-0-text_uk": "Підготувати угоду",
        "follow_ups-0-due_on": "31.12.2020",
        "follow_ups-0-answers_uk": "відділ економіки",
    }
    assert client.post(page, form | texts | new).status_code == 302
    assert FollowUp.objects.get(report__delegation=trip, place=1).due_on == date(2020, 12, 31)


def test_of_a_report_that_was_handed_in_the_english_alone_is_edited(clerk: User, client: Client) -> None:
    follow_up = trips.reported()
    client.force_login(clerk)
    page = reverse("admin:delegations_tripreport_change", args=[follow_up.report_id])
    form = admin_pages.posted(client, page)
    assert "done_uk" not in form
    english = {"done_en": "Held talks.", "follow_ups-0-text_en": "Prepare an agreement"}
    assert client.post(page, form | english).status_code == 302
    report = TripReport.objects.get()
    assert (report.done_en, report.done_uk) == ("Held talks.", "Провели переговори.")
    assert FollowUp.objects.get().text_en == "Prepare an agreement"
