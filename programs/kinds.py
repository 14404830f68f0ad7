"""The kind of a programme in each case, «Міська цільова програма», and what of a full title is not its name."""

from __future__ import annotations

import re

CASES = ("Програма", "Програми", "Програмі", "Програму", "Програмою")
"""The word «програма» in the nominative, genitive, dative, accusative and instrumental."""
NOUN = CASES[0].lower()
ADJECTIVES = {"а": ("а", "ої", "ій", "у", "ою"), "я": ("я", "ьої", "ій", "ю", "ьою")}
"""The endings of an adjective of the feminine in the same cases, by the last letter of the first of them."""
KIND = re.compile(rf"(?:[^\W\d_][\w’'-]*[ая] )*{NOUN}", re.IGNORECASE)
LEAD = re.compile(rf"^\W*(?:(?:[^\W\d_][\w’'-]*[ая]\s+)*{NOUN}|програм(?:и|і|у|ою))\b\s*", re.IGNORECASE)
YEARS = re.compile(r"\s*\bна\s+(?:19|20)\d\d(?:\s*[-–—]\s*(?:19|20)\d\d)?\s*(?:рік|роки|рр?\.?)?\W*$", re.IGNORECASE)


def is_kind(text: str) -> bool:
    """Whether a text is a kind of programme that can be declined: adjectives and the word «програма»."""
    return bool(KIND.fullmatch(text))


def declined(kind: str, word: str) -> str:
    """Return a kind in the case of the word «програма»; as it is, where it is not such a kind.

    Raises ``ValueError`` for a word that is no case of it.
    """
    if not is_kind(kind):
        return kind
    case = CASES.index(word)
    *adjectives, noun = kind.split(" ")
    forms = [adjective[:-1] + ADJECTIVES[adjective[-1].lower()][case] for adjective in adjectives]
    return " ".join([*forms, noun[0] + word[1:]])


def bare_name(title: str) -> str:
    """Return a programme's name without its kind before and its years after, as it is to be typed."""
    return YEARS.sub("", LEAD.sub("", title)).strip()
