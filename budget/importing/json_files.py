"""JSON of any size: a list of payments, alone or in an object beside its total."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from oleksandria_intl.tables.cells import Cell, NumberedCells, UnreadableFile, Unusable, shown
from oleksandria_intl.tables.encodings import Encoding, detect, opened
from oleksandria_intl.tables.outcome import Refusal
from oleksandria_intl.tables.sources import normal

from . import dialects
from .rows import Table

LISTS = {"transactions", "data", "items", "payments"}
"""The names under which an object may hold its list."""
TOTALS = ("total_amount", "sum", "total")
"""The names of a total beside the list; the first of them counts."""
LONGEST_TEXT = 20_000
MOST_KEYS = 1000
BUFFER = 1 << 16
PIECE = 500

Events = Iterator[tuple[str, Any]]


def open_json(file: BinaryIO) -> Table:
    """Return the file's table, whose columns are the keys of its first object; raise ``UnreadableFile``."""
    encoding = detect(file)
    first = _Payments(file, encoding)
    for _row in first.rows():
        break
    else:
        raise UnreadableFile(_("The file holds no payments: there is no list of objects in it, or it is empty."))
    dialect = ", ".join(filter(None, ["JSON", encoding.name, dialects.origin(first.keys)]))
    dialects.refuse_other_data(list(first.keys), dialect)
    dialects.refuse_missing(first.table.places, dialect)
    reading = _Payments(file, encoding)
    reading.table.dialect = dialect
    reading.table.rows = reading.rows()
    return reading.table


class _Payments:
    """Walks through the events of a file and gathers what the portal knows of each object; columns may join later."""

    def __init__(self, file: BinaryIO, encoding: Encoding) -> None:
        self._source = _Utf8(file, encoding)
        self._count = 0
        self._heads: list[str] = []
        self._totals: dict[str, Cell] = {}
        self.keys: dict[str, int | None] = {}
        """Every key that was met, and the place of its cell if it has one."""
        self.table = Table("", self._heads, {}, iter(()))

    def rows(self) -> Iterator[NumberedCells | Refusal]:
        """Yield the objects as rows, numbered from 1; raise ``UnreadableFile`` where the JSON is broken."""
        import ijson  # type: ignore[import-untyped]

        try:
            yield from self._file(ijson.basic_parse(self._source, buf_size=BUFFER))
        except EndlessNumber:
            raise UnreadableFile(_("The JSON holds a number of hundreds of digits; payments have none.")) from None
        except (ijson.JSONError, ValueError, ArithmeticError):
            raise UnreadableFile(self._broken()) from None

    def _broken(self) -> str:
        message = _("The JSON is broken near object %(number)d of its list; download the file again.")
        return message % {"number": self._count}

    def _file(self, events: Events) -> Iterator[NumberedCells | Refusal]:
        kind, _value = next(events)
        if kind == "start_array":
            yield from self._list(events)
        elif kind == "start_map":
            yield from self._members(events)
        for _event in events:
            pass

    def _members(self, events: Events) -> Iterator[NumberedCells | Refusal]:
        for kind, key in events:
            if kind == "end_map":
                break
            event = next(events)
            if event[0] == "start_array" and key in LISTS:
                yield from self._list(events)
            elif key in TOTALS:
                self._totals[key] = _cell(*event, events)
            else:
                _skip(event[0], events)
        self.table.total = self._total()

    def _total(self) -> Cell:
        found = next((self._totals[key] for key in TOTALS if self._totals.get(key) is not None), None)
        # A «total» beside the list is often how many objects there are.
        return None if isinstance(found, int) and found == self._count else found

    def _list(self, events: Events) -> Iterator[NumberedCells | Refusal]:
        for event in events:
            if event[0] == "end_array":
                return
            self._count += 1
            if event[0] == "start_map":
                yield NumberedCells(self._count, self._object(events))
            else:
                value = shown(_cell(*event, events))
                yield Refusal(self._count, "", value, _("This is not an object with the fields of a payment."))

    def _object(self, events: Events) -> list[Cell]:
        cells: list[Cell] = [None] * len(self._heads)
        keys = self.keys
        for kind, key in events:
            if kind == "end_map":
                break
            place = keys[key] if key in keys else self._meet(key, cells)
            kind, value = next(events)
            if place is None:
                _skip(kind, events)
            elif kind == "string" and len(value) <= LONGEST_TEXT:
                cells[place] = value
            else:
                cells[place] = _cell(kind, value, events)
        return cells

    def _meet(self, key: str, cells: list[Cell]) -> int | None:
        """Give a key that was not met before its place, if it names something of a payment."""
        name = dialects.FIELD_OF.get(normal(key))
        place = None
        if name is not None:
            dialects.recognised([*self._heads, key])
            place = self.table.places[name] = len(self._heads)
            self._heads.append(key)
            cells.append(None)
        if len(self.keys) < MOST_KEYS:
            self.keys[key] = place
        return place


def _cell(kind: str, value: Any, events: Events) -> Cell:
    """Return the value that begins with the event, read to its end."""
    if kind in ("start_map", "start_array"):
        _skip(kind, events)
        return Unusable("{…}" if kind == "start_map" else "[…]", _("A single value is expected here."))
    if kind == "boolean":
        return Unusable(str(value).lower(), _("A single value is expected here."))
    if kind == "string" and len(value) > LONGEST_TEXT:
        return Unusable(shown(value), _("The text is longer than %(most)d characters.") % {"most": LONGEST_TEXT})
    assert value is None or isinstance(value, (str, int, Decimal))
    return value


def _skip(kind: str, events: Events) -> None:
    """Read the value that begins with such an event to its end."""
    if not kind.startswith("start_"):
        return
    depth = 1
    while depth:
        kind, _value = next(events)
        depth += kind.startswith("start_") - kind.startswith("end_")


class _Utf8:
    """A file as UTF-8 without a mark, whatever its encoding: the only one that ijson reads."""

    def __init__(self, file: BinaryIO, encoding: Encoding) -> None:
        self._text = opened(file, encoding)

    def read(self, size: int) -> bytes:
        """Return the next bytes; nothing at the end."""
        text = self._text.read(size).encode()
        if _has_endless_number(text):
            raise EndlessNumber
        return text


class EndlessNumber(ValueError):
    """A number of hundreds of digits: Python refuses thousands of them, and ijson crashes where Python refuses."""


def _has_endless_number(text: bytes) -> bool:
    """Look at every piece of the text for one that is of digits only: a number of 4300 digits cannot slip through."""
    return any(text[start : start + PIECE].isdigit() for start in range(0, len(text) - PIECE + 1, PIECE))
