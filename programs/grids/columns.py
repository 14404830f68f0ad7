"""Columns of a table: what a cell shows of a row, how it is typed, and how it is written back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from oleksandria_intl import ukrainian
from oleksandria_intl.admin.fields import AmountField
from oleksandria_intl.period_reading import read_period
from oleksandria_intl.periods import HasPeriod

TRUE = "on"
UNKNOWN = _("There is no “%(text)s”: choose one of those offered.")
Choices = list[tuple[str, Any]]


@dataclass(frozen=True)
class Column:
    """A column of text that shows one field of a part of the row."""

    part: str
    name: str
    label: Any
    look: str = "text"
    """How wide it is and how it is typed: text, short, amount, choice, flag, name."""
    is_required: bool = False
    is_summed: bool = False
    is_editable: bool = True
    longest: int | None = None
    placeholder: str = ""
    """What the paper prints where the cell is empty."""

    @property
    def key(self) -> str:
        """The name of the column's inputs."""
        return f"{self.part}-{self.name}"

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of the model that a refusal of this column may name."""
        return (self.name,)

    @cached_property
    def field(self) -> forms.Field:
        """What reads the typed text."""
        return forms.CharField(required=False, max_length=self.longest)

    @property
    def choices(self) -> Choices:
        """What may be chosen; nothing where the cell is typed."""
        return []

    def read(self, row: Any) -> Any:
        """Return the value that a stored row has."""
        return getattr(row, self.name)

    def write(self, row: Any, value: Any) -> None:
        """Put a value into a row that is saved later."""
        setattr(row, self.name, value)

    def finish(self, row: Any, value: Any, by: Any) -> None:
        """Write what needs the row to be saved first."""

    def shown(self, value: Any) -> str:
        """Return a value as the cell shows it."""
        return "" if value is None else str(value).strip()

    def is_same(self, one: Any, other: Any) -> bool:
        """Whether two values of the column say the same."""
        return self.shown(one) == self.shown(other)

    def typed(self, text: str) -> Any:
        """Return the value of a typed text; raises ``ValidationError`` with a sentence for the cell."""
        return self.field.clean(text.replace("\r\n", "\n").strip())


@dataclass(frozen=True)
class AmountColumn(Column):
    """Hryvnias, or another number with a comma."""

    look: str = "amount"
    least: Decimal | None = Decimal(0)
    least_places: int = 2

    @cached_property
    def field(self) -> forms.Field:
        """What reads a number written the Ukrainian way."""
        sentence = {"min_value": _("The amount is negative.")}
        options = {"max_digits": 14, "decimal_places": 2, "required": False, "error_messages": sentence}
        return AmountField(**options, min_value=self.least)

    def shown(self, value: Any) -> str:
        """Return «45 000,00»."""
        return "" if value is None else ukrainian.number(value, least=self.least_places)

    def is_same(self, one: Any, other: Any) -> bool:
        """Whether two amounts are equal."""
        return bool(one == other)


@dataclass(frozen=True)
class MatrixColumn(AmountColumn):
    """A number that is a row of its own: of a year and a source, of a month."""

    axis: Mapping[str, Any] = field(default_factory=dict)
    """The fields that tell the row from the others under the same parent."""


@dataclass(frozen=True)
class NumberColumn(Column):
    """A small whole number."""

    look: str = "short"
    empty: int | None = None
    """What an empty cell stands for."""

    @cached_property
    def field(self) -> forms.Field:
        """What reads the number."""
        return forms.IntegerField(required=False, min_value=0, max_value=32_000)

    def typed(self, text: str) -> Any:
        """Return the number."""
        found = super().typed(text)
        return self.empty if found is None else found


@dataclass(frozen=True)
class ChoiceColumn(Column):
    """A choice of few."""

    look: str = "choice"
    options: tuple[tuple[str, Any], ...] = ()

    @cached_property
    def field(self) -> forms.Field:
        """What takes the choice, its code or its name."""
        return forms.CharField(required=False)

    @property
    def choices(self) -> Choices:
        """What may be chosen."""
        return [("", "–"), *((code, label) for code, label in self.options if code)]

    def typed(self, text: str) -> Any:
        """Return the code of what was chosen, or named."""
        key = ukrainian.search_key(text)
        for code, label in (("", ""), *self.options):
            if text.strip() == code or (key and key == ukrainian.search_key(str(label))):
                return code
        raise ValidationError(_("“%(text)s” is none of the choices.") % {"text": text})


@dataclass(frozen=True)
class FlagColumn(Column):
    """Yes or no."""

    look: str = "flag"

    def shown(self, value: Any) -> str:
        """Return what a ticked box posts, or nothing."""
        return TRUE if value else ""

    def typed(self, text: str) -> Any:
        """Return whether the box is ticked."""
        return bool(text)


@dataclass(frozen=True)
class PeriodColumn(Column):
    """A date that may be none, in one cell: «серпень 2020 року», «15.08.2020», «за окремим графіком»."""

    look: str = "when"
    longest: int | None = 200

    @property
    def fields(self) -> tuple[str, ...]:
        """All fields of the period."""
        return ("period_start", "period_end", "period_precision", "period_words")

    def read(self, row: HasPeriod) -> str:
        """Return the period as the paper prints it."""
        return row.period_text()

    def write(self, row: HasPeriod, value: Any) -> None:
        """Keep the days where the words say them; the words where they say more, or something else."""
        period = read_period(value)
        if period is None and value and row.period_words:
            row.period_words = value  # other words for the same days
            return
        row.period_start, row.period_end, row.period_precision = (
            (period.start, period.end, period.precision) if period else (None, None, "")
        )
        row.period_words = "" if period else value


@dataclass(frozen=True)
class NamedColumn(Column):
    """A row of a register by its name, offered while typing; ``find`` returns the row of a typed name, or nothing."""

    look: str = "name"
    offers: tuple[str, ...] = ()
    """The names that are offered."""
    find: Callable[[str], Any] = lambda text: None
    name_of: Callable[[Any], str] = str
    """What a row of the register is called in the cell."""
    unknown: Any = UNKNOWN

    def read(self, row: Any) -> str:
        """Return the name of the linked row."""
        linked = getattr(row, self.name) if getattr(row, f"{self.name}_id") else None
        return self.name_of(linked) if linked else ""

    def write(self, row: Any, value: Any) -> None:
        """Link the row of this name; raises ``ValidationError`` where there is none."""
        found = self.find(value) if value else None
        if value and found is None:
            raise ValidationError(self.unknown % {"text": value})
        setattr(row, self.name, found)
