"""The columns of a workbook's sheets: how a field becomes a cell, and a cell the field's value, exactly."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import override

from oleksandria_intl import ukrainian
from oleksandria_intl.documents.sheets.to_fill_in import Head
from oleksandria_intl.periods import PERIOD_FIELDS, Precision
from oleksandria_intl.tables.amounts import Amounts
from oleksandria_intl.tables.cells import Cell, Unusable, Wrong, is_blank, number_text, plain_text
from oleksandria_intl.tables.values import day

from .entries import CodeOf, RowByName
from .names import Names, folded

YES, NO = "так", "ні"
AMOUNT, NUMBER, DAY = "#,##0.00", "0", "dd.mm.yyyy"
MONTH = re.compile(r"(\d\d?)\.(\d{4})|([^\W\d]+)\s+(\d{4})(?:\s*р\w*\.?)?", re.IGNORECASE)
YEAR = re.compile(r"(\d{4})(?:\s*р\w*\.?)?", re.IGNORECASE)
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
        facts = {"is_needed": self.is_needed, "is_folded": self.is_folded}
        return Head(self.head, self.note, self.width, **facts)

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
            raise Wrong(names.unknown(self.model, text))
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
        labels = names_of_rows(self.model, row.edition, self.by, names)
        linked = self.model._default_manager.filter(edition=row.edition, code=code).first() if code else None
        return labels[linked.pk] if linked else code

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
        known.update(zip((row.pk for row in rows), distinct(getattr(row, by) for row in rows)))
    return known


def model_of(json_key: str) -> Any:
    """Return the kind of rows that travels under a name: «measures» live in an app to the right."""
    from programs.exchange import row_models

    return next(model for model in row_models() if model.json_key == json_key)


# Periods: four columns


def precisions() -> list[tuple[str, Any]]:
    """Return how well a date may be known."""
    return list(Precision.choices)


@dataclass(frozen=True)
class PeriodDay(Column):
    """The first or the last day of a period; a month or a year may be written, too."""

    width: int = 13
    is_last: bool = False

    def as_head(self, names: Names) -> Head:
        return replace(super().as_head(names), form=DAY)

    def value(self, cell: Cell, names: Names) -> Any:
        text = plain_text(cell) if not isinstance(cell, date) else ""
        if found := part_of_year(text):
            return found
        return day(cell)


@dataclass(frozen=True)
class Span:
    """A month or a year that stands where a day is asked for."""

    first: date
    last: date
    precision: str


def part_of_year(text: str) -> Span | None:
    """Return the month or the year that a text names: «08.2020», «серпень 2020 року», «2020»."""
    if found := YEAR.fullmatch(text.strip()):
        year = int(found[1])
        return Span(date(year, 1, 1), date(year, 12, 31), Precision.YEAR) if 1991 <= year <= 2100 else None
    if not (found := MONTH.fullmatch(text.strip())):
        return None
    month, year = (int(found[1]), int(found[2])) if found[1] else (_month(found[3]), int(found[4]))
    if not (1 <= month <= 12 and 1991 <= year <= 2100):
        return None
    return Span(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), Precision.MONTH)


def _month(word: str) -> int:
    for names in (ukrainian.MONTHS, ukrainian.MONTHS_GENITIVE):
        if word.casefold() in names:
            return names.index(word.casefold()) + 1
    return 0


def settle_period(values: dict[str, Any]) -> None:
    """Make a period of what its four columns say: a month is its first and last day, known to the month."""
    start, end = (values.get(name) for name in PERIOD_FIELDS[:2])
    spans = [each for each in (start, end) if isinstance(each, Span)]
    if isinstance(start, Span) and end is None:
        end = start
    values["period_start"] = start.first if isinstance(start, Span) else start
    values["period_end"] = end.last if isinstance(end, Span) else end
    precision = values.get("period_precision") or (spans[0].precision if spans else "")
    if values["period_start"] and not precision:
        precision = Precision.DAY
    values["period_precision"] = precision
    if values["period_start"] and not values["period_end"] and precision == Precision.DAY:
        values["period_end"] = values["period_start"]


PERIOD = (
    PeriodDay(
        "Початок",
        "period_start",
        "День, а коли день не відомий – місяць чи рік: «15.08.2020», «серпень 2020», «2020». Порожньо, коли "
        "строк лише словами або протягом усієї Програми.",
    ),
    PeriodDay("Кінець", "period_end", "Те саме. Порожньо, коли це той самий день, місяць чи рік.", is_last=True),
    Choice(
        "Дату відомо",
        "period_precision",
        "До дня, до місяця чи до року. Порожньо – портал зрозуміє з того, як написано дату.",
        width=13,
        choices=precisions,
    ),
    Column(
        "Строк словами",
        "period_words",
        "Лише коли документ каже інакше, ніж дати: «за окремим графіком», «протягом року».",
    ),
)


def needs_text(model: type[models.Model], name: str) -> bool:
    """Whether a field may not be empty."""
    field: Any = model._meta.get_field(name)
    return not (field.blank or field.null or field.has_default())


def year_text(number: Any) -> str:
    """Return a number of a cell as text, for people."""
    return number_text(number) if isinstance(number, (int, Decimal)) else str(number)
