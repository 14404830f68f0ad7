"""Where the lines of a paper end, and which of those ends no Ukrainian typist lets stand.

The rules are written anew here, so that a mistake in ``oleksandria_intl/typesetting.py`` does not excuse itself; only
whether a word may be divided at a place is asked of ``oleksandria_intl/hyphenation.py``, whose answers a list of words
judges.

    python -m tests.line_breaks FILE.pdf ...
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pymupdf

from oleksandria_intl.hyphenation import divisions

SOFT_HYPHEN = "\u00ad"
IN_A_ROW = 2
"""How many lines, one below the other, may end in a divided word."""
ROOM = 0.9
"""A word of so many letters, as a part of those of the longest line, may find no line to stand on whole."""
PITCH = 1.6
"""Lines whose tops are further apart, in heights of a line, are not of one paragraph."""
WITHIN = {
    "after an abbreviation": (
        r"(?<![\w.])(?i:м|с|вул|просп|пров|пл|буд|кв|обл|ст|п|пп|ч|т|ім|див|табл|гр)\.|(?<!\w)смт",
        r".",
    ),
    "after №": ("[№§]", r"."),
    "after a word of one letter": (r"(?<![\w’.\-])[А-ЯІЇЄҐа-яіїєґ]", r"."),
    "before a unit": (r"\d", r"(?:рік|рок|рр?\.|грн|тис\.|млн|млрд|%|коп)"),
    "inside a sum": (r"(?:тис\.|млн|млрд)", r"(?:грн|євро|дол)"),
    "between day and month": (
        r"\d»?",
        r"(?:січ|лют|берез|квіт|трав|черв|лип|серп|верес|жовт|листоп|груд)\w*я\b|лютого",
    ),
    "inside a name": (r"(?<!\w)[А-ЯІЇЄҐ]\.", r"[А-ЯІЇЄҐ][\w’.]"),
    "before a surname": (r"(?<!\w)[А-ЯІЇЄҐ][а-яіїєґ’]+", r"[А-ЯІЇЄҐ’]{4,}(?![\w.])(?!\s+[А-ЯІЇЄҐ]{2})"),
    "before initials": (r"(?<!\w)[А-ЯІЇЄҐ][а-яіїєґ’]+", r"[А-ЯІЇЄҐ]\.\s?[А-ЯІЇЄҐ]\."),
    "inside a number": (r"(?<![\d.,])\d{1,3}", r"\d{3}(?!\d)"),
    "inside a decimal": (r"^[\d\s]+,", r"\d{1,3}$"),
    "inside a year": (r"\d[-–]\d{1,3}", r"\d{1,3}(?!\d)"),
    "inside a range or a code": (r"\d[-–/]|(?<!\w)\w{1,2}/", r"\w"),
    "before a stroke": (r"\w", r"[/–]\d"),
    "inside an abbreviation": (r"(?<!\w)(?:т|і т|та|та ін|н|р)\.?", r"(?:д|п|ч|ін|е|р)\.(?!\w)"),
}
"""Kinds of forbidden ends: what the line ends with, and what the next begins with."""
_WITHIN = {kind: (re.compile(f"(?:{end})$"), re.compile(begin)) for kind, (end, begin) in WITHIN.items()}
_WORD_END, _WORD_BEGIN = re.compile(r"[\w’']*$"), re.compile(r"[\w’']*")


@dataclass(frozen=True)
class Line:
    """A line of text and where it stands, in points from the upper left corner of its page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def forbidden_breaks(pdf: bytes) -> list[str]:
    """Return what is wrong with the lines of a PDF, each with its page and the words around it."""
    with pymupdf.open(stream=pdf, filetype="pdf") as opened:
        pages = [
            [[line.text for line in each] for each in paragraphs(lines_of(page), rules_of(page))] for page in opened
        ]
    hyphen = SOFT_HYPHEN if any(SOFT_HYPHEN in text for page in pages for each in page for text in each) else "-"
    return [
        f"page {number}: {fault}"
        for number, page in enumerate(pages, 1)
        for lines in page
        for fault in faults(lines, hyphen)
    ]


def faults(lines: Sequence[str], hyphen: str = SOFT_HYPHEN) -> list[str]:
    """Return what is wrong with lines that follow one another in one paragraph: «after №: «… № | 875 …»».

    ``hyphen`` is what stands where a word is divided: LibreOffice writes the one that compounds have.
    """
    found, in_a_row = [], 0
    for above, below in pairwise(lines):
        faulty = list(kinds(above, below))
        in_a_row = in_a_row + 1 if above.endswith((SOFT_HYPHEN, "-")) else 0
        is_third = in_a_row > IN_A_ROW and above.endswith(hyphen) and is_divided(above, below)
        if is_third and len(word_between(above, below)) <= ROOM * max(map(len, lines)):
            faulty.append("hyphens in a row")
        found += [f"{kind}: «{above[-24:]} | {below[:24]}»" for kind in faulty]
    return found


def kinds(above: str, below: str) -> Iterator[str]:
    """Yield the kinds of forbidden ends that the end of a line is, given the next line."""
    above, below = above.rstrip(), below.lstrip()
    if above.endswith(SOFT_HYPHEN):
        if not is_divided(above, below):
            yield "where no word is divided"
        return
    for kind, (ending, beginning) in _WITHIN.items():
        if ending.search(above) and beginning.match(below):
            yield kind


def is_divided(above: str, below: str) -> bool:
    """Tell whether what stands on both sides of the hyphen makes a word that may be divided there."""
    return len(_WORD_END.search(above[:-1])[0]) in divisions(word_between(above, below))


def word_between(above: str, below: str) -> str:
    """Return the word that the end of a line divides."""
    return str(_WORD_END.search(above[:-1])[0] + _WORD_BEGIN.match(below)[0])


def paragraphs(lines: Iterable[Line], rules: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the lines parted into what stands one below the other: a paragraph, what a cell holds.

    ``rules`` are the horizontal rules of tables: lines on two sides of one are not of one cell.
    """
    left = sorted(lines, key=lambda line: (line.top, line.left))
    while left:
        paragraph = [left.pop(0)]
        while below := next((line for line in left if _follows(paragraph[-1], line, rules)), None):
            left.remove(below)
            paragraph.append(below)
        yield paragraph


def lines_of(page: pymupdf.Page) -> Iterator[Line]:
    """Yield the lines of a page, as PyMuPDF finds them; soft hyphens are in them."""
    for block in page.get_text("dict", flags=pymupdf.TEXT_PRESERVE_WHITESPACE)["blocks"]:
        for line in block["lines"]:
            if text := "".join(span["text"] for span in line["spans"]).strip():
                yield Line(text, *line["bbox"])


def rules_of(page: pymupdf.Page) -> list[Line]:
    """Return the horizontal rules of a page."""
    boxes = [drawing["rect"] for drawing in page.get_drawings()]
    return [Line("", box.x0, box.y0, box.x1, box.y1) for box in boxes if box.height < 2 < box.width]


def _follows(above: Line, below: Line, rules: Sequence[Line]) -> bool:
    """Tell whether a line is the next of a paragraph or a cell."""
    height = above.bottom - above.top
    near = 0.5 * height < below.top - above.top < PITCH * height and abs(below.bottom - below.top - height) < 1
    beside = min(above.right, below.right) - max(above.left, below.left) > 1
    return near and beside and not any(_between(rule, above, below) for rule in rules)


def _between(rule: Line, above: Line, below: Line) -> bool:
    middle = above.top + (above.bottom - above.top) / 2, below.top + (below.bottom - below.top) / 2
    return middle[0] < rule.top < middle[1] and rule.left < below.right and rule.right > below.left


def main(names: Sequence[str]) -> int:
    """Print what is wrong with each file; return 1 if anything is."""
    found = [f"{name}: {fault}" for name in names for fault in forbidden_breaks(Path(name).read_bytes())]
    sys.stdout.writelines(f"{fault}\n" for fault in found)
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
