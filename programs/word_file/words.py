"""Texts as words, so that what nobody touched stays as it is written: words in braces, looks, dashes as typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import NamedTuple

from oleksandria_intl.documents.blocks import Run
from oleksandria_intl.documents.placeholders import PLACEHOLDER
from oleksandria_intl.typesetting import INVISIBLE, compared
from oleksandria_intl.ukrainian import capitalised

_WORD = re.compile(rf"[\w'’ʼ`{INVISIBLE}]+|\s+|.", re.DOTALL)
_COUNTED = re.compile(r"(?:[IVXLC]+|\d+)?(?:\.\d+)*[.)*\s]*", re.IGNORECASE)
"""What papers count by themselves, and the marks of footnotes."""
_INVISIBLE = dict.fromkeys(map(ord, INVISIBLE))
NO_LOOK = Run("")


class NotOfField(Exception):
    """What was changed is not the field's own: the paper sets it around the field, or prints something else there."""


class Letter(NamedTuple):
    """A letter of a field: as it prints, as it is written, and its look."""

    shown: str
    written: str
    look: Run = NO_LOOK


@dataclass(frozen=True, slots=True)
class Word:
    """A word, a space or a sign: by what it is compared, and how it is written."""

    key: str
    written: str
    bold: bool = False
    italic: bool = False
    link: str = ""
    brace: int = 0
    """Which word in braces it is part of, from 1; the first of its words carries the braces."""
    is_new: bool = False


def words_of_file(letters: Iterable[tuple[str, bool, bool]], *, bare: bool = False) -> list[Word]:
    """Return the words of a paragraph as somebody types them; bare of a look that the paper gives the whole of it."""
    found = []
    for text, bold, italic in letters:
        typed = re.sub(r"[^\S\n]", " ", text.translate(_INVISIBLE))
        found += [Word(_key(each), each, bold and not bare, italic and not bare, is_new=True) for each in _split(typed)]
    return _stripped(found)


def words_of_field(letters: list[Letter], known: Mapping[str, str]) -> list[Word]:
    """Return the words that a field prints, those in braces as what they stand for."""
    shown = "".join(letter.shown for letter in letters)
    found: list[Word] = []
    done = braces = 0
    for match in PLACEHOLDER.finditer(shown):
        if match[1] in known:
            found += _words_of(letters[done : match.start()])
            braces += 1
            found += _in_braces(match[0], known[match[1]], letters[match.start()].look, braces)
            done = match.end()
    return _stripped([*found, *_words_of(letters[done:])])


def rewritten(own: list[Word], printed: list[Word], new: list[Word]) -> list[Word]:
    """Return a field's words with the changes that a file makes to what the paper prints of it.

    Raises ``NotOfField`` where something else than the field's own words changed.
    """
    start = _place_of(own, printed)
    end = start + len(own)
    steps = SequenceMatcher(None, _keys(printed), _keys(new), autojunk=False).get_opcodes()
    broken = {word.brace for word in own if word.brace} - _whole_braces(own, start, steps)
    new = _in_its_case(own, printed, new)
    found: list[Word] = []
    for step, first, last, begin, stop in steps:
        if step == "equal":
            inside = range(max(first, start), min(last, end))
            found += [_kept(own[place - start], new[begin + place - first], broken=broken) for place in inside]
            continue
        if step == "insert":
            first, begin, stop = _slid(first, begin, stop, printed, new, start=start, end=end)
            last = first
        if start <= first and last <= end:
            found += new[begin:stop]
        elif (start < last and first < end) or not _is_counted(printed[first:last], new[begin:stop]):
            raise NotOfField
    if _keys(found) == _keys(own):
        raise NotOfField
    return _begun_as(own, _stripped(found))


def _slid(
    first: int, begin: int, stop: int, printed: list[Word], new: list[Word], *, start: int, end: int
) -> tuple[int, int, int]:
    """Return where something was put in beside a field, if it is the same as at the field's edge: «I. |нова |А»."""
    while first < start and new[begin].key == printed[first].key:
        first, begin, stop = first + 1, begin + 1, stop + 1
    while first > end and new[stop - 1].key == printed[first - 1].key:
        first, begin, stop = first - 1, begin - 1, stop - 1
    return first, begin, stop


def said(words: Iterable[Word]) -> str:
    """Return what words say, without all that typesetting sets."""
    return compared("".join(word.key for word in words))


def as_plain(words: Iterable[Word]) -> str:
    """Return words as a field without Markdown holds them."""
    return "".join(word.written for word in words)


def _split(text: str) -> list[str]:
    return _WORD.findall(text)


def _key(word: str) -> str:
    return compared(word) or " "


def _keys(words: Iterable[Word]) -> list[str]:
    return [word.key for word in words]


def _words_of(letters: list[Letter]) -> Iterator[Word]:
    done = 0
    for each in _split("".join(letter.shown for letter in letters)):
        own = letters[done : done + len(each)]
        look = own[0].look
        written = "".join(letter.written for letter in own)
        yield Word(_key(each), written, look.bold, look.italic, look.link)
        done += len(each)


def _in_braces(written: str, meaning: str, look: Run, number: int) -> list[Word]:
    words = [Word(_key(each), "", look.bold, look.italic, look.link, number) for each in _split(meaning)]
    return [replace(words[0], written=written), *words[1:]] if words else []


def _stripped(words: list[Word]) -> list[Word]:
    """Return the words without spaces at either end."""
    said = [place for place, word in enumerate(words) if word.key != " "]
    return words[said[0] : said[-1] + 1] if said else []


def _place_of(own: list[Word], printed: list[Word]) -> int:
    """Return where a field's words stand among those that the paper prints, in capitals or not."""
    wanted = [word.key.casefold() for word in own]
    among = [word.key.casefold() for word in printed]
    for place in range(len(among) - len(wanted) + 1):
        if among[place : place + len(wanted)] == wanted:
            return place
    raise NotOfField


def _whole_braces(own: list[Word], start: int, steps: Iterable[tuple[str, int, int, int, int]]) -> set[int]:
    """Return the words in braces that stand in the file as the paper printed them, all in one run."""
    whole = set()
    for step, first, last, _begin, _stop in steps:
        if step == "equal":
            inside = [own[place - start].brace for place in range(max(first, start), min(last, start + len(own)))]
            whole |= {each for each in set(inside) if each and inside.count(each) == _count(own, each)}
    return whole


def _count(own: list[Word], brace: int) -> int:
    return sum(word.brace == brace for word in own)


def _kept(word: Word, found: Word, *, broken: set[int]) -> Word:
    """Return a field's word; one of words in braces that were changed gives way to what the file says."""
    return replace(found, bold=word.bold, italic=word.italic) if word.brace in broken else word


def _in_its_case(own: list[Word], printed: list[Word], new: list[Word]) -> list[Word]:
    """Return the file's words in small letters where the paper prints in capitals what the field says in small."""
    shouted = as_plain(printed).isupper() and not "".join(word.key for word in own).isupper()
    return [replace(word, written=word.written.lower()) for word in new] if shouted else new


def _begun_as(own: list[Word], found: list[Word]) -> list[Word]:
    """Return words that begin with a capital letter where the field does."""
    if found and own and found[0].is_new and own[0].written[:1].isupper():
        return [replace(found[0], written=capitalised(found[0].written)), *found[1:]]
    return found


def _is_counted(was: list[Word], now: list[Word]) -> bool:
    return all(_COUNTED.fullmatch(as_plain(words)) for words in (was, now))
