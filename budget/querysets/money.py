"""Sums exact to the kopiyka, and the figures that every paper, page and export shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import models

from oleksandria_intl.shares import percent

KOPIYKA = Decimal("0.01")
YearSource = tuple[int, str]
"""A year and the code of a source."""


@dataclass(frozen=True, slots=True)
class Money:
    """Amounts in hryvnias by year and source, which any row or subtotal of a table can ask for."""

    amounts: Mapping[YearSource, Decimal] = field(default_factory=dict)

    def __add__(self, other: Money) -> Money:
        places = {**self.amounts, **other.amounts}
        return Money({place: self.at(place) + other.at(place) for place in places})

    def __bool__(self) -> bool:
        """Whether anything is planned; a planned zero counts."""
        return bool(self.amounts)

    def at(self, place: YearSource) -> Decimal:
        """Return the amount of one year and source."""
        return self.amounts.get(place, Decimal(0))

    def of(self, *, year: int | None = None, source: str | None = None) -> Decimal | None:
        """Return the sum, of one year or source if named; None where nothing is planned."""
        found = self.places(year=year, source=source)
        return sum(map(self.at, found), Decimal(0)) if found else None

    def places(self, *, year: int | None = None, source: str | None = None) -> list[YearSource]:
        """Return the years and sources that have an amount, of one year or source if named."""
        return [place for place in self.amounts if year in (None, place[0]) and source in (None, place[1])]

    @property
    def total(self) -> Decimal:
        """The sum of everything."""
        return sum(self.amounts.values(), Decimal(0))


class MoneySum(models.Sum):
    """A sum of hryvnias, exact on both databases: SQLite adds integer kopiykas, its hryvnias being floats."""

    KOPIYKAS = "SUM(CAST(ROUND(%(expressions)s * 100) AS INTEGER))"

    def __init__(self, expression: Any, **extra: Any) -> None:
        super().__init__(expression, output_field=models.DecimalField(max_digits=18, decimal_places=2), **extra)

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """Sum kopiykas as integers; then hryvnias, so that the database can compare the sum with an amount."""
        of_kopiykas = self.copy()
        of_kopiykas.template = self.KOPIYKAS
        sql, params = of_kopiykas.as_sql(compiler, connection, **extra)
        return f"({sql} / 100.0)", params

    def get_db_converters(self, connection: Any) -> list[Any]:
        """Round SQLite's binary fraction to the kopiyka that it stands for."""
        return [_to_kopiyka] if connection.vendor == "sqlite" else super().get_db_converters(connection)


def _to_kopiyka(hryvnias: Decimal | None, _expression: Any, _connection: Any) -> Decimal | None:
    return None if hryvnias is None else hryvnias.quantize(KOPIYKA)


class Place(NamedTuple):
    """Where an amount is counted: the measure, the source, the codes; what the programme plans has no codes."""

    measure: int
    source: int
    program_code: str = ""
    economic_code: str = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """What a row of a report says, in hryvnias; None where there is no amount, not even a zero."""

    planned: Decimal | None = None
    """By the programme, for the years that the report touches."""
    granted: Decimal | None = None
    """By the city's budget with its changes, for the same years."""
    due: Decimal | None = None
    """What of it the months of the period were allotted; all of it where nothing is allotted by month."""
    promised: Decimal | None = None
    """By commitments that stand."""
    paid: Decimal | None = None
    """In the period."""
    paid_to_date: Decimal | None = None
    """From the first January of the period's first year."""
    unpromised: Decimal | None = None
    """The part of ``paid_to_date`` outside standing commitments."""
    ungranted: Decimal | None = None
    """What the programme plans and the budget has not granted, by measure, year and source; nobody may commit it."""

    def __add__(self, other: Figures) -> Figures:
        return Figures(*(_added(getattr(self, name), getattr(other, name)) for name in FIGURES))

    def __bool__(self) -> bool:
        """Whether there is anything at all."""
        return any(getattr(self, name) is not None for name in FIGURES)

    @property
    def free(self) -> Decimal:
        """What is left to commit: granted less the commitments less what was paid without one."""
        nothing = Decimal(0)
        return (self.granted or nothing) - (self.promised or nothing) - (self.unpromised or nothing)

    @property
    def deviation(self) -> Decimal | None:
        """Granted less paid to date, below zero where more was paid; None where there is neither."""
        if self.granted is None and self.paid_to_date is None:
            return None
        return (self.granted or Decimal(0)) - (self.paid_to_date or Decimal(0))

    @property
    def percent(self) -> Decimal | None:
        """Paid to date as a percentage of what was granted."""
        return percent(self.paid_to_date, self.granted)

    @property
    def percent_of_plan(self) -> Decimal | None:
        """Paid to date as a percentage of what the programme plans."""
        return percent(self.paid_to_date, self.planned)

    @property
    def percent_unspent(self) -> Decimal | None:
        """The deviation as a percentage of what was granted."""
        return percent(self.deviation, self.granted)

    @property
    def lacks_grant(self) -> bool:
        """Whether the programme plans money and the budget grants none."""
        return bool(self.planned) and not self.granted

    @property
    def percent_of_due(self) -> Decimal | None:
        """Paid in the period as a percentage of what was due in it."""
        return percent(self.paid, self.due)


FIGURES = tuple(each.name for each in fields(Figures))


def _added(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    if one is None or other is None:
        return one if other is None else other
    return one + other
