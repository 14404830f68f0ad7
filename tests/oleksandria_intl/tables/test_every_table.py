"""Every table that the office keeps comes in from a file, by names: or it is said why it does not."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.test import Client

from budget.models import Funding, FundingSource, MeasureLine
from budget.resources.lists import FundingResource, FundingSourceResource
from budget.resources.rows import DirectionResource, MeasureLineResource, ResponsibleResource
from delegations.models import PerDiemNorm
from delegations.row_resources import VisitLineResource
from oleksandria_intl.admin.base import ReadOnlyAdmin
from oleksandria_intl.models import Official, Population, SpecialDay, Term, Unit
from oleksandria_intl.resources import ImportedResource, Outcome
from oleksandria_intl.resources.office import OfficialResource, SpecialDayResource, TermResource, UnitResource
from oleksandria_intl.tables.admin import Exchanges
from partners.models import City, Country
from partners.resources import CityResource, ContactResource
from programs.models import Edition, Indicator, IndicatorFact, Section
from programs.resources import IndicatorFactResource
from programs.row_resources import AgreedTotalResource, SectionResource
from tests import factories, spending
from tests.admin_pages import address

WITHOUT = {
    "auth.user": "people are invited one by one, by a letter",
    "oleksandria_intl.council": "one row",
    "oleksandria_intl.body": "a handful of rows, each with the cases of its names",
    "oleksandria_intl.decision": "a decision goes its way step by step, on its own page",
    "oleksandria_intl.explanatorynote": "a paper, written on its page",
    "oleksandria_intl.minutesextract": "a paper, written on its page",
    "oleksandria_intl.vote": "names and votes come in from the secretary's file, on the decision's page",
    "oleksandria_intl.picture": "files, each with consents",
    "oleksandria_intl.publicationrule": "a rule of law: a row in years",
    "partners.greeting": "a letter, written, signed and sent on its page",
    "partners.officetext": "three texts",
    "partners.agreementrule": "a rule of law: a row in years",
    "programs.program": "comes in whole: the workbook of a programme",
    "programs.edition": "comes in whole: the workbook of a programme",
    "budget.measure": "comes of itself with the measures of an edition",
    "budget.payment": "has an import of its own, which knows the files of the treasury",
    "budget.payee": "comes of itself with payments",
    "budget.statementsource": "how files are read, not what they say",
    "budget.closingreport": "a paper, written on its page",
    "budget.reportsignatory": "two or three rows of those who sign",
    "delegations.advance": "follows from the delegation's estimate",
    "delegations.delegation": "is prepared from a planned visit, and goes its way step by step",
    "delegations.perdiemrule": "a rule of law: a row in years",
    "delegations.reportingrule": "a rule of law: a row in years",
    "delegations.tripreport": "a paper, written on its page",
    "delegations.followup": "comes of a report on a trip",
    "delegations.writeoffact": "a paper, signed step by step",
}
"""The tables of the admin that do not come in from files, and why."""

Kind = type[ImportedResource]


def all_kinds() -> Iterator[Kind]:
    for page in admin.site._registry.values():
        if isinstance(page, Exchanges):
            for each in page.resources():
                if each.can_import:
                    yield each  # type: ignore[misc]


def exported(kind: Kind, format: str = "csv") -> bytes:
    resource = kind()
    return b"".join(resource.stream(resource.listed(None), format))


def brought(kind: Kind, content: bytes, **options: Any) -> Outcome:
    resource = kind(by=options.pop("by", None), note="таблиця.csv")
    return resource.bring_in(resource.read(io.BytesIO(content)), **options)


def file_of(kind: Kind, *lines: dict[str, Any]) -> bytes:
    """Return rows as CSV, as a clerk would save them: the fields named are the columns."""
    fields = kind().fields
    names = list(dict.fromkeys(name for line in lines for name in line))
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(fields[name].column_name for name in names)
    writer.writerows([line.get(name, "") for name in names] for line in lines)
    return text.getvalue().encode("utf-8-sig")


def table(kind: Kind) -> list[dict[str, Any]]:
    names = {column.column_name: name for name, column in kind().fields.items()}
    lines = csv.DictReader(io.StringIO(exported(kind).decode("utf-8-sig")), delimiter=";")
    return [{names[head]: cell for head, cell in line.items()} for line in lines]


def snapshot(model: Any) -> list[Any]:
    return list(model.objects.order_by("pk").values())


def refusals(outcome: Outcome) -> list[tuple[int, str, str]]:
    return [(each.row, each.column, each.reason) for each in outcome.refusals]


@pytest.fixture
def rows(edition: Edition) -> Edition:
    """A row or two of every table."""
    factories.everything(edition)
    spending.grant("1.2", "180000.50")
    Unit.objects.create(code="youth", name_uk="Відділ молоді")
    official = Official.objects.create(code="franko", surname="Франко", given_name="Іван")
    Term.objects.create(
        official=official, code="deputy-2015", post_uk="Заступник міського голови", since=date(2015, 11, 10)
    )
    Term.objects.create(
        official=official, code="deputy-2020", post_uk="Заступник міського голови", since=date(2020, 11, 10)
    )
    Population.objects.create(on=date(2020, 1, 1), number=81_000, source="Головне управління статистики")
    SpecialDay.objects.create(day=date(2020, 1, 11), is_working=True, note="замість 6 січня")
    PerDiemNorm.objects.create(
        country=Country.objects.get(code="PL"), in_force_from=date(2020, 1, 1), amount=Decimal("50.50"), currency="EUR"
    )
    return edition


def test_every_table_comes_in_or_it_is_said_why_not() -> None:
    pages = admin.site._registry
    kept = {model._meta.label_lower: page for model, page in pages.items() if not isinstance(page, ReadOnlyAdmin)}
    coming = {kind.label() for kind in all_kinds()} | {"oleksandria_intl.term"}
    assert set(kept) - coming == set(WITHOUT)
    assert all(WITHOUT.values())


@pytest.mark.parametrize("format", ["xlsx", "csv"])
def test_what_is_exported_comes_back_without_a_change(rows: Edition, format: str) -> None:
    for kind in all_kinds():
        before = snapshot(kind.model())
        outcome = brought(kind, exported(kind, format))
        assert refusals(outcome) == [], kind
        assert (outcome.effective, outcome.unchanged) == (0, len(before)), kind
        assert snapshot(kind.model()) == before


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


@pytest.mark.parametrize(("who", "sees"), [("clerk", True), ("auditor", True), ("accountant", False)])
def test_contacts_go_out_to_those_alone_who_may_see_them(
    client: Client, request: pytest.FixtureRequest, rows: Edition, who: str, sees: bool
) -> None:
    client.force_login(request.getfixturevalue(who))
    title = ContactResource().title
    assert (title in client.get(address(City, "export")).content.decode()) is sees
