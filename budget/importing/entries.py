"""Making payments of rows and changing those that are there, and saying what became of each row."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from budget.asking import Payees
from budget.models import ImportBatch, Payment
from budget.payment_keys import document_key, name_key
from oleksandria_intl import ukrainian
from oleksandria_intl.tables.outcome import Change, Line

from .identity import has_id
from .matching import Matching, Prepared
from .originals import Original
from .outcome import Outcome, Skip
from .registers import Registers
from .similar import Known


class Matched(NamedTuple):
    """A row with the payment that it is, if it is one of the register's, or the one that it takes back."""

    row: Prepared
    there: Known | None
    original: Original | None = None
    is_correction: bool = False
    """Whether somebody said so of a row that only looks like the payment."""


Changed = tuple[Prepared, Known, dict[str, Any]]
"""A row, the payment that it changes, and the columns that it changes."""


class Entries:
    """The register of payments as one import writes it; whoever calls it holds the transaction."""

    def __init__(
        self, batch: ImportBatch, by: User | None, registers: Registers, matching: Matching, outcome: Outcome
    ) -> None:
        self._batch, self._by = batch, by
        self._registers, self._matching, self._outcome = registers, matching, outcome
        self._payees = Payees()

    def write(self, rows: list[Matched]) -> None:
        """Make the payments of some hundreds of rows, or change those that are there."""
        new: list[Payment] = []
        changed: list[Changed] = []
        for row, there, original, is_correction in rows:
            if there is None:
                new += self._new(row, original)
            elif self._allows(row, there) and (differs := self._difference(row, there, is_correction)):
                changed.append((row, there, differs))
        Payment.objects.bulk_create(new)
        self._change(changed)
        self._payees.ask()

    def _new(self, row: Prepared, original: Original | None) -> Iterator[Payment]:
        """Yield the payment that the row makes, if it may enter and is of the programme."""
        facts = row.facts
        if "measure_id" not in facts and not self._assign(row, original):
            self._outcome.skip(Skip.RULE, row.amount, row.row)
            return
        if not facts.get("source_id"):
            self._take_source(row, original)
        if row.refusals:
            self._outcome.refuse(row.refusals)
            return
        self._outcome.create(row, original)
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
            self._outcome.skip(Skip.ELSEWHERE, row.amount, row.row)
            return False
        if row.refusals:
            self._outcome.refuse(row.refusals)
        return not row.refusals

    def _difference(self, row: Prepared, there: Known, is_correction: bool) -> dict[str, Any]:
        """Return what the row changes, and count it; what somebody assigned stays unless the row names another.

        Zeros that a table lost before a number or a code are no change; nor are quotes and case of a name or a
        purpose where the payment is known by what it says, as another table of the same payments writes them.
        """
        is_own = row.key == there["record_key"]
        differs = {
            name: value
            for name, value in row.facts.items()
            if there[name] != value and (is_correction or not _is_alike(name, value, there[name], is_own))
        }
        if is_correction and has_id(row.key):
            differs["record_key"] = row.key
        if differs.get("measure_id"):
            if "commitment_id" not in row.facts and there["commitment_id"]:
                differs["commitment_id"] = None
            if there["is_outside"]:
                differs["is_outside"] = False
        if not differs:
            self._outcome.keep(row, there)
        return differs

    def _change(self, changed: list[Changed]) -> None:
        locked = Payment.objects.select_for_update().in_bulk([there["pk"] for _row, there, _differs in changed])
        for row, there, differs in changed:
            self._outcome.change(row, there, partial(self._line, row, there, differs))
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
        return Line(row.row, str(differs.get("record_key") or there["record_key"]), False, changes)

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


def _is_alike(name: str, value: Any, was: Any, is_own: bool) -> bool:
    """Whether two values of a column say the same."""
    if name in ("document", "contract", "payee_code"):
        return document_key(value) == document_key(was) != ""
    return not is_own and name in ("payee_name", "purpose") and name_key(value) == name_key(was)
