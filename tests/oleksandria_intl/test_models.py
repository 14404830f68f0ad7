"""The tables: what the database itself refuses, keys made in Python, versions, natural keys."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core import serializers
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction

from budget.models import Direction, Funding, FundingSource, Measure, MeasureLine, Responsible
from delegations.models import Conference, PlannedVisit
from oleksandria_intl import ukrainian
from oleksandria_intl.models import (
    SIGNED_STAGES,
    Approval,
    Body,
    Council,
    Decision,
    DecisionStep,
    IssuedPaper,
    KeyField,
    Official,
    PaperList,
    Population,
    PublicationRule,
    SpecialDay,
    Term,
    Unit,
    Vote,
)
from oleksandria_intl.models.base import code_validator, natural_lookups
from oleksandria_intl.models.paper import new_identifier
from partners.models import Agreement, AgreementParty, City, Country
from programs.models import AgreedTotal, Edition, Indicator, IndicatorFact, IndicatorValue, Program, Section
from tests import factories
from tests.refusals import refused, update_refused
from tests.seed import FIXTURES

# Keys that Python makes


def test_a_saved_row_has_its_keys() -> None:
    country = Country(name_uk="Ґотляндія", formal_name_uk="Ґ", name_en="Gotland")
    country._meta.get_field("sort_key").pre_save(country, add=True)
    assert country.sort_key == ukrainian.sort_key("Ґотляндія")


def test_keys_follow_every_save(db: None) -> None:
    country = Country.objects.create(code="PL", name_uk="Польша", formal_name_uk="Республіка Польща")
    country.name_uk = "Польща"
    country.save()
    country.refresh_from_db()
    assert country.search_text == "польща республіка польща"
    assert country.sort_key == ukrainian.sort_key("Польща")


def test_rows_made_in_bulk_have_their_keys(db: None) -> None:
    Country.objects.bulk_create([Country(code="PL", name_uk="Польща", formal_name_uk="Республіка Польща")])
    assert Country.objects.get().search_text == "польща республіка польща"


def test_rows_changed_in_bulk_have_their_keys(db: None) -> None:
    country = Country.objects.create(code="PL", name_uk="Польша", formal_name_uk="Республіка Польща")
    country.name_uk = "Польща"
    Country.objects.bulk_update([country], ["name_uk"])
    assert Country.objects.get().sort_key == ukrainian.sort_key("Польща")


def test_rows_that_a_fixture_brings_have_their_keys(db: None) -> None:
    call_command("loaddata", *map(str, FIXTURES[:2]), verbosity=0)
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, KeyField) and not model.__name__.startswith("Historical"):
                assert not model._default_manager.filter(**{field.name: ""}).exists(), model


def test_a_fixture_does_not_carry_the_keys_that_python_makes(db: None) -> None:
    country = Country.objects.create(code="PL", name_uk="Польща", formal_name_uk="Республіка Польща")
    (written,) = serializers.serialize("python", [country])
    assert {"search_text", "sort_key", "version"}.isdisjoint(written["fields"])


def test_countries_stand_in_the_order_of_the_ukrainian_alphabet_on_either_database(db: None) -> None:
    names = ["Індія", "Ємен", "Гана", "Ґватемала", "Ісландія", "Їстанія", "Італія", "Йорданія", "Данія", "Еквадор"]
    for number, name in enumerate(names):
        Country.objects.create(code=f"{number:02}", name_uk=name, formal_name_uk=name)
    assert [country.name_uk for country in Country.objects.all()] == [
        "Гана",
        "Ґватемала",
        "Данія",
        "Еквадор",
        "Ємен",
        "Індія",
        "Ісландія",
        "Італія",
        "Їстанія",
        "Йорданія",
    ]


def test_a_city_is_found_in_any_case_on_either_database(db: None) -> None:
    country = Country.objects.create(code="BY", name_uk="Білорусь", formal_name_uk="Республіка Білорусь")
    City.objects.create(slug="mazyr", kind="twin", country=country, name_uk="МОЗИР")
    assert City.objects.filter(search_text__contains=ukrainian.search_key("мозир")).exists()


def test_a_key_longer_than_its_column_is_cut(db: None) -> None:
    unit = Unit(name_uk="ю" * 300, name_en="→" * 300)
    field = unit._meta.get_field("sort_key")
    assert len(field.pre_save(unit, add=True)) <= field.max_length


# Versions and history


def test_the_version_grows_with_every_save(db: None) -> None:
    country = Country.objects.create(code="PL", name_uk="Польща", formal_name_uk="Республіка Польща")
    country.save()
    country.save(update_fields=["name_en"])
    country.refresh_from_db()
    assert country.version == 3


def test_every_change_is_kept_with_what_it_was_before(db: None) -> None:
    country = Country.objects.create(code="PL", name_uk="Польша", formal_name_uk="Республіка Польща")
    country.name_uk = "Польща"
    country.save()
    assert [record.name_uk for record in country.history.all()] == ["Польща", "Польша"]


# Natural keys


def test_a_natural_key_begins_with_the_parents(edition: Edition) -> None:
    assert Term.objects.get().natural_key() == ("mayor", "mayor-2015")
    assert Funding.objects.first().natural_key()[:2] == ("2020", "1")


def natural_models() -> list[Any]:
    return [model for model in apps.get_models() if hasattr(model, "natural_fields")]


def test_every_row_of_the_seed_is_found_by_its_natural_key(programme_2020: Edition) -> None:
    for model in natural_models():
        for row in model._default_manager.all():
            assert model._default_manager.get_by_natural_key(*row.natural_key()) == row


def test_a_key_of_too_few_parts_is_refused(db: None) -> None:
    with pytest.raises(ValueError, match="zip"):
        Term.objects.get_by_natural_key("mayor")


def test_lookups_go_through_the_parents() -> None:
    assert natural_lookups(Term) == ["official__code", "code"]


@pytest.mark.parametrize("code", ["1.2", "mayor-2015", "2020", "a"])
def test_a_code_of_small_latin_letters_and_digits_is_taken(code: str) -> None:
    code_validator(code)


@pytest.mark.parametrize("code", ["", "Мер", "A", "a b", "-a", ".a", "a/b", "a\n", "a_b"])
def test_any_other_code_is_refused(code: str) -> None:
    with pytest.raises(ValidationError):
        code_validator(code)


# What the database itself refuses, past all of Python's checks

PERIODS: list[dict[str, Any]] = [
    {"period_start": date(2020, 1, 1)},
    {"period_end": date(2020, 1, 1)},
    {"period_precision": "day"},
    {"period_start": date(2020, 1, 1), "period_end": date(2020, 1, 1)},
    {"period_start": date(2020, 1, 2), "period_end": date(2020, 1, 1), "period_precision": "day"},
    {"period_start": date(2020, 1, 1), "period_end": date(2020, 1, 1), "period_precision": "hour"},
    {"period_start": date(2020, 1, 1), "period_precision": "day"},
]


@pytest.mark.parametrize("period", PERIODS, ids=lambda period: " ".join(period))
def test_a_period_is_known_whole_or_not_at_all(edition: Edition, period: dict[str, Any]) -> None:
    decision = edition.decision
    refused("oleksandria_intl_decision_period_whole", Decision(code="x", body=decision.body, **period))
    refused("partners_agreement_period_whole", Agreement(code="x", state="prepared", **period))
    refused("delegations_plannedvisit_period_whole", PlannedVisit(edition=edition, code="x", **period))
    refused("delegations_conference_period_whole", Conference(edition=edition, code="x", **period))
    update_refused(
        "budget_measureline_period_whole",
        MeasureLine.objects.first(),
        **dict.fromkeys(["period_start", "period_end"]) | {"period_precision": ""} | period,
    )


def test_a_second_council_is_refused_whoever_brings_it(edition: Edition) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Council.objects.create(name_uk="Гостьова рада")
    refused("council_is_one", Council(id=2, name_uk="Гостьова рада"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Council.objects.bulk_create([Council(name_uk="Гостьова рада")])
    names = ", ".join(f'"{field.column}"' for field in Council._meta.concrete_fields if not field.primary_key)
    raw = f"INSERT INTO {Council._meta.db_table} (id, {names}) SELECT 2, {names} FROM {Council._meta.db_table}"
    with pytest.raises(IntegrityError, match="council_is_one"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(raw)
    assert Council.objects.get().name_uk == "Олександрійська міська рада"


def test_a_second_council_is_refused_in_a_sentence(edition: Edition) -> None:
    guest = Council(name_uk="Гостьова рада", city_uk="Гостьове", place="м. Гостьове")
    with pytest.raises(ValidationError, match="уже має свою раду"):
        guest.full_clean()


@pytest.mark.parametrize("code", ["1234567", "123456789", "1234567a", "12345678\n"])
def test_a_register_code_is_eight_digits(edition: Edition, code: str) -> None:
    council = Council.objects.get()
    council.code = code
    with pytest.raises(ValidationError):
        council.full_clean()


def test_a_portal_has_a_council_or_none_yet(db: None) -> None:
    assert Council.objects.current() is None
    council = factories.council()
    assert Council.objects.current() == council


@pytest.mark.parametrize(
    ("model", "constraint", "of"),
    [
        (Body, "body_code_unique", ""),
        (Unit, "unit_code_unique", ""),
        (Official, "official_code_unique", ""),
        (Decision, "decision_code_unique", ""),
        (Agreement, "agreement_code_unique", ""),
        (Measure, "measure_code_unique", "program"),
        (Section, "section_code_unique", "edition"),
        (Direction, "direction_code_unique", "edition"),
        (AgreedTotal, "agreedtotal_code_unique", "edition"),
        (Conference, "conference_code_unique", "edition"),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_a_code_stands_once(edition: Edition, model: Any, constraint: str, of: str) -> None:
    whose: Any = {"edition": edition, "program": edition.program}.get(of)
    needed: dict[str, Any] = {"body": Body.objects.get()} if model is Decision else {}
    if model is AgreedTotal:
        rows = [AgreedTotal(edition=edition, code="x", year=year, amount=1) for year in (2031, 2032)]
    else:
        rows = [model(**({of: whose} if of else {}), code="x", **needed) for _ in range(2)]
    refused(constraint, *rows)


def test_a_term_does_not_end_before_it_starts(edition: Edition) -> None:
    update_refused("term_ends_after_it_starts", Term.objects.get(), since=date(2015, 11, 2), until=date(2015, 11, 1))


def test_the_approval_of_an_official_is_asked_for_once(edition: Edition) -> None:
    rows = [Approval(decision=edition.decision, order=order, term=Term.objects.get()) for order in (1, 2)]
    refused("approval_once_per_term", *rows)


def test_an_officials_term_has_a_code_of_its_own(edition: Edition) -> None:
    refused("term_code_unique", Term(official=Official.objects.get(), code="mayor-2015"))


def test_a_decision_with_a_number_has_its_day(edition: Edition) -> None:
    update_refused("decision_number_comes_with_its_day", edition.decision, number="5")
    month = {"period_start": date(2019, 12, 1), "period_end": date(2019, 12, 31), "period_precision": "month"}
    update_refused("decision_number_comes_with_its_day", edition.decision, number="5", **month)


@pytest.mark.parametrize("stage", SIGNED_STAGES)
def test_a_signed_decision_has_a_number(edition: Edition, stage: str) -> None:
    update_refused("decision_signed_has_number", edition.decision, stage=stage)


def test_a_row_that_takes_a_step_back_names_it_and_the_reason(edition: Edition) -> None:
    taken: Any = {"decision": edition.decision, "stage_before": "draft", "stage_after": "draft"}
    step = DecisionStep.objects.create(step="session", **taken)
    refused("decision_step_takes_back_one", DecisionStep(step="taken-back", reason="Помилка", **taken))
    refused("decision_step_takes_back_one", DecisionStep(step="session", takes_back=step, **taken))
    refused("decision_step_taken_back_with_a_reason", DecisionStep(step="taken-back", takes_back=step, **taken))


def test_two_votes_on_a_decision_have_two_places(edition: Edition) -> None:
    vote = factories.vote(edition.decision)
    refused("vote_order_unique", Vote(decision=vote.decision, order=1, held_on=date(2019, 12, 20)))


def test_only_a_floor_amendment_has_a_text(edition: Edition) -> None:
    stray = Vote(decision=edition.decision, kind="whole", amendment="Доповнити.", held_on=date(2019, 12, 20))
    refused("vote_amendment_has_the_text", stray)


def test_rules_of_publication_differ_by_their_day_and_ask_for_days(db: None) -> None:
    factories.publication_rules()
    day = date(2020, 10, 1)
    refused("publication_rule_day_unique", PublicationRule(code="x", in_force_from=day, working_days=5))
    refused("publication_rule_asks_for_days", PublicationRule(code="x", in_force_from=date(2021, 1, 1), working_days=0))


def test_a_special_day_is_entered_once(db: None) -> None:
    SpecialDay.objects.create(day=date(2020, 1, 2))
    refused("special_day_unique", SpecialDay(day=date(2020, 1, 2)))


PAPER: dict[str, Any] = {
    "kind": "a",
    "key": "b",
    "title": "c",
    "format": "pdf",
    "size": 1,
    "sha256": "a" * 64,
    "place": 1,
    "running_hash": "0" * 64,
}
"""An issued paper that is written past its list."""


@pytest.mark.parametrize("sha256", ["", "a" * 63, "A" * 64, "g" * 64])
def test_an_issued_papers_sum_is_one(db: None, sha256: str) -> None:
    refused("issued_paper_sha256_is_one", IssuedPaper(**PAPER | {"sha256": sha256}))


@pytest.mark.parametrize("running_hash", ["", "a" * 63, "A" * 64])
def test_an_issued_papers_running_hash_is_one(db: None, running_hash: str) -> None:
    refused("issued_paper_running_hash_is_one", IssuedPaper(**PAPER | {"running_hash": running_hash}))


def test_no_two_issued_papers_have_one_place(db: None) -> None:
    with pytest.raises(IntegrityError, match="place"):
        IssuedPaper.objects.bulk_create([IssuedPaper(**PAPER), IssuedPaper(**PAPER)])


def test_there_is_one_list_of_issued_papers(db: None) -> None:
    refused("paper_list_is_one_row", PaperList(id=2))


@pytest.mark.parametrize("identifier", ["", "abc", "BCDFGHJKMN", "bcdfghjkm1"])
def test_an_issues_identifier_is_one(db: None, identifier: str) -> None:
    refused("issued_paper_identifier_is_one", IssuedPaper(**PAPER | {"identifier": identifier}))


def test_an_identifier_names_one_issue(db: None) -> None:
    facts = {"identifier": "bcdfghjkmn", "kind": "a", "title": "c", "size": 1, "sha256": "a" * 64}
    IssuedPaper.objects.create(key="b", format="pdf", **facts)
    IssuedPaper.objects.create(key="b", format="docx", **facts)
    refused("issued_paper_identifier_unique", IssuedPaper(**PAPER | facts | {"place": 3}))


def test_an_identifier_is_of_letters_that_nobody_takes_for_others() -> None:
    drawn = {new_identifier() for _ in range(100)}
    assert len(drawn) == 100
    assert all(re.fullmatch("[bcdfghjkmnpqrstvwxz]{10}", each) for each in drawn)


def test_who_issued_a_paper_cannot_vanish(db: None) -> None:
    clerk = User.objects.create(username="clerk")
    IssuedPaper.objects.create(kind="a", key="b", title="c", format="pdf", size=1, sha256="a" * 64, issued_by=clerk)
    with pytest.raises(models.ProtectedError):
        clerk.delete()


@pytest.fixture
def country(db: None) -> Country:
    return Country.objects.create(code="PL", name_uk="Польща", formal_name_uk="Республіка Польща")


@pytest.mark.parametrize(
    "place",
    [
        {"latitude": 50},
        {"longitude": 30},
        {"latitude": 91, "longitude": 30},
        {"latitude": -91, "longitude": 30},
        {"latitude": 50, "longitude": 181},
        {"latitude": 50, "longitude": -181},
    ],
    ids=str,
)
def test_a_city_stands_somewhere_on_earth(country: Country, place: dict[str, Any]) -> None:
    values = {name: Decimal(value) for name, value in place.items()}
    refused("city_coordinates_whole", City(slug="x", kind="twin", country=country, **values))


@pytest.mark.parametrize("day", [(5, None), (None, 6), (13, 1), (0, 1), (5, 32), (5, 0)], ids=str)
def test_a_city_day_is_a_day_of_a_month(country: Country, day: tuple[int | None, int | None]) -> None:
    month, of_month = day
    refused("city_day_whole", City(slug="x", kind="twin", country=country, city_day_month=month, city_day_day=of_month))


def test_an_agreement_with_an_end_is_ended(edition: Edition) -> None:
    agreement = Agreement.objects.create(code="x", kind="treaty", state="signed")
    update_refused("agreement_end_means_ended", agreement, ended_on=date(2022, 3, 1))


def test_a_party_is_a_city_or_a_name_and_not_both(edition: Edition, country: Country) -> None:
    agreement = Agreement.objects.create(code="x", kind="treaty", state="signed")
    city = City.objects.create(slug="x", kind="twin", country=country, name_uk="Ярочин")
    refused("agreement_party_is_city_or_name", AgreementParty(agreement=agreement))
    refused("agreement_party_is_city_or_name", AgreementParty(agreement=agreement, city=city, name_uk="Ярочин"))
    refused("agreement_party_order_unique", *[AgreementParty(agreement=agreement, city=city) for _ in range(2)])


def test_a_programme_does_not_end_before_it_starts(edition: Edition) -> None:
    update_refused("edition_ends_after_it_starts", edition, year_to=2019)


def test_a_programmes_address_is_its_own(edition: Edition) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Program.objects.bulk_create([Program(slug="2020")])


def test_an_editions_number_stands_once_and_begins_with_one(edition: Edition) -> None:
    refused("edition_number_unique", Edition(program=edition.program, number=1, year_from=2020, year_to=2020))
    refused("edition_number_from_one", Edition(program=edition.program, number=0, year_from=2020, year_to=2020))


def test_a_programme_has_one_draft_at_a_time(edition: Edition) -> None:
    refused("edition_one_open_draft", Edition(program=edition.program, number=2, year_from=2020, year_to=2020))


def test_an_adopted_edition_has_its_decision_and_first_day(edition: Edition) -> None:
    update_refused("edition_adopted_is_in_force", edition, status="adopted", in_force_from=None)
    update_refused("edition_adopted_is_in_force", edition, status="adopted", decision=None, in_force_from="2020-01-01")


def test_a_total_is_agreed_once_a_year_and_is_not_negative(edition: Edition) -> None:
    refused("agreed_total_not_negative", AgreedTotal(edition=edition, code="x", year=2031, amount=-1))
    refused("agreed_total_year_and_source_unique", AgreedTotal(edition=edition, code="x", year=2020, amount=1))


def test_an_indicator_has_one_value_a_year(edition: Edition) -> None:
    indicator = Indicator.objects.create(edition=edition, name_uk="Візити", unit_uk="од.")
    rows = [IndicatorValue(edition=edition, indicator=indicator, code=code, year=2020, value=1) for code in "ab"]
    refused("indicator_value_year_unique", *rows)


def test_an_indicator_has_one_fact_a_day_and_a_city_has_inhabitants(edition: Edition) -> None:
    fact = {"program": edition.program, "indicator": "1", "on": date(2020, 12, 31), "value": 1}
    refused("indicator_fact_day_unique", IndicatorFact(**fact), IndicatorFact(**fact))
    refused("population_is_somebody", Population(on=date(2020, 1, 1), number=0, source="х"))


def test_a_measure_stands_once_in_an_edition(edition: Edition) -> None:
    one, other = MeasureLine.objects.all()[:2]
    update_refused("measure_line_measure_unique", one, measure=other.measure)


def test_somebody_is_responsible(edition: Edition) -> None:
    measure = MeasureLine.objects.first()
    refused("responsible_is_somebody", Responsible(edition=edition, measure_line=measure, code="x"))


def test_money_is_planned_once_for_a_year_and_source_and_is_not_negative(edition: Edition) -> None:
    planned = Funding.objects.first()
    same = {"edition": edition, "measure_line": planned.measure_line, "source": planned.source, "code": "x"}
    refused("funding_once_per_year_and_source", Funding(**same, year=2020, amount=1))
    refused("funding_not_negative", Funding(**same, year=2031, amount=-1))


@pytest.mark.parametrize("model", [PlannedVisit, Conference])
def test_a_trip_does_not_cost_less_than_nothing(edition: Edition, model: Any) -> None:
    refused(f"{model._meta.model_name}_cost_not_negative", model(edition=edition, code="x", amount=-1))


def test_every_constraint_of_the_portal_is_tried_here() -> None:
    """A new constraint wants a test that breaks it."""
    tests = Path(__file__).parents[1]
    files = [
        Path(__file__),
        *(file for app in ("budget", "delegations", "partners") for file in (tests / app).glob("*.py")),
    ]
    source = "".join(file.read_text(encoding="utf-8") for file in files)
    ours = [
        model
        for model in apps.get_models()
        if hasattr(model, "natural_fields") or model in (IssuedPaper, PaperList, DecisionStep)
    ]
    checked = {each.name for model in ours for each in model._meta.constraints if "_code_unique" not in each.name}
    named = {name for name in checked if name in source or name.endswith("_cost_not_negative")}
    assert checked == named


# What Python refuses besides


def test_a_row_cannot_link_to_a_row_of_another_edition(edition: Edition) -> None:
    other = factories.amendment(edition)
    stranger = Direction.objects.create(edition=other, code="9", name_uk="Чужий")
    line = MeasureLine.objects.first()
    line.direction = stranger
    with pytest.raises(ValidationError) as refused:
        line.full_clean()
    assert "direction" in refused.value.error_dict


def test_money_outside_the_programmes_years_is_refused(edition: Edition) -> None:
    planned = Funding.objects.first()
    planned.year = 2021
    with pytest.raises(ValidationError) as refused:
        planned.full_clean()
    assert "year" in refused.value.error_dict


def test_a_subsection_has_no_subsections(edition: Edition) -> None:
    top = Section.objects.create(edition=edition, title_uk="а")
    below = Section.objects.create(edition=edition, title_uk="б", parent=top)
    with pytest.raises(ValidationError):
        Section(edition=edition, title_uk="в", parent=below, code="x").full_clean()


def test_a_section_is_not_part_of_itself(edition: Edition) -> None:
    section = Section.objects.create(edition=edition, title_uk="а")
    section.parent = section
    with pytest.raises(ValidationError):
        section.full_clean()


def test_a_row_of_an_adopted_edition_is_neither_changed_nor_deleted(edition: Edition) -> None:
    section = Section.objects.create(edition=edition, title_uk="а")
    Edition.objects.update(status="adopted", in_force_from="2020-01-01")
    section = Section.objects.get()
    with pytest.raises(ValidationError):
        section.save()
    with pytest.raises(ValidationError):
        section.delete()


@pytest.mark.parametrize("status", ["adopted", "withdrawn"])
def test_the_database_itself_keeps_an_adopted_edition_as_adopted(edition: Edition, status: str) -> None:
    row = Section.objects.create(edition=edition, title_uk="а")
    Edition.objects.update(status=status, in_force_from="2020-01-01")
    for write in (
        lambda: Section.objects.update(title_uk="б"),
        lambda: Section.objects.bulk_create([Section(edition=edition, code="x")]),
        lambda: Section.objects.all()._raw_delete("default"),
        lambda: Funding.objects.update(amount=1),
    ):
        with pytest.raises(IntegrityError, match="an adopted edition does not change"), transaction.atomic():
            write()
    row.refresh_from_db()
    assert row.title_uk == "а"


def test_a_row_without_a_code_is_given_one(edition: Edition) -> None:
    first = Section.objects.create(edition=edition, title_uk="а")
    second = Section.objects.create(edition=edition, title_uk="б")
    assert (first.code, second.code) == ("1", "2")


def test_a_code_given_by_hand_is_not_given_again(edition: Edition) -> None:
    Section.objects.create(edition=edition, title_uk="а", code="2")
    assert Section.objects.create(edition=edition, title_uk="б").code == "3"


def test_a_measure_line_makes_its_measure_and_the_next_edition_shares_it(edition: Edition) -> None:
    line = MeasureLine.objects.get(code="1.2")
    amendment = factories.amendment(edition)
    direction = Direction.objects.create(edition=amendment, code="1", name_uk="а")
    again = MeasureLine.objects.create(edition=amendment, direction=direction, code="1.2", name_uk="б")
    assert again.measure == line.measure


def test_a_measure_takes_its_directions_edition_and_next_code(edition: Edition) -> None:
    direction = Direction.objects.get(code="1")
    line = MeasureLine.objects.create(direction=direction, name_uk="новий")
    assert (line.edition, line.code) == (edition, "1.3")


def test_a_source_named_again_is_refused(edition: Edition) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        FundingSource.objects.bulk_create([FundingSource(code="city")])


@pytest.mark.parametrize(
    ("day", "signed"),
    [(date(2020, 12, 31), "С. ЦАПЮК"), (date(2021, 1, 1), "Степан ЦАПЮК"), (None, "Степан ЦАПЮК")],
)
def test_a_signature_goes_by_the_day_of_the_paper(day: date | None, signed: str) -> None:
    assert Official(surname="Цапюк", given_name="Степан").signature(day) == signed


def test_a_website_is_of_the_web(db: None) -> None:
    city = factories.city()
    update_refused("city_website_of_the_web", city, website="javascript:alert(1)")
    update_refused("city_website_of_the_web", city, website="ftp://example.org")
