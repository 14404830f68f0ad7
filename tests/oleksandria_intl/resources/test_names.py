"""Rows of files are named by names instead of codes, and what has no code gets one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth.models import User

from budget.models import Funding, FundingSource, MeasureLine
from budget.resources.lists import FundingResource, FundingSourceResource
from budget.resources.rows import DirectionResource, MeasureLineResource, ResponsibleResource
from delegations.row_resources import VisitLineResource
from oleksandria_intl.models import SpecialDay, Term, Unit
from oleksandria_intl.resources.office import OfficialResource, SpecialDayResource, TermResource, UnitResource
from partners.models import City, Country
from partners.resources import CityResource
from programs.models import Edition, Indicator, IndicatorFact, Section
from programs.resources import IndicatorFactResource
from programs.row_resources import AgreedTotalResource, SectionResource
from tests import factories
from tests.table_files import (
    a_row_of_every_table,
    all_kinds,
    brought,
    exported,
    file_of,
    refusals,
    table,
)


@pytest.fixture
def rows(edition: Edition) -> Edition:
    """A row or two of every table."""
    a_row_of_every_table(edition)
    return edition


def test_files_show_names_and_put_the_code_last(rows: Edition) -> None:
    (line,) = table(VisitLineResource)
    assert line["edition"] == str(rows)
    assert (line["purpose"], line["visit"]) == ("Вивчення досвіду", "Місто Мозир, Республіка Польща")
    for kind in all_kinds():
        names = list(kind().get_export_order())
        assert not kind.coded or names[-1] == kind.coded, kind
    assert {"Польща"} == {line["country"] for line in table(CityResource)}


@pytest.mark.parametrize("written", ["Польща", "  ПОЛЬЩА ", "pl", "PL", "Польща (PL)", "PL — Польща"])
def test_a_row_is_named_in_any_case_by_name_or_code(rows: Edition, written: str) -> None:
    line = {"name_uk": "Люблін", "country": written, "kind": "Лише  місце ПРИЗНАЧЕННЯ"}
    assert refusals(brought(CityResource, file_of(CityResource, line))) == []
    assert City.objects.get(name_uk="Люблін").country.code == "PL"


def test_who_writes_no_code_gets_one_of_the_name_and_the_same_file_twice_adds_nothing(
    rows: Edition, clerk: User
) -> None:
    content = file_of(UnitResource, {"name_uk": "Щедрий відділ"}, {"name_uk": "відділ  МОЛОДІ", "name_en": "Youth"})
    outcome = brought(UnitResource, content, by=clerk)
    assert (refusals(outcome), outcome.created, outcome.changed) == ([], 1, 1)
    made = Unit.objects.get(name_uk="Щедрий відділ")
    assert (made.code, made.history.get().history_user) == ("shchedryi-viddil", clerk)
    assert Unit.objects.get(code="youth").name_en == "Youth"
    again = brought(UnitResource, content)
    assert (again.effective, again.unchanged) == (0, 2)


def test_a_new_row_that_stands_in_the_file_twice_is_refused(rows: Edition) -> None:
    for kind, line in (
        (DirectionResource, {"edition": "2020/1", "name_uk": "Обміни"}),
        (UnitResource, {"name_uk": "А"}),
    ):
        outcome = brought(kind, file_of(kind, line, line))
        ((row, _column, reason),) = refusals(outcome)
        assert (row, "2" in reason) == (3, True)


def test_a_name_of_several_rows_is_refused_with_their_codes(rows: Edition) -> None:
    Unit.objects.create(code="young", name_uk="ВІДДІЛ МОЛОДІ")
    outcome = brought(UnitResource, file_of(UnitResource, {"name_uk": "Відділ молоді", "name_en": "Youth"}))
    ((row, column, reason),) = refusals(outcome)
    assert (row, column) == (2, "Назва")
    assert "youth" in reason
    assert "young" in reason
    assert [line["name_uk"] for line in table(UnitResource)].count("Відділ молоді") == 1


def test_rows_that_share_a_name_are_written_with_their_keys(rows: Edition) -> None:
    Country.objects.create(code="XX", name_uk="польща")
    assert {line["country"] for line in table(CityResource)} == {"Польща (PL)"}
    outcome = brought(CityResource, file_of(CityResource, {"slug": "mozyr", "country": "Польща"}))
    ((row, column, reason),) = refusals(outcome)
    assert (row, column) == (2, "Країна")
    assert "«PL»" in reason
    assert brought(CityResource, exported(CityResource)).effective == 0


def test_an_unknown_name_is_refused_with_what_is_near(rows: Edition) -> None:
    outcome = brought(CityResource, file_of(CityResource, {"slug": "mozyr", "country": "Польшча"}))
    ((row, column, reason),) = refusals(outcome)
    assert (row, column) == (2, "Країна")
    assert "«Польшча»" in reason
    assert "«Польща»" in reason


def test_a_measure_is_looked_for_in_the_edition_that_the_row_names(rows: Edition) -> None:
    Term.objects.filter(official__code="franko").delete()
    other = factories.edition("2021", years=(2021, 2021))
    line = MeasureLine.objects.filter(edition=other).first()
    assert line is not None
    shared = MeasureLine.objects.filter(edition=rows, name_uk=line.name_uk).first()
    assert shared is not None, "the two editions have measures of the same name"
    cells = {"edition": str(other), "measure_line": line.name_uk, "year": 2021, "source": "EU"}
    FundingSource.objects.create(code="eu", name_uk="Кошти ЄС")
    before = Funding.objects.filter(edition=rows).count()
    outcome = brought(FundingResource, file_of(FundingResource, cells | {"amount": "1 234,50"}))
    assert refusals(outcome) == []
    assert Funding.objects.get(measure_line=line, amount=Decimal("1234.50")).edition == other
    assert Funding.objects.filter(edition=rows).count() == before


def test_a_row_of_the_file_may_name_one_above_it_and_stands_last_where_no_place_is_said(rows: Edition) -> None:
    lines = [{"title_uk": "Напрями", "kind": "лише текст"}, {"title_uk": "Міста", "parent": "напрями"}]
    content = file_of(SectionResource, *({"edition": "2020/1"} | line for line in lines))
    assert refusals(brought(SectionResource, content)) == []
    parent = Section.objects.get(title_uk="Напрями")
    child = Section.objects.get(title_uk="Міста")
    assert (parent.order, child.order, child.parent) == (2, 1, parent)
    assert brought(SectionResource, content).effective == 0


def test_measures_come_in_with_their_directions_and_units_without_a_code_typed(rows: Edition) -> None:
    named = {"edition": str(rows)}
    first = brought(DirectionResource, file_of(DirectionResource, named | {"name_uk": "Обміни"}))
    measure = named | {"direction": "обміни", "name_uk": "Обмін школярами"}
    second = brought(MeasureLineResource, file_of(MeasureLineResource, measure))
    answers = named | {"measure_line": "Обмін школярами", "unit": "Відділ молоді"}
    third = brought(ResponsibleResource, file_of(ResponsibleResource, answers))
    assert [refusals(each) for each in (first, second, third)] == [[], [], []]
    line = MeasureLine.objects.get(name_uk="Обмін школярами")
    assert line.measure.code == line.code
    assert [each.shown_uk for each in line.responsible.all()] == ["Відділ молоді"]


def test_the_same_post_from_another_day_is_another_term(rows: Edition) -> None:
    cells = {"official": "Франко Іван", "post_uk": "Заступник міського голови", "since": "10.11.2025", "until": ""}
    outcome = brought(TermResource, file_of(TermResource, cells))
    assert (refusals(outcome), outcome.created) == ([], 1)
    cells |= {"since": "10.11.2015", "until": "09.11.2020"}
    outcome = brought(TermResource, file_of(TermResource, cells))
    assert (refusals(outcome), outcome.created, outcome.changed) == ([], 0, 1)
    assert Term.objects.get(code="deputy-2015").until == date(2020, 11, 9)


def test_an_official_is_known_by_all_names(rows: Edition) -> None:
    cells = {"surname": "Франко", "given_name": "Іван", "patronymic": "Якович"}
    assert brought(OfficialResource, file_of(OfficialResource, cells)).created == 1
    assert brought(OfficialResource, file_of(OfficialResource, cells | {"patronymic": ""})).unchanged == 1


def test_days_and_yes_or_no_are_read_as_they_are_written_here(rows: Edition) -> None:
    content = file_of(SpecialDayResource, {"day": "02.03.2020", "is_working": "Так"})
    assert refusals(brought(SpecialDayResource, content)) == []
    assert SpecialDay.objects.get(day=date(2020, 3, 2)).is_working
    outcome = brought(SpecialDayResource, file_of(SpecialDayResource, {"day": "31.02.2020", "is_working": "мабуть"}))
    assert {column for _row, column, _reason in refusals(outcome)} == {"День", "Робочий день"}


def test_a_total_of_a_source_is_named_by_it(rows: Edition) -> None:
    source = FundingSource.objects.get(code="city")
    cells = {"edition": "2020/1", "year": 2020, "source": source.name_uk.upper(), "amount": "300 000"}
    assert refusals(brought(AgreedTotalResource, file_of(AgreedTotalResource, cells))) == []
    assert source.name_uk in {line["source"] for line in table(AgreedTotalResource)}


def test_a_fact_names_its_indicator(rows: Edition) -> None:
    cells = {"program": "2020", "indicator": "ВІЗИТІВ", "on": "31.12.2020", "value": "3"}
    assert refusals(brought(IndicatorFactResource, file_of(IndicatorFactResource, cells))) == []
    assert IndicatorFact.objects.get().indicator == Indicator.objects.get().code


def test_no_file_changes_an_adopted_edition(rows: Edition) -> None:
    Edition.objects.filter(pk=rows.pk).update(status="withdrawn")
    outcome = brought(DirectionResource, file_of(DirectionResource, {"edition": str(rows), "name_uk": "Обміни"}))
    ((row, _column, reason),) = refusals(outcome)
    assert row == 2
    assert "не змінюється" in reason


def test_an_empty_source_gets_a_code_too(rows: Edition) -> None:
    outcome = brought(FundingSourceResource, file_of(FundingSourceResource, {"name_uk": "Кошти ЄС", "order": "9"}))
    assert (refusals(outcome), outcome.created) == ([], 1)
    assert FundingSource.objects.get(name_uk="Кошти ЄС").code == "koshty-yes"
