"""What the search compares of a word: its Ukrainian lemmas or its English stem, and how it begins."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from oleksandria_intl import ukrainian
from oleksandria_intl.ukrainian_lemmas import lemmas_of, words

MOST_WORDS = 12
OF_ENDING, LONG_ENOUGH = 2, 7
"""Letters at the end of a lemma that other words of its root may have otherwise, and how long such a lemma is."""
SIGN = "="
"""Stands before a form among the words of an index, so that no beginning of a word is taken for one."""


class Word(NamedTuple):
    """A word that a reader looks for: what other words begin with it, and what it is a form of."""

    beginning: str
    forms: frozenset[str]

    @property
    def akin(self) -> Word | None:
        """What other words of its root begin with: «бібліоте» of «бібліотека»; None of a short word."""
        longest = max(self.forms, key=len, default="")
        return Word(longest[:-OF_ENDING], frozenset()) if len(longest) >= LONG_ENOUGH else None

    def is_met_by(self, word: str) -> bool:
        """Say whether a word of a text is what the reader looks for."""
        return ukrainian.search_key(word).startswith(self.beginning) or bool(self.forms & forms_in(word))


def asked_for(query: str) -> list[Word]:
    """Return the words of a query, each once.

    A soft sign at the end goes: a place is spelt with it in one paper and without it in another, and the shorter
    spelling is a beginning of both.
    """
    found = {key: word for word in words(query) if (key := ukrainian.search_key(word))}
    asked = [Word(key.removesuffix("ь") or key, forms_in(word)) for key, word in found.items()]
    return asked[:MOST_WORDS]


def forms_in(text: str) -> frozenset[str]:
    """Return what the words of a text are forms of, in the writing of ``search_key``."""
    return frozenset(form for word in words(text) for form in _forms_of(word))


def compared(text: str) -> str:
    """Return a text's words as the index keeps them: a space before and after each, then what they are forms of."""
    forms = (f"{SIGN}{form}" for form in sorted(forms_in(text)))
    return f" {' '.join((ukrainian.search_key(text), *forms))} "


def _forms_of(word: str) -> tuple[str, ...]:
    return (_stemmer().stemWord(word),) if word.isascii() and word.isalpha() else lemmas_of(word)


@cache
def _stemmer() -> Any:
    from snowballstemmer import stemmer

    return stemmer("english")
