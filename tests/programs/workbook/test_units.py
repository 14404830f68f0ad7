"""A unit gets its own measures, and what it proposes is taken row by row; what others answer for is not touched."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from budget.models import Funding, MeasureLine, Responsible
from oleksandria_intl.models import Unit
from oleksandria_intl.tables.outcome import ImportRefused
from programs.exchange import as_dict, row_models, rows_of
from programs.models import Edition, PassportRow
from programs.workbook import making, units
from tests import factories
from tests.programs.workbook.books import EditedBook

pytestmark = pytest.mark.django_db
SHEET = "Заходи"


@pytest.fixture
def edition(db: None) -> Edition:
    """A draft whose first measure and last are of the economists, the second of the culture department."""
    row = factories.edition()
    culture = Unit.objects.create(code="culture", name_uk="управління культури")
    Responsible.objects.filter(measure_line__code="1.2").update(unit=culture)
    return row


def economy() -> Unit:
    return Unit.objects.get(code="economy")


def cut(edition: Edition) -> EditedBook:
    return EditedBook(making.cut_to(edition, economy()))


def proposals(edition: Edition, book: EditedBook, by: User) -> units.Proposals:
    return units.look_at(file=book.saved(), edition=edition, unit=economy(), by=by)


def rows(edition: Edition) -> dict[str, dict[str, object]]:
    """Return every row of an edition as JSON, by kind and code."""
    found: dict[str, dict[str, object]] = {}
    for model in row_models():
        found |= {f"{model.json_key}/{row.code}": as_dict(row) for row in rows_of(model, edition)}
    return found


def test_the_cut_holds_the_measures_of_the_unit_alone(edition: Edition, head: User) -> None:
    book = cut(edition)
    assert [row["Код заходу"] for row in book.rows(SHEET)] == ["1.1", "2.1"]
    assert book.book.sheetnames == ["Як заповнювати", "Програма", SHEET, "Списки"]
    assert proposals(edition, book, head).shown == []


def test_proposals_are_taken_one_by_one_and_nothing_else_changes(edition: Edition, head: User) -> None:
    book = cut(edition)
    book.fill(SHEET, 2, {"2020 рік": 41_000})
    book.fill(SHEET, 3, {"2020 рік": 46_000})
    book.append(SHEET, {"Напрям": "Напрям 2", "Захід": "Новий захід"})
    before, found = rows(edition), proposals(edition, book, head).shown
    assert sorted(each.what for each in found) == ["changed", "changed", "new"]
    assert rows(edition) == before, "a look writes nothing"

    chosen = [each.key for each in found if each.what == "new" or each.key.startswith("1.1:")]
    assert units.accept(file=book.saved(), edition=edition, unit=economy(), keys=chosen, by=head) == 2

    new = MeasureLine.objects.get(name_uk="Новий захід")
    assert new.responsible.get().unit == economy()
    after = rows(edition)
    different = {key for key in before | after if before.get(key) != after.get(key)}
    money = Funding.objects.get(measure_line__code="1.1")
    assert different == {f"funding/{money.code}", f"measures/{new.code}", f"responsible/{new.responsible.get().code}"}
    (left,) = proposals(edition, book, head).shown[:1]
    assert left.key.startswith("2.1:")


def test_a_removed_row_is_a_proposal_to_remove_the_measure(edition: Edition, head: User) -> None:
    book = cut(edition)
    book.book[SHEET].delete_rows(3)
    (found,) = proposals(edition, book, head).shown
    assert found.what == "gone"
    units.accept(file=book.saved(), edition=edition, unit=economy(), keys=[found.key], by=head)
    assert list(MeasureLine.objects.values_list("code", flat=True)) == ["1.1", "1.2"]


def test_rows_of_others_are_refused_by_row(edition: Edition, head: User) -> None:
    book = cut(edition)
    name = MeasureLine.objects.get(code="1.2").name_uk
    row = book.append(SHEET, {"Напрям": "Напрям 1", "Захід": name, "Джерело коштів": None})
    book.fill(SHEET, 2, {"2020 рік": 1})
    found = proposals(edition, book, head)
    assert [(each.sheet, each.row) for each in found.book.refusals] == [(SHEET, row)]
    assert [each.key.partition(":")[0] for each in found.shown] == ["1.1"], "the other rows may still be taken"


def test_a_direction_is_not_renamed_by_a_unit(edition: Edition, head: User) -> None:
    book = cut(edition)
    book.fill(SHEET, 2, {"Напрям": "Наш напрям"})
    found = proposals(edition, book, head)
    assert [(each.sheet, each.row) for each in found.book.refusals] == [(SHEET, 2)]
    assert found.shown == []


def test_the_workbook_of_another_unit_is_refused(edition: Edition, head: User) -> None:
    book = EditedBook(making.cut_to(edition, Unit.objects.get(code="culture")))
    with pytest.raises(ImportRefused, match="управління культури"):
        proposals(edition, book, head)


def test_what_is_another_by_now_is_not_taken(edition: Edition, head: User) -> None:
    book = cut(edition)
    book.fill(SHEET, 2, {"2020 рік": 41_000})
    (found,) = proposals(edition, book, head).shown
    Funding.objects.filter(measure_line__code="1.1").update(amount=5)
    assert units.accept(file=book.saved(), edition=edition, unit=economy(), keys=[found.key], by=head) == 0
    assert Funding.objects.get(measure_line__code="1.1").amount == 5


def test_who_may_not_change_money_takes_nothing(edition: Edition, secretary: User) -> None:
    book = cut(edition)
    book.fill(SHEET, 2, {"2020 рік": 41_000})
    (found,) = proposals(edition, book, secretary).shown
    with pytest.raises(ImportRefused, match=str(Funding._meta.verbose_name_plural)):
        units.accept(file=book.saved(), edition=edition, unit=economy(), keys=[found.key], by=secretary)
    assert Funding.objects.get(measure_line__code="1.1").amount == 40_000


def test_a_workbook_without_the_sheet_of_measures_is_refused(edition: Edition, head: User) -> None:
    book = cut(edition)
    del book.book[SHEET]
    with pytest.raises(ImportRefused, match=f"«{SHEET}»"):
        proposals(edition, book, head)


def test_measures_under_a_direction_that_is_not_there_are_left_out_with_their_money(
    edition: Edition, head: User
) -> None:
    book = cut(edition)
    for row in (2, 3):
        book.fill(SHEET, row, {"Напрям": "Наш напрям", "Код напряму": None, "2020 рік": 7})
    found = proposals(edition, book, head)
    assert [(each.sheet, each.row) for each in found.book.refusals] == [(SHEET, 2)]
    assert found.shown == []


def test_other_sheets_of_a_unit_change_nothing(edition: Edition, head: User) -> None:
    PassportRow.objects.create(edition=edition, order=1, label_uk="Замовник", value_uk="Рада")
    book = cut(edition)
    sheet = book.book.create_sheet("Паспорт")
    sheet.append(["Рядок паспорта", "Зміст"])
    sheet.append(["Замовник", "Ми"])
    book.fill(SHEET, 2, {"2020 рік": 41_000})
    (found,) = proposals(edition, book, head).shown
    assert units.accept(file=book.saved(), edition=edition, unit=economy(), keys=[found.key], by=head) == 1
    assert PassportRow.objects.get().value_uk == "Рада"
