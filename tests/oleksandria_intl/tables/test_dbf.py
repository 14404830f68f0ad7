"""A DBF is read as it was written, in whatever letters, or refused in a sentence."""

from __future__ import annotations

import io
import struct
import tracemalloc
from datetime import date
from decimal import Decimal

import pytest

from oleksandria_intl.tables.cells import UnreadableFile
from oleksandria_intl.tables.dbf import Dbf, is_dbf
from tests.dbf_files import dbf

pytestmark = pytest.mark.usefixtures("in_english")

COLUMNS = [("DATE_DOC", "D", 8), ("SUM_D", "N", 12), ("NAZN", "C", 40), ("OKPO", "N", 10)]
ROW = ["20200401", "1234.50", "Оплата послуг перекладу за квітень", "4055251"]
FILE = dbf(COLUMNS, [ROW, ROW, ROW], deleted=" *")


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("cp1251", "Виплата їхнім містам у січні"),
        ("cp1125", "Виплата їхнім містам у січні"),
        ("utf-8", "Їхнім містам"),
        ("cp866", "Оплата послуг перекладу за квiтень"),
    ],
)
def test_texts_are_read_in_whatever_letters(codec: str, text: str) -> None:
    table = Dbf(io.BytesIO(dbf(COLUMNS, [["20200401", "1", text, ""]], codec=codec)))
    assert list(table.rows())[1].cells[2] == text.replace("квiтень", "квітень")


def test_days_and_numbers_are_exact_and_deleted_records_are_named() -> None:
    file = io.BytesIO(FILE)
    assert is_dbf(file)
    table = Dbf(file)
    head, first, third = table.rows()
    assert list(head.cells) == ["DATE_DOC", "SUM_D", "NAZN", "OKPO"]
    assert list(first.cells) == [date(2020, 4, 1), Decimal("1234.50"), ROW[2], Decimal(4055251)]
    assert (first.number, third.number) == (1, 3)
    assert table.notices == ["Records of the DBF that are marked as deleted, and left out: 1."]


def test_what_is_no_number_or_day_is_left_to_the_reader_of_the_column() -> None:
    rows = [["20201331", "багато", "", ""], ["00000000", "***", "", ""]]
    _head, first, second = Dbf(io.BytesIO(dbf(COLUMNS, rows))).rows()
    assert first.cells[0] == "20201331"
    assert second.cells[0] is None
    assert "did not fit" in second.cells[1].reason  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (FILE[:-30], "cut off: its head says 3 records, 2 are there"),
        (FILE[:4] + struct.pack("<I", 2**32 - 1) + FILE[8:], "cut off"),
        (FILE[:4] + struct.pack("<I", 1) + FILE[8:], "longer than its head says"),
        (FILE[:10] + struct.pack("<H", 500) + FILE[12:], "not that of a record"),
        (FILE[:8] + struct.pack("<H", 60000) + FILE[10:], "damaged"),
        (FILE[:8] + struct.pack("<H", 65) + FILE[10:], "damaged"),
    ],
)
def test_wrong_lengths_are_a_sentence(content: bytes, why: str) -> None:
    assert is_dbf(io.BytesIO(content))
    with pytest.raises(UnreadableFile, match=why):
        list(Dbf(io.BytesIO(content)).rows())


@pytest.mark.parametrize(
    "content", [b"", b"\x03", "Дата;Сума".encode(), b'{"a": 1}' * 10, b"0;1;2;3" * 10, b"\x03" * 40]
)
def test_other_files_are_no_dbf(content: bytes) -> None:
    assert not is_dbf(io.BytesIO(content))


def test_many_records_take_little_memory() -> None:
    one, count = dbf(COLUMNS, [ROW]), 40_000
    start, length = struct.unpack_from("<HH", one, 8)
    records = one[start : start + length] * count
    file = io.BytesIO(one[:4] + struct.pack("<I", count) + one[8:start] + records + b"\x1a")
    tracemalloc.start()
    try:
        assert sum(1 for _row in Dbf(file).rows()) == count + 1
        assert tracemalloc.get_traced_memory()[1] < len(records) // 4
    finally:
        tracemalloc.stop()
