"""Files of voting systems, turned into the table that a clerk looks through: Excel, CSV, JSON with ``DPList``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from oleksandria_intl import ukrainian
from oleksandria_intl.tables.cells import Cell, NumberedCells, UnreadableFile, Wrong, plain_text, shown
from oleksandria_intl.tables.encodings import detect, opened, starts_with
from oleksandria_intl.tables.outcome import Refusal
from oleksandria_intl.tables.sources import Source, is_xlsx, sources
from oleksandria_intl.votes.reading import LONGEST_LABEL
from oleksandria_intl.votes.words import choice_of

MOST_ROWS = 2000
MEMBERS, NAME, CHOICE = "DPList", "DPName", "DPGolos"
Votes = dict[tuple[str, int], str]
"""How each member voted, by the name and its place among those of the same name."""


def text_of(file: BinaryIO) -> str:
    """Return the table of a file as one would paste it: a line for each row, tabs between the cells.

    Raises ``UnreadableFile`` with a sentence.
    """
    if not is_xlsx(file) and starts_with(file, "{", "["):
        return _as_text(_rows_of_json(file))
    tables: list[list[list[str]]] = []
    broken: list[UnreadableFile] = []
    for source in sources(file):
        _read(source, tables, broken)
    table = max(tables, key=_choices, default=[])
    if broken and not _choices(table):
        raise broken[0]
    return _as_text(table)


def _read(source: Source, tables: list[list[list[str]]], broken: list[UnreadableFile]) -> None:
    """Add the rows of a source, or why it cannot be read: a text cut at a wrong separator may break."""
    try:
        tables.append(_numbered(source))
    except UnreadableFile as error:
        broken.append(error)


def _choices(rows: list[list[str]]) -> int:
    """Return how many cells name a choice: the sheet, or the separator, by which a table has the most is the one."""
    return sum(choice_of(cell) is not None for row in rows for cell in row)


def _numbered(source: Source) -> list[list[str]]:
    """Return the rows of a sheet, or of a text, at the places that Excel gives them; raise ``UnreadableFile``."""
    rows: list[list[str]] = []
    for row in source.rows():
        if row[0] > MOST_ROWS:
            raise UnreadableFile(_("The table has more than %(most)d rows.") % {"most": MOST_ROWS})
        rows.extend([] for _missing in range(row[0] - 1 - len(rows)))
        rows.append(_texts(row))
    return rows


def _texts(row: NumberedCells | Refusal) -> list[str]:
    if isinstance(row, Refusal):
        raise UnreadableFile(row.reason)
    return [_text(cell) for cell in row.cells]


def _text(cell: Cell) -> str:
    """Return a cell as it is shown; a date or a formula beside the votes is no reason to refuse the file."""
    try:
        return " ".join(plain_text(cell).split())
    except Wrong:
        return shown(cell)


def _as_text(rows: Iterable[Iterable[str]]) -> str:
    return "\n".join("\t".join(row).rstrip() for row in rows)


def _rows_of_json(file: BinaryIO) -> Iterator[list[str]]:
    """Yield the table of a JSON: two columns of its only vote, or a column for each member and a row for each vote."""
    votings = _loaded(file)
    if not votings:
        message = _("The JSON has no list %(members)s with %(name)s and %(choice)s.")
        raise UnreadableFile(message % {"members": MEMBERS, "name": NAME, "choice": CHOICE})
    if len(votings) == 1:
        yield from ([name, choice] for (name, _nth), choice in votings[0][1].items())
        return
    members = list(dict.fromkeys(member for _label, votes in votings for member in votes))
    yield ["№", "Питання", *(name for name, _nth in members)]
    for number, (label, votes) in enumerate(votings, 1):
        yield [str(number), label, *(votes.get(member, "") for member in members)]


def _loaded(file: BinaryIO) -> list[tuple[str, Votes]]:
    encoding = detect(file)
    try:
        return list(_votings(json.load(opened(file, encoding))))
    except (ValueError, RecursionError):
        raise UnreadableFile(_("The JSON is broken; download the file again.")) from None


def _votings(found: Any) -> Iterator[tuple[str, Votes]]:
    """Yield what is beside each list of members, and how each of them voted, wherever in the JSON it lies."""
    if isinstance(found, list):
        for each in found:
            yield from _votings(each)
    elif isinstance(found, dict) and isinstance(found.get(MEMBERS), list):
        said = " · ".join(str(value) for value in found.values() if isinstance(value, (str, int)))
        members = [each for each in found[MEMBERS] if isinstance(each, dict)]
        yield ukrainian.shortened(" ".join(said.split()), LONGEST_LABEL), _votes(members)
    elif isinstance(found, dict):
        for each in found.values():
            yield from _votings(each)


def _votes(members: list[dict[str, Any]]) -> Votes:
    """Return how each member voted; two of one name are told apart by their places."""
    votes: Votes = {}
    for member in members:
        name = _word(member.get(NAME))
        nth = sum(other == name for other, _nth in votes)
        votes[name, nth] = _word(member.get(CHOICE))
    return votes


def _word(value: Any) -> str:
    return " ".join(str("" if value is None else value).split())
