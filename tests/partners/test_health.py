"""How an agreement stands today."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User

from oleksandria_intl import roles
from partners import last_contact, services, waiting
from partners.checks import agreements_due
from partners.health import attach
from partners.models import Agreement, AgreementParty, AgreementRule, City, Country
from partners.services import Act
from tests import factories
from tests.partners.rows import agreement, city, country

ON = date(2026, 11, 28)
LAW = date(2024, 4, 24)


@pytest.fixture
def mazyr(db: None) -> City:
    AgreementRule.objects.create(code="law", in_force_from=LAW)
    return city("mazyr", "Мозир", country("BY", "Білорусь"))


@pytest.fixture
def contacts(monkeypatch: pytest.MonkeyPatch) -> dict[int, date]:
    """The last contacts that an app on the right knows of, by the keys of cities."""
    known: dict[int, date] = {}
    monkeypatch.setattr(
        last_contact, "SOURCES", [lambda cities, on: {key: known[key] for key in cities if key in known}]
    )
    return known


def kinds(on: date = ON) -> list[str]:
    """Return the states of the sole agreement, the weightiest first."""
    (row,) = attach(Agreement.objects.with_details(), on)
    return [health.kind for health in row.health]


def test_what_is_signed_and_heard_of_is_in_force(mazyr: City, contacts: dict[int, date]) -> None:
    agreement(mazyr, "signed", date(2004, 12, 24))
    contacts[mazyr.pk] = date(2025, 6, 1)
    assert kinds() == ["in-force"]


def test_what_came_into_force_later_is_in_force_since_then(mazyr: City, head: User, contacts: dict[int, date]) -> None:
    row = agreement(mazyr, "signed", date(2024, 1, 1))
    services.bring_into_force(agreement=row, on=date(2024, 2, 1), by=head)
    (shown,) = attach(Agreement.objects.with_details(), ON)
    assert [(health.kind, health.since) for health in shown.health] == [("in-force", date(2024, 2, 1))]


def test_years_without_a_contact_are_counted_from_the_last_one_or_from_the_signature(
    mazyr: City, contacts: dict[int, date]
) -> None:
    agreement(mazyr, "in-force", date(2004, 12, 24))
    (row,) = attach(Agreement.objects.with_details(), ON)
    assert [(health.kind, health.years, health.since) for health in row.health] == [("silent", 21, date(2004, 12, 24))]
    contacts[mazyr.pk] = date(2023, 11, 28)
    assert kinds(date(2026, 11, 27)) == ["in-force"]
    assert kinds(date(2026, 11, 28)) == ["silent"]


def test_relations_suspended_with_the_country_come_before_all_from_their_day_on(
    mazyr: City, contacts: dict[int, date]
) -> None:
    agreement(mazyr, "signed", date(2004, 12, 24))
    contacts[mazyr.pk] = date(2022, 1, 1)
    said = {"suspended_since": date(2022, 3, 2), "suspended_why_uk": "Війна", "suspended_source": "https://un.org/"}
    Country.objects.update(**said)
    assert kinds(date(2022, 3, 1)) == ["in-force"]
    assert kinds(date(2022, 3, 2)) == ["country"]
    City.objects.update(dormant_since=date(2022, 4, 1), dormant_why_uk="Немає зв’язку")
    assert kinds() == ["country", "dormant", "silent"]


def test_an_act_that_suspends_says_since_when_and_why(mazyr: City, head: User, contacts: dict[int, date]) -> None:
    row = agreement(mazyr, "signed", date(2024, 1, 1))
    factories.council()
    act = Act(body=factories.body("mayor"), number="1", on=date(2025, 5, 5))
    services.suspend(agreement=row, act=act, verb="зупинити", why="Агресія", by=head)
    (shown,) = attach(Agreement.objects.with_details(), ON)
    assert [(health.kind, health.since, health.why_uk) for health in shown.health] == [
        ("suspended", date(2025, 5, 5), "Агресія")
    ]
    services.terminate(agreement=row, act=act, verb="припинити", why="Остаточно", by=head)
    (shown,) = attach(Agreement.objects.with_details(), ON)
    assert [(health.kind, health.since, health.why_uk) for health in shown.health] == [
        ("ended", date(2025, 5, 5), "Остаточно")
    ]


def test_the_consent_is_due_then_asked_for_then_late(mazyr: City, head: User) -> None:
    row = agreement(mazyr, "prepared")
    assert kinds() == ["consent-due"]
    assert kinds(date(2020, 1, 1)) == ["preparing"]
    services.ask_consent(agreement=row, on=date(2026, 1, 1), by=head)
    assert kinds(date(2026, 1, 31)) == ["consent-asked"]
    assert kinds(date(2026, 2, 1)) == ["consent-late"]


@pytest.mark.parametrize(("kind", "expected"), [("authority", "consent-due"), ("business", "preparing")])
def test_an_agreement_with_a_business_needs_no_consent(mazyr: City, kind: str, expected: str) -> None:
    row = agreement(mazyr, "prepared")
    AgreementParty.objects.create(agreement=row, order=2, kind=kind, name_uk="Ще одна сторона")
    assert kinds() == [expected]


def test_a_new_agreement_is_to_be_registered_and_an_old_one_not(mazyr: City, contacts: dict[int, date]) -> None:
    contacts[mazyr.pk] = ON
    row = agreement(mazyr, "signed", date(2025, 1, 1))
    assert kinds() == ["registration-due"]
    Agreement.objects.filter(pk=row.pk).update(period_start=date(2024, 4, 23))
    assert kinds() == ["in-force"]


def test_what_is_due_is_found_by_the_check_and_waits_for_who_records_steps(mazyr: City, head: User) -> None:
    row = agreement(mazyr, "prepared")
    stranger: Any = factories.person("accountant", roles.ACCOUNTANT, "Ольга Фінансова")
    assert [each.count for each in waiting.agreements_due(head)] == [1]
    assert list(waiting.agreements_due(stranger)) == []
    assert list(agreements_due()) == []
    services.ask_consent(agreement=row, on=date(2025, 1, 1), by=head)
    assert [finding.row for finding in agreements_due()] == [row]
    new = agreement(mazyr, "signed", date(2025, 1, 1), code="new")
    assert [finding.row for finding in agreements_due()] == [new, row]
    assert [each.count for each in waiting.agreements_due(head)] == [1, 1]
