"""The rows of a file of payments: what a row says in the portal's words, or why it is refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _

from oleksandria_intl.tables import values
from oleksandria_intl.tables.amounts import Amounts, kopiykas
from oleksandria_intl.tables.cells import Cell, NumberedCells, Wrong, is_blank, shown
from oleksandria_intl.tables.outcome import Refusal
from oleksandria_intl.tables.sources import uneven

from .codes import hryvnia
from .counted import SKIP, TAKE, CountedRows, Hidden, receipts
from .dialects import COLUMNS, HEAD_OF, INSTEAD, NAMES_OF_CODES, REQUIRED, STATUSES, Values, title
from .reversals import is_reversal
from .statements import CREDIT, DEBIT, Statement
from .totals import Totals

ZERO = Decimal(0)

_REASON = re.compile(r"поверн|виправ|уточн|поновл|відновл|коригу|помилк|сторно|reversal|refund", re.IGNORECASE)

LONGEST_STATUS = 200

_REQUIRED = [(group, group[0], group[-1]) for group in REQUIRED]
_READERS = {column.field: column.read or values.text_reader(column.longest) for column in COLUMNS}
_READERS |= {name: values.text_reader(LONGEST_STATUS) for name in STATUSES}
_READERS |= dict.fromkeys(NAMES_OF_CODES, values.text_reader(300))


class RawRow(NamedTuple):
    """A payment that was read: the number of its row as people see it, and its values by field."""

    number: int
    values: Values


@dataclass
class Table:
    """A file whose head is understood and whose rows can be read, once."""

    dialect: str
    heads: Sequence[str]
    places: dict[str, int]
    rows: Iterator[NumberedCells | Refusal]
    width: int | None = None
    """How many cells each row must have, if that is a rule of the format."""
    total: Cell = None
    """A total that stands beside the rows, known when they are read."""
    notices: Sequence[str] = ()
    """Sentences about what of the file is not read, or not seen by people."""
    read_on: Collection[str] = ()
    """More of them, known when the rows are read."""
    statement: Statement | None = None
    """The source of a statement, whose sums stand on two sides of an account."""


Reading = tuple[int, str, Callable[[Cell], object]]


@dataclass
class PaymentFile:
    """A file of payments; ``rows()`` reads it, once, and knows the totals afterwards."""

    table: Table
    total: Decimal | None = None
    """The file's own total, if it says one."""
    read_total: Decimal = ZERO
    """The sum of the amounts that were read, those of rows refused for another reason too."""
    hidden: str = ""
    """What becomes of rows that nobody sees: ``take``, ``skip``, or nothing while nobody has said it: refused."""
    hidden_rows: Hidden = field(default_factory=Hidden)
    receipts: CountedRows = field(default_factory=CountedRows)
    """Rows of a statement by which money came in that was not paid before: no spending."""
    notices: list[str] = field(default_factory=list)
    """Sentences about what is no payment in the file, or is not seen there; known when it is read."""
    _amounts: Amounts = field(default_factory=Amounts)

    def __post_init__(self) -> None:
        self._totals = Totals(self.table.heads)
        self._understand()

    def _understand(self) -> None:
        """Choose the readers of the columns, of which JSON may gain some on its way."""
        readers = {**_READERS, "currency": hryvnia, "amount_cop": kopiykas}
        readers |= dict.fromkeys(("amount", DEBIT, CREDIT), self._amounts.read)
        places = self.table.places
        self._readings: list[Reading] = [(places[name], name, readers[name]) for name in places if name in readers]
        self._other_dates = [name for name in INSTEAD["paid_on"] if name in places]
        self._known = len(places)
        side = CREDIT if self.table.statement and self.table.statement.side == CREDIT else DEBIT
        self._sums_at = places.get("amount", places.get(side, -1))

    @property
    def dialect(self) -> str:
        """How the file was understood, for people."""
        return self.table.dialect

    def rows(self) -> Iterator[RawRow | Refusal]:
        """Yield each payment, or what is wrong with its row: a row with three errors gives three refusals.

        Raises ``UnreadableFile`` where the file breaks off.
        """
        width, statement = self.table.width, self.table.statement
        for row in self.table.rows:
            if isinstance(row, Refusal):
                yield row
                continue
            if len(self.table.places) != self._known:
                self._understand()
            number, cells = row.number, row.cells
            self._amounts.row = number
            found, wrong = self._read(number, cells) if width is None or len(cells) == width else self._uneven(row)
            if wrong and (all(map(is_blank, cells)) or self._totals.take(row, self._sums_at)):
                continue
            amount: Decimal = found.get("amount") or ZERO
            if statement and amount < 0 and not found.get("status"):
                self.receipts.add(number, -amount)
                continue
            if row.is_hidden:
                self.hidden_rows.add(number, amount)
                if self.hidden == SKIP:
                    continue
                wrong = wrong or self._unseen(number)
            self._totals.add(max(amount, ZERO) if statement else amount)
            self.read_total += amount
            if wrong:
                yield from wrong
            else:
                yield RawRow(number, found)
        self._finish()

    def _unseen(self, number: int) -> list[Refusal]:
        reason = _("The row is hidden in the file, and nobody has said whether it may be imported.")
        return [] if self.hidden == TAKE else [Refusal(number, "", "", reason)]

    def _read(self, number: int, cells: Sequence[Cell]) -> tuple[Values, list[Refusal]]:
        found: Values = {}
        wrong: list[Refusal] = []
        for place, name, read in self._readings:
            try:
                found[name] = read(cells[place])
            except Wrong as error:  # noqa: PERF203 - costs nothing where nothing is raised
                wrong.append(Refusal(number, self.table.heads[place], shown(cells[place]), str(error)))
        try:
            self._complete(found, cells)
        except _WrongRow as error:
            if not wrong:
                wrong.append(Refusal(number, error.column, error.value, error.reason))
        return found, wrong

    def _complete(self, found: Values, cells: Sequence[Cell]) -> None:
        """Take in what stands beside the fields, and ask for what a payment cannot be without."""
        if "amount_cop" in found:
            self._agree(found)
        if self._other_dates and found.get("paid_on") is None:
            self._take_other_date(found, cells)
        found.pop("currency", None)
        if self.table.statement:
            self._settle(self.table.statement, found)
        for group, first, last in _REQUIRED:
            if not found.get(first) and not found.get(last):
                raise self._lacking(group, found)
        amount = found["amount"]
        if amount < 0 and not (self.table.statement or _says_why(found)):
            raise _WrongRow(self.head("amount"), str(amount), _negative())

    def _settle(self, statement: Statement, found: Values) -> None:
        try:
            statement.settle(found, says_return=_says_return(found))
        except Wrong as error:
            raise _WrongRow(self.head(DEBIT), "", str(error)) from None

    def _lacking(self, group: Sequence[str], found: Values) -> _WrongRow:
        heads = [self.head(name) for name in group if name in self.table.places]
        if found.get(group[0]) == 0:
            return _WrongRow(heads[0], "0", _("A payment cannot be zero."))
        return _WrongRow(_(" or ").join(heads) or title(group), "", _("The value is missing."))

    def _agree(self, found: Values) -> None:
        small = found.pop("amount_cop")
        if small is None:
            return
        if found.get("amount") not in (None, small):
            message = _("The amount in hryvnias is %(amount)s; amount_cop says %(other)s.")
            reason = message % {"amount": found["amount"], "other": small}
            raise _WrongRow(self.head("amount_cop"), str(small), reason)
        found["amount"] = small

    def _take_other_date(self, found: Values, cells: Sequence[Cell]) -> None:
        for name in self._other_dates:
            cell = cells[self.table.places[name]]
            try:
                found["paid_on"] = values.day(cell)
            except Wrong as error:
                raise _WrongRow(self.head(name), shown(cell), str(error)) from None
            if found["paid_on"]:
                return

    def head(self, name: str) -> str:
        """Return what the file calls a column; of one that it lacks, what the template does."""
        place = self.table.places.get(name)
        return HEAD_OF.get(name, name) if place is None else self.table.heads[place]

    def _uneven(self, row: NumberedCells) -> tuple[Values, list[Refusal]]:
        reason = uneven(row.cells, self.table.width or 0)
        return {}, [Refusal(row.number, "", shown(row.cells[0] if row.cells else None), reason)]

    def _finish(self) -> None:
        self.total = self._totals.total(self.table.total)
        if self.total is not None and self.table.statement:
            self.total += self.read_total - self._totals.read  # of one side of the account, without what came back
        self.notices += [*self.table.notices, *self.table.read_on, *self.hidden_rows.notices(self.hidden)]
        self.notices += [*self._totals.notices(), *receipts(self.receipts)]


class _WrongRow(ValueError):
    def __init__(self, column: str, value: str, reason: str) -> None:
        super().__init__(reason)
        self.column, self.value, self.reason = column, value, reason


def _says_return(found: Values) -> bool:
    return bool(_REASON.search(str(found.get("purpose", ""))))


def _says_why(found: Values) -> bool:
    return bool(found.get("corrects")) or _says_return(found) or is_reversal(found)


def _negative() -> str:
    return _("A negative amount must say why: fill in “%(column)s”, or write in the purpose what is returned.") % {
        "column": HEAD_OF["corrects"]
    }
