"""What a text leaves open: words in braces for the portal, «{Програму}», «{рік}»; blanks for a pen, «№ ___»."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

PLACEHOLDER = re.compile(r"\{([^{}\n]{1,60})\}")
BLANK = re.compile(r"_{3,}")
AROUND = 5
"""How many words before a blank, and from it on, are shown."""


def expand(text: str, words: Mapping[str, str]) -> str:
    """Return the text with every known word in braces replaced; an unknown one stays as it is."""
    return PLACEHOLDER.sub(lambda found: words.get(found[1], found[0]), text)


def unknown(text: str, words: Mapping[str, str]) -> Iterator[str]:
    """Yield the words in braces that the portal does not know."""
    return (found[0] for found in PLACEHOLDER.finditer(text) if found[1] not in words)


def around_blank(text: str, words: Mapping[str, str]) -> str:
    """Return the words around the first blank that a text has left, typed or by a word in braces; "" if it has none."""
    found = BLANK.search(expand(text, words))
    if found is None:
        return ""
    before, after = found.string[: found.start()], found.string[found.start() :]
    return " ".join(before.split(" ")[-AROUND:]) + " ".join(after.split(" ")[:AROUND])
