"""The portal's own tables, asked once for a whole file: who pays, the sources, the codes, measures, commitments."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from budget.models import (
    Appropriation,
    Commitment,
    EconomicCode,
    Funding,
    FundingSource,
    Measure,
    ProgramCode,
    SpendingUnit,
)
from oleksandria_intl import ukrainian
from oleksandria_intl.tables.values import LABEL
from programs.models import Program

from .questions import Questions

_search_key = lru_cache(maxsize=4096)(ukrainian.search_key)


class KnownCommitment(NamedTuple):
    """A commitment as a payment points at it."""

    pk: int
    measure: int
    source: int
    label: str


class Registers:
    """What a row's words stand for in a programme."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.questions = Questions()
        """What the file names and no table holds."""
        units = list(SpendingUnit.objects.values_list("pk", "register_code", "name_uk"))
        self.payers = {code: pk for pk, code, _name in units}
        self._payers_by_name = _unambiguous((_search_key(name), code) for _pk, code, name in units)
        self.program_codes = set(ProgramCode.objects.values_list("code", flat=True))
        self.economic_codes = set(EconomicCode.objects.values_list("code", flat=True))
        self.measures: dict[str, int] = dict(Measure.objects.filter(program=program).values_list("code", "pk"))
        self.measure_codes = {pk: code for code, pk in self.measures.items()}
        self._sources = list(FundingSource.objects.order_by("order", "code"))
        self.sources = {_search_key(word): pk for word, pk in self._source_words().items()}

    def payer(self, code: str, name: str) -> str:
        """Return the ЄДРПОУ of who pays, known by it or else by the name; what the row says where it is unknown."""
        return code or self._payers_by_name.get(_search_key(name)) or name

    def source(self, words: str) -> int | None:
        """Return the source with this code, name or «code — name»."""
        return self.sources.get(_search_key(words))

    def commitments(self, words: str, measure: int | None) -> list[KnownCommitment]:
        """Return the commitments with this number or record key, of the measure if it is known."""
        found = self._commitments.get(words, [])
        return [commitment for commitment in found if measure in (None, commitment.measure)] or found

    def commitment(self, pk: int | None) -> KnownCommitment | None:
        """Return the programme's commitment with this primary key."""
        return self._commitments_by_pk.get(pk) if pk else None

    def commitment_label(self, pk: int) -> str:
        """Return the number of a commitment of the programme's, or its record key."""
        commitment = self.commitment(pk)
        return commitment.label if commitment else ""

    def default_source(self, measure: int | None) -> int | None:
        """Return the source of a payment that names none, as none of E-data's does.

        What a measure is granted from one source only is paid from that. Otherwise nobody can know, and it is the
        programme's first source in order, usually the city budget's general fund, until somebody says another.
        None where no source is known at all.
        """
        granted = self._granted.get(measure, set()) if measure else set()
        return next(iter(granted)) if len(granted) == 1 else self._first_source

    @cached_property
    def _granted(self) -> dict[int, set[int]]:
        found: dict[int, set[int]] = {}
        rows = Appropriation.objects.of_program(self.program).order_by().values_list("measure", "source").distinct()
        for measure, source in rows:
            found.setdefault(measure, set()).add(source)
        return found

    @cached_property
    def _first_source(self) -> int | None:
        """The first of the sources that the programme is granted money from, or plans it from, or of all."""
        ours: set[int] = set().union(*self._granted.values())
        planned = Funding.objects.filter(edition__program=self.program).values_list("source", flat=True)
        ours = ours or set(planned)
        return next((source.pk for source in self._sources if not ours or source.pk in ours), None)

    def source_label(self, pk: int | None) -> str:
        """Return the name of a source."""
        return next((source.name_uk for source in self._sources if source.pk == pk), "")

    def payer_label(self, pk: int | None) -> str:
        """Return the ЄДРПОУ of who pays."""
        return next((code for code, each in self.payers.items() if each == pk), "")

    def _source_words(self) -> dict[str, int]:
        """Return the words that tell one source, not two of the same name."""
        names = _unambiguous((source.name_uk, source.pk) for source in self._sources)
        labels = {f"{source.code}{LABEL}{source.name_uk}": source.pk for source in self._sources}
        return {**names, **labels, **{source.code: source.pk for source in self._sources}}

    @cached_property
    def _commitments(self) -> dict[str, list[KnownCommitment]]:
        rows = Commitment.objects.of_program(self.program)
        found: dict[str, list[KnownCommitment]] = {}
        for pk, measure, source, number, key in rows.values_list("pk", "measure", "source", "number", "record_key"):
            commitment = KnownCommitment(pk, measure, source, number or key)
            for word in filter(None, {number, key}):
                found.setdefault(word, []).append(commitment)
        return found

    @cached_property
    def _commitments_by_pk(self) -> dict[int, KnownCommitment]:
        return {commitment.pk: commitment for commitments in self._commitments.values() for commitment in commitments}


def _unambiguous(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Return what each word stands for, without the words that stand for two things."""
    found: dict[str, set[Any]] = {}
    for word, meant in pairs:
        found.setdefault(word, set()).add(meant)
    return {word: next(iter(each)) for word, each in found.items() if len(each) == 1}
