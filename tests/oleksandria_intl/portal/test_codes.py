"""The codes that every council begins with: they come in once, by more ways than one, and change nothing."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.utils import translation

from budget.models import EconomicCode, FundingSource, ProgramCode
from oleksandria_intl.models import Council
from oleksandria_intl.portal import codes
from partners.models import City, Country
from programs.models import Program
from tests.at_once import at_once
from tests.seed import THREE_YEARS

MODELS = (EconomicCode, ProgramCode, FundingSource, Country)


def said(*command: str) -> str:
    out = StringIO()
    with translation.override("en"):
        call_command(*command, stdout=out)
    return out.getvalue()


def counts() -> list[int]:
    return [model.objects.count() for model in MODELS]


def test_they_come_into_an_empty_portal_and_their_number_is_said(db: None) -> None:
    assert "50 countries, 7 sources of funding, 1 КПКВКМБ, 69 КЕКВ" in said("load_codes")
    assert counts() == [69, 1, 7, 50]
    assert not Council.objects.exists()


def test_the_second_time_nothing_is_added(db: None) -> None:
    said("load_codes")
    assert "nothing was changed" in said("load_codes")
    assert counts() == [69, 1, 7, 50]


def test_what_the_council_edited_stays_and_what_it_lacks_comes(db: None) -> None:
    said("load_codes")
    own = FundingSource.objects.get(code="general-fund")
    own.name_uk = "Загальний фонд бюджету громади"
    own.save()
    EconomicCode.objects.get(code="2250").delete()
    assert said("load_codes") == "Codes added: 1 КЕКВ.\n"
    assert FundingSource.objects.get(code="general-fund").name_uk == "Загальний фонд бюджету громади"


def test_each_has_a_history_that_begins_with_its_coming(db: None) -> None:
    said("load_codes")
    for model in MODELS:
        history: Any = model.history  # type: ignore[attr-defined]
        assert list(history.values_list("history_type", flat=True)) == ["+"] * model.objects.count()


def test_every_one_would_pass_the_forms_of_the_admin(db: None) -> None:
    for row in codes.rows():
        apps.get_model(row["model"])(**row["fields"]).full_clean()


def test_no_code_stands_twice() -> None:
    keys = [(row["model"], row["fields"]["code"]) for row in codes.rows()]
    assert len(keys) == len(set(keys))


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_who_bring_them_in_at_once_bring_each_once() -> None:
    assert at_once(codes.load_missing, codes.load_missing) == [True, True]
    assert counts() == [69, 1, 7, 50]


def test_the_registers_of_this_council_bring_the_codes_that_they_point_at(db: None) -> None:
    said("loaddata", "reference", "programme_2020", "--verbosity", "0")
    assert City.objects.get(slug="mazyr").country.code == "BY"
    assert counts() == [69, 1, 7, 50]


def test_another_citys_programme_finds_the_codes_there(db: None) -> None:
    said("load_codes")
    assert "Codes added" not in said("load_program", str(THREE_YEARS))
    assert Program.objects.get().slug == "2021-2023"


def test_another_citys_programme_brings_the_codes_where_there_are_none(db: None) -> None:
    assert "69 КЕКВ" in said("load_program", str(THREE_YEARS))
    assert EconomicCode.objects.count() == 69


def test_what_a_council_has_taken_out_does_not_come_back_with_a_programme(db: None) -> None:
    said("load_codes")
    ProgramCode.objects.all().delete()
    said("load_program", str(THREE_YEARS))
    assert not ProgramCode.objects.exists()
