"""What a member of staff may have meant where nothing was found."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from itertools import islice

from oleksandria_intl import ukrainian
from oleksandria_intl.models import SearchEntry
from oleksandria_intl.near_words import LIKENESS
from oleksandria_intl.staff_search.asking import Asked
from oleksandria_intl.word_forms import SIGN

MOST, MOST_WORDS, MOST_TITLES = 6, 3, 2000


def near(asked: Asked) -> list[str]:
    """Return at most six other queries: the words one by one, then words of public titles that are much like them."""
    return list(dict.fromkeys(islice(_tried(asked), MOST)))


def _tried(asked: Asked) -> Iterator[str]:
    written = [word for word in asked.text.split() if any(map(str.isalnum, word))][:MOST_WORDS]
    if len(written) > 1:
        yield from written
    for word in written:
        key = ukrainian.search_key(word)
        yield from (each for each in get_close_matches(key, _words(key[:1]), n=3, cutoff=LIKENESS) if each != key)


def _words(letter: str) -> list[str]:
    """Return the words of public titles that begin with a letter, as they were last indexed."""
    if not letter.isalpha():
        return []
    # What was indexed last is good enough to guess by: nobody waits here for the index to be renewed.
    titles = SearchEntry.objects.titles_with(letter)[:MOST_TITLES]
    return sorted({word for title in titles for word in title.split() if word.startswith(letter) and SIGN not in word})
