"""The money of a programme, counted again from the stored rows in plain SQL, and a random year to count.

Nothing of the portal's own queries is used: sums are whole kopiykas, so that SQLite adds them exactly.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection

from budget.models import Allotment, FundingSource
from tests.spending import grant, pay, promise, source

MEASURES = ("1.1", "1.2", "2.1")
SOURCES = (("city", "Міський бюджет", "general"), ("own", "Власні надходження", "special"))
ECONOMIC = ("2210", "2250")
KOPIYKAS = "SUM(CAST(ROUND({table}.amount * 100) AS BIGINT))"

Row = tuple[Any, ...]
Sums = dict[Any, Decimal]


def make_random_year(seed: int) -> None:
    """Make grants with and without months, commitments kept and cancelled, payments, returns; the same for a seed."""
    chance = random.Random(seed)
    for code, name, fund in SOURCES:
        source(code, name)
        FundingSource.objects.filter(code=code).update(fund=fund)
    for measure in MEASURES:
        for code, _name, _fund in SOURCES:
            for economic in ECONOMIC:
                _make_place(chance, measure, {"source_code": code, "economic_code": economic})
    pay(None, _amount(chance))  # it waits: no figure has it


def _make_place(chance: random.Random, measure: str, where: dict[str, Any]) -> None:
    granted = grant(measure, _amount(chance), on=_day(chance, 60), **where)
    if chance.random() < 0.6:
        months = sorted(chance.sample(range(1, 13), 3))
        parts = [_share(granted.amount, 4), _share(granted.amount, 3)]
        for month, amount in zip(months, [*parts, granted.amount - sum(parts)], strict=True):
            Allotment.objects.create(appropriation=granted, month=month, amount=amount)
    if chance.random() < 0.5:
        grant(measure, -_share(granted.amount, 10), on=_day(chance, 300), **where)
    kept = [
        promise(measure, _amount(chance, 4), number=str(number), on=_day(chance, 200), **where) for number in range(2)
    ]
    if chance.random() < 0.5:
        kept[0].cancelled_on = chance.choice([date(2020, 8, 1), date(2020, 10, 1)])
        kept[0].save()
    for number in range(4):
        paid = pay(
            measure,
            _amount(chance, 20),
            on=date(2020, 3, 1) + timedelta(chance.randrange(290)),
            commitment=chance.choice([None, *kept]),
            payee_name=f"ТОВ «Виконавець {chance.randrange(5)}»",
            document=f"{measure}-{number}",
            **where,
        )
        if chance.random() < 0.3:
            pay(
                measure,
                -_share(paid.amount, 2),
                on=date(2020, 12, 20),
                corrects=paid,
                commitment=paid.commitment,
                **where,
            )


def _amount(chance: random.Random, part: int = 1) -> Decimal:
    """Return hryvnias up to a hundred thousand, or to a part of that."""
    return Decimal(chance.randrange(100_000, 10_000_000) // part) / 100


def _share(amount: Decimal, parts: int) -> Decimal:
    return (amount / parts).quantize(Decimal("0.01"))


def _day(chance: random.Random, last: int) -> date:
    return date(2020, 1, 1) + timedelta(chance.randrange(last))


def asked(sql: str, *parameters: Any) -> list[Row]:
    """Return the rows of a query."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


class Recomputed:
    """What a report of 2020 on the period from a day to a day has to say."""

    def __init__(self, start: date, end: date) -> None:
        self.start, self.end = start, end

    def _sums(self, table: str, key: str, where: str, *parameters: Any, joins: str = "") -> Sums:
        measures = f"JOIN budget_measure AS measure ON measure.id = {table}.measure_id"
        sources = f"JOIN budget_fundingsource AS source ON source.id = {table}.source_id"
        sql = (
            f"SELECT {key}, {KOPIYKAS.format(table=table)} FROM budget_{table} AS {table} {measures} {sources} {joins} "
            f"WHERE {where} GROUP BY {key}"
        )
        return {row[:-1] if len(row) > 2 else row[0]: Decimal(row[-1]) / 100 for row in asked(sql, *parameters)}

    def planned(self) -> Sums:
        """What the programme plans for the year, by measure."""
        kopiykas = KOPIYKAS.format(table="funding")
        rows = asked(
            f"SELECT line.code, {kopiykas} FROM budget_funding AS funding "
            "JOIN budget_measureline AS line ON line.id = funding.measure_line_id WHERE funding.year = 2020 "
            "GROUP BY line.code"
        )
        return {code: Decimal(sum) / 100 for code, sum in rows}

    def granted(self, key: str = "measure.code") -> Sums:
        """What decisions adopted by the last day granted."""
        decisions = "JOIN oleksandria_intl_decision AS decision ON decision.id = appropriation.decision_id"
        where = "appropriation.year = 2020 AND decision.number <> '' AND decision.period_start <= %s"
        return self._sums("appropriation", key, where, self.end, joins=decisions)

    def promised(self, key: str = "measure.code") -> Sums:
        """What was committed by the last day and stands on it."""
        return self._sums("commitment", key, self._stands(), self.end, self.end)

    def signed(self, key: str = "measure.code") -> Sums:
        """What was committed by the last day, be it cancelled since."""
        return self._sums("commitment", key, "commitment.signed_on <= %s", self.end)

    @staticmethod
    def _stands() -> str:
        return "commitment.signed_on <= %s AND (commitment.cancelled_on IS NULL OR commitment.cancelled_on > %s)"

    def paid(self, key: str = "measure.code", start: date | None = None) -> Sums:
        """What was paid in the period."""
        return self._sums("payment", key, "payment.paid_on BETWEEN %s AND %s", start or self.start, self.end)

    def paid_to_date(self, key: str = "measure.code") -> Sums:
        """What was paid from January on."""
        return self.paid(key, date(2020, 1, 1))

    def unpromised(self, key: str = "measure.code") -> Sums:
        """What was paid from January on outside the commitments that stand on the last day."""
        joins = "LEFT JOIN budget_commitment AS commitment ON commitment.id = payment.commitment_id"
        where = f"payment.paid_on BETWEEN %s AND %s AND (commitment.id IS NULL OR NOT ({self._stands()}))"
        return self._sums("payment", key, where, date(2020, 1, 1), self.end, self.end, self.end, joins=joins)

    def due(self) -> Sums:
        """What the months of the period were allotted, and whole what no month was, by measure."""
        kopiykas = KOPIYKAS.format(table="allotment")
        months = asked(
            f"SELECT measure.code, {kopiykas} FROM budget_allotment AS allotment "
            "JOIN budget_appropriation AS appropriation ON appropriation.id = allotment.appropriation_id "
            "JOIN oleksandria_intl_decision AS decision ON decision.id = appropriation.decision_id "
            "JOIN budget_measure AS measure ON measure.id = appropriation.measure_id "
            "WHERE decision.period_start <= %s AND allotment.month BETWEEN %s AND %s GROUP BY measure.code",
            self.end,
            self.start.month,
            self.end.month,
        )
        whole = self._sums(
            "appropriation",
            "measure.code",
            "decision.period_start <= %s AND NOT EXISTS "
            "(SELECT 1 FROM budget_allotment WHERE budget_allotment.appropriation_id = appropriation.id)",
            self.end,
            joins="JOIN oleksandria_intl_decision AS decision ON decision.id = appropriation.decision_id",
        )
        found = dict(whole)
        for code, sum in months:
            found[code] = found.get(code, Decimal(0)) + Decimal(sum) / 100
        return found

    def free(self) -> Sums:
        """What may still be committed, by measure."""
        nothing = Decimal(0)
        granted, promised, unpromised = self.granted(), self.promised(), self.unpromised()
        return {
            code: granted.get(code, nothing) - promised.get(code, nothing) - unpromised.get(code, nothing)
            for code in MEASURES
        }


def amounts(rows: Iterator[Any] | list[Any], key: str | tuple[str, ...], name: str) -> Sums:
    """Return the amounts of a name in rows of data, by what names the rows; rows without any are left out."""
    return {
        row[key] if isinstance(key, str) else tuple(row[each] for each in key): Decimal(row[name])
        for row in rows
        if row[name] is not None
    }
