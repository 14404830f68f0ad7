"""What a Ukrainian typist sees to in a text that somebody typed: spaces that do not break, apostrophes, dashes.

A character only ever gives way to another one (a space to a space, an apostrophe to an apostrophe, a hyphen between
numbers to a dash), so every run keeps its length. The database keeps what was typed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import accumulate, groupby
from typing import TYPE_CHECKING

from .ukrainian import APOSTROPHES, MONTHS_GENITIVE, NBSP

if TYPE_CHECKING:
    from .documents.blocks import Inline

APOSTROPHE, DASH = "’", "–"
HYPHENS = {ord("\u2010"): "-"}
"""A typographic hyphen, which papers keep for words that are divided."""
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""Where a word may be divided, and where it may not."""
_SET_BY_TYPISTS = {**dict.fromkeys(map(ord, INVISIBLE)), **dict.fromkeys(map(ord, "\u2010\u2011\u2012–—−"), "-")}

_ABBREVIATIONS = (
    "абз акад бул буд в вул гр див дод доц заст зав ім кв м мкр напр обл п пл пп пров проф просп рис розд с сел ст "
    "табл т тел ч чл"
).split()
"""Those that say nothing without the word that follows; a full stop stands after each."""
_PREPOSITIONS = "на до за по із зі від над під при".split()
_UNITS = (
    r"(?:рік|рок[уиі]|року|років|роком|рокам|роками|роках)\b|рр?\.|ст\.|грн\b|коп(?:\b|ій)|тис\.|тисяч|млн\b|млрд\b|мільйон"
    r"|мільярд|євро\b|дол\.|[%‰°]|год\b|хв\b|км\b|см\b|мм\b|кг\b|га\b|кв\.|шт\.|ос(?:іб|оби|оба)\b|[мгтл]\b"
)
_CAPITAL = "[А-ЯІЇЄҐ]"
_NAME = rf"{_CAPITAL}[а-яіїєґ’]+(?:-{_CAPITAL}[а-яіїєґ’]+)?"
_SURNAME = rf"{_CAPITAL}[А-ЯІЇЄҐ’]{{2,}}(?:-{_CAPITAL}[А-ЯІЇЄҐ’]+)?"


def _after(words: Iterable[str], end: str = "") -> str:
    """Return the pattern of a place after one of the words and a space: a look back has to know how far."""
    lengths = groupby(sorted(words, key=len), len)
    same_length = (f"(?<=(?<![\\w’'.\\-–])(?:{'|'.join(group)}){end} )" for _, group in lengths)
    return f"(?:{'|'.join(same_length)})"


_KEPT_TOGETHER = [
    re.compile(pattern)
    for pattern in (
        rf"(?<![\d.,])\d{{1,3}}(?:[ {NBSP}]\d{{3}})+(?!\d)",
        rf"\b(?:{_NAME}|{_SURNAME}) (?={_CAPITAL}\.[ {NBSP}]?{_CAPITAL}\.)",
        rf"\b{_NAME} (?={_SURNAME}(?!\w))",
    )
]
"""Numbers set apart in thousands, names: no space in a match breaks."""

_APOSTROPHE = re.compile(rf"(?<=[^\W\d_])[{''.join(map(chr, APOSTROPHES))}](?=[^\W\d_])")
_RANGE = re.compile(rf"(?<![\w.,/:\-–])(\d{{1,4}})([ {NBSP}]?)-(\2)(\d{{1,4}})(?![\w/:\-–]|[.,]\d)")
_NO_RANGE = re.compile(
    r"(?:№|код|тел\.|буд\.|ДСТУ|ГОСТ|ISO)\s*$|(?:вул|просп|бул|пров|пл)\.[^.;]{,40},\s*$", re.IGNORECASE
)
"""What stands before two numbers that are one: of an act, a telephone, a house, a standard."""
_COMPOUND = re.compile(r"(?<![\w/–\-])\w+(?:[-/–]\w+)+(?![\w/–\-])")
_WHOLE = re.compile(r"(?=.{,20}$)(?:.*\d.*|\w{1,2}(?:/\w{1,2})+)")
_BREAK = re.compile(r"–|[-/](?=\D)")


def typeset(inline: Inline) -> Inline:
    """Return the runs as a typist sets them; what stands together may cross from one run into the next."""
    text = typeset_text("".join(run.text for run in inline))
    ends = accumulate(len(run.text) for run in inline)
    return tuple(replace(run, text=text[end - len(run.text) : end]) for run, end in zip(inline, ends, strict=True))


def typeset_text(text: str) -> str:
    """Return the text, as long as it was, as a typist sets it."""
    text = _RANGE.sub(_with_dash, with_apostrophes(text).translate(HYPHENS))
    text = _unbreaking_space().sub(NBSP, text)
    for pattern in _KEPT_TOGETHER:
        text = pattern.sub(_without_breaks, text)
    return text


def with_apostrophes(text: str) -> str:
    """Return the text with ’ wherever any apostrophe stands between letters."""
    return _APOSTROPHE.sub(APOSTROPHE, text)


def compared(text: str) -> str:
    """Return the text without all that typesetting sets: any dash is a hyphen, any space one space, ’ in words."""
    plain = with_apostrophes(text.translate(_SET_BY_TYPISTS))
    return " ".join(unicodedata.normalize("NFC", plain).split())


def unbroken(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the text in pieces, each with whether it is a range, a code or an abbreviation: «2021–2023», «з/п»."""
    done = 0
    for match in _COMPOUND.finditer(text):
        if _WHOLE.fullmatch(match[0]):
            if done < match.start():
                yield text[done : match.start()], False
            yield match[0], True
            done = match.end()
    if done < len(text):
        yield text[done:], False


def might_break(whole: str) -> bool:
    """Tell whether a line might break in it (Unicode Standard Annex 14): not between digits, unless there is a dash."""
    return bool(_BREAK.search(whole))


@cache
def _unbreaking_space() -> re.Pattern[str]:
    """Return the pattern of a space that does not break; it takes too long to compile for those who set no text."""
    return re.compile(
        " (?:"
        + "|".join(
            (
                rf"(?i:{_after(['[а-яіїєґ]', '№', '§', 'смт', 'р-н'])}(?=\S))",
                rf"(?i:{_after(_ABBREVIATIONS, '[.]')}(?=\S))",
                rf"(?i:{_after(_PREPOSITIONS)}(?=\d))",
                rf"(?<!\d[ {NBSP}]р\. )(?<=\bр\. )(?={_CAPITAL})",
                rf"(?i:(?<=\d )(?={_UNITS}|(?:{'|'.join(MONTHS_GENITIVE)})\b))",
                rf"(?i:(?<=[\d_]» )(?=(?:{'|'.join(MONTHS_GENITIVE)})\b))",
                rf"(?i:{_after(['тис[.]', 'млн', 'млрд'])}(?=грн|коп|євро|дол|ос))",
                r"(?=(?:б|би|ж|же)\b)",
                rf"{_after(['та', 'і'])}(?=ін\.)",
                rf"(?<=(?<!\w){_CAPITAL}\. )(?={_CAPITAL})",
                r"(?<=\S )(?=[–—](?:\s|$))",
            )
        )
        + ")"
    )


def _without_breaks(match: re.Match[str]) -> str:
    return match[0].replace(" ", NBSP)


def _with_dash(match: re.Match[str]) -> str:
    """Return two numbers with a dash between them, if they are the ends of a range and no code."""
    first, space, _, last = match.groups()
    is_range = int(first) < int(last) and "0" not in (first[0], last[0]) and len(last) - len(first) < 2
    if not is_range or _NO_RANGE.search(match.string[max(0, match.start() - 60) : match.start()]):
        return match[0]
    return f"{first}{space}{DASH}{space}{last}"
