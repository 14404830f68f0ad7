"""Rows as a browser posts them, and as a page shows them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from oleksandria_intl.admin.counting import posted_places
from oleksandria_intl.admin.locking import VERSION
from programs.grids.base import Combination, Grid, Part
from programs.grids.columns import Column

PREFIX = "rows"
MOST_ROWS = 1000
"""A table with more rows than this is refused before a row of it is read."""
OPENED = re.compile(r"(\d{1,18})\.(\d{1,9})", re.ASCII)
REMOVED = "DELETE"
ORDER = "order"
NUMBERS = "numbers"
WAS = "was"


class Opened(NamedTuple):
    """The row that a cell was opened with: its key and its version then."""

    pk: int
    version: int

    def __str__(self) -> str:
        return f"{self.pk}.{self.version}"


@dataclass
class GridRow:
    """A row of the table: what its cells say, what it was opened with, what is wrong with it."""

    place: int
    texts: dict[str, str] = field(default_factory=dict)
    opened: dict[str, Opened] = field(default_factory=dict)
    """By the part's name, or by the key of a column of numbers."""
    was: dict[str, str] = field(default_factory=dict)
    """What cells without a version of their own said."""
    order: int | None = None
    is_removed: bool = False
    is_gone: bool = False
    """Whether somebody deleted it meanwhile, and nothing was typed into it here."""
    errors: dict[str, list[str]] = field(default_factory=dict)
    """By the column's key; of the row itself under an empty one."""
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def prefix(self) -> str:
        """The beginning of the names of the row's inputs."""
        return f"{PREFIX}-{self.place}"

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in the row."""
        return not self.opened and not any(self.texts.values())

    def refuse(self, key: str, sentence: Any) -> None:
        """Say what is wrong at a cell; of the row itself under an empty key."""
        said = self.errors.setdefault(key, [])
        if str(sentence) not in said:
            said.append(str(sentence))

    def is_filled(self, columns: Iterable[Column]) -> bool:
        """Whether any of the columns has something typed in it."""
        return any(self.texts.get(column.key) for column in columns)


def posted_rows(grid: Grid, data: Any) -> list[GridRow]:
    """Return the posted rows in the order in which they are to stand; raises ``ValidationError`` for too many."""
    places = posted_places(data, PREFIX)
    if len(places) > MOST_ROWS:
        raise ValidationError(_("A table has %(most)d rows at most.") % {"most": MOST_ROWS})
    rows = [_posted_row(grid, data, place) for place in places]
    last = max((row.order for row in rows if row.order is not None), default=0)
    rows.sort(key=lambda row: (last + 1 if row.order is None else row.order, row.place))
    return [row for row in rows if not row.is_blank]


def _posted_row(grid: Grid, data: Any, place: int) -> GridRow:
    row = GridRow(place)
    text = lambda name: str(data.get(f"{row.prefix}-{name}", ""))  # noqa: E731
    row.texts = {column.key: text(column.key).replace("\r\n", "\n") for column in grid.typed_columns}
    row.is_removed = bool(text(REMOVED)) and grid.may_remove
    order = text(ORDER).strip() if grid.may_move else ""
    row.order = int(order) if re.fullmatch(r"\d{1,6}", order, re.ASCII) else None
    for part in grid.all_parts:
        if found := OPENED.fullmatch(text(f"{part.name}-{VERSION}")):
            row.opened[part.name] = Opened(*map(int, found.groups()))
    for word in text(f"{NUMBERS}-{VERSION}").split():
        key, _sign, opened = word.partition("=")
        if key in grid.by_key and (found := OPENED.fullmatch(opened)):
            row.opened[key] = Opened(*map(int, found.groups()))
    row.was = {key: text(f"{key}-{WAS}") for key in grid.by_key if f"{row.prefix}-{key}-{WAS}" in data}
    return row


def read_values(grid: Grid, rows: Iterable[GridRow]) -> None:
    """Read what is typed in every cell; what cannot be read is refused at its cell."""
    for row in rows:
        if row.is_removed:
            continue
        for column in grid.typed_columns:
            _read_value(column, row)


def _read_value(column: Column, row: GridRow) -> None:
    try:
        row.values[column.key] = column.typed(row.texts.get(column.key, ""))
    except ValidationError as error:
        row.refuse(column.key, " ".join(error.messages))


def stored_rows(grid: Grid) -> list[GridRow]:
    """Return the stored rows as the page shows them: what is as above is left empty."""
    combinations = list(grid.stored())
    numbers = grid.numbers_of(found[grid.row_part.name] for found in combinations if found.get(grid.row_part.name))
    shown = _Shown(grid)
    return [_stored_row(grid, place, found, numbers, shown) for place, found in enumerate(combinations)]


class _Shown:
    """Which shared rows stand in the table already, and above."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._above: dict[str, Any] = {}
        self._numbers: dict[tuple[str, int], int] = {}

    def is_new(self, part: Part, row: Any) -> bool:
        """Whether the cells of a part are to be shown, and are not as above."""
        if part.number is not None:
            return (part.name, row.pk) not in self._numbers
        return bool(self._above.get(part.name) != row.pk)

    def number(self, part: Part, row: Any) -> int:
        """Return the number of a shared row in the table."""
        known = sum(1 for name, _pk in self._numbers if name == part.name)
        return self._numbers.setdefault((part.name, row.pk), known + 1)

    def has_stood(self, part: Part, row: Any) -> None:
        """Note what stands in a row."""
        self._above[part.name] = row.pk if row is not None else None


def _stored_row(grid: Grid, place: int, found: Combination, numbers: Mapping[int, Any], shown: _Shown) -> GridRow:
    row = GridRow(place, order=place + 1)
    for part in grid.all_parts:
        stored = found.get(part.name)
        if stored is not None and (not part.is_shared or shown.is_new(part, stored)):
            row.opened[part.name] = Opened(stored.pk, stored.version)
            row.texts |= {column.key: column.shown(column.read(stored)) for column in part.columns}
        if stored is not None and part.number is not None:
            row.texts[part.number.key] = str(shown.number(part, stored))
        shown.has_stood(part, stored)
    own = found.get(grid.row_part.name)
    if own is not None:
        row.was = {key: row.texts[key] for key in _without_version(grid)}
        for key, number in numbers.get(own.pk, {}).items():
            row.opened[key] = Opened(number.pk, number.version)
            row.texts[key] = grid.by_key[key].shown(number_of(number))
    return row


def number_of(row: Any) -> Any:
    """Return the number that a row of numbers holds."""
    return row.amount if hasattr(row, "amount") else row.value


def _without_version(grid: Grid) -> Iterator[str]:
    return (column.key for column in grid.row_part.columns if hasattr(column, "rows_of"))
