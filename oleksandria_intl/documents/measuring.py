"""How wide words are in print: by the advances of Liberation Serif, which are those of Times New Roman.

All widths are in millimetres; kerning, which makes a word narrower if anything, is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TypeAlias

from oleksandria_intl.hyphenation import SOFT_HYPHEN, with_soft_hyphens
from oleksandria_intl.typesetting import typeset_text

from .glyphs import FOLDER

MM_OF_POINT = 25.4 / 72
_FACES = {False: "LiberationSerif-Regular.ttf", True: "LiberationSerif-Bold.ttf"}
LIMIT = 2
"""How many lines in a row may end with a hyphen; a Word file says it too, LibreOffice minds it for its own only."""
_AVERAGE = 0.5
"""The advance of a character that the font lacks, in the size of the letters."""
_SPACES = re.compile("[ \t\r]+")
"""Where a line may end between words; a space that does not break is none of them."""
_AFTER_HYPHEN = re.compile(r"(?<=[^\W\d]-)(?=[^\W\d])")


def parts_of(word: str) -> Sequence[str]:
    """Return the parts between which a word may be divided with a hyphen."""
    return with_soft_hyphens(word).split(SOFT_HYPHEN)


@dataclass(frozen=True, slots=True)
class Piece:
    """What no line may break: how wide it is, the space before it, the hyphen after it should a line end there."""

    width: float
    space: float = 0.0
    hyphen: float = 0.0


Line: TypeAlias = tuple[Piece, ...]
"""The pieces of a line as it is before wrapping."""


@lru_cache(maxsize=8192)
def measured(text: str, size: float, *, bold: bool = False, whole: bool = False) -> Line:
    """Return a line of text, as it is printed, in pieces, of whole words if asked for; the size is in points."""
    space, hyphen = width_of(" ", size, bold=bold), width_of("-", size, bold=bold)
    found: list[Piece] = []
    for word in _SPACES.split(typeset_text(text).strip()):
        before = space if found else 0.0
        for compound in _AFTER_HYPHEN.split(word):
            *leading, last = (compound.replace(SOFT_HYPHEN, ""),) if whole else parts_of(compound)
            for part in leading:
                found.append(Piece(width_of(part, size, bold=bold), before, hyphen))
                before = 0.0
            found.append(Piece(width_of(last, size, bold=bold), before))
            before = 0.0
    return tuple(found)


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide letters are that stand side by side."""
    advances = _advances(bold)
    return sum(advances.get(letter, _AVERAGE) for letter in text) * size * MM_OF_POINT


def longest(line: Line, *, whole: bool) -> float:
    """Return the width of the widest word, or of the widest piece with its hyphen."""
    widest = word = 0.0
    for piece in line:
        word += piece.width
        widest = max(widest, word if whole else piece.width + piece.hyphen)
        if not piece.hyphen:
            word = 0.0
    return widest


def length(line: Line) -> float:
    """Return the width of the whole line, unwrapped."""
    return sum(piece.space + piece.width for piece in line)


def wrapped(line: Iterable[Piece], room: float) -> int:
    """Return how many lines the pieces take where there is so much room, no more than two with a hyphen in a row."""
    count, in_a_row, filled, begun, is_within = 1, 0, 0.0, 0.0, False
    for piece in line:
        begun = begun if is_within else 0.0
        if filled and filled + piece.space + piece.width + piece.hyphen > room:
            count += 1
            is_whole = is_within and in_a_row == LIMIT and begun + piece.width <= room
            in_a_row = in_a_row + 1 if is_within and not is_whole else 0
            filled = begun = begun + piece.width if is_whole else piece.width
        else:
            filled += (piece.space if filled else 0.0) + piece.width
            begun += piece.width
        is_within = piece.hyphen > 0
    return count


@cache
def _advances(bold: bool) -> dict[str, float]:
    """Return the advance of every character of a face, in the size of the letters."""
    from fontTools.ttLib import TTFont

    with TTFont(FOLDER / _FACES[bold], lazy=True) as font:
        per_em, metrics = font["head"].unitsPerEm, font["hmtx"].metrics
        advances = {chr(code): metrics[name][0] / per_em for code, name in font.getBestCmap().items()}
    return advances | {SOFT_HYPHEN: 0.0}
