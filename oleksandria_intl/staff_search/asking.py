"""What a member of staff looks for: words in whatever form, amounts in whatever writing, numbers of papers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import chain
from typing import Any

from oleksandria_intl.ukrainian_lemmas import analyser, words
from oleksandria_intl.word_forms import forms_in

LONGEST = 200
"""So many letters of a query are read."""
MOST_TERMS = 6
MOST_FORMS = 12
SHORTEST_STEM, LONGEST_ENDING = 3, 5
THOUSAND = 1000
MARKS = "'’ʼ"
"""Apostrophes as texts have them."""

_SPACES = " \\u00a0\\u2007\\u2009\\u202f"
_AMOUNT = rf"[0-9]{{1,3}}(?:[{_SPACES}'’][0-9]{{3}})+(?:[.,][0-9]{{1,2}})?(?![0-9])"
_TERM = re.compile(rf"{_AMOUNT}|\S+")
_PLAIN = re.compile(r"([0-9]{1,12})(?:([.,])([0-9]{1,2}))?")
_UNIT = re.compile(r"(?:грн|гривень|гривні|гривня|uah|₴|тис|тисяч|№|n)\.?", re.IGNORECASE)
_THOUSANDS = re.compile(r"\bтис(?:яч|\.|\b)", re.IGNORECASE)
_EDGES = " .,;:!?()[]{}«»“”\"„‘’'`…№"
UNTOLD = {"рік", "року", "роки", "років", "р", "рр"}
"""Words that titles of programmes have of themselves: no row holds them."""
UNTOLD_PARTS = ("PREP", "CONJ", "PRCL")


@dataclass(frozen=True, slots=True)
class Term:
    """A part of a query: beginnings or pieces of words that a text may have, amounts that a row may hold."""

    pieces: tuple[str, ...]
    """In small letters; a text has any of them."""
    amounts: tuple[Decimal, ...] = ()
    only_amount: bool = False
    """Written as nothing but money is: «3 120,00»."""
    forms: frozenset[str] = frozenset()
    """The dictionary forms of a word."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A query as it was read."""

    text: str
    terms: tuple[Term, ...]


def read(query: str) -> Asked:
    """Return what a query asks for; nothing where it has no letter and no digit."""
    text = " ".join(query.replace("\0", " ")[:LONGEST].split())
    found = _TERM.findall(text)
    numbers = [each for each in found if any(map(str.isdigit, each))]
    if numbers:
        found = [each for each in found if not _UNIT.fullmatch(each)]
    is_thousands = bool(numbers and _THOUSANDS.search(text))
    terms = chain.from_iterable(_terms(each, is_thousands=is_thousands) for each in found)
    distinct = list(dict.fromkeys(terms))
    telling = [term for term in distinct if not _is_untold(term)]
    return Asked(text, tuple((telling or distinct)[:MOST_TERMS]))


def _terms(written: str, *, is_thousands: bool) -> Iterator[Term]:
    """Yield the terms of a piece of a query: a number as it stands, or each of its words."""
    bare = written.strip(_EDGES)
    if any(map(str.isdigit, bare)):
        yield _number(bare, is_thousands=is_thousands)
    else:
        yield from (Term(_pieces(word), forms=forms_in(word)) for word in words(bare))


def _number(written: str, *, is_thousands: bool) -> Term:
    """Return a number: of a paper, or an amount in whatever writing.

    An amount with one digit behind the comma may be in thousands, as papers print it: «580,0».
    """
    compact = re.sub(rf"[{_SPACES}'’]", "", written)
    found = _PLAIN.fullmatch(compact)
    pieces = tuple(dict.fromkeys((written.casefold(), compact.casefold())))
    if found is None:
        return Term(pieces)
    whole, mark, part = found.groups()
    amount = Decimal(f"{whole}.{part or 0}")
    amounts = [amount * THOUSAND] if is_thousands else [amount]
    if part and len(part) == 1 and not is_thousands:
        amounts.append(amount * THOUSAND)
    return Term(pieces, tuple(amounts), only_amount=bool(mark) or compact != written)


@lru_cache(maxsize=4096)
def _pieces(word: str) -> tuple[str, ...]:
    """Return what the forms of a word begin with: one stem where they share it, else the forms themselves."""
    if word.isascii():
        return tuple(dict.fromkeys((word, *(form for form in forms_in(word) if len(form) >= SHORTEST_STEM))))
    found: list[str] = []
    for parse in _parses(word):
        forms = {form.word for form in parse.lexeme}
        stem = _beginning(forms)
        longest = len(word) - LONGEST_ENDING
        found += [stem] if len(stem) >= max(SHORTEST_STEM, longest) else sorted(forms, key=len)[:MOST_FORMS]
    return _shortest([word, *found])


def _beginning(forms: set[str]) -> str:
    """Return what all forms begin with: what the first and the last of them share."""
    first, last = min(forms), max(forms)
    shared = next((at for at, (one, other) in enumerate(zip(first, last, strict=False)) if one != other), len(first))
    return first[:shared]


def _parses(word: str) -> list[Any]:
    """Return the two likeliest words that one may be a form of."""
    seen: dict[str, Any] = {}
    for parse in analyser().parse(word):
        seen.setdefault(parse.normal_form, parse)
    return list(seen.values())[:2]


def _shortest(pieces: list[str]) -> tuple[str, ...]:
    """Return the pieces without those that begin with another."""
    kept: list[str] = []
    for piece in sorted(set(pieces), key=len):
        if not any(piece.startswith(other) for other in kept):
            kept.append(piece)
    return tuple(kept[:MOST_FORMS])


def _is_untold(term: Term) -> bool:
    """Whether no row need have a word: «на», «та», «рік»."""
    if not term.forms:
        return False
    if term.forms & UNTOLD:
        return True
    word = min(term.forms, key=len)
    return any(part in analyser().parse(word)[0].tag for part in UNTOLD_PARTS)


def variants(piece: str) -> tuple[str, ...]:
    """Return a piece as texts may write it: no two databases tell the case of letters apart alike."""
    written = [piece.replace("'", mark) for mark in MARKS] if "'" in piece else [piece]
    return tuple(dict.fromkeys(form for each in written for form in (each, each[:1].upper() + each[1:], each.upper())))
