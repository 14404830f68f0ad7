"""Amounts are read exactly, and refused where they could be read in two ways."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oleksandria_intl.tables.amounts import THOUSANDS, Amounts, kopiykas
from oleksandria_intl.tables.cells import Wrong

pytestmark = pytest.mark.usefixtures("in_english")

AMOUNTS = st.decimals(Decimal("-999999999999.99"), Decimal("999999999999.99"), places=2)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1 234,50", "1234.50"),
        ("1\u00a0234\u00a0567,5", "1234567.50"),
        ("1\u202f234,50", "1234.50"),
        ("1'234.50", "1234.50"),
        ("1234.5", "1234.50"),
        ("-12,00", "-12.00"),
        ("−12", "-12.00"),
        ("'-12,00", "-12.00"),
        (" 7 ", "7.00"),
        ("999999999999,99", "999999999999.99"),
    ],
)
def test_an_amount_is_read_as_people_write_it(text: str, amount: str) -> None:
    assert str(Amounts().read(text)) == amount


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("1,234.50", "ambiguous"),
        ("1.234,50", "ambiguous"),
        ("1,234,567", "ambiguous"),
        ("(12,00)", "brackets"),
        ("1,234", "at most two digits"),
        ("0.001", "at most two digits"),
        ("1 23,50", "not an amount"),
        ("1 234'567", "not an amount"),
        ("NaN", "not an amount"),
        ("Infinity", "not an amount"),
        ("1e5", "not an amount"),
        ("12 доларів", "not an amount"),
        ("грн", "not an amount"),
        ("1,5 грн 20 коп.", "ambiguous"),
        ("١٢", "not an amount"),
        ("1000000000000", "trillion"),
        ("9" * 5000, "trillion"),
    ],
)
def test_an_amount_that_could_be_another_is_refused(text: str, why: str) -> None:
    with pytest.raises(Wrong, match=why):
        Amounts().read(text)


def test_an_empty_cell_is_no_amount() -> None:
    assert Amounts().read("  ") is None
    assert Amounts().read(None) is None


@given(AMOUNTS, st.sampled_from(",."), st.sampled_from(["", *THOUSANDS]))
def test_what_is_written_is_read(amount: Decimal, mark: str, separator: str) -> None:
    whole, part = f"{amount:,.2f}".split(".")
    assert Amounts().read(whole.replace(",", separator) + mark + part) == amount


@given(st.text(alphabet="0123456789 ,.'-+()e", max_size=15))
def test_no_text_is_read_as_anything_but_kopiykas(text: str) -> None:
    try:
        amount = Amounts().read(text)
    except Wrong:
        return
    assert amount is None or (amount.as_tuple().exponent == -2 and abs(amount) < 10**12)


def test_the_decimal_mark_is_one_in_the_whole_file() -> None:
    amounts = Amounts()
    for row, text in ((2, "100"), (3, "1,50"), (4, "2,50")):
        amounts.row = row
        amounts.read(text)
    with pytest.raises(Wrong, match=r"“.” here and “,” in row 3"):
        amounts.read("2.50")


@pytest.mark.parametrize("number", [Decimal("1E+5"), Decimal("NaN"), Decimal("Infinity"), Decimal("1E+999999")])
def test_a_number_that_is_no_plain_one_is_refused(number: Decimal) -> None:
    with pytest.raises(Wrong):
        Amounts().read(number)


def test_a_number_keeps_its_kopiykas() -> None:
    assert str(Amounts().read(Decimal("12.500"))) == "12.50"
    assert Amounts().read(7) == Decimal(7)
    with pytest.raises(Wrong, match="two digits"):
        Amounts().read(Decimal("1E-999999"))


@given(st.integers(-(10**13), 10**13))
def test_kopiykas_are_hundredths(number: int) -> None:
    assert kopiykas(str(number)) == kopiykas(number) == Decimal(number) / 100


@pytest.mark.parametrize("text", ["1,5", "x", "1e3", "9" * 20])
def test_kopiykas_are_a_whole_number(text: str) -> None:
    with pytest.raises(Wrong, match="whole number"):
        kopiykas(text)


def test_the_currency_may_stand_behind_an_amount() -> None:
    written = ["1 234,5 грн", "1234.50грн.", "1 234,50 UAH", "1234,5 ₴", "1 234 грн 50 коп."]
    assert [Amounts().read(text) for text in written] == [Decimal("1234.50")] * 5
    assert Amounts().read("12 грн 5 коп") == Decimal("12.05")
