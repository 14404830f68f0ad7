"""The rows of a file under the columns of a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import BinaryIO, NamedTuple

from django.utils.translation import gettext as _

from oleksandria_intl.tables.cells import Cell, NumberedCells, UnreadableFile, is_blank
from oleksandria_intl.tables.outcome import Refusal
from oleksandria_intl.tables.sources import Head, find_heads, likeliest, no_head, normal, sources, uneven, unseen

MOST_ROWS = 20_000
MOST_LETTERS = 20_000_000
"""The most text that a table may hold: it lies in memory while it is read."""
MOST_NAMED = 20


class Table(NamedTuple):
    """The rows below a head, each cell under the name of its column."""

    columns: list[str]
    rows: list[NumberedCells]
    problems: list[Refusal]
    """Rows that cannot be read."""
    notices: list[str]
    """Sentences about what people do not see in the file."""


def read_table(file: BinaryIO, columns: Mapping[str, str], needed: Sequence[str]) -> Table:
    """Return the rows of a file by the heads of these columns.

    Raises ``UnreadableFile`` where no head is found, it lacks a column, or has one that nobody knows.
    """
    known = {normal(head): name for name, head in columns.items()}
    heads = find_heads(sources(file), known)
    head = likeliest(heads)
    if not head.known:
        raise UnreadableFile(no_head(heads, head.source.read_as, "; ".join(columns.values())))
    names = _named(head.cells, known)
    lacking = [columns[name] for name in needed if name not in names]
    if lacking:
        raise UnreadableFile(
            _("The file lacks columns by which its rows are known: %(columns)s.") % {"columns": "; ".join(lacking)}
        )
    return _read(head, names)


def with_columns(table: Table, names: Sequence[str]) -> Table:
    """Return the table with these columns too, empty where the file lacks them."""
    lacking = [name for name in names if name not in table.columns]
    if not lacking:
        return table
    rows = [row._replace(cells=[*row.cells, *[None] * len(lacking)]) for row in table.rows]
    return table._replace(columns=[*table.columns, *lacking], rows=rows)


def _named(cells: list[str], known: Mapping[str, str]) -> list[str]:
    """Return the name of each column, an empty one where it has no head."""
    names = [known.get(normal(cell), "") for cell in cells]
    unknown = [cell for cell, name in zip(cells, names, strict=True) if cell and not name]
    if unknown:
        raise UnreadableFile(
            _("The portal does not know these columns: %(columns)s. Delete them or call them as the export does.")
            % {"columns": "; ".join(unknown)}
        )
    twice = [cell for place, cell in enumerate(cells) if cell and names[place] in names[:place]]
    if twice:
        raise UnreadableFile(_("The column “%(column)s” stands in the file twice.") % {"column": twice[0]})
    return names


def _read(head: Head, names: list[str]) -> Table:
    table = Table([name for name in names if name], [], [], list(unseen(head)))
    letters = 0
    hidden: list[int] = []
    for row in head.source.below(head.row):
        if isinstance(row, NumberedCells) and all(map(is_blank, row.cells)):
            continue
        if len(table.rows) + len(table.problems) >= MOST_ROWS:
            raise UnreadableFile(_("The file has more than %(most)d rows; split it.") % {"most": MOST_ROWS})
        if isinstance(row, Refusal):
            table.problems.append(row)
        elif problem := _problem(row.cells, names, head.source.is_sheet):
            table.problems.append(Refusal(row.number, "", "", problem))
        else:
            filled = [*row.cells[: len(names)], *[None] * (len(names) - len(row.cells))]
            kept = [cell for cell, name in zip(filled, names, strict=True) if name]
            letters += sum(len(cell) for cell in kept if isinstance(cell, str))
            table.rows.append(NumberedCells(row.number, kept))
            hidden += [row.number] if row.is_hidden else []
        if letters > MOST_LETTERS:
            raise UnreadableFile(_("The file holds more text than a table of the portal can; split it."))
    if hidden:
        table.notices.append(_hidden_rows(hidden))
    return table


def _hidden_rows(numbers: list[int]) -> str:
    words = ", ".join(map(str, numbers[:MOST_NAMED])) + (" …" if len(numbers) > MOST_NAMED else "")
    sentence = _("Rows hidden in the file are read as the others: %(rows)s (%(count)d).")
    return sentence % {"rows": words, "count": len(numbers)}


def _problem(cells: Sequence[Cell], names: list[str], is_sheet: bool) -> str:
    """Say why a row cannot be laid under the head, if it cannot."""
    if not is_sheet and len(cells) != len(names):
        return uneven(cells, len(names))
    headed = {place for place, name in enumerate(names) if name}
    stray = any(place not in headed and not is_blank(cell) for place, cell in enumerate(cells))
    return _("Something stands in a column without a head: give it one, or delete it.") if stray else ""
