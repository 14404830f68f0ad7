"""Where no script runs a row is chosen by typing its name, and rows are added by saving."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from delegations.models import PlannedVisit
from oleksandria_intl.models import Decision
from partners.models import City
from programs.models import Edition
from tests import factories
from tests.admin_pages import address, posted

CITIES = {"lublin": "Люблін", "nowy-lublin": "Новий Люблін", "pinsk": "Пінськ"}


@pytest.fixture
def office(client: Client, clerk: User) -> Client:
    client.force_login(clerk)
    return client


@pytest.fixture
def cities(edition: Edition) -> list[City]:
    return [factories.city(slug, name) for slug, name in CITIES.items()]


def typed(office: Client, name: str) -> Any:
    """Send the form of a new visit to a city that is named."""
    page = address(PlannedVisit, "add")
    return office.post(page, posted(office, page) | {"city_named": name, "period_words": "влітку"})


def test_a_name_that_one_row_has_chooses_it(office: Client, cities: list[City]) -> None:
    assert typed(office, " пінськ ").status_code == 302
    assert PlannedVisit.objects.get().city == cities[2]


def test_a_name_that_several_rows_have_offers_them_and_the_choice_among_them_is_saved(
    office: Client, cities: list[City]
) -> None:
    answer = typed(office, "люблін")
    assert "«люблін»" in str(answer.context["errors"])
    offered = re.findall(r'<option value="(\d+)">', str(answer.context["adminform"].form["city"]))
    assert set(offered) == {str(city.pk) for city in cities[:2]}
    assert 'name="city_named" class="portal-named"' in answer.content.decode()
    assert 'value="люблін"' not in answer.content.decode(), "a name beside the choice would win over it"


def test_a_name_of_no_row_comes_back_as_it_was_typed(office: Client, cities: list[City]) -> None:
    answer = typed(office, "Атлантида <1>")
    assert not PlannedVisit.objects.exists()
    assert 'value="Атлантида &lt;1&gt;"' in answer.content.decode()


def test_who_may_not_see_the_rows_finds_none_by_name(client: Client, cities: list[City]) -> None:
    nina = User.objects.create_user("nina", is_staff=True)
    nina.user_permissions.set(Permission.objects.filter(codename__in=["add_plannedvisit", "view_plannedvisit"]))
    client.force_login(nina)
    assert typed(client, "пінськ").status_code == 200
    assert not PlannedVisit.objects.exists()


def test_more_rows_are_had_by_saving(office: Client, edition: Edition) -> None:
    decision = factories.decision("visit")
    page = address(Decision, "change", decision.pk)
    answer = office.post(page, posted(office, page) | {"more_rows": "oleksandria_intl.decisionpoint", "subject": "Про"})
    decision.refresh_from_db()
    assert decision.subject == "Про"
    assert answer["Location"].endswith("?more_rows=oleksandria_intl.decisionpoint")
    sent = posted(office, answer["Location"])
    old = decision.points.count()
    assert int(sent["points-TOTAL_FORMS"]) == old + 3
    office.post(page, sent | {f"points-{old}-text": "Послати делегацію."})
    assert decision.points.count() == old + 1
