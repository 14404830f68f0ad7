"""Votes by name in a table: beside each name its vote, or a column for each member and a row for each vote."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from oleksandria_intl import ukrainian
from oleksandria_intl.models import Choice
from oleksandria_intl.tables.cells import shown
from oleksandria_intl.tables.outcome import Refusal
from oleksandria_intl.votes.words import PRINTED, choice_of

CELLS = re.compile(r"\s{2,}|;|\s[–—-]\s")
"""What parts the cells of a line without tabs."""
LONGEST_NAME = 200
LONGEST_LABEL = 150


class NamedVote(NamedTuple):
    """A member's name as the table has it, and the choice."""

    name: str
    choice: Choice


class Voting(NamedTuple):
    """One vote that a table holds."""

    row: int
    """The row of the table; of a table with a row for each member, the first."""
    label: str
    """What the row says beside the members' votes: its number, the question."""
    votes: list[NamedVote]
    silent: list[str]
    """The members of whom the row says nothing."""


class Reading(NamedTuple):
    """What a table says: its votes, and what is refused of it, by row and column."""

    votings: list[Voting]
    refusals: list[Refusal]


class _Line(NamedTuple):
    """A row with something in it, and the columns, from 0, whose cell names a choice."""

    row: int
    cells: list[str]
    choices: dict[int, Choice]

    @property
    def is_of_pairs(self) -> bool:
        """Whether a name stands left of every vote."""
        return all(_is_name(self.cells, column - 1) and column - 1 not in self.choices for column in self.choices)


def read_pasted(text: str) -> Reading:
    """Read a table that was pasted: a line for each row, tabs between the cells."""
    return read_rows(line.split("\t") if "\t" in line else CELLS.split(line) for line in text.splitlines())


def read_rows(rows: Iterable[Sequence[str]]) -> Reading:
    """Read a table; a row is known by its place, from 1."""
    lines = [
        _Line(row, cells, {place: choice for place, cell in enumerate(cells) if (choice := choice_of(cell))})
        for row, raw in enumerate(rows, 1)
        if any(cells := [cell.strip() for cell in raw])
    ]
    first = next((place for place, line in enumerate(lines) if line.choices), None)
    if first is None:
        return Reading([], [])
    if lines[first].is_of_pairs:
        return _by_member(lines[first:])
    return _by_column(lines, first)


def _by_member(lines: list[_Line]) -> Reading:
    """Read a table whose rows are members: left of each vote its name, in one column or in several."""
    votes: list[NamedVote] = []
    refusals: list[Refusal] = []
    for line in lines:
        if not line.choices:
            refusals.append(_refused(line, len(line.cells) - 1, _not_a_choice()))
        for column, choice in line.choices.items():
            if not line.is_of_pairs:
                refusals.append(_refused(line, column, _("There is no name beside this vote.")))
                break
            votes.append(NamedVote(line.cells[column - 1], choice))
    refusals += _too_long(lines[0].row, votes)
    return Reading([Voting(lines[0].row, "", votes, [])] if votes else [], refusals)


def _by_column(lines: list[_Line], first: int) -> Reading:
    """Read a table whose columns are members, and whose rows are votes."""
    voting = {column for line in lines for column in line.choices}
    heads = [line for line in lines[:first] if _names_most(line, voting)]
    if not heads:
        sentence = _("Above the votes there is no row with the names of the members, nor is a name left of each vote.")
        return Reading([], [Refusal(lines[first].row, "", "", sentence)])
    head, below = heads[-1], lines[first:]
    people = {column for column, cell in enumerate(head.cells) if _is_person(cell)}
    members = sorted(column for column in voting | people if _is_name(head.cells, column))
    refusals = [refusal for line in below for refusal in _refusals(line, head, members)]
    return Reading([_voting(line, head, members) for line in below if line.choices], refusals)


def _refusals(line: _Line, head: _Line, members: list[int]) -> Iterator[Refusal]:
    """Yield what is refused of a row of votes: a vote under no name, a word that is no vote, a row without votes."""
    for column in line.choices:
        if column not in members:
            yield _refused(line, column, _("Above this vote there is no name."))
    for column in members:
        if _cell(line.cells, column) and column not in line.choices:
            yield _refused(line, column, _not_a_choice(), head.cells[column])
    if not line.choices:
        yield _refused(line, 0, _("There is no vote in this row."))


def _voting(line: _Line, head: _Line, named: list[int]) -> Voting:
    votes = [NamedVote(head.cells[column], line.choices[column]) for column in named if column in line.choices]
    silent = [head.cells[column] for column in named if not _cell(line.cells, column)]
    label = " · ".join(cell for column, cell in enumerate(line.cells) if cell and column not in named)
    return Voting(line.row, ukrainian.shortened(label, LONGEST_LABEL), votes, silent)


def _cell(cells: Sequence[str], column: int) -> str:
    return cells[column] if 0 <= column < len(cells) else ""


def _is_name(cells: Sequence[str], column: int) -> bool:
    """Whether a cell may be a name: it has letters."""
    return any(letter.isalpha() for letter in _cell(cells, column))


def _is_person(text: str) -> bool:
    """Whether a head is most likely a person's name: two words or more, each with a capital letter."""
    words = text.split()
    return len(words) > 1 and all(word[0].isupper() for word in words)


def _names_most(line: _Line, members: set[int]) -> bool:
    """Whether a row has a name in most of the columns in which members vote."""
    return sum(_is_name(line.cells, column) for column in members) * 2 > len(members)


def _refused(line: _Line, column: int, reason: str, head: str = "") -> Refusal:
    return Refusal(line.row, head or str(column + 1), shown(_cell(line.cells, column)), reason)


def _too_long(row: int, votes: list[NamedVote]) -> list[Refusal]:
    sentence = _("The text is longer than %(most)d characters.") % {"most": LONGEST_NAME}
    return [Refusal(row, "", shown(vote.name), sentence) for vote in votes if len(vote.name) > LONGEST_NAME]


def _not_a_choice() -> str:
    words = ", ".join(f"«{forms[0]}»" for forms in PRINTED.values())
    return _("This is no vote; a vote is one of: %(words)s.") % {"words": words}
