"""A file of any size is read in little memory, whatever its name says it is."""

from __future__ import annotations

import io
import tracemalloc
from collections.abc import Callable, Iterator
from typing import BinaryIO, cast

import pytest

from budget.importing.reading import RawRow, open_file
from tests.budget.importing.files import HEADS, as_json, lines, opened, payment, workbook

LARGE = 50 << 20


class Endless(io.RawIOBase):
    """A file that is made while it is read, so that only its reader takes memory."""

    def __init__(self, pieces: Callable[[], Iterator[bytes]]) -> None:
        self._pieces = pieces
        self._source = pieces()
        self._rest = b""

    def seek(self, place: int, whence: int = 0) -> int:
        assert (place, whence) == (0, 0)
        self._source, self._rest = self._pieces(), b""
        return 0

    def read(self, size: int = -1) -> bytes:
        assert size >= 0, "never the whole file"
        while len(self._rest) < size and (piece := next(self._source, b"")):
            self._rest += piece
        found, self._rest = self._rest[:size], self._rest[size:]
        return found


ROW = ";".join(payment(purpose="Оплата послуг перекладу " * 80)) + "\n"
OBJECT = as_json(dict(zip(HEADS, payment(purpose="Оплата послуг перекладу " * 80), strict=True)))


def csv_pieces() -> Iterator[bytes]:
    yield (";".join(HEADS) + "\n").encode()
    yield from [ROW.encode()] * (LARGE // len(ROW.encode()))


def json_pieces() -> Iterator[bytes]:
    yield b"[" + OBJECT.encode()
    yield from [f",{OBJECT}".encode()] * (LARGE // len(OBJECT.encode()))
    yield b"]"


@pytest.mark.parametrize("pieces", [csv_pieces, json_pieces])
def test_fifty_megabytes_take_little_memory(pieces: Callable[[], Iterator[bytes]]) -> None:
    tracemalloc.start()
    try:
        count = sum(isinstance(row, RawRow) for row in open_file(cast(BinaryIO, Endless(pieces))).rows())
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count > 10_000
    assert most < 4 << 20


def test_what_a_file_is_is_told_by_what_it_holds() -> None:
    contents = {
        "CSV": lines(payment()).encode(),
        "JSON": f"\n [{OBJECT}]".encode(),
        "XLSX": workbook([HEADS, payment()]),
    }
    for kind, content in contents.items():
        file = open_file(io.BytesIO(content))
        assert file.dialect.startswith(kind)
        assert len(list(file.rows())) == 1


def test_the_columns_of_a_file_are_known_before_its_rows() -> None:
    assert opened(lines()).table.places.keys() == {
        "paid_on",
        "amount",
        "payer_name",
        "payee_name",
        "document",
        "purpose",
    }
    assert "amount_cop" in opened("id;doc_date;amount_cop;payer_name;recipt_name\n").table.places
