"""What a workbook says, before it is written anywhere: rows as they are read, and what is refused of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from oleksandria_intl.tables.cells import Cell, shown
from oleksandria_intl.ukrainian import shortened
from programs.models import Edition, EditionRow

from .names import Names, folded

Model = type[EditionRow]
MOST_REFUSALS = 500
NUMERALS = re.compile(r"[IVX]+|\d+")


class Place(NamedTuple):
    """Where something stands in the workbook."""

    sheet: str
    row: int


class Refused(NamedTuple):
    """A cell or a row that was not taken, and why."""

    sheet: str
    row: int
    column: str
    value: str
    reason: str


@dataclass(eq=False)
class Entry:
    """A row of the edition as the workbook has it: values by field, links to other rows as their entries."""

    model: Model
    place: Place
    values: dict[str, Any] = field(default_factory=dict)
    code: str = ""
    """As the hidden column has it; empty in a row that somebody added."""
    heads: dict[str, str] = field(default_factory=dict)
    """The heads of its columns, by field: a refusal names them."""
    identity: tuple[str, ...] = ()
    """The fields by which a row without a code is known."""
    row: Any = None
    """The row of the edition that it is, once that is known."""
    has_place: bool = True
    """Whether its place on the sheet is its order among its kind."""
    notice: str = ""
    """What is to be said of it where it is new."""
    parts: list[Entry] = field(default_factory=list)
    """What belongs to it and stands in the same rows of the sheet: a measure's money."""

    def head_of(self, name: str) -> str:
        """Return the head under which a field stands."""
        return self.heads.get(name, "")


@dataclass(frozen=True)
class RowByName:
    """A link to a row of the edition, by the name that the row has in the workbook."""

    model: Model
    by: str
    text: str


@dataclass(frozen=True)
class CodeOf:
    """The code of a row, for a field that holds no link."""

    entry: Entry | EditionRow

    @property
    def code(self) -> str:
        """The row's code; empty until it has one."""
        row = self.entry.row if isinstance(self.entry, Entry) else self.entry
        return row.code if row is not None else ""


@dataclass
class Book:
    """A workbook as it was read."""

    names: Names
    edition: Edition | None = None
    """The open draft that it is to change; None for a new programme."""
    facts: dict[str, Any] = field(default_factory=dict)
    """What it says of the edition itself, by field."""
    made_from: str = ""
    """The key of the edition that it was made from."""
    unit: str = ""
    """The unit whose measures it was cut to."""
    in_thousands: bool = False
    """Whether the amounts of measures are in thousands of hryvnias."""
    decision: dict[str, Any] = field(default_factory=dict)
    entries: dict[Model, list[Entry]] = field(default_factory=dict)
    """The rows by kind; a kind whose sheet is not there is not in it."""
    refusals: list[Refused] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    spared: list[Callable[[EditionRow], bool]] = field(default_factory=list)
    """What says of a row that the workbook lacks only because its column is not there."""
    new_cities: list[Any] = field(default_factory=list)
    """Those that the portal lacked."""

    def refuse(self, place: Place, reason: str, *, column: str = "", value: Cell = None) -> None:
        """Remember why a cell or a row is not taken."""
        if len(self.refusals) < MOST_REFUSALS:
            self.refusals.append(Refused(*place, column, shown(value), reason))

    def notice(self, sentence: str) -> None:
        """Remember a sentence to be shown, once."""
        if sentence not in self.notices:
            self.notices.append(sentence)

    def add(self, entry: Entry) -> Entry:
        """Remember a row."""
        self.entries.setdefault(entry.model, []).append(entry)
        return entry

    def resolve(self) -> None:
        """Put the rows in the place of their names."""
        for entry in [entry for entries in self.entries.values() for entry in entries]:
            for name, value in list(entry.values.items()):
                is_code = isinstance(value, CodeOf) and isinstance(value.entry, RowByName)
                asked = value.entry if is_code else value
                if isinstance(asked, RowByName):
                    found = self._named(asked, entry, name)
                    entry.values[name] = CodeOf(found) if is_code and found is not None else found

    def _named(self, asked: RowByName, entry: Entry, name: str) -> Any:
        named = self._rows_by_name(asked.model, asked.by)
        found = named.get(folded(asked.text)) or _by_number(asked, list(named.values()))
        if found is None:
            sentence = _("There is no %(kind)s “%(name)s” in this workbook.")
            words = {"kind": asked.model._meta.verbose_name, "name": shortened(asked.text)}
            self.refuse(entry.place, sentence % words, column=entry.head_of(name), value=asked.text)
        return found

    def _rows_by_name(self, model: Model, by: str) -> dict[str, Any]:
        """Return the workbook's rows of a kind by their names; those of the portal where the sheet is not there."""
        if model in self.entries:
            entries = self.entries[model]
            names = distinct(str(each.values.get(by, "")) for each in entries)
            return dict(zip(map(folded, names), entries, strict=True))
        if self.edition is None:
            return {}
        rows = list(model._default_manager.filter(edition=self.edition).order_by("order", "pk"))
        return dict(zip(map(folded, distinct(getattr(row, by) for row in rows)), rows, strict=True))


def _by_number(asked: RowByName, entries: list[Any]) -> Any:
    """Return the section that a number names: «VI», «6»."""
    text = asked.text.strip().rstrip(".")
    heads = [each for each in entries if isinstance(each, Entry) and "parent" in each.values]
    heads = [each for each in heads if each.values["parent"] is None]
    if not NUMERALS.fullmatch(text):
        return None
    number = int(text) if text.isdigit() else roman(text)
    return heads[number - 1] if 0 < number <= len(heads) else None


def roman(text: str) -> int:
    """Return a numeral of I, V and X as a number."""
    values = ["IVX".index(letter) for letter in text]
    numbers = [(1, 5, 10)[value] for value in values]
    following = [*numbers[1:], 0]
    return sum(-each if each < after else each for each, after in zip(numbers, following, strict=True))


def distinct(names: Iterable[str]) -> Iterator[str]:
    """Yield names that tell rows apart: the second «Загальні положення» is «Загальні положення (2)»."""
    seen: dict[str, int] = {}
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        yield name if seen[name] == 1 else f"{name} ({seen[name]})"
