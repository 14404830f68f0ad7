"""What was spent of each line of an estimate, as a table: for those who keep the money and do not prepare the trip."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from delegations.documents.estimate import PrintedLine
from delegations.models import Delegation, EstimateLine
from oleksandria_intl import ukrainian
from programs.grids.base import Combination, Grid, Part
from programs.grids.columns import AmountColumn, Column


@dataclass(frozen=True)
class Words(Column):
    """Words about a line that nobody types here."""

    is_editable: bool = False
    say: Callable[[EstimateLine], str] = str

    def read(self, row: EstimateLine) -> str:
        """Return the words."""
        return self.say(row)


class SpentGrid(Grid):
    """The lines of a delegation's estimate, per diem among them, with what was spent beside what was planned."""

    kind = "spent"
    title = _("What was spent, as a table")
    owner_field = "delegation"
    owner: Delegation
    row_model = EstimateLine
    grows = False
    help_text = _("By the reports on advances. A bill in a foreign currency is entered in both columns.")

    def parts(self) -> tuple[Part, ...]:
        """Return the line."""
        columns = (
            Words("line", "name_uk", _("what for"), say=what_for),
            Words("line", "participant", _("whose"), say=whose),
            Words("line", "source", _("source of funding"), say=lambda row: row.source.name_uk),
            AmountColumn("line", "amount", _("planned, UAH"), is_editable=False, is_summed=True),
            AmountColumn("line", "spent", _("actual, UAH"), is_summed=True),
            AmountColumn("line", "spent_in_currency", _("actual, in the currency")),
            Words("line", "currency", _("currency"), look="when", say=lambda row: row.currency),
        )
        return (Part("line", EstimateLine, columns, order=""),)

    def stored(self) -> Iterable[Combination]:
        """Return the lines in the order of the estimate."""
        rows = EstimateLine.objects.filter(delegation=self.owner)
        rows = rows.select_related("source", "country", "participant__term__official")
        return ({"line": row} for row in rows.order_by("place", "pk"))


def whose(row: EstimateLine) -> Any:
    """Return whose expense a line is; empty where it is the whole delegation's."""
    return row.participant.full_name if row.participant else ""


def what_for(row: EstimateLine) -> str:
    """Return what a line is for; of per diem by what it was reckoned, too: norm, part, days, rate."""
    name = PrintedLine((row,)).name
    return f"{name} ({reckoned(row)})" if row.kind == EstimateLine.Kind.PER_DIEM else name


def reckoned(row: EstimateLine) -> str:
    """Return «Польща: 42,00 EUR × 55 % × 1 × 32,9564»."""
    norm = f"{ukrainian.number(row.norm or Decimal(0), least=2)} {row.currency}"
    factors = (norm, f"{row.percent} %", str(row.days), ukrainian.number(row.rate, least=2))
    return f"{row.country or ''}: {' × '.join(factors)}"
