"""A sheet whose rows are leaves of a tree: direction, measure, source; field, theme, purpose, visit.

A row names what it belongs to; a cell left empty, or merged with the one above, means the same as above.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from oleksandria_intl.documents.sheets.to_fill_in import Form, Head
from oleksandria_intl.periods import PERIOD_FIELDS
from oleksandria_intl.tables.cells import Wrong, is_blank, plain_text
from oleksandria_intl.tables.sources import normal

from .columns import Column
from .entries import Book, Entry, Model, Place
from .names import folded
from .periods import settle_period
from .sheets import Cells, Rows, Written

CODE = re.compile(r"[a-z0-9][a-z0-9.\-]{0,79}")


def ordered(rows: Iterable[Any]) -> list[Any]:
    """Return rows in the order of their places."""
    return sorted(rows, key=lambda row: (getattr(row, "order", 0), row.pk))


@dataclass(frozen=True)
class Level:
    """A kind of rows on a sheet: its columns, and the link to the level above."""

    model: Model
    columns: tuple[Column, ...]
    code_head: str = "Код"
    parent: str = ""
    name: str = ""
    """The field that tells its rows apart; where several rows of the sheet bear it, they are one row of the edition.

    Empty for the lowest level, whose every row is another one.
    """
    identity: tuple[str, ...] = ()
    """The fields by which a row that lost its code is known."""
    fixed: tuple[tuple[str, Any], ...] = ()

    @property
    def code_key(self) -> str:
        """The normal form of the head of its codes."""
        return normal(self.code_head)


@dataclass
class TreeSheet:
    """A sheet of one or several levels."""

    title: str
    place: int
    levels: tuple[Level, ...]
    help: str = ""
    colour: str = ""
    _current: list[Entry | None] = field(default_factory=list)
    _known: list[list[Entry]] = field(default_factory=list)

    def kinds(self, heads: set[str], book: Book) -> tuple[Model, ...]:
        """Return the kinds of rows that it holds."""
        return tuple(level.model for level in self.levels)

    # Writing

    def form(self, written: Written) -> Form:
        """Return the sheet with its rows."""
        heads = self.heads(written)
        rows = [[cells.get(head.text, "") for head in heads] for cells in self.rows_of_cells(written)]
        return Form(self.title, heads, rows, self.colour)

    def heads(self, written: Written) -> list[Head]:
        """Return the heads: codes first and hidden, then what people read."""
        codes = [Head(level.code_head, width=12, is_hidden=True) for level in self.levels if level.code_head]
        columns = [column.as_head(written.names) for level in self.levels for column in level.columns]
        return [
            *codes,
            *(head for head in columns if not head.is_folded),
            *(head for head in columns if head.is_folded),
        ]

    def rows_of_cells(self, written: Written) -> Iterator[dict[str, Any]]:
        """Yield rows of cells by head; what has nothing below it stands in a row of its own."""
        yield from self._below(written, 0, None, {})

    def _below(self, written: Written, depth: int, parent: Any, above: dict[str, Any]) -> Iterator[dict[str, Any]]:
        level = self.levels[depth]
        for row in ordered(self.children(written.rows, level, parent)):
            cells = {**above, **self.cells_of(level, row, written)}
            further = list(self._below(written, depth + 1, row, cells)) if depth + 1 < len(self.levels) else []
            yield from further or self.leaves(row, cells, written, is_whole=depth + 1 == len(self.levels))

    def children(self, rows: Rows, level: Level, parent: Any) -> list[Any]:
        """Return the rows of a level under a row of the level above."""
        found = rows.get(level.model, ())
        return [row for row in found if not level.parent or getattr(row, f"{level.parent}_id") == parent.pk]

    def cells_of(self, level: Level, row: Any, written: Written) -> dict[str, Any]:
        """Return the cells of a row at a level."""
        cells = {column.head: column.cell(row, written.names) for column in level.columns}
        return {level.code_head: row.code, **cells}

    def leaves(self, row: Any, cells: dict[str, Any], written: Written, *, is_whole: bool) -> list[dict[str, Any]]:
        """Return the rows of the sheet that a lowest row makes."""
        return [cells]

    # Reading

    def begin(self) -> Any:
        """Return a reader of one workbook's sheet."""
        return replace(self, _current=[None] * len(self.levels), _known=[[] for _level in self.levels])

    def known_heads(self, heads: Iterable[str]) -> set[str]:
        """Return the heads that it knows, in their normal form."""
        own = {level.code_key for level in self.levels}
        own |= {normal(column.head) for level in self.levels for column in level.columns}
        return own & set(heads)

    def read(self, cells: Cells, place: Place, book: Book) -> None:
        """Read a row: find or make the entry of each level, from the top."""
        deepest = self.deepest(cells)
        for depth, level in enumerate(self.levels[: deepest + 1]):
            entry = self._entry(depth, level, cells, place, book)
            if entry is not self._current[depth]:
                self._current[depth:] = [entry, *[None] * (len(self.levels) - depth - 1)]
        if deepest == len(self.levels) - 1:
            self.read_leaf(self._current[deepest], cells, place, book)

    def deepest(self, cells: Cells) -> int:
        """Return the lowest level of which a row says something, -1 for none."""
        said = [
            depth
            for depth, level in enumerate(self.levels)
            if any(not is_blank(cells.get(normal(column.head))) for column in level.columns)
        ]
        return max(said, default=-1)

    def read_leaf(self, entry: Any, cells: Cells, place: Place, book: Book) -> None:
        """Read what else a row says of its lowest entry."""

    def _entry(self, depth: int, level: Level, cells: Cells, place: Place, book: Book) -> Entry:
        parent = self._current[depth - 1] if depth else None
        code, name = self._code(level, cells), self._name(level, cells)
        if level.name:
            above = self._current[depth]
            if not name and above is not None:
                return above
            for known in self._known[depth]:
                same_parent = not level.parent or known.values.get(level.parent) is parent
                alike = folded(str(known.values.get(level.name, ""))) == folded(name)
                if name and same_parent and alike and (not code or not known.code or code == known.code):
                    return known
        entry = self._new(level, parent, code, cells, place, book)
        self._known[depth].append(entry)
        return entry

    def _new(self, level: Level, parent: Entry | None, code: str, cells: Cells, place: Place, book: Book) -> Entry:
        heads = {column.field: column.head for column in level.columns}
        entry = Entry(level.model, place, dict(level.fixed), code, heads, level.identity)
        if level.parent:
            entry.values[level.parent] = parent
        entry.values |= values_of(level.columns, cells, place, book)
        return book.add(entry)

    def _code(self, level: Level, cells: Cells) -> str:
        cell = cells.get(level.code_key)
        text = cell.strip() if isinstance(cell, str) else ""
        return text if CODE.fullmatch(text) else ""

    def _name(self, level: Level, cells: Cells) -> str:
        column = next((each for each in level.columns if each.field == level.name), None)
        if column is None:
            return ""
        try:
            return plain_text(cells.get(normal(column.head)))
        except Wrong:
            return ""  # refused where its value is read


def values_of(columns: Sequence[Column], cells: Cells, place: Place, book: Book) -> dict[str, Any]:
    """Return the values of a row's columns that the workbook has, and refuse what they cannot be."""
    values: dict[str, Any] = {}
    for column in columns:
        key = normal(column.head)
        if key not in cells:
            continue
        try:
            values[column.field] = column.value(cells[key], book.names)
        except Wrong as error:
            book.refuse(place, str(error), column=column.head, value=cells[key])
        else:
            if column.is_needed and values[column.field] in ("", None):
                book.refuse(place, needed(), column=column.head)
    if any(name in values for name in PERIOD_FIELDS[:3]):
        settle_period(values)
    return values


def needed() -> str:
    """Return the sentence about a cell that may not be empty."""
    return _("This cell has to be filled in.")
