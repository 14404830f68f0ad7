"""What a delegation costs, side by side: planned by the programme, estimated, spent by the reports, paid in cash."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from budget import funds
from budget.models import Commitment, Payment
from budget.querysets.limits import balance_for
from delegations import money
from delegations.models import Conference, Delegation, EstimateLine, PlannedVisit
from oleksandria_intl import clock
from programs.models import Edition

NOTHING = Decimal(0)
PLANNED = {Delegation.Kind.VISIT: PlannedVisit, Delegation.Kind.CONFERENCE: Conference}


class Sums(NamedTuple):
    """Hryvnias of one source, kind of expenses or member; what is not known is None."""

    of: Any
    """The source, the kind, the member (None: of the whole delegation), or a word for all together."""
    estimated: Decimal
    actual: Decimal | None
    """By the reports on advances, as far as they say anything."""
    cash: Decimal | None = None
    """Paid under the delegation's commitments; None of money that is not the city's, which nobody follows so far."""

    @property
    def left(self) -> Decimal | None:
        """What is estimated and not paid."""
        return None if self.cash is None else self.estimated - self.cash


class AgainstFree(NamedTuple):
    """What an estimate takes of the city's money of one source and КЕКВ, against what is free for it."""

    share: money.Share
    free: Decimal
    """What may be committed, the delegation's own commitment left out."""
    committed: Decimal

    @property
    def above(self) -> Decimal:
        """By how much the estimate is above what is free; zero where it is not, and of what is committed already."""
        return max(self.share.amount - self.free, NOTHING) if self.share.amount > self.committed else NOTHING


@dataclass(frozen=True)
class Costs:
    """The costs of a delegation."""

    delegation: Delegation
    planned: Decimal | None
    """By the programme that is in force now, where it planned the delegation and says a sum."""
    lines: list[EstimateLine] = field(default_factory=list)
    payments: list[Payment] = field(default_factory=list)

    @cached_property
    def total(self) -> Sums:
        """All sources together."""
        return Sums("", _planned(self.lines), _spent(self.lines), _paid(self.payments) if self.payments else None)

    @cached_property
    def by_source(self) -> list[Sums]:
        """A row for every source, in the order of sources."""
        rows_of_money: tuple[Any, ...] = (*self.lines, *self.payments)
        sources = {row.source_id: row.source for row in rows_of_money}
        rows = []
        for pk, source in sorted(sources.items(), key=lambda item: (item[1].order, item[1].code)):
            lines = [line for line in self.lines if line.source_id == pk]
            paid = [payment for payment in self.payments if payment.source_id == pk]
            is_followed = bool(paid) or source.fund in funds.LOCAL
            rows.append(Sums(source, _planned(lines), _spent(lines), _paid(paid) if is_followed else None))
        return rows

    @cached_property
    def by_kind(self) -> list[Sums]:
        """A row for every kind of expenses, in the order of kinds."""
        places = {kind: place for place, kind in enumerate(EstimateLine.Kind.values)}
        return sorted(self._grouped(lambda line: line.kind), key=lambda row: places[row.of])

    @cached_property
    def by_member(self) -> list[Sums]:
        """A row for every member with lines of their own, in their order, then for the whole delegation."""
        rows = self._grouped(lambda line: line.participant)
        return sorted(rows, key=lambda row: (row.of is None, row.of.place if row.of else 0, row.of.pk if row.of else 0))

    def lines_of(self, member: Any) -> list[EstimateLine]:
        """Return a member's lines; None for those of the whole delegation."""
        return [line for line in self.lines if line.participant == member]

    @cached_property
    def against_free(self) -> list[AgainstFree]:
        """What is taken of the city's budget, against what is free; asks the database for each source and КЕКВ."""
        return against_free(self.delegation, money.shares_of(self.delegation))

    def _grouped(self, key: Callable[[EstimateLine], Any]) -> list[Sums]:
        groups: dict[Any, list[EstimateLine]] = {}
        for line in self.lines:
            groups.setdefault(key(line), []).append(line)
        return [Sums(name, _planned(lines), _spent(lines)) for name, lines in groups.items()]


def costs_of(delegation: Delegation) -> Costs:
    """Return the costs of a delegation."""
    return costs_of_all([delegation])[delegation.pk]


def costs_of_all(delegations: Iterable[Delegation]) -> dict[int, Costs]:
    """Return the costs of delegations by their primary keys, in a constant number of queries."""
    rows = list(delegations)
    planned = _planned_of(rows)
    found = {row.pk: Costs(row, planned.get((row.kind, row.program_id, row.planned_code))) for row in rows}
    for line in EstimateLine.objects.of_delegations(found):
        found[line.delegation_id].lines.append(line)
    owners = {row.code: row.pk for row in rows}
    for payment in money.payments_of(rows):
        found[owners[money.code_of(payment.commitment)]].payments.append(payment)
    return found


def _planned_of(delegations: list[Delegation]) -> dict[tuple[str, int | None, str], Decimal | None]:
    """Return what the programmes in force plan of what delegations grew from, by kind, programme and code."""
    found: dict[tuple[str, int | None, str], Decimal | None] = {}
    editions = Edition.objects.current(clock.today())
    for kind, model in PLANNED.items():
        codes = {row.planned_code for row in delegations if row.kind == kind and row.planned_code}
        for program, code, amount in model.objects.coded(editions, codes) if codes else ():
            found[kind, program, code] = amount
    return found


def against_free(delegation: Delegation, shares: Iterable[money.Share]) -> list[AgainstFree]:
    """Return shares of an estimate against what is free for each; none where the measure or the year is not known."""
    first, measure = delegation.period_start, delegation.measure_id
    if first is None or measure is None:
        return []
    return [_against_free(delegation, share, measure, first.year) for share in shares]


def _against_free(delegation: Delegation, share: money.Share, measure: int, year: int) -> AgainstFree:
    own = money.standing_of(delegation, share)
    asked = Commitment(
        pk=own.pk if own else None,
        measure_id=measure,
        year=year,
        source=share.source,
        program_code_id=share.program_code,
        economic_code_id=share.economic_code,
    )
    return AgainstFree(share, balance_for(asked).free, own.amount if own else NOTHING)


def _planned(lines: Iterable[EstimateLine]) -> Decimal:
    return sum((line.amount for line in lines), NOTHING)


def _paid(payments: Iterable[Payment]) -> Decimal:
    return sum((payment.amount for payment in payments), NOTHING)


def _spent(lines: Iterable[EstimateLine]) -> Decimal | None:
    known = [line.spent for line in lines if line.spent is not None]
    return sum(known, NOTHING) if known else None
