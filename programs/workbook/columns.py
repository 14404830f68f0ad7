"""The columns of a workbook's sheets: how a field becomes a cell, and a cell the field's value, exactly."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from oleksandria_intl.documents.sheets.to_fill_in import Head
from oleksandria_intl.tables.amounts import Amounts
from oleksandria_intl.tables.cells import Cell, Unusable, Wrong, is_blank, plain_text

from .entries import CodeOf, RowByName
from .names import Names, folded

YES, NO = "так", "ні"
AMOUNT, NUMBER = "#,##0.00", "0"
Choices = Callable[[], Iterable[tuple[Any, Any]]]


@dataclass(frozen=True)
class Column:
    """A column of texts, as they are."""

    head: str
    field: str
    note: str = ""
    width: int = 24
    is_needed: bool = False
    is_folded: bool = False

    def as_head(self, names: Names) -> Head:
        """Return the head as it is written."""
        return Head(self.head, self.note, self.width, is_needed=self.is_needed, is_folded=self.is_folded)

    def cell(self, row: Any, names: Names) -> Any:
        """Return the field of a row as a cell."""
        return getattr(row, self.field)

    def value(self, cell: Cell, names: Names) -> Any:
        """Return what the cell says; raise ``Wrong``."""
        return text_of(cell)


def text_of(cell: Cell) -> str:
    """Return a text with every space and line break that it has."""
    if isinstance(cell, str):
        return "" if is_blank(cell) else cell
    return plain_text(cell)


@dataclass(frozen=True)
class YesNo(Column):
    """«так» or «ні»."""

    def as_head(self, names: Names) -> Head:
        return replace(super().as_head(names), offers=(YES, NO))

    def cell(self, row: Any, names: Names) -> Any:
        return YES if getattr(row, self.field) else ""

    def value(self, cell: Cell, names: Names) -> bool:
        word = cell.shown if isinstance(cell, Unusable) else plain_text(cell)
        if word.casefold() in ("", NO, "false", "0", "-"):
            return False
        if word.casefold() in (YES, "true", "1", "+"):
            return True
        raise Wrong(_("Write “%(yes)s” or “%(no)s”.") % {"yes": YES, "no": NO})


@dataclass(frozen=True)
class Choice(Column):
    """One of several values, by its label."""

    choices: Choices = tuple

    def _labels(self) -> dict[Any, str]:
        with override("uk"):
            return {value: str(label) for value, label in self.choices()}

    def as_head(self, names: Names) -> Head:
        labels = tuple(label for value, label in self._labels().items() if value not in ("", None))
        return replace(super().as_head(names), offers=labels)

    def cell(self, row: Any, names: Names) -> Any:
        value = getattr(row, self.field)
        return "" if value in ("", None) else self._labels().get(value, str(value))

    def value(self, cell: Cell, names: Names) -> Any:
        word = folded(plain_text(cell))
        if not word:
            return ""
        labels = self._labels()
        for value, label in labels.items():
            if word in (folded(label), str(value).casefold()):
                return value
        shown = ", ".join(label for value, label in labels.items() if value not in ("", None))
        raise Wrong(_("Write one of these: %(labels)s.") % {"labels": shown})


@dataclass(frozen=True)
class Amount(Column):
    """Hryvnias with kopiykas."""

    width: int = 16

    def as_head(self, names: Names) -> Head:
        return replace(super().as_head(names), form=AMOUNT)

    def value(self, cell: Cell, names: Names) -> Decimal | None:
        return amount_of(cell)


def amount_of(cell: Cell, *, in_thousands: bool = False) -> Decimal | None:
    """Return hryvnias, None for an empty cell or a dash; raise ``Wrong``."""
    if isinstance(cell, Unusable):
        raise Wrong(cell.reason)
    if isinstance(cell, str) and cell.strip() in ("-", "–", "—"):
        return None
    found = _thousands(cell) if in_thousands else Amounts().read(cell)
    if found is not None and found < 0:
        raise Wrong(_("The amount is negative."))
    return found


def _thousands(cell: Cell) -> Decimal | None:
    """Return thousands as hryvnias: «12,3456» is 12 345,60."""
    text = plain_text(cell).replace("\u00a0", "").replace("\u202f", "").replace(" ", "").replace(",", ".")
    if not text:
        return None
    if not re.fullmatch(r"\d{1,9}(\.\d{1,5})?", text):
        raise Wrong(_("This is not an amount in thousands of hryvnias; write it as 1234,5."))
    return (Decimal(text) * 1000).quantize(Decimal("0.01"))


@dataclass(frozen=True)
class Number(Column):
    """A whole number."""

    width: int = 10

    def as_head(self, names: Names) -> Head:
        return replace(super().as_head(names), form=NUMBER)

    def value(self, cell: Cell, names: Names) -> int | None:
        return whole_number(cell)


def whole_number(cell: Cell) -> int | None:
    """Return a whole number, None for an empty cell; raise ``Wrong``."""
    text = plain_text(cell)
    if text and not re.fullmatch(r"\d{1,6}", text):
        raise Wrong(_("This is not a whole number."))
    return int(text) if text else None


@dataclass(frozen=True)
class Link(Column):
    """A row of a register, by its name."""

    model: Any = None

    def as_head(self, names: Names) -> Head:
        return replace(super().as_head(names), offers=tuple(names.labels(self.model).values()) or None)

    def cell(self, row: Any, names: Names) -> Any:
        linked = getattr(row, self.field)
        return "" if linked is None else names.label(linked)

    def value(self, cell: Cell, names: Names) -> Any:
        text = plain_text(cell)
        if not text:
            return None
        found = names.find(self.model, text)
        if found is None:
            raise Wrong(names.book(self.model).unknown(text))
        return found


@dataclass(frozen=True)
class RowLink(Column):
    """Another row of the edition, by its name as its own sheet has it."""

    model: Any = None
    by: str = ""
    sheet: str = ""
    """The sheet and the head of the column whose cells are offered."""
    of: str = ""

    def as_head(self, names: Names) -> Head:
        return replace(super().as_head(names), offers_column=(self.sheet, self.of))

    def cell(self, row: Any, names: Names) -> Any:
        linked = getattr(row, self.field)
        return "" if linked is None else names_of_rows(self.model, row.edition, self.by, names)[linked.pk]

    def value(self, cell: Cell, names: Names) -> Any:
        text = text_of(cell)
        return RowByName(self.model, self.by, text) if text else None


@dataclass(frozen=True)
class RowCode(RowLink):
    """Another row of the edition, whose code the field holds."""

    def cell(self, row: Any, names: Names) -> Any:
        code = getattr(row, self.field)
        return names_of_codes(self.model, row.edition, self.by, names).get(code, code)

    def value(self, cell: Cell, names: Names) -> Any:
        asked = super().value(cell, names)
        return CodeOf(asked) if asked else ""


def names_of_rows(model: Any, edition: Any, by: str, names: Names) -> dict[Any, str]:
    """Return the names of an edition's rows by primary key, those that repeat with a number."""
    from .entries import distinct
    from .trees import ordered

    known = names.of_rows.setdefault((model, edition.pk), {})
    if not known:
        rows = ordered(model._default_manager.filter(edition=edition))
        known.update(zip((row.pk for row in rows), distinct(getattr(row, by) for row in rows), strict=True))
    return known


def names_of_codes(model: Any, edition: Any, by: str, names: Names) -> dict[Any, str]:
    """Return the names of an edition's rows by code."""
    known = names.of_rows.setdefault((model, f"codes of {edition.pk}"), {})
    if not known:
        labels = names_of_rows(model, edition, by, names)
        rows = model._default_manager.filter(edition=edition).values_list("code", "pk")
        known.update({code: labels[pk] for code, pk in rows})
    return known


def model_of(json_key: str) -> Any:
    """Return the kind of rows that travels under a name: «measures» live in an app to the right."""
    from programs.exchange import row_models

    return next(model for model in row_models() if model.json_key == json_key)
