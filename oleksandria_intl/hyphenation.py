"""Where a Ukrainian word may be divided at the end of a line: one answer for PDF and Word.

The patterns and our own additions are in ``hyphenation.dic``; at least three letters stay on each line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from .typesetting import unbroken

if TYPE_CHECKING:
    from pyphen import Pyphen

PATTERNS = Path(__file__).with_suffix(".dic")
SOFT_HYPHEN = "\u00ad"
LEAST = 3
"""Letters before and after a division; the orthography asks for two (Український правопис 2019)."""
_LETTERS = "[А-ЯІЇЄҐа-яіїєґ][а-яіїєґ]*(?:['’][а-яіїєґ]+)*"
_WORD = re.compile(_LETTERS)
_WORDS = re.compile(rf"(?<![\w'’{SOFT_HYPHEN}]){_LETTERS}(?![\w{SOFT_HYPHEN}])")
"""Words in small letters, the first may be a capital: abbreviations and surnames in capitals stay whole."""


@lru_cache(maxsize=8192)
def divisions(word: str) -> tuple[int, ...]:
    """Return after how many letters the word may be divided; none for one in capitals or of another script."""
    if len(word) < 2 * LEAST or not _WORD.fullmatch(word):
        return ()
    return tuple(_patterns().positions(word.replace("’", "'")))


def with_soft_hyphens(text: str) -> str:
    """Return the text with a soft hyphen wherever a word may be divided; one that was typed is the word's only one."""
    return "".join(piece if whole else _WORDS.sub(_softened, piece) for piece, whole in unbroken(text))


def parts(word: str) -> Iterator[str]:
    """Yield what may stand on a line by itself."""
    begin = 0
    for end in (*divisions(word), len(word)):
        yield word[begin:end]
        begin = end


def _softened(match: re.Match[str]) -> str:
    return SOFT_HYPHEN.join(parts(match[0]))


@cache
def _patterns() -> Pyphen:
    from pyphen import Pyphen

    return Pyphen(filename=PATTERNS, left=LEAST, right=LEAST, cache=False)
