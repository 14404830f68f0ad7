"""Names in other cases, as far as a dictionary knows: proposals that staff correct, never what a paper takes unseen."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from typing import Any

from oleksandria_intl.ukrainian import APOSTROPHES
from oleksandria_intl.ukrainian_lemmas import analyser

READ = "'"
TYPED = dict.fromkeys(APOSTROPHES, READ)
"""The apostrophe that the dictionary knows, and those that people type."""


class Case(str, enum.Enum):
    """A case, by the name that the dictionary has for it."""

    GENITIVE = "gent"
    DATIVE = "datv"
    ACCUSATIVE = "accs"
    LOCATIVE = "loct"


UNUSUAL = {Case.DATIVE: ("ові", "еві", "єві"), Case.LOCATIVE: ("кім", "нім", "чім")}
"""Endings of forms that papers do not take where there is another."""
PREPOSITIONS = frozenset("в у з із зі зо на по до для при про та і й".split())


def declined(name: str, case: Case) -> str:
    """Return a name in a case: the adjectives before its noun and the noun; what follows the noun stays as it is.

    «Приютівська селищна рада» gives «Приютівської селищної ради», «відділ молоді та спорту» «відділу молоді та
    спорту». What the dictionary cannot read stays as it was typed.
    """
    words = name.split()
    head = _head(words)
    inflected = [_inflected(parse, word, case, head) for word, parse in zip(words, _read(words), strict=True)]
    return " ".join(inflected)


def masculine(adjective: str) -> str:
    """Return an adjective of the feminine as one of the masculine: «Приютівський»; as it is, where it is none."""
    parse = _adjective(adjective)
    found = parse.inflect({"masc", "nomn"}) if parse else None
    return _written_like(adjective, found.word) if found else adjective


def _read(words: list[str]) -> Iterator[Any]:
    """Yield how each word is to be read; None for those that stay: all after the noun, all that is not in its case."""
    is_over = False
    for place in range(len(words)):
        parse = None if is_over else _parsed(words, place)
        is_over = is_over or bool(parse and parse.tag.POS == "NOUN")
        yield parse


def _parsed(words: list[str], place: int) -> Any:
    """Return the reading of a word in the nominative: an adjective where a noun of its kind follows, else a noun."""
    noun, adjective = _noun(words[place]), _adjective(words[place])
    if place and words[place - 1].lower() in PREPOSITIONS:
        return None
    if adjective and (noun is None or _is_followed(adjective, words[place + 1 :])):
        return adjective
    return noun


def _is_followed(adjective: Any, words: list[str]) -> bool:
    """Whether a noun of the adjective's gender stands right after it and other adjectives of its own."""
    for word in words:
        noun = _noun(word, adjective.tag.gender)
        if noun is not None:
            return True
        if _adjective(word) is None:
            return False
    return False


def _head(words: list[str]) -> Any:
    return next((parse for parse in _read(words) if parse and parse.tag.POS == "NOUN"), None)


def _noun(word: str, gender: str = "") -> Any:
    """Return the reading of a word as a noun in the nominative; places before people's names."""
    found = [each for each in _parses(word) if each.tag.POS == "NOUN" and _is_nominative(each)]
    found = [each for each in found if not gender or each.tag.gender == gender]
    return min(found, key=lambda each: "Surn" in each.tag or "Name" in each.tag, default=None)


def _is_nominative(parse: Any) -> bool:
    return parse.word == parse.normal_form and parse.tag.case in ("nomn", None) and parse.tag.number != "plur"


def _adjective(word: str) -> Any:
    found = (each for each in _parses(word) if each.tag.POS == "ADJF" and each.tag.case == "nomn" and each.tag.gender)
    return next(found, None)


def _parses(word: str) -> Any:
    text = word.lower().translate(TYPED)
    return analyser().parse(text) if text.replace(READ, "").replace("-", "").isalpha() else []


def _inflected(parse: Any, word: str, case: Case, head: Any) -> str:
    if parse is None:
        return word
    form = _noun_form(parse, case) if parse.tag.POS == "NOUN" else _adjective_form(parse, case, head)
    return _written_like(word, form) if form else word


def _noun_form(parse: Any, case: Case) -> str:
    """Return a form of a noun; of several («комітету», «комітетові») that which officials write."""
    forms = [each.word for each in parse.lexeme if each.tag.case == case.value and each.tag.number != "plur"]
    usual = [form for form in forms if not form.endswith(UNUSUAL[case])] if case in UNUSUAL else forms[:1]
    return min(usual or forms, key=len, default="")


def _adjective_form(parse: Any, case: Case, head: Any) -> str:
    """Return a form of an adjective: «міському» for «міськім», and the nominative before a lifeless accusative."""
    is_masculine = parse.tag.gender != "femn"
    if case == Case.ACCUSATIVE and is_masculine and not (head and "anim" in head.tag):
        return str(parse.word)
    wanted = Case.DATIVE if case == Case.LOCATIVE and is_masculine else case
    found = parse.inflect({wanted.value})
    return str(found.word) if found else ""


def _written_like(word: str, form: str) -> str:
    """Return a form with the capitals and the apostrophe of the word that was typed."""
    apostrophe = next((sign for sign in word if ord(sign) in APOSTROPHES), READ)
    parts, typed = form.replace(READ, apostrophe).split("-"), word.split("-")
    if len(parts) != len(typed):
        return "-".join(parts)
    return "-".join(_begun_like(like, part) for like, part in zip(typed, parts, strict=True))


def _begun_like(word: str, form: str) -> str:
    if len(word) > 1 and word.isupper():
        return form.upper()
    return form[:1].upper() + form[1:] if word[:1].isupper() else form
