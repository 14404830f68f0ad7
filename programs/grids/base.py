"""What a table is: the parts of a row, its columns, who may change what, and the rows that are stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any, ClassVar

from django.db import models

from oleksandria_intl import ukrainian
from programs.grids.columns import Column, MatrixColumn

Combination = dict[str, Any]
"""A row of the table: the stored row of each part, by the part's name."""


@dataclass(frozen=True)
class Part:
    """A kind of rows that stands in some columns of the table; the last part of a table is what a row is about."""

    name: str
    model: type[models.Model]
    columns: tuple[Column, ...]
    links: tuple[str, ...] = ()
    """The links to the parts before it; within the first it has its place."""
    is_shared: bool = False
    """Whether rows one under another may share it: an empty cell says «as above»."""
    number: Column | None = None
    """The column whose number tells rows, wherever they stand, that they share it."""
    order: str = "order"
    """The field of its place in the list; empty where the table does not order it."""


@dataclass
class Totals:
    """What stands at the foot of the table."""

    label: Any
    amounts: dict[str, Decimal] = field(default_factory=dict)
    """By the key of the column."""
    is_agreed: bool = False


class Grid:
    """A table for one owner: an edition, a delegation."""

    kind: ClassVar[str]
    title: ClassVar[Any]
    help_text: ClassVar[Any] = ""
    place: ClassVar[int] = 0
    """Where it stands among the tables of its owner."""
    owner_field: ClassVar[str]
    row_model: ClassVar[type[models.Model]]
    """What a row is about; who may see it may see the table."""
    matrix_model: ClassVar[type[models.Model] | None] = None
    """The rows that are numbers under a row of the table."""
    matrix_link: ClassVar[str] = ""
    grows: ClassVar[bool] = True
    """Whether rows may be added, moved and removed."""
    is_tight: ClassVar[bool] = False
    """Whether it has so many columns of numbers that they stand closer."""
    panel_template: ClassVar[str] = ""

    def __init__(self, owner: Any, user: Any, asked: Mapping[str, str] | None = None) -> None:
        self.owner, self.user, self.asked = owner, user, asked or {}

    # What a kind of table says

    def parts(self) -> tuple[Part, ...]:
        """Return the parts of a row, the outermost first."""
        raise NotImplementedError

    def matrix(self) -> list[MatrixColumn]:
        """Return the columns of numbers."""
        return []

    def stored(self) -> Iterable[Combination]:
        """Return the rows in their order, each with the stored row of every part."""
        raise NotImplementedError

    @property
    def is_open(self) -> bool:
        """Whether the table may be changed at all."""
        return True

    def has_row(self, filled: set[str]) -> bool:
        """Whether a new row with these keys of columns filled is more than the head of a group."""
        return bool(filled & self.row_keys)

    def written_first(self, row: Any, values: Mapping[str, Any]) -> Any:
        """Return by what the rows of a part are sorted before they are written: the row, its new values by column."""
        return 0

    def own(self, row: Any) -> None:
        """Put a row under the table's owner: a stored one stands there, and asks for it no more."""
        if any(field.name == self.owner_field for field in row._meta.fields):
            setattr(row, self.owner_field, self.owner)

    def begin(self, part: Part, row: Any) -> None:
        """Put into a new row what the table does not ask for."""

    def complaints(self, row: Any, numbers: Mapping[str, Decimal]) -> str:
        """Return what is wrong with a row and its numbers together; empty where nothing is."""
        return ""

    def panel(self) -> dict[str, Any]:
        """Return what the page shows beside the table, from the same queries as the papers."""
        return {}

    def totals(self) -> list[Totals]:
        """Return what the sums at the foot are compared with."""
        return []

    def key_of(self, name: str, row: Any) -> str:
        """Return by what a row of a shared part is found again by its name."""
        columns = self.part(name).columns
        return self.text_key(columns[0].shown(columns[0].read(row))) if columns else ""

    def text_key(self, text: str) -> str:
        """Return what is the same for names that differ in case, spaces and apostrophes."""
        return ukrainian.search_key(text)

    @property
    def owner_name(self) -> str:
        """Whose table it is."""
        return str(self.owner)

    # What follows from it

    @cached_property
    def all_parts(self) -> tuple[Part, ...]:
        """The parts, made once."""
        return self.parts()

    @cached_property
    def numbers(self) -> list[MatrixColumn]:
        """The columns of numbers, made once."""
        return self.matrix()

    def part(self, name: str) -> Part:
        """Return a part by its name."""
        return next(part for part in self.all_parts if part.name == name)

    @property
    def row_part(self) -> Part:
        """What a row is about."""
        return self.all_parts[-1]

    @cached_property
    def columns(self) -> list[Column]:
        """All columns from left to right."""
        return list(self.arranged())

    def arranged(self) -> Iterator[Column]:
        """Yield the columns from left to right."""
        for part in self.all_parts:
            if part.number is not None:
                yield part.number
            yield from part.columns
        yield from self.numbers

    @cached_property
    def by_key(self) -> dict[str, Column]:
        """The columns by their keys."""
        return {column.key: column for column in self.columns}

    @cached_property
    def row_keys(self) -> set[str]:
        """The keys of the columns that belong to the row itself, its numbers among them."""
        return {column.key for column in (*self.row_part.columns, *self.numbers)}

    @cached_property
    def offers(self) -> dict[str, tuple[str, ...]]:
        """The names that are offered while typing, by the key of the column."""
        return {column.key: offers for column in self.columns if (offers := getattr(column, "offers", ()))}

    # Rights

    @classmethod
    def is_about(cls, owner: Any) -> bool:
        """Whether an owner has such a table."""
        return True

    @classmethod
    def may_see(cls, user: Any) -> bool:
        """Whether a person may see the table."""
        return bool(user.has_perm(_permission("view", cls.row_model)))

    def may(self, action: str, model: type[models.Model]) -> bool:
        """Whether the reader may do something with rows of a model."""
        return self.is_open and bool(self.user.has_perm(_permission(action, model)))

    def is_editable(self, column: Column) -> bool:
        """Whether the reader may type into a column."""
        if not column.is_editable:
            return False
        if isinstance(column, MatrixColumn):
            return self.matrix_model is not None and self.may("change", self.matrix_model)
        return self.may("change", self.part(column.part).model)

    @cached_property
    def typed_columns(self) -> list[Column]:
        """The columns that the reader may type into."""
        return [column for column in self.columns if self.is_editable(column)]

    @property
    def may_edit(self) -> bool:
        """Whether the reader may change anything."""
        return bool(self.typed_columns)

    @property
    def may_add(self) -> bool:
        """Whether the reader may add rows."""
        return self.grows and all(self.may("add", part.model) for part in self.all_parts)

    @property
    def may_remove(self) -> bool:
        """Whether the reader may remove rows."""
        return self.grows and self.may("delete", self.row_part.model)

    @property
    def may_move(self) -> bool:
        """Whether the reader may change the order of rows."""
        return self.grows and bool(self.row_part.order) and self.may("change", self.row_part.model)

    def numbers_of(self, rows: Iterable[Any]) -> dict[int, dict[str, Any]]:
        """Return the stored numbers under rows: by the row's primary key and the column's key."""
        if self.matrix_model is None or not self.numbers:
            return {}
        found: dict[int, dict[str, Any]] = {}
        places = {_axis_of(column.axis): column.key for column in self.numbers}
        names = list(self.numbers[0].axis)
        pks = [row.pk for row in rows]
        linked: dict[str, Any] = {f"{self.matrix_link}__in": pks}
        for number in self.matrix_model._default_manager.filter(**linked).order_by("pk"):
            key = places.get(tuple(_plain(getattr(number, _attribute(number, name))) for name in names))
            if key:
                found.setdefault(getattr(number, f"{self.matrix_link}_id"), {})[key] = number
        return found


def _axis_of(axis: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(_plain(value) for value in axis.values())


def _attribute(row: models.Model, name: str) -> str:
    """Return the attribute that holds a field's own value: of a link its key."""
    field: Any = row._meta.get_field(name)
    return str(field.attname)


def _plain(value: Any) -> Any:
    return value.pk if isinstance(value, models.Model) else value


def _permission(action: str, model: type[models.Model]) -> str:
    return f"{model._meta.app_label}.{action}_{model._meta.model_name}"
