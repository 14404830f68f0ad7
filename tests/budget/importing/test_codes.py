"""Codes of the budget classification mean one thing, or are refused."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budget.importing.codes import economic_code, hryvnia, program_code
from oleksandria_intl.tables.cells import Cell, Wrong
from oleksandria_intl.tables.values import register_code

pytestmark = pytest.mark.usefixtures("in_english")


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (Decimal(210180), "0210180"),
        ("210180", "0210180"),
        ("'0210180", "0210180"),
        ("0210180 — Інша діяльність", "0210180"),
        ("0", ""),
        ("", ""),
    ],
)
def test_the_zero_that_excel_cuts_is_put_back(cell: Cell, code: str) -> None:
    assert program_code(cell) == code


def test_codes_are_text_of_digits() -> None:
    assert economic_code("2240.0") == economic_code(2240) == economic_code(Decimal("2240.0")) == "2240"
    assert register_code(Decimal(4055239)) == register_code("4055239") == "04055239"
    assert register_code("1234567890") == "1234567890"
    assert register_code("0000000000") == ""
    assert register_code("НМ123456") == "НМ123456"


@pytest.mark.parametrize(("read", "cell"), [(economic_code, "224"), (program_code, "02101800"), (economic_code, "2a")])
def test_a_code_of_another_length_is_refused(read, cell) -> None:
    with pytest.raises(Wrong, match="digits"):
        read(cell)


def test_only_hryvnias_are_taken() -> None:
    assert [hryvnia(each) for each in ("", "uah", "980", 980, "грн")] == [""] * 5
    with pytest.raises(Wrong, match="hryvnias"):
        hryvnia("USD")
