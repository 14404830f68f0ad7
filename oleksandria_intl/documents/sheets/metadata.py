"""The companion of a CSV (CSV on the Web, W3C 2015): what the table is, and what its columns hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any

from oleksandria_intl.documents.about import About
from oleksandria_intl.documents.blocks import Cell
from oleksandria_intl.documents.cells import NOTHING
from oleksandria_intl.documents.grid import placed

from .sheet import Sheet
from .words import text_in

FORMAT = "csvm"
"""What the companion is called among the formats of a paper."""
ENDING = "csv-metadata.json"
"""What its name ends in where the table's ends in «csv»: there programs look for it."""
MEDIA_TYPE = "application/csvm+json"
CONTEXT = ["http://www.w3.org/ns/csvw", {"@language": "uk"}]
LOOKED_AT = 500
"""So many rows say what a column holds: a longer table is streamed."""
DECIMAL = {"base": "decimal", "format": {"decimalChar": ","}}
DATATYPES: tuple[tuple[type, Any], ...] = (
    (Decimal, DECIMAL),
    (int, "integer"),
    (date, {"base": "date", "format": "dd.MM.yyyy"}),
)
DIALECT = {"delimiter": ";", "encoding": "utf-8", "header": True, "headerRowCount": 1, "lineTerminators": ["\r\n"]}


def csv_metadata(about: About, tables: Iterable[Sheet], url: str) -> dict[str, Any]:
    """Return the companion of the CSV at an address, which may be relative to the companion's.

    It describes the first table, whose head is the file's first line; tables below it stand in its notes.
    """
    first, *others = tables
    notes = [{"dc:title": sheet.title, "columns": list(columns_of(sheet))} for sheet in others]
    return {
        "@context": CONTEXT,
        "url": url,
        **described(about),
        "dialect": DIALECT,
        "tableSchema": {"columns": list(columns_of(first))},
        **({"notes": notes} if notes else {}),
    }


def described(about: About) -> dict[str, Any]:
    """Return what is known of a table in the words of Dublin Core and schema.org."""
    period = f"{about.start}/{about.end}" if about.start and about.end else ""
    said = {
        "dc:title": about.title,
        "dc:publisher": about.publisher,
        "dc:temporal": period,
        "dc:date": str(about.on or ""),
        "dc:identifier": about.number,
        "dc:issued": str(about.issued_on or ""),
        "dc:source": about.source,
        "schema:unitText": about.unit,
    }
    return {"dc:language": "uk"} | {name: text for name, text in said.items() if text}


def columns_of(sheet: Sheet) -> Iterator[dict[str, Any]]:
    """Yield the columns of a table: a name that programs may use, the head as the title, what the cells hold."""
    held: list[list[Cell]] = [[] for _column in sheet.columns]
    for _row, slots in placed(islice(sheet.rows, LOOKED_AT), len(sheet.columns)):
        for slot in slots:
            held[slot.column].append(slot.shown)
    for number, (column, cells) in enumerate(zip(sheet.columns, held, strict=True), 1):
        yield {
            "name": f"column_{number}",
            "titles": column.head or f"{number}",
            "datatype": _datatype(cells),
            "null": ["", NOTHING],
        }


def _datatype(cells: Sequence[Cell]) -> Any:
    """Return what all cells hold that are neither empty nor a dash: numbers, days, else texts."""
    said = [cell.value for cell in cells if cell.value is not None or text_in(cell) not in ("", NOTHING)]
    found = next(
        (datatype for kind, datatype in DATATYPES if said and all(isinstance(one, kind) for one in said)), None
    )
    return found or "string"
