"""What a row of a file says in the portal's terms: its key, its facts, what it points at, or why it cannot enter."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from oleksandria_intl.tables.cells import shown
from oleksandria_intl.tables.outcome import Refusal

from .assignment import Rules, Verdict
from .dialects import NAMES, Values
from .filters import Filters
from .identity import LONGEST_KEY, Identities
from .outcome import Skip
from .registers import Registers
from .reversals import BACK, is_reversal, turn
from .rows import PaymentFile, RawRow
from .statements import BY_ACCOUNT

FACTS = ("paid_on", "amount", "payee_code", "payee_name", "document", "purpose", "contract", "prozorro_id")
"""What is taken as the row says it."""


@dataclass(slots=True)
class Prepared:
    """A row of the programme's, ready to be written."""

    row: int
    key: str
    amount: Decimal
    facts: dict[str, Any] = field(default_factory=dict)
    """The payment's columns that the row fills: an empty cell says nothing."""
    verdict: Verdict | None = None
    """What the rules say of a row that names neither measure nor commitment."""
    corrects: str = ""
    """The record key of what it corrects, as the row says it."""
    takes_back: bool = False
    """Whether the source says of a positive sum that it came back: the amount is negative here."""
    twin: int | None = None
    """The row of the file that says the same already."""
    refusals: list[Refusal] = field(default_factory=list)

    @property
    def is_settled_last(self) -> bool:
        """Whether it belongs to a payment that may stand in the same file."""
        return bool(self.corrects) or self.amount < 0


class Matching:
    """Prepares the rows of one file."""

    def __init__(self, file: PaymentFile, filters: Filters, registers: Registers) -> None:
        self._file, self._filters, self._registers = file, filters, registers
        self._identities = Identities(file)
        self._rules = Rules(filters.program)

    def prepare(self, raw: RawRow) -> Prepared | Skip:
        """Return the row as it may be written, or why it is none of the programme's."""
        values = raw.values
        takes_back = values["amount"] > 0 and BY_ACCOUNT not in values and is_reversal(values)
        if takes_back:
            turn(values, self._registers.payers)
        payer = self._registers.payer(values.get("payer_code", ""), values.get("payer_name", ""))
        is_named = bool(values.get("measure") or values.get("commitment"))
        if skip := self._filters.skips(values, payer, is_named=is_named):
            return skip
        row = Prepared(raw.number, self._identities.key(values, payer), values["amount"], takes_back=takes_back)
        row.facts = {name: value for name in FACTS if (value := values.get(name))}
        row.corrects = values.get("corrects", "")
        self._once(row, values)
        self._point_at(row, values, payer)
        if is_named:
            self._place(row, values)
        else:
            row.verdict = self._rules.verdict(row.facts)
        if takes_back:
            row.key += BACK
        elif not row.is_settled_last:
            row.twin = self._identities.twin_of(row.row, row.facts, row.key)
        return row

    def refusal(self, row: Prepared, name: str, value: object, reason: str) -> Refusal:
        """Return why a field of a row is refused."""
        return Refusal(row.row, self._file.head(name), shown(str(value)), reason)

    def _refuse(self, row: Prepared, name: str, value: object, reason: str) -> None:
        row.refusals.append(self.refusal(row, name, value, reason))

    def _ask(self, row: Prepared, values: Values, name: str, value: str, reason: str) -> None:
        """Refuse a row whose value is in no table, and ask what is to become of all such rows."""
        self._refuse(row, name, value, reason)
        called = values.get(NAMES.get(name, ""), "")
        self._registers.questions.ask(name, value, self._file.head(name), row.amount, called)

    def _once(self, row: Prepared, values: Values) -> None:
        """Refuse a key that the file names twice, or one that is too long to be kept."""
        if not (given := values.get("record_id")):
            return
        if len(row.key) > LONGEST_KEY:
            self._refuse(row, "record_id", given, _("The record's id is too long."))
        first = self._identities.first_row_of(row.key, row.row)
        if first != row.row:
            reason = _("The same record stands in row %(row)d of the file already.") % {"row": first}
            self._refuse(row, "record_id", given, reason)

    def _point_at(self, row: Prepared, values: Values, payer: str) -> None:
        """Fill in who pays, the codes and the source; refuse what is in no table of the portal's."""
        registers, facts = self._registers, row.facts
        if payer in registers.payers:
            facts["payer_id"] = registers.payers[payer]
        else:
            self._ask(row, values, "payer_code", payer, _("This payer is not among the spending units."))
        if code := values.get("program_code"):
            facts["program_code_id"] = code
            if code not in registers.program_codes:
                self._ask(row, values, "program_code", code, _("This КПКВКМБ is not in the table of codes."))
        if code := values.get("economic_code"):
            facts["economic_code_id"] = code
            if code not in registers.economic_codes:
                self._ask(row, values, "economic_code", code, _("This КЕКВ is not in the table of codes."))
        if words := values.get("source"):
            facts["source_id"] = source = registers.source(words)
            if source is None:
                self._ask(row, values, "source", words, _("There is no such source of funding; write its code."))

    def _place(self, row: Prepared, values: Values) -> None:
        """Fill in the measure and the commitment that the row names."""
        code = values.get("measure", "")
        measure = self._registers.measures.get(code)
        if code and measure is None:
            self._ask(row, values, "measure", code, _("The programme has no measure with this code."))
            return
        if number := values.get("commitment"):
            self._match_commitment(row, number, measure)
        else:
            row.facts["measure_id"] = measure

    def _match_commitment(self, row: Prepared, number: str, measure: int | None) -> None:
        found = self._registers.commitments(number, measure)
        if len(found) == 1 and measure in (None, found[0].measure):
            row.facts["commitment_id"], row.facts["measure_id"] = found[0].pk, found[0].measure
        elif len(found) > 1:
            reason = _("Several commitments have this number; write the record id of one of them.")
            self._refuse(row, "commitment", number, reason)
        elif found:
            self._refuse(row, "commitment", number, _("This commitment belongs to another measure."))
        else:
            self._refuse(row, "commitment", number, _("The programme has no commitment with this number."))
