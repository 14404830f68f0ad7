"""What every widget of a file builds on: a text, a number or a day, as it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from import_export.widgets import Widget

Cell = str | int | Decimal | date
Read = Callable[[Any], Any]


def unread(cell: Any) -> Any:
    """Stand in for a reader where nothing is ever read."""
    raise NotImplementedError("This resource is exported only.")


class Plain(Widget):
    """A text, a number or a day, as it is."""

    def __init__(self, read: Read = unread) -> None:
        super().__init__()
        self.read = read

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Cell:
        """Return the value as a cell; nothing as an empty text."""
        return "" if value is None else value

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        """Return what the cell says; raise ``ValueError`` with a sentence."""
        return self.read(value)

    def data(self, value: Any) -> Any:
        """Return the value for JSON."""
        return value
