"""Which columns get what a table leaves of the width: those that make its rows lowest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import permutations

from .blocks import Column
from .measures import BORDER, CELL_SIDE
from .measuring import MM_OF_POINT, Line, length, wrapped

SIDES = (2 * CELL_SIDE + BORDER) * MM_OF_POINT + 0.2
"""What a cell takes from the width of its column: its inner margins, its border, a hair to spare; mm."""
MOST_ROWS = 60
"""How many rows, taken evenly from all, are asked which columns want more room."""
STEPS = 48
SHARPNESS = 4
"""How much the tallest cell of a row counts before the others in its height."""
EXCHANGED = (12.0, 6.0, 4.0, 2.0, 1.0)
"""How much one column gives another, in millimetres, where that saves lines."""


@dataclass(frozen=True, slots=True)
class Text:
    """The lines of a cell before wrapping, and where it stands."""

    lines: tuple[Line, ...]
    row: int
    rows: int
    column: int
    span: int


def kinds_of(columns: Sequence[Column]) -> list[list[int]]:
    """Return the places of the columns that are equally wide; most stand alone."""
    kinds: dict[str, list[int]] = {}
    for place, column in enumerate(columns):
        kinds.setdefault(column.kind or f"column {place}", []).append(place)
    return list(kinds.values())


def with_width(widths: Sequence[float], places: Iterable[int], width: float) -> list[float]:
    """Return the widths, those of some columns changed."""
    changed = list(widths)
    for place in places:
        changed[place] = width
    return changed


def shared(columns: Sequence[Column], texts: Sequence[Text], least: list[float], width: float) -> list[float]:
    """Give what the columns leave of the width, step by step, to those that save most height with it."""
    kinds = kinds_of(columns)
    most = list(least)
    for text in texts:
        if text.span == 1:
            most[text.column] = max(most[text.column], SIDES + max(map(length, text.lines), default=0.0))
    loads = _loads(texts)
    widths = least
    rest = width - sum(least)
    step = rest / STEPS
    while rest > 0.01:
        hungry = [kind for kind in kinds if any(widths[place] < most[place] for place in kind)]
        if not hungry:
            return _spread(columns, widths, rest)
        savings = _savings(loads, widths)
        kind = max(hungry, key=lambda kind: sum(savings[place] for place in kind) / len(kind))
        lacking = max(most[place] - widths[place] for place in kind)
        given = min(step / len(kind), lacking, rest / len(kind))
        widths = with_width(widths, kind, widths[kind[0]] + given)
        rest -= given * len(kind)
    return _improved(kinds, least, widths, texts)


def _spread(columns: Sequence[Column], widths: list[float], rest: float) -> list[float]:
    """Give what nobody needs to the columns of words, to each by its width."""
    takers = [place for place, column in enumerate(columns) if column.align == "left"] or range(len(columns))
    whole = sum(widths[place] for place in takers)
    return [width + rest * width / whole if place in takers else width for place, width in enumerate(widths)]


def _loads(texts: Iterable[Text]) -> list[dict[int, float]]:
    """Return how much text each column has in each row: the width of all of it on one line."""
    rows: dict[int, dict[int, float]] = {}
    for text in texts:
        if text.span > 1:
            continue
        load = sum(map(length, text.lines)) / text.rows
        for row in range(text.row, text.row + text.rows):
            rows.setdefault(row, {})[text.column] = load
    loads = list(rows.values())
    return loads[:: max(1, len(loads) // MOST_ROWS)]


def _savings(loads: Iterable[dict[int, float]], widths: Sequence[float]) -> list[float]:
    """Return how much lower all rows together grow where a column grows wider.

    The height of a row is taken as the root of its cells' heights, each raised to a power: smooth, and
    near the tallest of them.
    """
    rooms = [max(width - SIDES, 0.1) for width in widths]
    savings = [0.0] * len(widths)
    for row in loads:
        powers = {place: (load / rooms[place]) ** SHARPNESS for place, load in row.items() if load}
        height = sum(powers.values())
        if height:
            factor = height ** (1 / SHARPNESS - 1)
            for place, power in powers.items():
                savings[place] += factor * power / rooms[place]
    return savings


def _improved(
    kinds: Sequence[Sequence[int]], least: Sequence[float], widths: list[float], texts: Sequence[Text]
) -> list[float]:
    """Let columns exchange room as long as that saves lines: text wraps by words, not evenly."""
    table = _Lines(texts)
    best = table.count(widths)
    for room in EXCHANGED:
        for giving, taking in permutations(kinds, 2):
            if widths[giving[0]] - room / len(giving) < least[giving[0]]:
                continue
            given = with_width(widths, giving, widths[giving[0]] - room / len(giving))
            changed = with_width(given, taking, given[taking[0]] + room / len(taking))
            lines = table.count(changed)
            if lines < best:
                widths, best = changed, lines
    return widths


class _Lines:
    """Counts the lines of a table's rows, of many rows some."""

    def __init__(self, texts: Sequence[Text]) -> None:
        every = max(1, max((text.row for text in texts), default=0) // MOST_ROWS)
        self._columns: dict[int, list[Text]] = {}
        for text in texts:
            if text.span == 1 and text.row % every == 0:
                self._columns.setdefault(text.column, []).append(text)
        self._counted: dict[tuple[int, float], list[int]] = {}

    def count(self, widths: Sequence[float]) -> float:
        """Return the lines of all rows; a cell over several rows counts where it is taller than they."""
        rows: dict[int, int] = {}
        tall: list[tuple[Text, int]] = []
        for place, width in enumerate(widths):
            for text, lines in zip(self._columns.get(place, ()), self._lines(place, width), strict=True):
                if text.rows == 1:
                    rows[text.row] = max(rows.get(text.row, 1), lines)
                else:
                    tall.append((text, lines))
        total = float(sum(rows.values()))
        for text, lines in tall:
            beside = sum(rows.get(row, 1) for row in range(text.row, text.row + text.rows))
            total += max(0, lines - beside)
        return total

    def _lines(self, column: int, width: float) -> list[int]:
        key = column, round(width, 3)
        if key not in self._counted:
            room = width - SIDES
            texts = self._columns.get(column, ())
            self._counted[key] = [sum(wrapped(line, room) for line in text.lines) for text in texts]
        return self._counted[key]
