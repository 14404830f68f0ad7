"""DBF of dBASE and FoxPro, as treasuries and banks still send it, streamed record by record.

Read here: PyPI's dbfread had its last release in 2016, and dbf wants a file on a disk, trusts its head and raises
whatever it meets. What a treasury sends is a table of texts, numbers and days; notes in other files are not read.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import BinaryIO, NamedTuple

from django.utils.translation import gettext as _

from .cells import Cell, NumberedCells, UnreadableFile, Unusable
from .encodings import Encoding, encoding_of_letters, mended

VERSIONS = frozenset(b"\x02\x03\x04\x30\x31\x32\x43\x63\x83\x8b\xcb\xf5\xfb")
HEAD, DESCRIPTOR = 32, 32
MOST_FIELDS = 255
LONGEST_TAIL = 4096
"""Bytes after the last record: the mark of the end, zeros up to the end of a sector."""
SAMPLE = 1 << 16
_END, _DELETED, _END_OF_FIELDS = b"\x1a", 0x2A, b"\x0d"
_JULIAN = 1_721_425
"""The Julian day of the day before 1 January of the year 1."""


class _Field(NamedTuple):
    name: bytes
    kind: str
    start: int
    length: int


class _Head(NamedTuple):
    records: int
    start: int
    length: int
    """Of a record, in bytes."""
    fields: list[_Field]


def is_dbf(file: BinaryIO) -> bool:
    """Tell by the file's first bytes: the sign of a version, a day, and lengths that can be."""
    file.seek(0)
    start = file.read(HEAD)
    if len(start) < HEAD or start[0] not in VERSIONS or b"\0" not in start[4:]:
        return False
    length, record = struct.unpack_from("<HH", start, 8)
    return start[2] <= 12 and start[3] <= 31 and length > HEAD and record > 0


class Dbf:
    """A table; raises ``UnreadableFile`` where its lengths do not agree with one another or with the file."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._head = _read_head(file)
        _refuse_wrong_length(file, self._head)
        self.encoding = encoding_of_letters(self._letters())
        self.notices: list[str] = []
        """What is said of the file once it is read through."""

    def rows(self) -> Iterator[NumberedCells]:
        """Yield the names of the columns as row 0, then the records that are not deleted, numbered from 1."""
        readers = [(field, _READERS.get(field.kind, _text)) for field in self._head.fields]
        yield NumberedCells(0, [_decoded(field.name, self.encoding, 0) for field, _reader in readers])
        deleted = 0
        for number, record in self._records():
            if record[0] == _DELETED:
                deleted += 1
                continue
            cells = [
                read(record[field.start : field.start + field.length], self.encoding, number) for field, read in readers
            ]
            yield NumberedCells(number, cells)
        self.notices[:] = [_deleted(deleted)] if deleted else []

    def _records(self) -> Iterator[tuple[int, bytes]]:
        head, at_once = self._head, max(1, SAMPLE // self._head.length)
        for first in range(0, head.records, at_once):
            self._file.seek(head.start + first * head.length)
            count = min(at_once, head.records - first)
            piece = self._file.read(count * head.length)
            for number in range(count):
                record = piece[number * head.length : (number + 1) * head.length]
                if len(record) < head.length:
                    raise _damaged()
                yield first + number + 1, record

    def _letters(self) -> bytes:
        """Return the first texts in which there are other letters than English ones."""
        texts = [field for field in self._head.fields if field.kind == "C"]
        found = b"".join(field.name for field in self._head.fields)
        size = 0
        for _number, record in self._records():
            piece = b" ".join(record[field.start : field.start + field.length] for field in texts)
            if not piece.isascii():
                found += piece
                size += len(piece)
            if size > SAMPLE:
                break
        return found


def _read_head(file: BinaryIO) -> _Head:
    file.seek(0)
    start = file.read(HEAD)
    count, length, record = struct.unpack_from("<IHH", start, 4)
    descriptors = file.read(max(0, length - HEAD))
    if len(descriptors) < length - HEAD:
        raise _damaged()
    fields: list[_Field] = []
    place = 1
    while descriptors[: len(_END_OF_FIELDS)] != _END_OF_FIELDS:
        if len(descriptors) < DESCRIPTOR or len(fields) == MOST_FIELDS:
            raise _damaged()
        one, descriptors = descriptors[:DESCRIPTOR], descriptors[DESCRIPTOR:]
        # FoxPro keeps the length of a long text in two bytes, the second being that of the decimals.
        kind, size = chr(one[11]), one[16] + (256 * one[17] if chr(one[11]) == "C" else 0)
        fields.append(_Field(one[:11].partition(b"\0")[0], kind, place, size))
        place += size
    if not fields or place != record:
        raise UnreadableFile(
            _("The lengths of the columns of the DBF (%(sum)d) are not that of a record (%(record)d): it is damaged.")
            % {"sum": place, "record": record}
        )
    return _Head(count, length, record, fields)


def _refuse_wrong_length(file: BinaryIO, head: _Head) -> None:
    size, end = file.seek(0, 2), head.start + head.records * head.length
    if size < end:
        there = max(0, size - head.start) // head.length
        message = _("The DBF is cut off: its head says %(said)d records, %(there)d are there. Ask for the file again.")
        raise UnreadableFile(message % {"said": head.records, "there": there})
    file.seek(end)
    tail = file.read(LONGEST_TAIL + 1)
    if len(tail) > LONGEST_TAIL or tail.strip(_END + b"\0"):
        message = _("The DBF is longer than its head says (%(said)d records): it is damaged. Ask for the file again.")
        raise UnreadableFile(message % {"said": head.records})


def _deleted(count: int) -> str:
    return _("Records of the DBF that are marked as deleted, and left out: %(count)d.") % {"count": count}


def _decoded(raw: bytes, encoding: Encoding, number: int) -> str:
    try:
        return mended(raw.decode(encoding.codec), encoding).rstrip(" \0")
    except UnicodeDecodeError:
        message = _("Record %(number)d of the DBF holds bytes that are not %(name)s.")
        raise UnreadableFile(message % {"number": number, "name": encoding.name}) from None


def _text(raw: bytes, encoding: Encoding, number: int) -> Cell:
    return _decoded(raw, encoding, number)


def _number(raw: bytes, encoding: Encoding, number: int) -> Cell:
    text = raw.decode("ascii", "replace").strip(" \0")
    if text.startswith("*"):
        return Unusable(text, _("The number did not fit into its column of the DBF."))
    try:
        found = Decimal(text.replace(",", ".")) if text else None
    except InvalidOperation:
        return text
    return found if found is None or found.is_finite() else text


def _day(raw: bytes, encoding: Encoding, number: int) -> Cell:
    text = raw.decode("ascii", "replace").strip(" \0")
    if not text.strip("0"):
        return None
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return text


def _moment(raw: bytes, encoding: Encoding, number: int) -> Cell:
    julian = struct.unpack("<i", raw[:4])[0] if len(raw) == 8 else 0
    return date.fromordinal(julian - _JULIAN) if 0 < julian - _JULIAN < 3_000_000 else None


def _integer(raw: bytes, encoding: Encoding, number: int) -> Cell:
    return int.from_bytes(raw, "little", signed=True)


def _currency(raw: bytes, encoding: Encoding, number: int) -> Cell:
    return Decimal(int.from_bytes(raw, "little", signed=True)).scaleb(-4)


def _double(raw: bytes, encoding: Encoding, number: int) -> Cell:
    if len(raw) != 8:
        return None
    found = Decimal(format(struct.unpack("<d", raw)[0], ".15g"))
    return found if found.is_finite() else Unusable(str(found), _("This is not a number."))


def _nothing(raw: bytes, encoding: Encoding, number: int) -> Cell:
    """Return nothing: a note stands in another file, and flags say nothing of money."""
    return None


_READERS: dict[str, Callable[[bytes, Encoding, int], Cell]] = {
    "N": _number,
    "F": _number,
    "D": _day,
    "T": _moment,
    "I": _integer,
    "Y": _currency,
    "B": _double,
    **dict.fromkeys("MGPW0", _nothing),
}


def _damaged() -> UnreadableFile:
    return UnreadableFile(_("The DBF is damaged; ask for the file again, or save the table as .xlsx."))
