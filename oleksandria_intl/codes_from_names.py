"""Codes and addresses in Latin letters, made from Ukrainian names, so that nobody has to type one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from itertools import count

from oleksandria_intl.ukrainian import APOSTROPHES

LETTERS = dict(
    zip(
        "абвгґдеєжзиіїйклмнопрстуфхцчшщюя",
        "a b v h g d e ie zh z y i i i k l m n o p r s t u f kh ts ch sh shch iu ia".split(),
        strict=True,
    )
)
"""The Cabinet's Resolution No. 55 of 27 January 2010: within a word."""
FIRST_LETTERS = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
"""The letters that the Resolution writes otherwise where a word begins."""
OTHER_LETTERS = {"ł": "l", "đ": "d", "ø": "o", "æ": "ae", "œ": "oe", "ı": "i", "ы": "y", "э": "e", "ъ": ""}
"""What accents taken off do not make Latin: letters in names of partner cities and of people."""
SILENT = {**APOSTROPHES, ord("ь"): None, ord("\N{COMBINING ACUTE ACCENT}"): None}
PLACEHOLDER = re.compile(r"\{[^{}]*\}")
LONGEST = 50
FALLBACK = "row"


def latin(text: str) -> str:
    """Return Ukrainian text in Latin small letters by the Resolution of 2010; other letters as they are."""
    folded = unicodedata.normalize("NFC", text).casefold().translate(SILENT)
    return re.sub(r"\w+", lambda word: _latin_word(word[0]), folded)


def _latin_word(word: str) -> str:
    first = FIRST_LETTERS.get(word[0], "")
    rest = word[1:] if first else word
    # «зг» is «zgh», lest it read as «ж»
    return first + "".join(LETTERS.get(letter, letter) for letter in rest.replace("зг", "zgh"))


def slug_of(name: str, *, longest: int = LONGEST) -> str:
    """Return the name as small Latin letters, digits and hyphens, cut at a word; empty where it has none of them."""
    decomposed = unicodedata.normalize("NFD", latin(PLACEHOLDER.sub(" ", name)))
    plain = "".join(OTHER_LETTERS.get(letter, letter) for letter in decomposed if not unicodedata.combining(letter))
    return _cut("-".join(re.findall(r"[a-z0-9]+", plain)), longest)


def _cut(slug: str, longest: int) -> str:
    if len(slug) <= longest:
        return slug
    whole_words = slug[: longest + 1].rpartition("-")[0]
    return whole_words or slug[:longest]


def code_from(name: str, taken: Collection[str], *, longest: int = LONGEST, fallback: str = FALLBACK) -> str:
    """Return a code made from a name that is none of those taken, in any case of letters.

    ``fallback`` begins the code of a name without a letter or a digit. Where the code is taken, «-2», «-3» … follow.
    """
    used = {code.casefold() for code in taken}
    slug = slug_of(name, longest=longest) or fallback
    return next(code for code in _candidates(slug, longest) if code not in used)


def _candidates(slug: str, longest: int) -> Iterator[str]:
    yield slug
    for number in count(2):
        ending = f"-{number}"
        yield _cut(slug, longest - len(ending)) + ending
