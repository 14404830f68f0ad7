"""What an annex of a budget decision changes of the grants that are in force, and what has to be asked before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import NamedTuple

from django.utils.translation import gettext as _

from budget.annex_reading import Annex, AnnexRow
from budget.models import Appropriation, EconomicCode, FundingSource, Measure, MeasureLine, ProgramCode, SpendingUnit
from oleksandria_intl import clock, ukrainian
from oleksandria_intl.models import Decision
from oleksandria_intl.tables.outcome import Refusal
from programs.models import Edition

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Terms:
    """What an annex itself does not say, as somebody answered it."""

    year: int
    unit: SpendingUnit
    """Who gets the money."""
    is_whole: bool = True
    """Whether its sums are all that is granted from now on; else each is a change."""
    sources: Mapping[str, FundingSource] = field(default_factory=dict)
    """The source of each fund."""
    measures: Mapping[str, int | None] = field(default_factory=dict)
    """The measures' primary keys by the names that the annex gives them; None where the row is to be left out."""
    adds_codes: bool | None = None
    """Whether codes that the portal lacks are entered; where not, their rows are left out. None: not asked yet."""
    withdraws_missing: bool | None = None
    """Whether what is granted and the annex does not name is taken back. None: not asked yet."""


class Place(NamedTuple):
    """Under what a sum is granted; a code is empty where the annex has no such column, or the row none."""

    measure: int
    source: int
    program_code: str
    economic_code: str


@dataclass(frozen=True, slots=True)
class GrantChange:
    """What becomes of what is granted in a place."""

    place: Place
    rows: tuple[int, ...]
    """The rows of the annex that say it; none where the annex does not name the place."""
    was: Decimal
    becomes: Decimal
    unit: int
    program_code: str | None
    economic_code: str | None

    @property
    def amount(self) -> Decimal:
        """The signed change."""
        return self.becomes - self.was


@dataclass
class Comparison:
    """An annex beside what is in force."""

    changes: list[GrantChange] = field(default_factory=list)
    unchanged: int = 0
    missing: list[GrantChange] = field(default_factory=list)
    """What is granted and the annex does not name, as it would be taken back."""
    refusals: list[Refusal] = field(default_factory=list)
    left_out: list[int] = field(default_factory=list)
    """The rows that are left out by an answer."""
    unknown_names: list[AnnexRow] = field(default_factory=list)
    """The first row of each name that nobody knows a measure of."""
    unknown_codes: dict[str, str] = field(default_factory=dict)
    """Codes that the portal lacks, with what the annex calls them."""
    asks_for_codes: bool = False
    asks_for_missing: bool = False
    funds: list[str] = field(default_factory=list)
    """The funds whose source is not known."""

    @property
    def is_answered(self) -> bool:
        """Whether nothing has to be asked, and nothing is refused."""
        asks = self.unknown_names or self.asks_for_codes or self.asks_for_missing or self.funds
        return not asks and not self.refusals

    @property
    def total(self) -> Decimal:
        """What the changes add up to."""
        return sum((change.amount for change in self.changes), NOTHING)

    @property
    def digest(self) -> str:
        """A digest that no other comparison has: what was shown is what is written."""
        return sha256(repr((self.changes, self.left_out, self.unknown_codes)).encode()).hexdigest()


def compare(*, annex: Annex, terms: Terms, on: date, decision: Decision | None) -> Comparison:
    """Return what an annex of a decision of a day changes, and what has to be asked.

    Sums that are all that is granted are compared with what decisions up to the day granted; changes with what this
    decision granted already: the same annex a second time changes nothing.
    """
    found = Comparison(refusals=list(annex.refusals))
    found.funds = [fund for fund in annex.funds if fund not in terms.sources]
    measures = _Measures(terms)
    rows = [(row, measure) for row in annex.rows if (measure := _measure_of(row, measures, terms, found))]
    rows = _with_known_codes(rows, terms, found)
    if not found.funds and not found.unknown_names:
        _difference(_Compared(annex, terms, rows, on, decision), found)
    return found


class _Measures:
    """The measures of the programmes of a year, by their codes and by the names that their editions print."""

    def __init__(self, terms: Terms) -> None:
        editions = [each for each in Edition.objects.shown_to_staff(clock.today()) if terms.year in each.years]
        self.by_code: dict[str, list[int]] = {}
        self.by_name: dict[str, list[int]] = {}
        for line in MeasureLine.objects.filter(edition__in=editions).order_by("edition", "pk"):
            self.by_code.setdefault(line.code, []).append(line.measure_id)
            self.by_name.setdefault(ukrainian.search_key(line.name_uk), []).append(line.measure_id)

    def of(self, row: AnnexRow) -> int | None:
        """Return the only measure with a row's code and name; where the two differ, or there are several, none.

        Excel makes 1.1 of 1.10: a code alone is believed where the row has no name of a measure.
        """
        by_code = set(self.by_code.get(row.measure_code.rstrip("."), ()))
        by_name = set(self.by_name.get(ukrainian.search_key(row.name), ()))
        found = by_code & by_name if by_code and by_name else by_code | by_name
        return found.pop() if len(found) == 1 else None


def _measure_of(row: AnnexRow, measures: _Measures, terms: Terms, found: Comparison) -> int | None:
    """Return the measure of a row; where nobody knows it, gather the name once."""
    if known := measures.of(row):
        return known
    name = called(row)
    if name not in terms.measures:
        if all(called(each) != name for each in found.unknown_names):
            found.unknown_names.append(row)
        return None
    answer = terms.measures[name]
    if answer is None:
        found.left_out.append(row.number)
    return answer


def called(row: AnnexRow) -> str:
    """Return by what a row names its measure."""
    return " ".join(filter(None, (row.measure_code, row.name)))


def _with_known_codes(rows: list[tuple[AnnexRow, int]], terms: Terms, found: Comparison) -> list[tuple[AnnexRow, int]]:
    """Return the rows without those whose codes the portal lacks and is not to get."""
    known = {
        *ProgramCode.objects.values_list("code", flat=True),
        *EconomicCode.objects.values_list("code", flat=True),
    }
    for row, _measure in rows:
        for code, name in ((row.program_code, row.budget_program), (row.economic_code, "")):
            if code and code not in known:
                found.unknown_codes.setdefault(code, name)
    found.asks_for_codes = bool(found.unknown_codes) and terms.adds_codes is None
    if terms.adds_codes is not False:
        return rows
    unknown, found.unknown_codes = found.unknown_codes.keys(), {}
    kept = [each for each in rows if not {each[0].program_code, each[0].economic_code} & unknown]
    found.left_out += [row.number for row, measure in rows if (row, measure) not in kept]
    return kept


@dataclass(frozen=True)
class _Compared:
    """What is compared: the lines with their measures, and the grants that are in force beside them."""

    annex: Annex
    terms: Terms
    rows: list[tuple[AnnexRow, int]]
    on: date
    decision: Decision | None

    def stated(self) -> dict[Place, tuple[Decimal, tuple[int, ...]]]:
        """Return what the annex says of each place, and in which rows."""
        said: dict[Place, tuple[Decimal, tuple[int, ...]]] = {}
        for row, measure in self.rows:
            for fund, amount in row.amounts.items():
                place = Place(measure, self.terms.sources[fund].pk, row.program_code, row.economic_code)
                before, rows = said.get(place, (NOTHING, ()))
                said[place] = before + amount, (*rows, row.number)
        return said

    def grants(self) -> dict[Place, list[Appropriation]]:
        """Return the grants of the year's money to the measures of the annex's programmes, by place."""
        programs = Measure.objects.filter(pk__in={measure for _row, measure in self.rows}).values("program")
        granted = Appropriation.objects.of_year(self.terms.year).decided(self.on)
        sources = [self.terms.sources[fund] for fund in self.annex.funds]
        by_place: dict[Place, list[Appropriation]] = {}
        for grant in granted.filter(measure__program__in=programs, source__in=sources).order_by("pk"):
            by_place.setdefault(self.place_of(grant), []).append(grant)
        return by_place

    def place_of(self, grant: Appropriation) -> Place:
        """Return the place of a grant, without the codes that the annex says nothing of."""
        program_code = grant.program_code_id or "" if self.annex.has("program_code") else ""
        economic_code = grant.economic_code_id or "" if self.annex.has("economic_code") else ""
        return Place(grant.measure_id, grant.source_id, program_code, economic_code)

    def change(self, place: Place, grants: list[Appropriation], said: Decimal, rows: tuple[int, ...]) -> GrantChange:
        """Return what becomes of a place; unit and codes that the annex does not say are those of the last grant."""
        last = grants[-1] if grants else None
        own = sum((grant.amount for grant in grants if grant.decision_id == self._decision_key), NOTHING)
        was = sum((grant.amount for grant in grants), NOTHING)
        return GrantChange(
            place,
            rows,
            was,
            said if self.terms.is_whole else was - own + said,
            last.unit_id if last else self.terms.unit.pk,
            place.program_code or (last.program_code_id if last else None),
            place.economic_code or (last.economic_code_id if last else None),
        )

    @property
    def _decision_key(self) -> int | None:
        return self.decision.pk if self.decision else None


def _difference(compared: _Compared, found: Comparison) -> None:
    """Add what changes, what stays and what the annex does not name; refuse a sum below nothing."""
    stated, grants, terms = compared.stated(), compared.grants(), compared.terms
    for place, (said, rows) in stated.items():
        change = compared.change(place, grants.get(place, []), said, rows)
        if change.becomes < 0:
            reason = _("Less than nothing would be granted: %(sum)s.") % {"sum": ukrainian.hryvnias(change.becomes)}
            found.refusals.append(Refusal(rows[0], "", called(_row(compared, rows[0])), reason))
        elif change.amount:
            found.changes.append(change)
        elif place in grants:
            found.unchanged += 1
    # A row that is refused names its place, too: what is missing is known once all are read.
    if terms.is_whole and not found.refusals:
        found.missing = list(_unnamed(compared, grants, stated))
        found.asks_for_missing = bool(found.missing) and terms.withdraws_missing is None
        found.changes += found.missing if terms.withdraws_missing else []


def _unnamed(
    compared: _Compared, grants: Mapping[Place, list[Appropriation]], stated: Mapping[Place, object]
) -> Iterator[GrantChange]:
    """Yield what is granted in places that the annex does not name, as it would be taken back."""
    for place, rows in grants.items():
        change = compared.change(place, rows, NOTHING, ())
        if place not in stated and change.was:
            yield change


def _row(compared: _Compared, number: int) -> AnnexRow:
    return next(row for row, _measure in compared.rows if row.number == number)
