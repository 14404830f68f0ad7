"""What the database itself refuses of partners and of the life of agreements."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User

from oleksandria_intl.models import Council
from partners.models import (
    Agreement,
    AgreementParty,
    AgreementRule,
    AgreementStep,
    City,
    Country,
    Greeting,
    TimelineNote,
)
from tests.refusals import refused, update_refused

DAY = date(2022, 6, 9)


def test_a_rule_of_agreements_has_a_day_of_its_own_and_terms(db: None) -> None:
    refused("agreement_rule_day_unique", *[AgreementRule(code=code, in_force_from=DAY) for code in "ab"])
    refused("agreement_rule_has_terms", AgreementRule(code="a", in_force_from=DAY, consent_days=0))
    refused("agreement_rule_has_terms", AgreementRule(code="a", in_force_from=DAY, silent_years=0))


@pytest.mark.parametrize("left_out", ["suspended_since", "suspended_why_uk", "suspended_source"])
def test_suspended_relations_have_a_day_a_reason_and_a_source(db: None, left_out: str) -> None:
    said: dict[str, Any] = {"suspended_since": DAY, "suspended_why_uk": "Війна", "suspended_source": "https://un.org/"}
    del said[left_out]
    refused("country_suspended_with_reason_and_source", Country(code="XX", name_uk="Х", **said))


@pytest.mark.parametrize("said", [{"dormant_since": DAY}, {"dormant_why_uk": "Тиша"}], ids=str)
def test_a_dormant_city_has_a_day_and_a_reason(db: None, said: dict[str, Any]) -> None:
    country = Country.objects.create(code="PL", name_uk="Польща")
    refused("city_dormant_with_reason", City(slug="x", kind="twin", country=country, **said))


@pytest.fixture
def row(db: None) -> Agreement:
    return Agreement.objects.create(code="x", kind="treaty", state="signed", title_uk="Договір")


def test_a_ukrainian_community_is_no_city_of_the_register(row: Agreement) -> None:
    country = Country.objects.create(code="PL", name_uk="Польща")
    city = City.objects.create(slug="x", kind="twin", country=country, name_uk="Ярочин")
    refused("agreement_party_ukrainian_is_named", AgreementParty(agreement=row, city=city, kind="ukrainian"))


STEPS: list[tuple[str, dict[str, Any]]] = [
    ("agreement_step_skips_nothing", {"step": "drafted", "state_before": "begun", "state_after": "prepared"}),
    ("agreement_step_has_number_and_day", {"step": "consented", "state_before": "asked", "state_after": "consented"}),
    (
        "agreement_step_by_an_act_that_says_why",
        {"step": "ended", "state_before": "signed", "state_after": "ended", "number": "1", "on": DAY},
    ),
    ("agreement_step_takes_back_one", {"step": "taken-back", "state_before": "signed", "state_after": "prepared"}),
]


@pytest.mark.parametrize(("constraint", "facts"), STEPS, ids=[constraint for constraint, _facts in STEPS])
def test_a_step_says_what_it_has_to(row: Agreement, constraint: str, facts: dict[str, Any]) -> None:
    refused(constraint, AgreementStep(agreement=row, **facts))


def test_every_constraint_of_steps_is_tried_here() -> None:
    assert {each.name for each in AgreementStep._meta.constraints} == {name for name, _facts in STEPS}


def test_a_greeting_is_one_of_its_occasion_and_is_sent_as_a_whole(partners: dict[str, City], clerk: User) -> None:
    of_day = {"city": partners["tervel"], "occasion": "city-day", "day": date(2026, 5, 6)}
    Greeting.objects.create(**of_day)
    refused("greeting_once_per_occasion", Greeting(**of_day))
    later = of_day | {"day": date(2027, 5, 6)}
    refused("greeting_sent_whole", Greeting(**later, sent_on=date(2026, 5, 5)))
    refused("greeting_sent_whole", Greeting(**later, sent_on=date(2026, 5, 5), sent_way="post"))
    refused("greeting_sent_whole", Greeting(**later, sent_way="post", sent_by=clerk))
    refused("greeting_sent_whole", Greeting(**later, sent_on=date(2026, 5, 5), is_demonstration=True))


def test_an_entry_of_a_timeline_says_when_it_was(partners: dict[str, City]) -> None:
    about = {"city": partners["jarocin"], "kind": "other", "text_uk": "Подія"}
    refused("timeline_note_has_time", TimelineNote(code="no-time", **about))
    refused("partners_timelinenote_period_whole", TimelineNote(code="half", period_start=date(2020, 1, 1), **about))


def test_our_city_stands_somewhere_on_earth(partners: dict[str, City]) -> None:
    council = Council.objects.get()
    update_refused("council_place_whole", council, latitude=Decimal(48))
    update_refused("council_place_whole", council, latitude=Decimal(91), longitude=Decimal(33))
