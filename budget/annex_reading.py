"""The table of a budget decision's annex, as it comes from Excel or Word: one row for each line that grants money.

«Розподіл витрат місцевого бюджету на реалізацію місцевих/регіональних програм» names КПКВКМБ, the programme and the
sums by fund; councils' own tables name measures and КЕКВ, too. Columns are known by the beginnings of their heads.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from io import StringIO
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from budget.importing.codes import economic_code, program_code
from oleksandria_intl.tables.amounts import Amounts
from oleksandria_intl.tables.cells import (
    Cell,
    NumberedCells,
    UnreadableFile,
    Unusable,
    Wrong,
    is_blank,
    plain_text,
    shown,
)
from oleksandria_intl.tables.outcome import Refusal
from oleksandria_intl.tables.sources import Head, find_heads, likeliest, no_head, normal, sources

GENERAL, SPECIAL = "general", "special"
FUNDS = (GENERAL, SPECIAL)
MOST_ROWS = 2_000
HEADS: Mapping[str, tuple[str, ...]] = {
    "program_code": ("кпквк", "кодкпквк", "кодпквк", "кодпрограмноїкласифікації"),
    "economic_code": ("кекв", "кодкекв", "кодеконом"),
    "measure_code": ("кодзаходу", "номерзаходу", "заходу"),
    "budget_program": ("найменуванняголовного", "найменуваннярозпорядника", "найменуваннябюджетної"),
    "name": ("захід", "заходи", "назвазаход", "найменуваннязаход", "найменуваннямісцевої", "найменуванняпрограми",
             "назвапрограми", "назвамісцевої", "програма"),
    "general": ("загальнийфонд",),
    "special": ("спеціальнийфонд",),
    "fund": ("фонд",),
    "amount": ("сума", "усього", "всього", "разом", "затверджено", "передбачено"),
}  # fmt: skip
"""How the heads of columns begin, without spaces and signs; the first that fits a head is its column."""
SHOWN_HEADS = ("КПКВКМБ", "КЕКВ", "Захід", "Найменування програми", "Загальний фонд", "Спеціальний фонд", "Сума")
TOTALS = ("усього", "всього", "разом", "утомучислі")
"""How the first words of a row begin that only adds up others."""
NO_AMOUNT = ("-", "–", "—", "х", "x")


@dataclass(frozen=True, slots=True)
class AnnexRow:
    """A line of the annex: what for, under which codes, how many hryvnias of each fund."""

    number: int
    program_code: str
    economic_code: str
    measure_code: str
    name: str
    """The measure's, or the programme's where the annex names no measures."""
    budget_program: str
    """What the annex calls the programme of the code."""
    amounts: Mapping[str, Decimal]
    """By fund, of those of which the annex says anything."""


@dataclass
class Annex:
    """The lines of an annex, what in it cannot be read, and the rows that grant nothing by themselves."""

    rows: list[AnnexRow] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    totals: list[int] = field(default_factory=list)
    """The rows that add up others, or head a group."""

    @property
    def funds(self) -> list[str]:
        """The funds of which the annex says anything."""
        return [fund for fund in FUNDS if any(fund in row.amounts for row in self.rows)]

    def has(self, code: str) -> bool:
        """Whether any row has a code: ``program_code`` or ``economic_code``."""
        return any(getattr(row, code) for row in self.rows)


class _Known:
    """The heads that the annex may have; a head is asked for in its normal form."""

    def __contains__(self, head: object) -> bool:
        return bool(column_of(str(head)))


def column_of(head: str) -> str:
    """Return which column a head in its normal form names; an empty text where nobody knows it."""
    return next((name for name, beginnings in HEADS.items() if head.startswith(beginnings)), "") if head else ""


def read_annex(file: BinaryIO) -> Annex:
    """Return the lines of an annex; raise ``UnreadableFile`` where no table with sums is found in the file."""
    heads = find_heads(sources(file), _Known())
    head = likeliest(heads)
    columns = _columns(head)
    if not columns.keys() & {"general", "special", "amount"} or not columns.keys() & {"name", "measure_code"}:
        raise UnreadableFile(no_head(heads, head.source.read_as, "; ".join(SHOWN_HEADS)))
    annex, amounts = Annex(), Amounts()
    for row in head.source.below(head.row):
        if isinstance(row, Refusal):
            annex.refusals.append(row)
        elif not all(map(is_blank, row.cells)) and not _numbers_columns(row.cells):
            _take(annex, _Line(row, columns, head.cells, amounts))
        if len(annex.rows) + len(annex.refusals) > MOST_ROWS:
            raise UnreadableFile(_("The file has more than %(most)d rows; split it.") % {"most": MOST_ROWS})
    return annex


def _columns(head: Head) -> dict[str, int]:
    """Return the place of each column; of several with one name the first: below «спеціальний фонд» that is its sum."""
    places: dict[str, int] = {}
    for place, cell in enumerate(head.cells):
        if name := column_of(normal(cell)):
            places.setdefault(name, place)
    return places


def _numbers_columns(cells: Sequence[Cell]) -> bool:
    """Whether a row only numbers the columns: 1, 2, 3."""
    said = [str(cell).strip().removesuffix(".0") for cell in cells if not is_blank(cell)]
    return len(said) > 2 and said == [str(number) for number in range(1, len(said) + 1)]


@dataclass
class _Line:
    """A row of the file under its columns; what is wrong with its cells is gathered."""

    row: NumberedCells
    columns: Mapping[str, int]
    heads: Sequence[str]
    reader: Amounts
    refusals: list[Refusal] = field(default_factory=list)

    def cell(self, column: str) -> Cell:
        """Return what stands in a column; nothing where there is no such column, or the row is shorter."""
        place = self.columns.get(column, len(self.row.cells))
        return self.row.cells[place] if place < len(self.row.cells) else None

    def read(self, column: str, reader: Callable[[Cell], Any]) -> Any:
        """Return a cell as its reader reads it; where it refuses, nothing, and the refusal is kept."""
        try:
            return reader(self.cell(column))
        except Wrong as wrong:
            self.refuse(column, str(wrong))
            return None

    def refuse(self, column: str, reason: str) -> None:
        """Keep why a cell is not taken."""
        head = self.heads[self.columns[column]] if column in self.columns else ""
        self.refusals.append(Refusal(self.row.number, head, shown(self.cell(column)), reason))

    def amount(self, column: str) -> Decimal | None:
        """Return hryvnias; nothing where a dash or nothing is written."""
        self.reader.row = self.row.number
        cell = self.cell(column)
        is_none = is_blank(cell) or (isinstance(cell, str) and cell.strip().casefold() in NO_AMOUNT)
        found: Decimal | None = None if is_none else self.read(column, self.reader.read)
        return found

    def is_formula(self, column: str) -> bool:
        """Whether a cell is computed from others: a sum of the funds is not read then, but made."""
        cell = self.cell(column)
        return isinstance(cell, Unusable) or (isinstance(cell, str) and cell.startswith("="))

    @property
    def is_total(self) -> bool:
        """Whether the row adds up others, or heads a group: it names nothing that money is granted to."""
        first = next((normal(str(cell)) for cell in self.row.cells if isinstance(cell, str) and normal(cell)), "")
        return first.startswith(TOTALS) or (is_blank(self.cell("name")) and is_blank(self.cell("measure_code")))


def _take(annex: Annex, line: _Line) -> None:
    """Add a row to the lines of the annex, to its totals or to what is refused."""
    if line.is_total:
        annex.totals.append(line.row.number)
        return
    row = AnnexRow(
        line.row.number,
        line.read("program_code", program_code) or "",
        line.read("economic_code", economic_code) or "",
        line.read("measure_code", _words) or "",
        line.read("name", _words) or "",
        line.read("budget_program", _words) or "",
        dict(_amounts(line)),
    )
    if line.refusals:
        annex.refusals += line.refusals
    else:
        annex.rows.append(row)


def _words(cell: Cell) -> str:
    """Return a text in one line, without what Word leaves between letters: soft hyphens, marks of no width."""
    return "".join(sign for sign in " ".join(plain_text(cell).split()) if sign.isprintable())


def _amounts(line: _Line) -> Iterator[tuple[str, Decimal]]:
    """Yield the sums of a row by fund; refuse a total that is not their sum, and a fund that nobody knows."""
    nothing = Decimal(0)
    if not line.columns.keys() & {"general", "special"}:
        fund = _fund(line)
        if fund:
            yield fund, line.amount("amount") or nothing
        return
    refused = len(line.refusals)
    found = {fund: line.amount(fund) or nothing for fund in FUNDS if fund in line.columns}
    total = None if line.is_formula("amount") else line.amount("amount")
    if total is not None and len(line.refusals) == refused and total != sum(found.values(), nothing):
        line.refuse("amount", _("The funds do not add up to this sum."))
    yield from found.items()


def _fund(line: _Line) -> str:
    """Return which fund the only sum of a row is of: the general one, unless a column says otherwise."""
    said = normal(str(line.read("fund", plain_text) or ""))
    if said and not said.startswith(("з", "с")):
        line.refuse("fund", _("Write «загальний» or «спеціальний»."))
        return ""
    return SPECIAL if said.startswith("с") else GENERAL


def as_text(file: BinaryIO) -> str:
    """Return the table of a file as text with tabs, to be shown and changed; raise ``UnreadableFile``.

    Its rows keep their numbers.
    """
    source = likeliest(find_heads(sources(file), _Known())).source
    text, written = StringIO(), 0
    writer = csv.writer(text, delimiter="\t", lineterminator="\n")
    for row in source.rows():
        if isinstance(row, Refusal):
            raise UnreadableFile(f"{row.row}: {row.reason}")
        if row.number > MOST_ROWS:
            raise UnreadableFile(_("The file has more than %(most)d rows; split it.") % {"most": MOST_ROWS})
        text.write("\n" * (row.number - written - 1))
        writer.writerow([_written(cell) for cell in row.cells])
        written = row.number
    return text.getvalue()


def _written(cell: Cell) -> str:
    """Return a cell as somebody would type it: in full, where a refusal would quote its beginning."""
    return cell if isinstance(cell, str) else format(cell, "f") if isinstance(cell, Decimal) else shown(cell)
