"""The formulas of a spreadsheet: what they say, what they carry, what LibreOffice makes of them."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from oleksandria_intl.documents.blocks import (
    Column,
    Row,
)
from oleksandria_intl.documents.cells import NOTHING, amount_cell, percent_cell
from oleksandria_intl.documents.sheets import Sheet, formulas, sheets_of
from oleksandria_intl.shares import percent

from .report import REPORT
from .sheet_file import FIRST, amounts, excel, opened, page, texts, written


@pytest.fixture(scope="module")
def report() -> bytes:
    return excel(*sheets_of(REPORT))


def test_a_subtotal_is_a_sum_of_its_rows_and_carries_its_result(report: bytes) -> None:
    subtotal = FIRST + 3
    assert opened(report).active.cell(subtotal, 5).value == f"=SUM(E{FIRST}:E{subtotal - 1})"
    assert opened(report, counted=True).active.cell(subtotal, 5).value == 340000


def test_the_grand_total_adds_up_every_row_once_and_no_subtotal(report: bytes) -> None:
    assert opened(report).active["F16"].value == "=SUM(F8:F10,F13:F14)"
    assert opened(report, counted=True).active["F16"].value == 234167.14


def test_a_share_is_a_formula_that_carries_what_the_paper_prints(report: bytes) -> None:
    tenths = "ROUND(F8*100,0)*1000/ROUND(E8*100,0)"
    formula = f'=IF(E8=0,"",IF({tenths}>1000,-INT(-{tenths}),INT({tenths}))/10)'
    assert opened(report).active["G8"].value == formula
    assert opened(report, counted=True).active["G8"].value == 31.2
    assert opened(report, counted=True).active["G16"].value == 50.3


def test_where_there_is_nothing_to_divide_the_dash_stays(report: bytes) -> None:
    assert opened(report).active["G10"].value == NOTHING


def test_a_share_of_zero_is_empty_until_there_is_a_plan() -> None:
    columns = (Column("План"), Column("Факт"), Column("%", ratio=(1, 0)))
    row = Row((amount_cell(Decimal(0)), amount_cell(Decimal(5)), percent_cell(None)))
    sheet = Sheet("Аркуш", columns, [row])
    assert written(sheet)[0][2].startswith('=IF(A2=0,"",')
    assert written(sheet, counted=True)[0][2] is None


def test_a_few_single_rows_are_joined_by_pluses() -> None:
    rows = [amounts("1", key="a"), texts("примітка"), amounts("2", key="b"), amounts("3", sums=("a", "b"))]
    assert written(page(rows))[-1][0] == "=A2+A4"


def test_a_plus_never_meets_a_dash() -> None:
    rows = [amounts("1", key="a"), texts("примітка"), amounts(None, key="b"), amounts("1", sums=("a", "b"))]
    assert written(page(rows))[-1][0] == "=SUM(A2,A4)"


def test_rows_that_share_a_key_are_added_up_together() -> None:
    rows = [amounts("1", key="city"), amounts("2", key="region"), amounts("4", key="city")]
    sheet = page([*rows, amounts("5", sums=("city",))])
    assert written(sheet)[-1][0] == "=A2+A4"
    assert written(sheet, counted=True)[-1][0] == 5


def test_a_total_can_name_subtotals() -> None:
    rows = [amounts("1", key="a"), amounts("1", key="A", sums=("a",)), amounts("2", key="b")]
    sheet = page([*rows, amounts("2", key="B", sums=("b",)), amounts("3", sums=("A", "B"))])
    assert written(sheet)[-1][0] == "=A3+A5"


def test_a_row_is_counted_once_however_often_it_is_named() -> None:
    sheet = page([amounts("1", key="a"), amounts("1", sums=("a", "a"))])
    assert written(sheet)[-1][0] == "=A2"


def test_a_total_of_no_rows_is_zero() -> None:
    assert written(page([amounts("0", sums=("*",))]))[-1][0] == "=0"


def test_more_rows_than_a_function_takes_are_added_up_in_parts() -> None:
    rows = [row for _ in range(300) for row in (amounts("1", key="a"), texts("примітка"))]
    formula = written(page([*rows, amounts("300", sums=("*",))]))[-1][0]
    assert formula.count("SUM(") == 2
    assert all(part.count(",") < 255 for part in formula.split("+"))


def test_a_formula_that_excel_would_refuse_gives_way_to_the_number() -> None:
    rows = [row for _ in range(2000) for row in (amounts("1", key="a"), texts("примітка"))]
    assert written(page([*rows, amounts("2000", sums=("*",))]))[-1][0] == 2000


def test_a_total_that_is_not_the_sum_of_its_rows_is_refused() -> None:
    with pytest.raises(ValueError, match="Row 3 says 2, but its formula =A2 gives 1"):
        excel(page([amounts("1", key="a"), amounts("2", sums=("a",))]))


def test_a_total_of_rows_that_are_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="do not stand above it: b"):
        excel(page([amounts("1", key="a"), amounts("1", sums=("a", "b"))]))


@pytest.mark.parametrize("column", [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_cells_are_named_as_excel_names_them(column: tuple[int, str]) -> None:
    assert formulas.cell_name(2, column[0]) == f"{column[1]}3"


def many_shares() -> Iterator[Row]:
    """Yield shares that are tenths exactly, that miss one by a kopiyka, and that are more than the whole."""
    for part in range(1, 400):
        for whole, paid in ((Decimal(2000), Decimal(part)), (Decimal("200.07") * part, Decimal("200.06") * part)):
            for spent in (paid, whole, whole + Decimal("0.01")):
                yield Row((amount_cell(whole), amount_cell(spent), percent_cell(percent(spent, whole))), key="row")


@pytest.mark.office
def test_libreoffice_counts_every_formula_to_what_the_file_carries(tmp_path: Path, report: bytes) -> None:
    shares = Sheet("Частки", (Column("План"), Column("Факт"), Column("%", ratio=(1, 0))), many_shares())
    for name, content in {"report": report, "shares": excel(shares)}.items():
        carried = values(content)
        assert values(counted_anew(content, tmp_path, name)) == carried


def values(content: bytes) -> list[list[Any]]:
    rows = opened(content, counted=True).active.iter_rows(values_only=True)
    return [[round(value, 6) if isinstance(value, float) else value for value in row] for row in rows]


def counted_anew(content: bytes, folder: Path, name: str) -> bytes:
    """Return the file as LibreOffice saves it when it has to count every formula by itself."""
    bare, file = BytesIO(), folder / f"{name}.xlsx"
    with ZipFile(BytesIO(content)) as old, ZipFile(bare, "w") as new:
        for entry in old.namelist():
            new.writestr(entry, re.sub(rb"</f><v>[^<]*</v>", b"</f>", old.read(entry)))
    file.write_bytes(bare.getvalue())
    profile = f"-env:UserInstallation=file://{folder}/profile"
    convert = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(folder / "saved")]
    subprocess.run([*convert, str(file)], check=True, capture_output=True, timeout=180)
    return (folder / "saved" / file.name).read_bytes()
