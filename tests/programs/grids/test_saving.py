"""What a table writes, and what it refuses: the service alone, without a page around it."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from budget.models import Direction, MeasureLine, Responsible
from programs.grids.rows import GridRow
from programs.grids.saving import save_grid
from programs.models import Edition
from tests.programs.grids.tables import amounts, money_key, refused, table, without

FILL_IN = "Заповніть цю клітинку."


@pytest.fixture
def key(edition: Edition) -> str:
    """The column of the only year and source."""
    return money_key()


# Rights


def test_a_direction_stays_with_its_measure_where_it_may_not_be_deleted(edition: Edition, head: User) -> None:
    grid, rows = table(edition, without(head, "delete_direction"))
    rows[2].is_removed = True
    assert refused(grid, rows, head)[2] == {"direction-name_uk": ["Вам не дозволено це видаляти."]}
    assert Direction.objects.count() == 2
    assert MeasureLine.objects.count() == 3


def test_what_somebody_may_not_type_into_is_shown_again_beside_what_is_refused(
    edition: Edition, accountant: User, key: str
) -> None:
    grid, rows = table(edition, accountant)
    for row in rows:  # a page posts only what may be typed
        row.texts = {column.key: row.texts.get(column.key, "") for column in grid.typed_columns}
    rows[1].texts[key] = "багато"
    refused(grid, rows, accountant)
    assert rows[1].texts["line-name_uk"] == MeasureLine.objects.get(code="1.2").name_uk


# All or nothing


def test_a_refusal_in_the_second_row_leaves_the_first_unwritten(edition: Edition, head: User, key: str) -> None:
    names = list(MeasureLine.objects.values_list("name_uk", flat=True))
    grid, rows = table(edition, head)
    rows[0].texts |= {"line-name_uk": "Інша назва", key: "1"}
    rows[1].texts[key] = "багато"
    assert [bool(errors) for errors in refused(grid, rows, head)] == [False, True, False]
    assert list(MeasureLine.objects.values_list("name_uk", flat=True)) == names
    assert amounts() == [40_000, 300_000, 45_000]


def test_it_is_said_whether_anything_changed(edition: Edition, head: User, key: str) -> None:
    for cells in ({}, {"line-name_uk": "Інша назва"}, {key: "1"}):
        grid, rows = table(edition, head)
        rows[0].texts |= cells
        assert save_grid(grid=grid, rows=rows, by=head) is bool(cells)
    grid, rows = table(edition, head)
    rows[0].is_removed = True
    rows[1].texts["direction-name_uk"] = "Напрям 1"
    assert save_grid(grid=grid, rows=rows, by=head) is True


def test_history_says_who_changed_a_row_and_who_deleted_one(edition: Edition, head: User) -> None:
    grid, rows = table(edition, head)
    rows[0].texts["line-name_uk"] = "Інша назва"
    rows[2].is_removed = True
    save_grid(grid=grid, rows=rows, by=head)
    changed, deleted = (MeasureLine.history.filter(history_type=kind).latest() for kind in "~-")
    assert (changed.name_uk, changed.history_user) == ("Інша назва", head)
    assert (deleted.code, deleted.history_user) == ("2.1", head)


# What is refused, and where


def test_a_name_that_was_emptied_is_asked_for_in_its_cell(edition: Edition, head: User) -> None:
    grid, rows = table(edition, head)
    rows[1].texts["line-name_uk"] = ""
    assert refused(grid, rows, head) == [{}, {"line-name_uk": [FILL_IN]}, {}]


def test_what_another_saved_meanwhile_is_said_in_the_row_and_in_its_cell_and_overwritten_knowingly(
    edition: Edition, head: User, clerk: User
) -> None:
    grid, rows = table(edition, head)
    rename("1.2", clerk)
    rows[1].texts["line-name_uk"] = "Моя назва"
    errors = refused(grid, rows, head)[1]
    assert "Оксана Діловод" in errors[""][0]
    assert errors["line-name_uk"] == ["Зараз у базі даних: Назва Оксани"]
    assert MeasureLine.objects.get(code="1.2").name_uk == "Назва Оксани"
    again(rows)
    assert save_grid(grid=table(edition, head)[0], rows=rows, by=head)
    assert MeasureLine.objects.get(code="1.2").name_uk == "Моя назва"


def test_who_answers_was_changed_by_another_and_the_row_says_so_beside_its_cell(edition: Edition, head: User) -> None:
    grid, rows = table(edition, head)
    Responsible.objects.filter(measure_line__code="1.1").update(unit=None, words="музей")
    rows[0].texts["line-responsible"] = "бібліотека"
    assert refused(grid, rows, head)[0] == {
        "": ["Хтось інший тим часом це змінив. Збережіть ще раз, щоб поставити свій текст на його місце."],
        "line-responsible": ["Зараз у базі даних: музей"],
    }
    assert Responsible.objects.get(measure_line__code="1.1").words == "музей"


def test_a_row_that_another_changed_meanwhile_is_deleted_once_it_is_said(
    edition: Edition, head: User, clerk: User
) -> None:
    grid, rows = table(edition, head)
    rename("1.2", clerk)
    rows[1].is_removed = True
    who, what = refused(grid, rows, head)[1][""]
    assert "Оксана Діловод" in who
    assert what.startswith("Запис, який ви видаляєте, тим часом змінив хтось інший.")
    assert MeasureLine.objects.count() == 3
    again(rows)
    assert save_grid(grid=table(edition, head)[0], rows=rows, by=head)
    assert sorted(MeasureLine.objects.values_list("code", flat=True)) == ["1.1", "2.1"]


def test_a_deletion_that_the_database_refuses_is_said_in_its_row(edition: Edition, head: User) -> None:
    grid, rows = table(edition, head)
    Edition.objects.filter(pk=edition.pk).update(status="adopted")
    rows[0].is_removed = True
    first, *others = refused(grid, rows, head)
    assert first == {"": ["Затверджена редакція не змінюється: підготуйте нову редакцію зі змінами."]}
    assert others == [{}, {}]
    assert MeasureLine.objects.count() == 3


def rename(code: str, by: User) -> None:
    """Rename a measure as somebody else."""
    line = MeasureLine.objects.get(code=code)
    line.name_uk = "Назва Оксани"
    line._history_user = by  # type: ignore[attr-defined]
    line.save()


def again(rows: list[GridRow]) -> None:
    """Let the rows come as the page that was given back sends them."""
    for row in rows:
        row.errors, row.values = {}, {}
