"""The bundled fonts: where they lie, which characters they can draw, what stands for the rest.

PDF/A forbids the empty box of a missing glyph (ISO 19005-3, 6.2.11.8), and official papers
are to look the same on every machine: so no other font is ever asked.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "static" / "fonts"
CONFIGURATION = FOLDER / "fonts.conf"
UNKNOWN = "\u25a1"
"""The square that is printed for a character no bundled font has."""

# Nearly every letter of nearly every paper: drawn by each of the fonts, so not looked up.
_FOREIGN = re.compile("[^\n -~\u00a0-\u00ac\u00ae-\u017f\u0400-\u045f\u0490\u0491–—‘’“”„…№₴€]")


def drawable(text: str) -> str:
    """Return the text with what the bundled fonts cannot draw replaced by what they can."""
    return _FOREIGN.sub(lambda match: _substitute(match[0]), text)


def in_letters(text: str) -> str:
    """Return the text with what is not drawn with the serif font alone (emoji, marks of direction) left out."""
    return _FOREIGN.sub(lambda match: _letter(match[0]), unicodedata.normalize("NFC", text))


def _letter(character: str) -> str:
    substitute = "" if unicodedata.category(character) == "Cf" else _substitute(character)
    return "" if substitute == UNKNOWN or not _serif().issuperset(map(ord, substitute)) else substitute


@cache
def _substitute(character: str) -> str:
    if ord(character) in _drawn():
        return character
    if unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp") or _selects_a_variant(character):
        return " " if character.isspace() else ""
    plainer = unicodedata.normalize("NFKC", character)
    if plainer != character and all(ord(part) in _drawn() for part in plainer):
        return plainer
    return UNKNOWN


def _selects_a_variant(character: str) -> bool:
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"


@cache
def _drawn() -> frozenset[int]:
    """Return the characters that every face of the serif or the emoji font has."""
    return _serif() | _repertoire(FOLDER / "NotoEmoji-Regular.ttf")


@cache
def _serif() -> frozenset[int]:
    return frozenset.intersection(*map(_repertoire, FOLDER.glob("LiberationSerif-*.ttf")))


def _repertoire(font: Path) -> frozenset[int]:
    from fontTools.ttLib import TTFont

    with TTFont(font, lazy=True) as opened:
        return frozenset(opened.getBestCmap())
