"""The sheets of a workbook: who can write which rows and read them back, whichever app they live in.

Apps to the right register theirs in ``AppConfig.ready()``, as kinds of sections are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from oleksandria_intl.documents.sheets.to_fill_in import Form
from oleksandria_intl.tables.cells import Cell
from programs.models import Edition

from .entries import Book, Model, Place
from .names import Names

Rows = Mapping[Model, Sequence[Any]]
Cells = Mapping[str, Cell]
"""The cells of a row by the normal form of their heads."""


@dataclass
class Written:
    """What a workbook is made from: an edition with its rows, or nothing but years."""

    names: Names
    years: range
    edition: Edition | None = None
    rows: Rows = field(default_factory=dict)
    unit: Any = None
    """The unit to whose measures it is cut."""

    def of(self, model: Model) -> Sequence[Any]:
        """Return the rows of a kind."""
        return self.rows.get(model, ())


class Sheet(Protocol):
    """A sheet with rows."""

    title: str
    place: int
    help: str
    """A line about it for those who fill it in."""

    def form(self, written: Written) -> Form:
        """Return the sheet as it is written."""

    def known_heads(self, heads: Iterable[str]) -> set[str]:
        """Return those heads of a row that it knows, in their normal form."""

    def read(self, cells: Cells, place: Place, book: Book) -> None:
        """Read a row into the book."""

    def kinds(self, heads: set[str], book: Book) -> Iterable[Model]:
        """Return the kinds of rows that a sheet with these heads is all there is of."""

    def begin(self) -> Sheet:
        """Return a reader of one workbook's sheet."""


@dataclass(frozen=True)
class Cut:
    """How a workbook is cut to what a unit answers for."""

    sheet: str
    model: Model
    """The rows that are proposed one by one: measures."""
    parts: tuple[Model, ...]
    """What belongs to one of them."""
    shared: tuple[Model, ...]
    """What stands on the sheet and is everybody's: directions."""
    units: Callable[[Edition], list[Any]]
    """The units that answer for something in an edition."""
    keys: Callable[[Edition, Any], set[Any]]
    """The primary keys of an edition's rows that are a unit's."""


_sheets: list[Sheet] = []
_cuts: list[Cut] = []


def register(sheet: Sheet) -> None:
    """Add a sheet."""
    _sheets.append(sheet)
    _sheets.sort(key=lambda each: each.place)


def register_cut(cut: Cut) -> None:
    """Say how a workbook is cut to units."""
    _cuts.append(cut)


def sheets() -> list[Sheet]:
    """Return the sheets in their order."""
    return list(_sheets)


def cut() -> Cut:
    """Return how a workbook is cut to units."""
    return _cuts[0]
