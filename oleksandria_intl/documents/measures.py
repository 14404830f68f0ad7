"""The measures of a paper: from them the stylesheet of the PDF and the styles of the Word file are both made.

Lengths across the page are millimetres; sizes of letters, pitches of lines, borders and the spaces
between blocks are points. The figures are those of ДСТУ 4163:2020, or chosen within what it allows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from textwrap import wrap

SHORT_SIDE, LONG_SIDE = 210, 297
TOP, RIGHT, BOTTOM, LEFT = 20, 10, 20, 30
TEXT_WIDTH = SHORT_SIDE - LEFT - RIGHT
LANDSCAPE_WIDTH = LONG_SIDE - LEFT - RIGHT

FIRST_LINE = 10
"""Indent of a paragraph's first line."""
MARK_WIDTH = 70
"""What an approval mark takes at the right edge: it begins 100 mm from the margin of an upright page."""
NAME_INDENT = 125
POST_LETTERS = 42
"""A line of a signature's post that is longer might run into the name."""
SUBJECT_WIDTH = TEXT_WIDTH // 2
EMBLEM_WIDTH, EMBLEM_HEIGHT = 12, 17
CODE_SIDE = 20
"""Side of the QR code of an issued paper's page."""
EMBLEM_AFTER = 9
"""The space below the emblem, points."""

DASH = "–"
"""The mark of a list without numbers."""
MARK_SPACE = "\u2005"
"""What stands after the mark: as wide as a space, but not stretched in a line that is."""
LIST_STEP, TABLE_LIST_STEP = 10, 5
"""How far a list within a list is set in, in running text and inside a table."""

BORDER = 0.5
CELL_SIDE, CELL_TOP = 4.25, 2.25
"""The paddings of a cell, from its text to the middle of its border less half of the border."""
TABLE_BEFORE, TABLE_AFTER = 6, 11
"""The least space above and below a table."""


@dataclass(frozen=True, slots=True)
class Measure:
    """How a kind of block is set: its letters, the pitch of its lines, the least space above and below it."""

    size: int
    pitch: float
    before: int = 0
    after: int = 0
    bold: bool = False
    italic: bool = False


# A pitch of 1.15 of the size is the single spacing of Times New Roman, as Word counts it.
TEXT = Measure(14, 16.1)
TITLE = Measure(16, 18.4, before=17, after=9, bold=True)
SECTION = Measure(14, 16.1, before=14, after=9, bold=True)
SUBSECTION = Measure(14, 16.1, before=11, after=6, bold=True)
MINOR = Measure(14, 16.1, before=9, after=3, bold=True, italic=True)
PART = Measure(14, 16.1, bold=True)
LETTERHEAD = Measure(14, 16.1, bold=True)
ACT_NAME = Measure(16, 18.4, before=11, after=11, bold=True)
REQUISITES = Measure(14, 16.1, before=14, after=14)
SUBJECT = Measure(14, 16.1, after=17, bold=True)
APPROVAL_MARK = Measure(12, 13.8, after=22)
DRAFT_MARK = Measure(12, 13.8, after=11)
SIGNATURE = Measure(14, 16.1, before=40)
TABLE = Measure(12, 13.2)
DENSE_TABLE = Measure(10, 11)
CONTINUATION = Measure(12, 13.2)
FOOTNOTE = Measure(12, 13.8)
PREPARED_BY = Measure(12, 13.8, before=20)
PAGE_CODE = Measure(10, 11.5, before=17)
PAGE_ADDRESS = Measure(10, 11.5)
PAGE_NUMBER = Measure(12, 13.8)
PAGE_MARK = Measure(10, 13.8)
FOOT = Measure(10, 11.5)
FOOT_BELOW = 10
"""From the foot of a page to its edge."""

_SELECTORS = {
    ".paper .level-1": TITLE,
    ".paper .level-2": SECTION,
    ".paper .level-3": SUBSECTION,
    ".paper .level-4": MINOR,
    ".paper .level-5": PART,
    ".paper .letterhead": LETTERHEAD,
    ".paper .letterhead .act": ACT_NAME,
    ".paper .requisites": REQUISITES,
    ".paper .subject": SUBJECT,
    ".paper .approval-mark": APPROVAL_MARK,
    ".paper .draft-mark": DRAFT_MARK,
    ".paper .signature": SIGNATURE,
    ".paper .prepared-by": PREPARED_BY,
    ".paper .page-code": PAGE_CODE,
    ".paper table": TABLE,
    ".paper .dense table": DENSE_TABLE,
    ".paper .continuation, .paper .trial th": CONTINUATION,
    ".paper .footnotes": FOOTNOTE,
}


def post_lines(post: str) -> list[str]:
    """Return the post of a signature in lines, each of which ends before the name begins."""
    return [part for line in post.splitlines() for part in wrap(line, POST_LETTERS, break_long_words=False)]


def css() -> str:
    """Return the measures as rules, which the rest of the stylesheet follows."""
    sized = (_rule(selector, dict(_look(measure))) for selector, measure in _SELECTORS.items())
    return "".join([_page(), _rule(".paper", _letters(TEXT)), *sized, *_lengths()])


def _page() -> str:
    return (
        f"@page {{ size: A4; margin: {TOP}mm {RIGHT}mm {BOTTOM}mm {LEFT}mm;"
        f' @top-center {{ content: counter(page); font: {PAGE_NUMBER.size}pt "Liberation Serif", serif }} }}\n'
    )


def _letters(measure: Measure) -> dict[str, str]:
    return {"font-size": f"{measure.size}pt", "line-height": f"{_ratio(measure):g}"}


def _ratio(measure: Measure) -> float:
    return round(measure.pitch / measure.size, 4)


def _look(measure: Measure) -> Iterable[tuple[str, str]]:
    """Yield what a kind of block says otherwise than the text around it."""
    if measure.size != TEXT.size:
        yield "font-size", f"{measure.size}pt"
    if _ratio(measure) != _ratio(TEXT):
        yield "line-height", f"{_ratio(measure):g}"
    if measure.bold:
        yield "font-weight", "bold"
    if measure.italic:
        yield "font-style", "italic"
    if measure.before or measure.after:
        yield "margin-top", f"{measure.before}pt"
        yield "margin-bottom", f"{measure.after}pt"


def _lengths() -> Iterable[str]:
    """Yield the rules of indents, lists, borders and paddings."""
    yield _rule(".paper p, .paper li", {"text-indent": f"{FIRST_LINE}mm"})
    yield f'@counter-style point {{ system: extends decimal; suffix: ".{MARK_SPACE}" }}\n'
    yield _rule(".paper ol", {"list-style-type": "point"})
    yield _rule(".paper ul", {"list-style-type": f'"{DASH}{MARK_SPACE}"'})
    yield _rule(".paper li ul, .paper li ol", {"margin-left": f"{LIST_STEP}mm"})
    yield _rule(".paper td li ul, .paper td li ol", {"margin-left": f"{TABLE_LIST_STEP}mm"})
    yield _rule(".paper .subject", {"margin-right": f"{TEXT_WIDTH - SUBJECT_WIDTH}mm"})
    yield _rule(".paper .approval-mark", {"margin-left": f"{TEXT_WIDTH - MARK_WIDTH}mm"})
    yield _rule(".paper .signature .name", {"left": f"{NAME_INDENT}mm"})
    mark = _rule(".paper .landscape .approval-mark", {"margin-left": f"{LANDSCAPE_WIDTH - MARK_WIDTH}mm"})
    name = _rule(".paper .landscape .signature .long", {"right": f"{LANDSCAPE_WIDTH - TEXT_WIDTH}mm"})
    yield f"@media print {{\n{mark}{name}}}\n"
    emblem = {"height": f"{EMBLEM_HEIGHT}mm", "width": f"{EMBLEM_WIDTH}mm", "margin": f"0 auto {EMBLEM_AFTER}pt"}
    yield _rule(".paper .emblem", emblem)
    yield _rule(".paper .page-code svg", {"height": f"{CODE_SIDE}mm", "width": f"{CODE_SIDE}mm"})
    yield _rule(".paper .table-frame", {"margin": f"{TABLE_BEFORE}pt 0 {TABLE_AFTER}pt"})
    yield _rule(".paper th, .paper td", {"border": f"{BORDER}pt solid #000", "padding": f"{CELL_TOP}pt {CELL_SIDE}pt"})
    yield _rule(".paper .numbers td, .paper .numbers th", {"padding": f"0 {CELL_SIDE}pt"})
    yield _rule(".paper .lower", {"margin-bottom": f"{-CONTINUATION.pitch}pt"})


def _rule(selector: str, look: Mapping[str, str]) -> str:
    return f"{selector} {{ {'; '.join(f'{name}: {value}' for name, value in look.items())} }}\n"
