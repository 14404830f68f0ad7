"""Keys of rows that come in without one: made of what the row says, so that the same file finds them again."""

from __future__ import annotations

from hashlib import sha256

from oleksandria_intl.tables.cells import NumberedCells, shown

from .reading import Table

GIVEN = "record_key"
"""The column of keys that the portal gives."""


def with_keys(table: Table) -> Table:
    """Return the table with a key in every row; rows that say the same are counted."""
    place = table.columns.index(GIVEN) if GIVEN in table.columns else len(table.columns)
    like: dict[str, int] = {}
    rows = []
    for number, cells, _is_hidden in table.rows:
        given = [cell for cell in cells[place : place + 1] if cell not in (None, "")]
        others = [*cells[:place], *cells[place + 1 :]]
        key = given[0] if given else _made_of([shown(cell) for cell in others], like)
        rows.append(NumberedCells(number, [*cells[:place], key, *cells[place + 1 :]]))
    columns = [*table.columns[:place], GIVEN, *table.columns[place + 1 :]]
    return table._replace(columns=columns, rows=rows)


def _made_of(words: list[str], like: dict[str, int]) -> str:
    digest = sha256(repr(words).encode()).hexdigest()
    like[digest] = like.get(digest, 0) + 1
    return f"row-{digest}-{like[digest]}"
