"""Ukrainian words in any form: «сувенірну продукцію» is found by «сувенірна продукція», cities abroad too."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Any

from oleksandria_intl.ukrainian import APOSTROPHES

DISTINCT_WORDS = 1 << 16
"""Of so many words the lemmas are remembered: a word takes 0.1 ms the first time."""
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_APOSTROPHE = dict.fromkeys(APOSTROPHES, "'")


def lemmas(text: str) -> tuple[str, ...]:
    """Return the dictionary forms of a text's words, in their order, in the writing of ``search_key``.

    A word that may be a form of several has all of them: «міст» is of «міст» and of «місто». Two words are forms of
    one where they share any. What has no letters, or is not Ukrainian, is its own.
    """
    return tuple(lemma for word in words(text) for lemma in lemmas_of(word))


def words(text: str) -> list[str]:
    """Return a text's words in one case; an apostrophe within a word stays, as the dictionary wants it."""
    return _WORD.findall(unicodedata.normalize("NFKC", text.replace("№", " ")).casefold().translate(_APOSTROPHE))


@lru_cache(maxsize=DISTINCT_WORDS)
def lemmas_of(word: str) -> tuple[str, ...]:
    """Return the dictionary forms of one of ``words``, the likeliest first."""
    if word.isascii() or not bare(word).isalpha():
        return (bare(word),)
    return tuple(dict.fromkeys(bare(parse.normal_form) for parse in analyser().parse(word)))


def bare(word: str) -> str:
    """Return one of ``words`` as ``search_key`` writes it."""
    return word.replace("'", "")


@cache
def analyser() -> Any:
    """Return the analyser: a dictionary of 14 MB, which only those load who ask."""
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer(lang="uk")
