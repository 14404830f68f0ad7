"""Which words of a text gave way to which: the wording of a point, and the bold words of a comparison."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from programs.differences import settled

WORD = re.compile(r"\S+\s*|\s+")
"""A word with the spaces after it."""


class Replaced(NamedTuple):
    """Words of a text that gave way to others, with where they stood in it."""

    old: str
    new: str
    start: int
    end: int


def replaced(old: str, new: str) -> Iterator[Replaced]:
    """Yield the stretches of a text that gave way to others; either may be empty."""
    for kind, old_words, new_words, start in _stretches(old, new):
        if kind != "equal":
            yield Replaced(old_words, new_words, start, start + len(old_words))


def new_words(old: str, new: str) -> Iterator[tuple[str, bool]]:
    """Yield a text in pieces, each with whether it is new."""
    for kind, _old, words, _start in _stretches(old, new):
        if words:
            yield words, kind != "equal"


def _stretches(old: str, new: str) -> Iterator[tuple[str, str, str, int]]:
    """Yield how a text became another, stretch by stretch of whole words: what was done, to which words, where."""
    was, now = WORD.findall(old), WORD.findall(new)
    matcher = SequenceMatcher(None, [settled(word) for word in was], [settled(word) for word in now], autojunk=False)
    start = 0
    for kind, from_old, to_old, from_new, to_new in matcher.get_opcodes():
        words = "".join(was[from_old:to_old])
        yield kind, words, "".join(now[from_new:to_new]), start
        start += len(words)
