"""The formulas of a sheet: totals of the rows above, and shares of one column in another.

What a formula gives is counted here too, for viewers that show a file without counting.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from oleksandria_intl.documents.blocks import Column, Row
from oleksandria_intl.shares import percent

from .ledger import MILLION, Ledger, Run

Numbers: TypeAlias = "Mapping[int, Decimal | int]"
"""The numbers of a row by their columns; a cell without one is left out."""

FEW = 4
"""The most single cells that are joined by pluses."""
MOST_ARGUMENTS = 255
LONGEST = 8192
"""What Excel takes: arguments of a function, letters of a formula."""
LETTERS = 26


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula and what it gives; nothing where it shows an empty cell."""

    text: str
    result: Decimal | None


class Formulas:
    """The formulas of a sheet's rows, asked for from the top row down."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self._ratios = {place: column.ratio for place, column in enumerate(columns) if column.ratio}
        self._ledger = Ledger()

    def of_row(self, row: Row, at: int, numbers: Numbers) -> dict[int, Formula]:
        """Return the formulas of a row, which stands ``at`` rows below the first, by their columns.

        Raises ValueError where the row says another number than its formula gives.
        """
        amounts = {column: number for column, number in numbers.items() if column not in self._ratios}
        formulas = self._totals(row.sums, amounts) if row.sums else {}
        for column, (part, whole) in self._ratios.items():
            if part in numbers and whole in numbers:
                formulas[column] = ratio(cell_name(at, part), cell_name(at, whole), numbers[part], numbers[whole])
        if row.key:
            self._ledger.enter(row.key, at, amounts, total=bool(row.sums))
        return {column: formula for column, formula in formulas.items() if _agrees(formula, numbers.get(column), at)}

    def _totals(self, keys: Sequence[str], amounts: Numbers) -> dict[int, Formula]:
        """Return the sums of the columns that have an amount; none where Excel takes no formula so long."""
        entries = self._ledger.entries(keys)
        runs = self._ledger.runs(entries)
        formulas = {}
        for column in amounts:
            found = list(self._ledger.numbers(entries, column))
            text = total(runs, column, all_numbers=len(found) == len(entries))
            if len(text) <= LONGEST:
                formulas[column] = Formula(text, Decimal(sum(found)) / MILLION)
        return formulas


def _agrees(formula: Formula, said: Decimal | int | None, at: int) -> bool:
    """Tell whether a cell is its formula; one says what it says where either has no number."""
    if formula.result is None or said is None:
        return formula.result is said
    if formula.result != said:
        raise ValueError(f"Row {at + 1} says {said}, but its formula {formula.text} gives {formula.result}.")
    return True


def total(runs: Sequence[Run], column: int, *, all_numbers: bool) -> str:
    """Return the sum of a column over the rows: «=SUM(F3:F8)», «=F3+F9» for a few single numbers.

    SUM passes over cells that are text, such as a dash; a plus would fail on them.
    """
    cells = [_range(run, column) for run in runs]
    if not cells:
        return "=0"
    if all_numbers and len(cells) <= FEW and all(run.first == run.last for run in runs):
        return "=" + "+".join(cells)
    parts = (cells[start : start + MOST_ARGUMENTS] for start in range(0, len(cells), MOST_ARGUMENTS))
    return "=" + "+".join(f"SUM({','.join(part)})" for part in parts)


def ratio(part: str, whole: str, part_number: Decimal | int, whole_number: Decimal | int) -> Formula:
    """Return the per cent of one cell over another, as ``shares.percent`` cuts it; empty over nothing.

    It divides kopiykas: whole numbers give a quotient that INT cuts exactly where hryvnias would miss by a bit.
    """
    tenths = f"ROUND({part}*100,0)*1000/ROUND({whole}*100,0)"
    text = f'=IF({whole}=0,"",IF({tenths}>1000,-INT(-{tenths}),INT({tenths}))/10)'
    return Formula(text, percent(part_number, whole_number))


def cell_name(row: int, column: int) -> str:
    """Return the name of a cell, whose row and column are counted from 0: «F3»."""
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, LETTERS)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row + 1}"


def _range(run: Run, column: int) -> str:
    first = cell_name(run.first, column)
    return first if run.first == run.last else f"{first}:{cell_name(run.last, column)}"
