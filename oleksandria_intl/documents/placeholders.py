"""Words in braces that a text leaves to the portal: «{Програму}», «{рік}»."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

PLACEHOLDER = re.compile(r"\{([^{}\n]{1,60})\}")


def expand(text: str, words: Mapping[str, str]) -> str:
    """Return the text with every known word in braces replaced; an unknown one stays as it is."""
    return PLACEHOLDER.sub(lambda found: words.get(found[1], found[0]), text)


def unknown(text: str, words: Mapping[str, str]) -> Iterator[str]:
    """Yield the words in braces that the portal does not know."""
    return (found[0] for found in PLACEHOLDER.finditer(text) if found[1] not in words)
