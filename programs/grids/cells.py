"""The table as the page shows it: heads, cells with their inputs, sums at the foot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from oleksandria_intl import ukrainian
from oleksandria_intl.admin.locking import VERSION
from programs.grids.base import Grid, Totals
from programs.grids.columns import TRUE, Column
from programs.grids.rows import NUMBERS, ORDER, REMOVED, WAS, GridRow

BLANK_ROWS = 3
"""How many empty rows stand at the end for those whose browser runs no scripts."""
TEMPLATE_PLACE = "__place__"
NOTHING = "–"
INPUT = (
    '<input type="text" class="grid-cell" name="{}" id="{}" value="{}" aria-labelledby="{}" autocomplete="off"{}{}{}>'
)
TEXT = '<textarea class="grid-cell" rows="1" name="{}" id="{}" aria-labelledby="{}"{}{}{}>\n{}</textarea>'


@dataclass(frozen=True)
class Refusal:
    """What is wrong at a cell, with the row and the column named."""

    address: str
    where: str
    sentence: str


class GridView:
    """A table with rows, ready for the template."""

    def __init__(self, grid: Grid, rows: list[GridRow]) -> None:
        self.grid = grid
        self._rows = rows

    @property
    def heads(self) -> Iterator[dict[str, Any]]:
        """Yield the heads of the columns."""
        for column in self.grid.columns:
            yield {
                "column": column,
                "label": capfirst(str(column.label)),
                "is_typed": self.grid.is_editable(column),
                "shared": column.part if column.key in self._shared_keys else "",
            }

    @cached_property
    def _shared_keys(self) -> set[str]:
        """The columns whose empty cells say «as above»."""
        shared = (part for part in self.grid.all_parts if part.is_shared and part.number is None)
        return {column.key for part in shared for column in part.columns}

    @property
    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield the rows with their cells."""
        for number, row in enumerate(self._numbered(), 1):
            yield self._row(row, number)

    def _numbered(self) -> list[GridRow]:
        """Return the rows under places of their own, with empty ones at the end."""
        for place, row in enumerate(self._rows):
            row.place = place
        count = len(self._rows)
        blank = BLANK_ROWS if self.grid.may_add else 0
        return [*self._rows, *(GridRow(place) for place in range(count, count + blank))]

    @property
    def template_row(self) -> dict[str, Any]:
        """The row of which a script makes new ones."""
        row: Any = GridRow(0)
        row.place = TEMPLATE_PLACE
        return self._row(row, "")

    def _row(self, row: GridRow, number: Any) -> dict[str, Any]:
        return {
            "row": row,
            "number": number,
            "order": "" if row.order is None else number,
            "cells": [self._cell(row, column) for column in self.grid.columns],
            "hidden": self._hidden(row),
            "errors": row.errors.get("", []),
            "is_stored": self.grid.row_part.name in row.opened,
            "order_name": f"{row.prefix}-{ORDER}",
            "removed_name": f"{row.prefix}-{REMOVED}",
        }

    def _hidden(self, row: GridRow) -> SafeString:
        """Return the inputs that carry what the row was opened with."""
        parts = [part.name for part in self.grid.all_parts]
        hidden = [(f"{name}-{VERSION}", str(row.opened[name])) for name in parts if name in row.opened]
        if numbers := " ".join(f"{key}={opened}" for key, opened in row.opened.items() if key not in parts):
            hidden.append((f"{NUMBERS}-{VERSION}", numbers))
        hidden += [(f"{key}-{WAS}", text) for key, text in row.was.items()]
        named = ((f"{row.prefix}-{name}", value) for name, value in hidden)
        return format_html_join("", '<input type="hidden" name="{}" value="{}">', named)

    def _cell(self, row: GridRow, column: Column) -> dict[str, Any]:
        text = row.texts.get(column.key, "")
        errors = row.errors.get(column.key, [])
        is_typed = self.grid.is_editable(column)
        shown = _input(row, column, text, bool(errors), self.grid) if is_typed else _plain(column, text)
        return {"column": column, "html": shown, "errors": errors, "error_id": f"{_id(row, column)}-error"}

    @property
    def refusals(self) -> list[Refusal]:
        """What is wrong, row by row, with the row and the column named."""
        return [
            Refusal(self._address(row, key), self._where(row, number, key), sentence)
            for number, row in enumerate(self._rows, 1)
            for key, sentences in row.errors.items()
            for sentence in sentences
        ]

    def _where(self, row: GridRow, number: int, key: str) -> str:
        if not key:
            return _("Row %(row)d") % {"row": number}
        column = capfirst(str(self.grid.by_key[key].label))
        return _("Row %(row)d, column “%(column)s”") % {"row": number, "column": column}

    def _address(self, row: GridRow, key: str) -> str:
        first = next(iter(self.grid.typed_columns), self.grid.columns[0])
        return f"#{_id(row, self.grid.by_key.get(key, first))}"

    # The foot

    @property
    def summed(self) -> list[Column]:
        """The columns that are added up."""
        return [column for column in self.grid.columns if column.is_summed]

    @property
    def has_row_sums(self) -> bool:
        """Whether a row has a sum of its own."""
        return len(self.grid.numbers) > 1 and all(column.is_summed for column in self.grid.numbers)

    @property
    def feet(self) -> Iterator[dict[str, Any]]:
        """Yield the rows of the foot: the sums, and what they are compared with."""
        if not self.summed:
            return
        sums = {column.key: self._sum(column) for column in self.summed}
        for totals in (Totals(_("In all"), sums), *self.grid.totals()):
            known = [totals.amounts[column.key] for column in self.grid.numbers if column.key in totals.amounts]
            yield {
                "label": totals.label,
                "is_agreed": totals.is_agreed,
                "cells": [self._foot(column, totals) for column in self.grid.columns],
                "sum": ukrainian.number(sum(known, Decimal(0)), least=2) if self.has_row_sums else None,
            }

    def _foot(self, column: Column, totals: Totals) -> dict[str, Any]:
        amount = totals.amounts.get(column.key)
        return {"column": column, "text": column.shown(amount), "is_sum": column.is_summed}

    def _sum(self, column: Column) -> Decimal:
        """Add up a column as it is shown; what is no number counts nothing."""
        return sum((_number_in(column, row.texts.get(column.key, "")) for row in self._rows), Decimal(0))


def _number_in(column: Column, text: str) -> Decimal:
    """Return the number that a cell says; nothing where it says none."""
    try:
        return column.typed(text) or Decimal(0)
    except ValidationError:
        return Decimal(0)


def _id(row: GridRow, column: Column) -> str:
    return f"cell-{row.place}-{column.key}"


def _plain(column: Column, text: str) -> str:
    chosen = dict(column.choices).get(text, text)
    if column.look == "flag":
        chosen = _("yes") if text else ""
    return format_html('<span class="grid-plain">{}</span>', chosen)


def _input(row: GridRow, column: Column, text: str, is_wrong: bool, grid: Grid) -> SafeString:
    name, id_ = f"{row.prefix}-{column.key}", _id(row, column)
    labelled = f"head-{column.key} row-{row.place}"
    wrong = format_html(' aria-invalid="true" aria-describedby="{}-error"', id_) if is_wrong else ""
    if column.look == "choice":
        return _select(column, text, (name, id_, labelled, wrong))
    if column.look == "flag":
        checked = mark_safe(" checked") if text else ""
        box = '<input type="checkbox" class="grid-cell" name="{}" id="{}" value="{}" aria-labelledby="{}"{}{}>'
        return format_html(box, name, id_, TRUE, labelled, checked, wrong)
    longest = format_html(' maxlength="{}"', column.longest) if column.longest else ""
    if column.look in ("text", "when"):
        empty = format_html(' placeholder="{}"', column.placeholder) if column.placeholder else ""
        return format_html(TEXT, name, id_, labelled, wrong, longest, empty, text)
    offers = format_html(' list="offers-{}"', column.key) if grid.offers.get(column.key) else ""
    decimal = mark_safe(' inputmode="decimal"') if column.look == "amount" else offers
    return format_html(INPUT, name, id_, text, labelled, decimal, wrong, longest)


def _select(column: Column, chosen: str, attributes: Iterable[Any]) -> SafeString:
    options = format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((code, mark_safe(" selected") if code == chosen else "", label) for code, label in column.choices),
    )
    return format_html(
        '<select class="grid-cell" name="{}" id="{}" aria-labelledby="{}"{}>{}</select>', *attributes, options
    )
