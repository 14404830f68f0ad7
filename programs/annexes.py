"""What a decision on an amendment has in its annex: the parts that its points put in a new wording."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

from oleksandria_intl import ukrainian
from oleksandria_intl.documents.blocks import Blocks, ended
from oleksandria_intl.documents.placeholders import expand
from programs.marks import end_of_annex

if TYPE_CHECKING:
    from programs.edition_paper import EditionPaper
    from programs.models import Section

ANNEXED = re.compile("додається|додаються|що додан", re.IGNORECASE)
PASSPORT = re.compile(r"\bпаспорт", re.IGNORECASE)
NUMERAL = r"(?:[IVXLC]+|\d+)\b"
SECTIONS = re.compile(rf"\bрозділ\w* +({NUMERAL}(?:(?:,| та| і|,? а також) +{NUMERAL})*)", re.IGNORECASE)
WHOLE = re.compile(r"\b(?:затвердити|викласти|викладається)\b.*\bпрограм|\bпрограм.*\bвикласти\b", re.IGNORECASE)
QUOTED = re.compile(r"«[^«»]*(?:«[^«»]*»[^«»]*)*»")
LOOKALIKES = str.maketrans("ІХСV", "IXCV")
"""Ukrainian letters that are typed for Roman numerals."""


def numerals(paper: EditionPaper) -> dict[str, str]:
    """Return the numerals of a programme's sections by code; subsections have none."""
    has_arabic = paper.edition.has_arabic_numerals
    places = enumerate(paper.top_sections, 1)
    return {section.code: str(number) if has_arabic else ukrainian.roman(number) for number, section in places}


def lines_of_points(paper: EditionPaper) -> Iterator[str]:
    """Yield the lines of the decision's points as printed, without what they quote."""
    decision = paper.edition.decision
    for point in decision.points.all() if decision else ():
        for line in expand(point.text, paper.words).splitlines():
            yield QUOTED.sub("", line)


def sections_named(line: str) -> set[str]:
    """Return the numerals of the sections that a line names: «розділи VIII, X та XI»."""
    found = SECTIONS.findall(line.translate(LOOKALIKES))
    return set(chain.from_iterable(re.findall(NUMERAL, group) for group in found))


def names_passport(line: str) -> bool:
    """Whether a line speaks of the passport."""
    return bool(PASSPORT.search(line))


def restates_whole(paper: EditionPaper) -> bool:
    """Whether a point puts the whole programme in a new wording, or approves it."""
    return any(
        WHOLE.search(line) and not sections_named(line) and not names_passport(line) for line in lines_of_points(paper)
    )


def restated(paper: EditionPaper) -> Blocks:
    """Return the passport and the sections that the points put in a new wording, under their numerals, signed."""
    annexed = [line for line in lines_of_points(paper) if ANNEXED.search(line)]
    passport = paper.passport() if any(map(names_passport, annexed)) else ()
    named = set(chain.from_iterable(map(sections_named, annexed)))
    sections: list[tuple[int, Section]] = [
        (place, section)
        for place, (section, numeral) in enumerate(zip(paper.top_sections, numerals(paper).values(), strict=True), 1)
        if numeral in named
    ]
    blocks = passport + paper.in_order(sections)
    return ended(blocks, end_of_annex(paper.edition)) if blocks else ()
