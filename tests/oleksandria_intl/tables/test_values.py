"""Days, codes and texts mean one thing, or are refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oleksandria_intl.tables.cells import Cell, NumberFrom1904, Wrong
from oleksandria_intl.tables.values import (
    day,
    escaped,
    label_code,
    text_reader,
)

pytestmark = pytest.mark.usefixtures("in_english")

text = text_reader(300)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("31.03.2020", date(2020, 3, 31)),
        ("1.4.2020", date(2020, 4, 1)),
        ("31.03.2020 14:05:00", date(2020, 3, 31)),
        ("2020-03-31", date(2020, 3, 31)),
        ("2020-03-31T00:00:00", date(2020, 3, 31)),
        ("2020-03-31 00:00:00.000", date(2020, 3, 31)),
        ("2020-03-31T00:00:00+03:00", date(2020, 3, 31)),
        ("2020-03-30T21:00:00Z", date(2020, 3, 31)),
        ("01.04.2020 р.", date(2020, 4, 1)),
        ("01.04.2020року", date(2020, 4, 1)),
        ("31.03.20", date(2020, 3, 31)),
        ("31.03.91", date(1991, 3, 31)),
        ("43921", date(2020, 3, 31)),
        (Decimal("43921.75"), date(2020, 3, 31)),
        (NumberFrom1904(42459), date(2020, 3, 31)),
        (" ", None),
        (None, None),
    ],
)
def test_a_day_is_read_as_kyiv_counts_it(written: Cell, meant: date | None) -> None:
    assert day(written) == meant


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("31.02.2020", "no such day"),
        ("2020-13-01", "no such day"),
        ("31/03/20", "four digits"),
        ("31/03/2020", "not a date"),
        ("31.12.1990", "from 1991 to 2100"),
        ("01.01.2101", "from 1991 to 2100"),
        (date(1899, 12, 30), "from 1991 to 2100"),
        (Decimal(33238), "format the cell as a date"),
        ("73416", "format the cell as a date"),
        ("2020-03-31T25:00:00Z", "time"),
    ],
)
def test_what_is_no_day_is_refused(written: Cell, why: str) -> None:
    with pytest.raises(Wrong, match=why):
        day(written)


@given(st.dates(date(1991, 1, 1), date(2100, 12, 31)))
def test_every_day_comes_back(found: date) -> None:
    assert day(f"{found:%d.%m.%Y}") == day(found.isoformat()) == day(f"{found.isoformat()}T00:00:00") == found


def test_a_choice_of_the_template_gives_its_code() -> None:
    assert label_code("3.1 — Прийом делегацій") == "3.1"
    assert label_code("Місцевий бюджет") == "Місцевий бюджет"


@pytest.mark.parametrize("written", ["=1+1", "=cmd()", "@SUM(A1)", "+cmd|' /C calc'!A0", "-cmd|x", "-(1)", " =1"])
def test_what_could_become_a_formula_is_refused(written: str) -> None:
    with pytest.raises(Wrong, match="formula"):
        text(written)


@pytest.mark.parametrize("written", ["- оплата", "+380501234567", "-5", "№ 1=2", "а@б", "'лапки'"])
def test_ordinary_text_is_no_formula(written: str) -> None:
    assert text(written) == written


@given(st.text(alphabet="=+-@'aбA1( |", max_size=12).map(str.strip))
def test_what_an_export_escapes_comes_back(written: str) -> None:
    assert text(escaped(written)) == written or (escaped(written) == written and not written.strip())


@given(st.text(alphabet="=+-@'aбA1( |", max_size=12))
def test_nothing_escaped_is_a_formula(written: str) -> None:
    assert escaped(written)[:1] not in tuple("=+-@")


@pytest.mark.parametrize("written", ["a\0b", "a\x07b", "a\ud800b"])
def test_characters_that_no_database_keeps_are_refused(written: str) -> None:
    with pytest.raises(Wrong, match="control character"):
        text(written)


def test_lines_end_in_one_way() -> None:
    assert text("a\r\nb\rc\u00a0d") == "a\nb\nc\u00a0d"


def test_a_text_fits_into_its_column() -> None:
    with pytest.raises(Wrong, match="longer than 300"):
        text("я" * 301)


def test_excel_neither_cuts_a_number_nor_makes_a_date_of_text() -> None:
    assert text(Decimal("12")) == text(Decimal("12.0")) == "12"
    with pytest.raises(Wrong, match="15 digits"):
        text(Decimal(10**15))
    with pytest.raises(Wrong, match="15 digits"):
        text(Decimal("1E+999999"))
    with pytest.raises(Wrong, match="into a date"):
        text(date(2020, 3, 12))
