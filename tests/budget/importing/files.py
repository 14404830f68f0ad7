"""Files of payments that the tests read, made in memory."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter

from budget.importing.reading import PaymentFile, RawRow, Refusal, open_file

HEADS = ("Дата", "Сума, грн", "Платник", "Одержувач", "Документ", "Призначення")
PAYMENT = ("31.03.2020", "1 234,50", "Міська рада", "ТОВ «Ромашка»", "12", "Оплата послуг")

CONTENT_TYPES = "[Content_Types].xml"
WORKBOOK = "xl/workbook.xml"
SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
WORKSHEET = f'<worksheet xmlns="{MAIN}">'
_KINDS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_KINDS}.sheet.main+xml"/>'
    f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_KINDS}.sharedStrings+xml"/></Types>'
)


def payment(**changes: str) -> list[str]:
    """Return a payment's cells with some of them changed, by their heads without signs."""
    keys = ("day", "amount", "payer", "payee", "document", "purpose")
    return list({**dict(zip(keys, PAYMENT, strict=True)), **changes}.values())


def lines(*rows: Sequence[str], separator: str = ";") -> str:
    """Return CSV with the usual head and these rows."""
    return "".join(f"{separator.join(row)}\r\n" for row in (HEADS, *rows))


def opened(content: str | bytes, encoding: str = "utf-8") -> PaymentFile:
    """Open a file of this content."""
    return open_file(io.BytesIO(content.encode(encoding) if isinstance(content, str) else content))


def read(content: str | bytes, encoding: str = "utf-8") -> tuple[list[RawRow], list[Refusal]]:
    """Return the rows of a file, and what was refused."""
    rows = list(opened(content, encoding).rows())
    return [row for row in rows if isinstance(row, RawRow)], [row for row in rows if isinstance(row, Refusal)]


def as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def workbook(rows: Iterable[Sequence[Any]], *, name: str = "Платежі", before: Iterable[str] = ()) -> bytes:
    """Return an .xlsx with the rows on a sheet; sheets of other names stand before it."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        for other in before:
            book.add_worksheet(other).write_string(0, 0, "Не платежі")
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                write(book, sheet, number, column, cell)
    return file.getvalue()


def write(book: Any, sheet: Any, row: int, column: int, cell: Any) -> None:
    """Write a value; a pair is a number with its format."""
    if isinstance(cell, tuple):
        sheet.write_number(row, column, cell[0], book.add_format({"num_format": cell[1]}))
    elif isinstance(cell, str) and not cell.startswith("="):
        sheet.write_string(row, column, cell)
    else:
        sheet.write(row, column, cell)


def package(sheet: str | bytes, **others: str | bytes) -> bytes:
    """Return an .xlsx of hand-written XML: a sheet, and other parts by their names with «__» for «/»."""
    links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts: dict[str, str | bytes] = {
        CONTENT_TYPES: TYPES,
        WORKBOOK: (
            f'<workbook xmlns="{MAIN}" xmlns:r="{links}"><sheets>'
            '<sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships><Relationship Id="r1" Type="{links}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="r2" Type="{links}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
        ),
        SHEET: _in_namespace(sheet, "worksheet"),
        **{name.replace("__", "/") + ".xml": _in_namespace(content, "sst") for name, content in others.items()},
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def _in_namespace(xml: str | bytes, root: str) -> str | bytes:
    """Return the XML with the namespace of spreadsheets: without it nobody knows what it is."""
    if isinstance(xml, bytes):
        return xml.replace(f"<{root}>".encode(), f'<{root} xmlns="{MAIN}">'.encode())
    return xml.replace(f"<{root}>", f'<{root} xmlns="{MAIN}">')


def sheet_xml(*rows: Sequence[str], number: int = 2) -> str:
    """Return the XML of a sheet with the usual head and these rows, the first of which has this number."""
    numbered = [(1, HEADS), *enumerate(rows, number)]
    return f"{WORKSHEET}<sheetData>{''.join(row_xml(at, row) for at, row in numbered)}</sheetData></worksheet>"


def row_xml(number: int, cells: Sequence[str]) -> str:
    """Return a row of texts."""
    inner = "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells)
    return f'<row r="{number}">{inner}</row>'
