"""The widths of columns come from what stands in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oleksandria_intl.documents.blocks import Cell, Column, Row, RowGroup, Table
from oleksandria_intl.documents.cells import text_cell
from oleksandria_intl.documents.fitting import DENSE, TEXT, fit
from oleksandria_intl.documents.measuring import width_of
from oleksandria_intl.documents.sharing import SIDES

WORDS = ["захід", "співробітництва", "міжнародного", "розвитку", "1\xa0250\xa0000,0", "2900011223", "№", "рада"]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)
TABLES = st.integers(1, 6).flatmap(
    lambda count: st.lists(st.lists(TEXTS, min_size=count, max_size=count), min_size=1, max_size=8)
)


def table(rows: list[list[str]], *, heads: list[Column] | None = None, dense: bool = False) -> Table:
    groups = tuple(RowGroup((Row(tuple(map(text_cell, texts))),)) for texts in rows)
    columns = tuple(heads or [Column("Захід") for _text in rows[0]])
    return Table(columns, groups, dense=dense)


def longest_word(texts: list[str], size: float) -> float:
    return max((width_of(word, size) for text in texts for word in text.split(" ")), default=0.0)


@given(TABLES, st.sampled_from([170.0, 257.0]))
def test_columns_fill_the_line_and_hold_their_longest_words(rows: list[list[str]], width: float) -> None:
    fitted = fit(table(rows), width)
    assert sum(fitted.widths) == pytest.approx(width)
    assert fitted.is_whole
    for column, texts in zip(fitted.widths, zip(*rows, strict=True), strict=True):
        assert column >= longest_word(list(texts), fitted.size) + SIDES - 0.001


@given(TABLES)
def test_columns_of_one_kind_are_equally_wide(rows: list[list[str]]) -> None:
    kinds = ["year" if place % 2 else "" for place in range(len(rows[0]))]
    fitted = fit(table(rows, heads=[Column("Рік", kind=kind) for kind in kinds]), 257)
    years = [width for width, kind in zip(fitted.widths, kinds, strict=True) if kind]
    assert not years or max(years) - min(years) < 0.001


def test_a_head_is_measured_whole() -> None:
    (width, _rest) = fit(table([["1", "слово " * 200]], heads=[Column("Затверджено"), Column("Захід")]), 170).widths
    assert width >= width_of("Затверджено", TEXT) + SIDES - 0.001


def test_a_column_with_more_text_is_wider() -> None:
    short, long = fit(table([["слово " * 5, "слово " * 50]] * 3), 170).widths
    assert long > 2 * short


def test_what_nobody_needs_goes_to_words_and_not_to_numbers() -> None:
    heads = [Column("№", align="center"), Column("Захід"), Column("Сума", align="right")]
    number, name, amount = fit(table([["1", "Прийом", "40,0"]], heads=heads), 170).widths
    assert max(number, amount) < 20
    assert name > 120


def test_a_table_that_does_not_fit_at_12_points_is_set_at_10() -> None:
    rows = [["999\xa0999\xa0999,99"] * 8]
    assert fit(table(rows), 257).size == TEXT
    assert fit(table(rows), 230) == fit(table(rows, dense=True), 230)
    assert fit(table(rows), 230).size == DENSE


def test_words_are_divided_before_a_table_is_too_wide() -> None:
    rows = [["співробітництва"] * 6]
    assert fit(table(rows), 140).is_whole
    assert min(fit(table(rows), 140).widths) < longest_word(rows[0], DENSE)


def test_a_table_that_does_not_fit_says_so() -> None:
    fitted = fit(table([["999\xa0999\xa0999,99"] * 12]), 170)
    assert not fitted.is_whole
    assert sum(fitted.widths) == pytest.approx(170)


def test_a_cell_over_two_columns_has_room_for_its_word() -> None:
    wide = Row((Cell(text_cell("співробітництва").content, colspan=2), text_cell("слово " * 99)))
    low = Row(tuple(map(text_cell, ("1", "2", "3"))))
    widths = fit(Table((Column(""), Column(""), Column("")), (RowGroup((wide, low)),)), 170).widths
    assert widths[0] + widths[1] >= width_of("співробітництва", TEXT) + SIDES - 0.001
