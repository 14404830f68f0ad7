"""The front page: what the reader last worked on, what does not agree, and no more than sixty queries for anybody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from oleksandria_intl import shown_findings
from partners.models import City
from programs.models import Edition
from tests import factories

FRONT, FINDINGS = reverse("admin:index"), reverse("admin:findings")
PEOPLE = ("clerk", "accountant", "head", "secretary", "auditor", "administrator")
MOST = 60


def worked(by: User, row: Any, flag: int = CHANGE) -> None:
    LogEntry.objects.log_actions(by.pk, [row], flag, "", single_object=True)


def shown(client: Client) -> list[str]:
    return [each.link for each in client.get(FRONT).context["worked"]]


def page_of(city: City) -> str:
    return reverse("admin:partners_city_change", args=[city.pk])


@pytest.fixture
def cities(db: None) -> list[City]:
    return [factories.city(f"city-{number}", f"Місто {number}") for number in range(10)]


def test_what_one_last_worked_on_stands_there_once_the_last_first(
    client: Client, clerk: User, head: User, cities: list[City], it_is: Callable[[str], None]
) -> None:
    client.force_login(clerk)
    for number, city in enumerate([*cities, cities[5]]):
        it_is(f"2026-11-24T12:{number:02}")
        worked(clerk, city)
    worked(head, factories.city("of-head", "Чуже"))
    last = [cities[5], *reversed(cities[6:]), *reversed(cities[:5])]
    assert shown(client) == [page_of(city) for city in last[:8]]


def test_what_is_gone_or_may_not_be_seen_is_not_among_it(
    client: Client, clerk: User, cities: list[City], administrator: User
) -> None:
    client.force_login(clerk)
    worked(clerk, cities[0], ADDITION)
    worked(clerk, cities[1], DELETION)
    worked(clerk, cities[2])
    worked(clerk, administrator)
    City.objects.filter(pk=cities[2].pk).delete()
    assert shown(client) == [page_of(cities[0])]


@pytest.mark.parametrize("person", PEOPLE)
def test_the_front_page_asks_at_most_sixty_times(
    person: str, client: Client, edition: Edition, request: Any, django_assert_max_num_queries: Any
) -> None:
    user = request.getfixturevalue(person)
    factories.everything(edition)
    worked(user, edition)
    client.force_login(user)
    with django_assert_max_num_queries(MOST):
        assert client.get(FRONT).status_code == 200


def test_findings_are_looked_for_on_their_page_alone_and_lead_to_where_they_are_mended(
    client: Client, head: User, edition: Edition
) -> None:
    client.force_login(head)
    assert "data-look" in client.get(FRONT).content.decode()
    portal, draft = client.get(FINDINGS), client.get(f"{FINDINGS}?part=draft-{edition.pk}")
    assert [part.about for part in portal.context["findings"]["unseen"]] == [str(edition)]
    assert [part.key for part in draft.context["findings"]["unseen"]] == [shown_findings.PORTAL]
    (part,) = draft.context["findings"]["parts"]
    assert any(row.link for row in part.rows)


@pytest.mark.parametrize("part", ["", "?part=draft-{}"])
def test_a_part_is_looked_for_in_at_most_sixty_questions(
    part: str, client: Client, administrator: User, edition: Edition, django_assert_max_num_queries: Any
) -> None:
    factories.everything(edition)
    client.force_login(administrator)
    with django_assert_max_num_queries(MOST):
        client.get(f"{FINDINGS}{part.format(edition.pk)}")


def test_who_may_not_mend_a_finding_is_not_asked_to(head: User, auditor: User, edition: Edition) -> None:
    look_at = {shown_findings.PORTAL, f"draft-{edition.pk}"}
    of_head, of_auditor = (shown_findings.parts(person, look_at) for person in (head, auditor))
    assert any(row.permission for part in of_head for row in part.rows or ())
    assert not any(part.rows for part in of_auditor)


@pytest.mark.django_db(transaction=True)
def test_what_was_found_is_kept_until_something_changes(head: User, edition: Edition) -> None:
    shown_findings.parts(head, {shown_findings.PORTAL})
    assert shown_findings.parts(head)[0].rows is not None
    edition.name_uk = "іншого"
    edition.save()
    assert shown_findings.parts(head)[0].rows is None


def test_the_stranger_sees_no_findings(stranger: Client, db: None) -> None:
    assert stranger.get(FINDINGS).status_code == 302
