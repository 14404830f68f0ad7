"""The columns of a file: each a field of the row, or something for information."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from decimal import Decimal
from typing import Any

from import_export.fields import Field

from oleksandria_intl import ukrainian
from oleksandria_intl.rows_by_name import holds_key

from .files import written
from .links import Link, NamedLink
from .plain import Cell, Plain


class Column(Field):
    """A field of the row; the resource gives it its head and its widget."""

    widget: Plain
    column_name: str

    def __init__(self, field: Any) -> None:
        super().__init__(attribute=field.name, column_name=field.name)
        self.field = field

    def __deepcopy__(self, memo: Any) -> Column:
        """Return a column of its own for each resource; the model's field is shared."""
        return copy(self)

    @property
    def head(self) -> Any:
        """What the column is called, unless the resource says otherwise."""
        return self.field.verbose_name

    def value(self, row: Any) -> Any:
        """Return the row's value; of a link whose column holds the key only that, so that no other row is fetched."""
        if isinstance(self.widget, NamedLink) or (isinstance(self.widget, Link) and holds_key(self.field)):
            return getattr(row, self.field.attname)
        return getattr(row, self.field.name)

    def export(self, instance: Any, **kwargs: Any) -> Cell:
        """Return the cell."""
        return self.widget.render(self.value(instance))

    def data(self, row: Any) -> Any:
        """Return the value for JSON."""
        return self.widget.data(self.value(row))

    def printed(self, row: Any) -> str:
        """Return the value as people read it."""
        return printed(self.export(row))

    def save(self, instance: Any, row: Any, is_m2m: bool = False, **kwargs: Any) -> None:
        """Put what the cell says into the row, unless the row says it already."""
        value = self.clean(row)
        if value is None and not self.field.null:
            value = self.field.get_default()
        if self.is_link or not self._says(instance, value):
            setattr(instance, self.field.name, value)

    @property
    def is_link(self) -> bool:
        """Whether the column points at another row."""
        return isinstance(self.widget, Link)

    def _says(self, instance: Any, value: Any) -> bool:
        """Whether the row has the value, or one whose export is read as it: spaces around an old text are no change."""
        stored = getattr(instance, self.field.name)
        if value == stored or not isinstance(stored, str):
            return bool(value == stored)
        try:
            return bool(value == self.widget.clean(written(self.widget.render(stored))))
        except ValueError:
            return False


class InfoColumn(Column):
    """Something about the row, for information of whoever reads the file; an import passes over it."""

    def __init__(self, head: Any, value: Callable[[Any], Cell]) -> None:
        Field.__init__(self, attribute=None, readonly=True, widget=Plain())
        self._head, self._value = head, value

    @property
    def head(self) -> Any:
        """What the column is called."""
        return self._head

    @property
    def is_link(self) -> bool:
        """It points at nothing."""
        return False

    def value(self, row: Any) -> Any:
        """Return what the column shows."""
        return self._value(row)


def printed(cell: Cell) -> str:
    """Return a cell as people read it: «12 500,50», «31.03.2020»."""
    if isinstance(cell, Decimal):
        return ukrainian.number(cell, least=2)
    return cell if isinstance(cell, str) else written(cell)
