"""What of a measure's granted money may still be committed, by everything that is known today."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q

from budget.querysets.money import MoneySum
from oleksandria_intl import clock

PLACE = ("measure_id", "year", "source_id", "program_code_id", "economic_code_id")
"""The columns that say out of which grants a commitment is taken."""


@dataclass(frozen=True, slots=True)
class Balance:
    """What is granted, and what of it is taken already; in hryvnias."""

    granted: Decimal
    promised: Decimal
    unpromised: Decimal
    """Paid without a commitment."""
    has_codes: bool = True
    """Whether it is that of the codes; else of the measure's whole money of the year and source."""

    @property
    def free(self) -> Decimal:
        """What may still be committed."""
        return self.granted - self.promised - self.unpromised


def balance_for(row: Any) -> Balance:
    """Return the balance out of which a commitment is taken, itself left out: of its codes, or of its source if less.

    Asks for the commitment's measure, year, source and codes. What is committed without end counts whatever its day;
    grants count once their decision has its number and day.
    """
    measures = row._meta.get_field("measure").related_model
    grants: Any = measures._meta.get_field("appropriations").related_model.objects
    payments: Any = row._meta.get_field("payments").related_model.objects
    today = clock.today()
    of_year = {"measure": row.measure_id, "year": row.year, "source": row.source_id}
    committed = type(row).objects.filter(**of_year).not_cancelled(today).exclude(pk=row.pk)
    paid = payments.filter(measure=row.measure_id, paid_on__year=row.year, source=row.source_id)
    paid = paid.outside(row.year, today)
    if row.pk:
        paid = paid.exclude(commitment=row.pk)
    registers = (grants.filter(**of_year).decided(today), committed, paid)
    codes = Q(program_code=row.program_code_id, economic_code=row.economic_code_id)
    (granted, own), (promised, own_promised), (unpromised, own_unpromised) = (
        _whole_and_own(rows, codes) for rows in registers
    )
    balances = Balance(own, own_promised, own_unpromised), Balance(granted, promised, unpromised, has_codes=False)
    return min(balances, key=lambda balance: balance.free)


def _whole_and_own(rows: Any, codes: Q) -> tuple[Decimal, Decimal]:
    """Return the sum of all rows, and of those of the codes."""
    found = rows.aggregate(whole=MoneySum("amount"), own=MoneySum("amount", filter=codes))
    return found["whole"] or Decimal(0), found["own"] or Decimal(0)


def lock_measure(row: Any) -> None:
    """Keep others from committing the measure's money until the transaction ends; on SQLite there is one writer."""
    if row.measure_id and transaction.get_connection().in_atomic_block:
        measures = row._meta.get_field("measure").related_model.objects
        list(measures.select_for_update(no_key=True, of=("self",)).filter(pk=row.measure_id).values_list("pk"))
