"""A workbook goes out and comes back: nothing changes; what is edited changes, and nothing else."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.contrib.auth.models import User

from budget.models import Direction, Funding, FundingSource, MeasureLine
from delegations.models import PlannedVisit, VisitLine
from oleksandria_intl.tables.cells import UnreadableFile
from oleksandria_intl.tables.outcome import ImportRefused
from programs.amending import amend
from programs.exchange import dump
from programs.models import Edition, Indicator, IndicatorValue, PassportRow, Section
from programs.workbook import making, services
from tests import factories
from tests.programs.workbook.books import EditedBook

pytestmark = pytest.mark.django_db


def looked(book: EditedBook, by: User, edition: Edition | None = None) -> services.Looked:
    return services.look_at(file=book.saved(), edition=edition, by=by)


def brought_in(book: EditedBook, by: User, edition: Edition | None = None) -> services.Looked:
    found = looked(book, by, edition)
    assert found.book.refusals == []
    done = services.bring_in(file=book.saved(), edition=edition, agreed=found.digest, by=by)
    assert done is not None
    return done


def refusals(found: services.Looked) -> list[tuple[str, int, str]]:
    return [(each.sheet, each.row, each.column) for each in found.book.refusals]


def rows(edition: Edition) -> dict[str, Any]:
    """Return every row of an edition as JSON, by kind and code."""
    found = dump(Edition.objects.of_key(edition.key))
    kinds = [name for name, value in found.items() if isinstance(value, list)]
    return {f"{name}/{row['code']}": row for name in kinds for row in found[name]}


def test_the_programme_of_2020_goes_out_and_comes_back_without_a_change(
    programme_2020: Edition, administrator: User
) -> None:
    found = services.look_at(file=BytesIO(making.filled(programme_2020)), edition=None, by=administrator)
    assert found.edition == programme_2020
    assert (found.book.refusals, found.book.notices, found.changes) == ([], [], [])
    assert found.is_same


def test_indicators_and_years_go_out_and_come_back(programme_2021_2023: Edition, administrator: User) -> None:
    Indicator.objects.update(measure_code="1.2", kind="product")
    book = EditedBook(making.filled(programme_2021_2023))
    assert looked(book, administrator).is_same
    assert book.rows("Показники")[0]["Захід, якого стосується"] == MeasureLine.objects.get(code="1.2").name_uk
    book.fill("Показники", 2, {"2021 рік": 3, "2022 рік": None, "2023 рік": "2,5"})
    brought_in(book, administrator)
    values = IndicatorValue.objects.order_by("year").values_list("year", "value")
    assert list(values) == [(2021, 3), (2023, Decimal("2.5"))]


def test_of_its_workbook_a_new_programme_is_made_with_the_same_rows(
    programme_2020: Edition, administrator: User
) -> None:
    book = EditedBook(making.filled(programme_2020))
    book.fact("Файл зроблено з редакції", None)
    made = brought_in(book, administrator).edition
    assert made is not None
    assert rows(made) == rows(programme_2020)
    assert made.decision is not None
    assert made.decision != programme_2020.decision


def test_without_the_hidden_codes_the_rows_are_found_by_their_names(
    programme_2020: Edition, administrator: User
) -> None:
    book = EditedBook(making.filled(programme_2020))
    for sheet in book.book.worksheets:
        for head, column in book.heads(sheet.title).items():
            if head.startswith("Код"):
                sheet.delete_cols(column)
                break
    book.book["Заходи"].delete_cols(book.heads("Заходи")["Код заходу"])
    found = looked(book, administrator)
    assert (found.book.refusals, found.changes) == ([], [])
    assert found.is_same


@pytest.fixture
def edition(db: None) -> Edition:
    return factories.edition()


TEXTS = (
    "рядок\u00a0з нерозривним пробілом",
    "перший\r\nдругий\r\n\r\nтретій",
    "  пробіли з обох боків  ",
    "=1+1",
    "| a | b |\n|---|---|\n| **1** | *2* |",
    "<&> «лапки» – тире",
    "1.10",
)


def test_texts_dates_and_kopiykas_come_back_byte_by_byte(edition: Edition, administrator: User) -> None:
    for order, text in enumerate(TEXTS):
        Section.objects.create(edition=edition, order=order, title_uk="Загальні положення", body_uk=text)
        PassportRow.objects.create(edition=edition, order=5, label_uk=f"Рядок {order}", value_uk=text)
    Funding.objects.filter(measure_line__code="1.1").update(amount=Decimal("123456789.01"))
    line = MeasureLine.objects.get(edition=edition, code="1.1")
    line.period_start, line.period_end, line.period_precision = date(2020, 9, 1), date(2020, 10, 31), "month"
    line.period_words = "восени"
    line.save()
    found = services.look_at(file=BytesIO(making.filled(edition)), edition=edition, by=administrator)
    assert (found.book.refusals, found.changes) == ([], [])
    assert found.is_same


def test_an_amount_a_new_measure_and_a_removed_one_are_said_in_sentences(edition: Edition, administrator: User) -> None:
    book = EditedBook(making.filled(edition))
    source = book.rows("Заходи")[0]["Джерело коштів"]
    book.fill("Заходи", 2, {"2020 рік": "50 000,50"})
    book.fill("Заходи", 4, {"Захід": "Сувеніри", "Код заходу": "1.1", "2020 рік": 7, "Початок": "серпень 2020"})
    found = looked(book, administrator)
    assert found.book.refusals == []
    said = {change.what: change for change in found.changes}
    assert set(said) == {"changed", "new", "gone"}
    (money,) = said["changed"].lines
    assert (money.was.replace("\u00a0", " "), money.now.replace("\u00a0", " ")) == ("40 000 грн", "50 000,50 грн")
    assert "Сувеніри" in said["new"].name
    assert any("серпень 2020" in line.now for line in said["new"].lines)
    assert found.book.notices, "the copy of a row is said to be a new one"

    brought_in(book, administrator)

    new = MeasureLine.objects.get(name_uk="Сувеніри")
    assert (new.code, new.period_start, new.period_end) == ("2.2", date(2020, 8, 1), date(2020, 8, 31))
    assert new.funding.get().source.name_uk == source
    assert not MeasureLine.objects.filter(code="2.1").exists()
    assert Funding.objects.get(measure_line__code="1.1").amount == Decimal("50000.50")


def test_rows_in_another_order_stand_so_and_others_keep_their_places(edition: Edition, administrator: User) -> None:
    for order in (1, 2, 5):
        PassportRow.objects.create(edition=edition, order=order, label_uk=f"Рядок {order}")
    book = EditedBook(making.filled(edition))
    book.book["Паспорт"].move_range("A4:G4", rows=2)
    book.book["Паспорт"].delete_rows(4)
    book.append("Паспорт", {"Рядок паспорта": "Новий"})
    brought_in(book, administrator)
    assert list(PassportRow.objects.values_list("label_uk", "order")) == [
        ("Рядок 1", 1),
        ("Рядок 2", 2),
        ("Рядок 5", 5),
        ("Новий", 6),
    ]


def test_merged_cells_and_cells_left_empty_mean_the_same_as_above(edition: Edition, administrator: User) -> None:
    book = EditedBook(making.filled(edition))
    FundingSource.objects.create(code="grant", name_uk="Грант")
    book.book["Заходи"].insert_rows(3)
    book.fill("Заходи", 3, {"Джерело коштів": "Грант", "2020 рік": 1})
    brought_in(book, administrator)
    assert MeasureLine.objects.get(code="1.1").funding.count() == 2
    assert Direction.objects.count() == 2


def test_wrong_cells_are_refused_by_sheet_row_and_column_and_nothing_is_written(
    edition: Edition, administrator: User
) -> None:
    book = EditedBook(making.filled(edition))
    book.fill("Заходи", 2, {"2020 рік": "багато", "Джерело коштів": "Загальний фонт"})
    book.fill("Заходи", 3, {"2020 рік": "=1+1"})
    book.fill("Заходи", 4, {"Захід": None, "Дату відомо": "до тижня"})
    book.append("Розділи", {"Частина розділу": "XII", "Назва розділу": "Підрозділ"})
    found = looked(book, administrator)
    assert set(refusals(found)) == {
        ("Розділи", 2, "Частина розділу"),
        ("Заходи", 2, "2020 рік"),
        ("Заходи", 2, "Джерело коштів"),
        ("Заходи", 3, "2020 рік"),
        ("Заходи", 4, "Захід"),
        ("Заходи", 4, "Дату відомо"),
    }
    before = dump(edition)
    assert services.bring_in(file=book.saved(), edition=None, agreed=found.digest, by=administrator) is None
    assert dump(Edition.objects.get()) == before


def test_a_sheet_or_a_column_that_is_not_there_changes_nothing(edition: Edition, administrator: User) -> None:
    PassportRow.objects.create(edition=edition, order=1, label_uk="Рядок", value_uk="Зміст")
    book = EditedBook(making.filled(edition))
    del book.book["Паспорт"]
    for head in ("2020 рік", "Відповідальні виконавці"):
        book.book["Заходи"].delete_cols(book.heads("Заходи")[head])
    found = looked(book, administrator)
    assert (found.book.refusals, found.changes) == ([], [])


def test_of_an_adopted_edition_it_says_to_make_an_amendment(edition: Edition, administrator: User) -> None:
    book = EditedBook(making.filled(edition))
    Edition.objects.update(status="adopted")
    with pytest.raises(ImportRefused, match="«Внести зміни»"):
        looked(book, administrator)
    draft = amend(edition=Edition.objects.get(), by=administrator)
    with pytest.raises(ImportRefused, match=draft.key):
        looked(book, administrator)
    found = looked(book, administrator, draft)
    assert found.edition == draft, "on the page of the amendment the same workbook is taken"
    assert found.book.refusals == []


def test_what_changed_since_the_look_is_not_written(edition: Edition, administrator: User) -> None:
    book = EditedBook(making.filled(edition))
    book.fill("Заходи", 2, {"2020 рік": 1})
    agreed = looked(book, administrator).digest
    Funding.objects.filter(measure_line__code="1.2").update(amount=2)
    assert services.bring_in(file=book.saved(), edition=None, agreed=agreed, by=administrator) is None
    assert Funding.objects.get(measure_line__code="1.1").amount == 40_000


def test_who_may_not_change_money_is_refused_in_a_sentence(edition: Edition, secretary: User) -> None:
    book = EditedBook(making.filled(edition))
    book.fill("Заходи", 2, {"2020 рік": 1})
    (refused,) = looked(book, secretary).book.refusals
    assert str(Funding._meta.verbose_name_plural) in refused.reason


@pytest.mark.parametrize("content", [b"", b"no workbook", b"PK\x03\x04 a broken one"])
def test_what_is_no_workbook_is_refused(content: bytes, administrator: User) -> None:
    with pytest.raises(UnreadableFile):
        services.look_at(file=BytesIO(content), edition=None, by=administrator)


def test_a_trip_of_two_purposes_is_one_visit(edition: Edition, administrator: User) -> None:
    book = EditedBook(making.filled(edition))
    trip: dict[str, Any] = {"Поїздка №": 1, "Куди, словами": "Місто Відень", "Вартість, грн": 300, "Початок": "2020"}
    trip["Захід, що оплачує"] = book.rows("Заходи")[0]["Захід"]
    fields = {"Галузь": "Економіка", "Тема": "Інвестиції", "Мета візиту": "Перемовини", "Склад делегації": "3 особи"}
    row = book.append("Візити", fields | trip)
    book.fill("Візити", row + 1, {"Мета візиту": "Виставка", "Поїздка №": 1, "Вартість словами": "спільно"})
    brought_in(book, administrator)
    visit = PlannedVisit.objects.get()
    assert (visit.amount, visit.period_precision, visit.measure_line.code) == (300, "year", "1.1")
    assert list(VisitLine.objects.values_list("purpose__name_uk", "purpose__theme__name_uk", "visit")) == [
        ("Перемовини", "Інвестиції", visit.pk),
        ("Виставка", "Інвестиції", visit.pk),
    ]
