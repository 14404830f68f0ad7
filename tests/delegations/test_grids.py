"""The table of visits as a table."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from delegations.models import PlannedVisit, VisitField, VisitLine, VisitPurpose, VisitTheme
from partners.models import City, Country
from programs.grids.pages import grid_url
from programs.models import Edition
from tests.grid_pages import Sheet


@pytest.fixture
def gdansk(db: None) -> City:
    poland = Country.objects.create(code="PL", name_uk="Польща", formal_name_uk="Республіка Польща")
    return City.objects.create(slug="gdansk", kind="twin", country=poland, name_uk="Гданськ")


@pytest.fixture
def sheet(client: Client, clerk: User, edition: Edition, gdansk: City) -> Sheet:
    client.force_login(clerk)
    return Sheet(client, grid_url(edition, "visits"))


def type_visit(sheet: Sheet, **others: str) -> None:
    """Type a visit with two purposes: the second row has its purpose alone."""
    cells = {"visit__period": "серпень 2020", "visit__city": "Гданськ", "visit__amount": "30 000"} | others
    sheet.type(1, field__name_uk="Культура", theme__name_uk="Фестивалі", purpose__name_uk="Участь у святі", **cells)
    sheet.type(2, purpose__name_uk="Досвід бібліотек", line__cost_words="Спільно з першою метою")


def test_a_visit_with_two_purposes_is_typed_on_one_page(sheet: Sheet, gdansk: City) -> None:
    type_visit(sheet, visit__measure_line="1.2", line__participants="Міський голова")
    assert sheet.save() == []
    visit = PlannedVisit.objects.get()
    assert (visit.city, visit.place_words, visit.measure_line.code) == (gdansk, "", "1.2")  # type: ignore[union-attr]
    assert (visit.period_text(), visit.amount, visit.order) == ("серпень 2020 року", 30_000, 1)
    assert [line.purpose.name_uk for line in visit.lines.order_by("pk")] == ["Участь у святі", "Досвід бібліотек"]
    assert VisitField.objects.get().themes.get().purposes.count() == 2
    assert sheet.column("visit-number") == ["1", "1"]
    assert sheet.column("visit-amount") == ["30\xa0000,00"]


def test_rows_that_stand_apart_share_a_visit_by_its_number(sheet: Sheet) -> None:
    type_visit(sheet, visit__number="1")
    sheet.type(3, field__name_uk="Освіта", theme__name_uk="Школи", purpose__name_uk="Обмін", visit__number="1")
    assert sheet.save() == []
    assert PlannedVisit.objects.get().lines.count() == 3
    sheet.type(4, purpose__name_uk="Нова мета", visit__number="9")
    [refusal] = sheet.save()
    assert "9" in refusal


def test_a_place_that_is_no_city_of_the_register_is_kept_in_words(sheet: Sheet) -> None:
    type_visit(sheet, visit__city="за запрошенням")
    assert sheet.save() == []
    assert (PlannedVisit.objects.get().city, PlannedVisit.objects.get().place) == (None, "за запрошенням")


def test_a_measure_that_nobody_knows_is_refused_at_its_cell(sheet: Sheet) -> None:
    type_visit(sheet, visit__measure_line="77")
    [refusal] = sheet.save()
    assert "«77»" in refusal
    assert not PlannedVisit.objects.exists()


def test_the_last_row_of_a_visit_takes_it_along_and_what_it_stood_under(sheet: Sheet) -> None:
    type_visit(sheet)
    sheet.save()
    sheet.type(1, DELETE="on")
    assert sheet.save() == []
    assert VisitLine.objects.get().purpose.name_uk == "Досвід бібліотек"
    assert PlannedVisit.objects.count() == VisitPurpose.objects.count() == 1
    sheet.type(1, DELETE="on")
    assert sheet.save() == []
    kinds: list[Any] = [PlannedVisit, VisitField, VisitTheme, VisitPurpose, VisitLine]
    assert [kind.objects.count() for kind in kinds] == [0] * 5


def test_a_new_theme_needs_no_field_of_its_own_and_a_first_row_needs_one(sheet: Sheet) -> None:
    sheet.type(1, theme__name_uk="Школи", purpose__name_uk="Обмін", visit__city="Гданськ")
    assert any("Рядок 1" in each for each in sheet.save())
    sheet.type(1, field__name_uk="Освіта")
    assert sheet.save() == []
    sheet.type(2, theme__name_uk="Садки", purpose__name_uk="Досвід", visit__city="Гданськ")
    assert sheet.save() == []
    assert VisitField.objects.get().themes.count() == 2
    assert PlannedVisit.objects.count() == 2
