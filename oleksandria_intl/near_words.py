"""What a reader may have meant where the search found nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from itertools import islice
from typing import NamedTuple

from oleksandria_intl import search
from oleksandria_intl.ukrainian import search_key
from oleksandria_intl.word_forms import SIGN, Word, asked_for

MOST = 6
LIKENESS = 0.75
"""Of the letters of both words so many stand in the same order."""
LIKENESS_OF_NAMES = 0.6


class Near(NamedTuple):
    """A query that finds something, and how much."""

    query: str
    number: int


def near(asked: list[Word]) -> list[Near]:
    """Return at most six queries that find something: words of the query alone, then words of titles much like them."""
    tried = dict.fromkeys(_tried(asked))
    entries = search.entries()
    counted = (Near(query, entries.with_words(asked_for(query)).count()) for query in tried)
    return list(islice((each for each in counted if each.number), MOST))


def _tried(asked: list[Word]) -> Iterator[str]:
    if len(asked) > 1:
        yield from (word.beginning for word in asked)
    for word in asked:
        yield from get_close_matches(word.beginning, _title_words(word.beginning[:1]), n=3, cutoff=LIKENESS)


def _title_words(letter: str) -> list[str]:
    """Return the words of titles that begin with a letter."""
    titles = search.entries().titles_with(letter)
    return sorted({word for title in titles for word in title.split() if word.startswith(letter) and SIGN not in word})


def alike(asked: str, names: Iterable[str], most: int = MOST) -> list[str]:
    """Return the names that are most like what was written, whatever its case; those that hold it whole, too."""
    by_key = {search_key(name): name for name in names}
    key = search_key(asked)
    near = get_close_matches(key, by_key, n=most, cutoff=LIKENESS_OF_NAMES)
    holding = (each for each in by_key if key and key in each)
    return [by_key[each] for each in islice(dict.fromkeys([*near, *holding]), most)]
