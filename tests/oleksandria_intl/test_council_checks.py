"""What a new portal lacks is said in plain words, until it is there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import translation

from oleksandria_intl.checks import Severity, portal_findings
from oleksandria_intl.models import Council, Unit
from tests import factories
from tests.seed import programme_2020

__all__ = ["programme_2020"]


def said() -> str:
    with translation.override("en"):
        return "\n".join(finding.sentence for finding in portal_findings())


@pytest.mark.parametrize(
    "missing",
    [
        "The council of this portal is not entered",
        "No body of the council",
        "No official",
        "sync_roles",
        "There is no programme",
        "load_codes",
    ],
)
def test_an_empty_portal_is_said_to_lack(db: None, missing: str) -> None:
    assert missing in said()


def test_what_is_still_to_be_entered_is_no_error(db: None) -> None:
    assert {finding.severity for finding in portal_findings()} == {Severity.WARNING}


def test_a_portal_whose_staff_have_no_roles_is_told_who_gives_them(administrator: User) -> None:
    call_command("sync_roles", verbosity=0)
    assert "Nobody has a role" in said()
    factories.person("clerk", "Діловод", "Оксана Діловод")
    assert "role" not in said()


def test_a_council_without_an_office_is_named(db: None) -> None:
    council = Council.objects.create(name_uk="Полтавська міська рада", city_uk="Полтава", place="м. Полтава")
    assert "no unit as its office" in said()
    council.office = Unit.objects.create(code="office", name_uk="відділ")
    council.save()
    assert "no unit as its office" not in said()


def test_this_councils_own_data_lack_its_register_code_alone(
    programme_2020: None, clerk: User, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    found = portal_findings()
    assert [each.field for each in found] == ["code"], [each.sentence for each in found]


def test_the_front_page_leads_to_the_steps_of_starting_until_all_are_done(administrator: User, client: Client) -> None:
    client.force_login(administrator)

    def waits() -> list[str]:
        return [each.sentence for each in client.get(reverse("admin:index")).context["waiting"]]

    assert waits() == ["Портал порожній: почніть із ради, крок за кроком."]
    factories.council()
    (sentence,) = waits()
    assert re.search(r"залишил\w+ \d", sentence)


def test_who_may_not_enter_the_council_is_not_led_to_it(clerk: User, client: Client) -> None:
    client.force_login(clerk)
    assert client.get(reverse("admin:index")).context["waiting"] == []
