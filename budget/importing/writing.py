"""Writing the rows of a file into the register of payments: what is new, what changes, what stays."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, NamedTuple

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from budget.asking import Payees
from budget.models import ImportBatch, Payment
from oleksandria_intl import ukrainian
from oleksandria_intl.tables.outcome import Change, Line

from .matching import Matching, Prepared
from .outcome import Outcome, Skip
from .registers import Registers

CHUNK = 500
COLUMNS = (
    "measure_id",
    "is_outside",
    "commitment_id",
    "source_id",
    "program_code_id",
    "economic_code_id",
    "amount",
    "paid_on",
    "payer_id",
    "payee_name",
    "payee_code",
    "document",
    "purpose",
    "contract",
    "prozorro_id",
    "corrects_id",
)
"""What a file may change in a payment that is there."""

Known = dict[str, Any]
"""A payment that is in the register: its columns."""
Changed = tuple[Prepared, Known, dict[str, Any]]
"""A row, the payment that it changes, and the columns that it changes."""


class Original(NamedTuple):
    """What a correction takes from the payment that it corrects."""

    key: str
    pk: int
    is_return: bool
    measure: int | None
    commitment: int | None
    source: int
    is_outside: bool


class Writer:
    """Writes rows for one import; whoever calls it holds the transaction."""

    def __init__(
        self, batch: ImportBatch, by: User | None, registers: Registers, matching: Matching, outcome: Outcome
    ) -> None:
        self._batch, self._by = batch, by
        self._registers, self._matching, self._outcome = registers, matching, outcome
        self._payees = Payees()

    def write(self, rows: list[Prepared]) -> None:
        """Write rows that correct nothing."""
        self._write([(row, None) for row in rows])

    def correct(self, rows: list[Prepared]) -> None:
        """Write rows that correct payments of the register, or of this file: those are written by now."""
        while rows:
            originals = self._originals(rows)
            ready = [(row, found) for row in rows if (found := originals.get(row.corrects))]
            if not ready:
                break
            self._write([(row, found) for row, found in ready if self._may_correct(row, found)])
            rows = [row for row in rows if row.corrects not in originals]
        for row in rows:
            self._refuse(row, _("There is no such record, neither in the register nor in the file."))

    def _may_correct(self, row: Prepared, original: Original) -> bool:
        """Whether the original is a payment of this programme's; count the row if it is not."""
        row.facts["corrects_id"] = original.pk
        if original.is_return or original.key == row.key:
            self._refuse(row, _("Only a payment can be corrected, not a correction."))
            return False
        if original.measure is not None and original.measure not in self._registers.measure_codes:
            self._outcome.skip(Skip.ELSEWHERE, row.amount)
            return False
        return True

    def _refuse(self, row: Prepared, reason: str) -> None:
        row.refusals.append(self._matching.refusal(row, "corrects", row.corrects, reason))
        self._outcome.refuse(row.refusals)

    def _originals(self, rows: list[Prepared]) -> dict[str, Original]:
        """Return the payments that rows correct, by what the rows call them: E-data's id alone will do."""
        found: dict[str, Original] = {}
        columns = ("record_key", "pk", "amount", "measure_id", "commitment_id", "source_id", "is_outside")
        wanted = sorted({word for row in rows for word in (row.corrects, f"edata-{row.corrects}")})
        for keys in _chunks(wanted):
            for key, pk, amount, *rest in Payment.objects.filter(record_key__in=keys).values_list(*columns):
                found[key] = original = Original(key, pk, amount < 0, *rest)
                found.setdefault(key.removeprefix("edata-"), original)
        return found

    def _write(self, pairs: list[tuple[Prepared, Original | None]]) -> None:
        for chunk in _chunks(pairs):
            known = _known([row.key for row, _original in chunk])
            new: list[Payment] = []
            changed: list[Changed] = []
            for row, original in chunk:
                there = known.get(row.key)
                if there is None:
                    new += self._new(row, original)
                elif self._allows(row, there) and (differs := self._difference(row, there)):
                    changed.append((row, there, differs))
            Payment.objects.bulk_create(new)
            self._change(changed)
            self._payees.ask()

    def _new(self, row: Prepared, original: Original | None) -> Iterator[Payment]:
        """Yield the payment that the row makes, if it may enter and is of the programme."""
        facts = row.facts
        if "measure_id" not in facts and not self._assign(row, original):
            self._outcome.skip(Skip.RULE, row.amount)
            return
        if not facts.get("source_id"):
            self._take_source(row, original)
        if row.refusals:
            self._outcome.refuse(row.refusals)
            return
        self._outcome.created.add(row.amount)
        if facts.get("measure_id") is None and not facts.get("is_outside"):
            self._outcome.waiting.add(row.amount)
        code = facts.get("payee_code", "")
        person = self._payees.is_person(code, facts.setdefault("payee_name", code))
        yield Payment(record_key=row.key, batch=self._batch, version=1, payee_is_person=person, **facts)

    def _assign(self, row: Prepared, original: Original | None) -> bool:
        """Give a row that names no measure that of what it corrects, with its commitment, or else what a rule says.

        False when a rule says that it is not of the programme.
        """
        if original and (original.measure or original.is_outside):
            row.facts["measure_id"], row.facts["commitment_id"] = original.measure, original.commitment
            row.facts["is_outside"] = original.is_outside
        elif row.verdict:
            row.facts["measure_id"] = row.verdict.measure
            return row.verdict.measure is not None
        return True

    def _take_source(self, row: Prepared, original: Original | None) -> None:
        """Give a row that names no source that of its commitment, for it is paid from there, or else the usual one.

        Money goes back where it came from.
        """
        commitment = self._registers.commitment(row.facts.get("commitment_id"))
        if original or commitment:
            row.facts["source_id"] = original.source if original else commitment and commitment.source
            return
        row.facts["source_id"] = source = self._registers.default_source(row.facts.get("measure_id"))
        if source is None and not row.refusals:
            reason = _("The portal has no source of funding yet.")
            row.refusals.append(self._matching.refusal(row, "source", "", reason))

    def _allows(self, row: Prepared, there: Known) -> bool:
        """Whether the row may change the payment that is there."""
        if there["measure_id"] is not None and there["measure_id"] not in self._registers.measure_codes:
            self._outcome.skip(Skip.ELSEWHERE, row.amount)
            return False
        if row.refusals:
            self._outcome.refuse(row.refusals)
        return not row.refusals

    def _difference(self, row: Prepared, there: Known) -> dict[str, Any]:
        """Return what the row changes, and count it; what somebody assigned stays unless the row names another."""
        differs = {name: value for name, value in row.facts.items() if there[name] != value}
        if differs.get("measure_id"):
            if "commitment_id" not in row.facts and there["commitment_id"]:
                differs["commitment_id"] = None
            if there["is_outside"]:
                differs["is_outside"] = False
        if not differs:
            self._outcome.unchanged.add(row.amount)
        return differs

    def _change(self, changed: list[Changed]) -> None:
        locked = Payment.objects.select_for_update().in_bulk([there["pk"] for _row, there, _differs in changed])
        for row, there, differs in changed:
            self._outcome.change(row.amount, partial(self._line, row, there, differs))
            payment = locked[there["pk"]]
            for name, value in differs.items():
                setattr(payment, name, value)
            if differs.keys() & {"payee_code", "payee_name"}:
                payment.payee_is_person = self._payees.is_person(payment.payee_code, payment.payee_name)
            payment._history_user = self._by
            payment._change_reason = self._batch.file_name[:100]
            payment.save()

    def _line(self, row: Prepared, there: Known, differs: dict[str, Any]) -> Line:
        changes = []
        for name, value in differs.items():
            column: Any = Payment._meta.get_field(name.removesuffix("_id"))
            words = self._shown(name, there[name]), self._shown(name, value)
            changes.append(Change(str(column.verbose_name), *words))
        return Line(row.row, row.key, False, changes)

    def _shown(self, name: str, value: Any) -> str:
        """Return a column's value as people know it."""
        if value is None or value == "":
            return ""
        registers = self._registers
        shown: dict[str, Callable[[Any], Any]] = {
            "measure_id": lambda pk: registers.measure_codes.get(pk, ""),
            "source_id": registers.source_label,
            "payer_id": registers.payer_label,
            "commitment_id": registers.commitment_label,
            "corrects_id": lambda pk: Payment.objects.values_list("record_key", flat=True).get(pk=pk),
            "paid_on": "{:%d.%m.%Y}".format,
            "is_outside": lambda is_outside: _("yes") if is_outside else _("no"),
            "amount": ukrainian.hryvnias,
        }
        return str(shown.get(name, str)(value))


def _known(keys: list[str]) -> dict[str, Known]:
    """Return the payments of the register that have one of the keys."""
    rows = Payment.objects.filter(record_key__in=keys).values("pk", "record_key", *COLUMNS)
    return {row["record_key"]: row for row in rows}


def _chunks(items: list[Any]) -> Iterable[Any]:
    return (items[start : start + CHUNK] for start in range(0, len(items), CHUNK))
