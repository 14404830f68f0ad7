"""How much memory and time a spreadsheet takes: a hundred thousand rows against a thousand.

    python tests/bench/sheets.py

Asks no database. Prints a table in Markdown; ends with 1 when a limit is missed.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, datetime, timezone
from decimal import Decimal
from pathlib import Path

BASE = Path(__file__).resolve().parent.parent.parent
FEW, MANY = 1_000, 100_000
LIMITS = {"xlsx": 40, "csv": 10, "shared": 20}
"""How much more memory many rows may take than few, in megabytes: «shared» is an xlsx whose rows share a key."""
DATED = datetime(2020, 4, 1, tzinfo=timezone.utc)
AMOUNT = Decimal("1234.56")


def sheet(count: int, *, shared: bool) -> object:
    """Return a register of payments, with a total of all of them."""
    from oleksandria_intl.documents.blocks import Column, Row
    from oleksandria_intl.documents.cells import amount_cell, day_cell, text_cell
    from oleksandria_intl.documents.sheets import Sheet

    heads = ("№ з/п", "Дата", "Одержувач", "Код", "Призначення", "Джерело", "КЕКВ", "Захід")
    columns = (*map(Column, heads), Column("Сума, грн", align="right"))

    def rows() -> Iterator[Row]:
        for number in range(1, count + 1):
            texts = f"ТОВ «Одержувач {number}»", "00012345", "оплата за послуги " * 4, "місцевий бюджет", "2240", "1.1"
            cells = (text_cell(str(number)), day_cell(date(2020, 3, 31)), *map(text_cell, texts), amount_cell(AMOUNT))
            yield Row(cells, key="payment" if shared else f"payment-{number}")
        total = amount_cell(AMOUNT * count, bold=True)
        yield Row((text_cell("ВСЬОГО", colspan=8, bold=True), total), sums=("*",))

    return Sheet("Реєстр платежів", columns, rows())


def write(format: str, count: int) -> None:
    """Stream the register to nowhere, and print the most kilobytes that were used and the milliseconds it took."""
    from oleksandria_intl.documents import sheets

    began = time.perf_counter()
    kind = "csv" if format == "csv" else "xlsx"
    table = sheet(count, shared=format == "shared")
    pieces = sheets.stream([table], kind, title="Реєстр", author="Рада", dated=DATED)  # type: ignore[list-item]
    size = sum(map(len, pieces))
    spent = round(1000 * (time.perf_counter() - began))
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, spent, size)


def measured(format: str, count: int) -> list[int]:
    """Return kilobytes, milliseconds and the size of the file, of a process of its own."""
    command = [sys.executable, __file__, "--task", format, "--rows", str(count)]
    done = subprocess.run(command, cwd=BASE, check=True, capture_output=True, encoding="utf-8")
    return [int(figure) for figure in done.stdout.split()]


def main() -> int:
    """Measure every format, print the table, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--task", choices=sorted(LIMITS), help=argparse.SUPPRESS)
    parser.add_argument("--rows", type=int, default=FEW, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.task:
        write(options.task, options.rows)
        return 0
    print("| format | rows | seconds | file, kB | peak, MB | more than few | limit | |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |")
    kept = [judged(format, limit) for format, limit in LIMITS.items()]
    return 0 if all(kept) else 1


def judged(format: str, limit: int) -> bool:
    """Print what few and many rows take, and tell whether the limit is kept."""
    few = measured(format, FEW)
    many = measured(format, MANY)
    more = (many[0] - few[0]) / 1024
    for count, (memory, spent, size) in ((FEW, few), (MANY, many)):
        end = f"{more:.1f} MB | < {limit} MB | {'' if more < limit else 'MISSED'}" if count == MANY else "| |"
        print(f"| {format} | {count:,} | {spent / 1000:.1f} | {size // 1024:,} | {memory / 1024:.0f} | {end} |")
    return more < limit


if __name__ == "__main__":
    sys.path[0] = str(BASE)
    sys.exit(main())
