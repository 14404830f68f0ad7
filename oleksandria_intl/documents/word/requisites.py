"""The requisites of an act: letterhead, date and number, subject, marks, signature (ДСТУ 4163:2020)."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import IO, TYPE_CHECKING

from docx.shared import Mm

from oleksandria_intl.documents.blocks import (
    ApprovalMark,
    DraftMark,
    Letterhead,
    LetterheadLine,
    PageCode,
    PreparedBy,
    Requisites,
    Signature,
    Subject,
    plain,
)
from oleksandria_intl.documents.issues import picture, spoken
from oleksandria_intl.documents.measures import (
    CODE_SIDE,
    EMBLEM_HEIGHT,
    EMBLEM_WIDTH,
    MARK_WIDTH,
    TEXT_WIDTH,
    post_lines,
)

from .flow import keep_with_next, render
from .place import Book, Place
from .text import paragraph, plain_run, runs, text_run
from .xml import Element, el, mm

if TYPE_CHECKING:
    from docx.oxml.text.paragraph import CT_P

EMBLEM = Path(__file__).parents[3] / "static/img/emblem.png"
EMBLEM_NAME = "Малий Державний Герб України"


@render.register(Letterhead)
def _write_letterhead(block: Letterhead, place: Place) -> list[Element]:
    emblem = [_emblem(place.book)] if block.emblem else []
    return [*emblem, *(_letterhead_line(line) for line in block.lines)]


@render.register(Requisites)
def _write_requisites(block: Requisites, place: Place) -> list[Element]:
    return [_line("Requisites", f"{block.date}\t{block.place}\t{block.number}")]


@render.register(Subject)
def _write_subject(block: Subject, place: Place) -> list[Element]:
    return [_line("Subject", block.text)]


@render.register(Signature)
def _write_signature(block: Signature, place: Place) -> list[Element]:
    """On a turned sheet too a signature keeps to the width of an upright one."""
    style = "LongSignature" if block.is_long else "Signature"
    return [_line(style, "\n".join(post_lines(block.post)) + f"\t{block.name}")]


@render.register(ApprovalMark)
def _write_approval_mark(block: ApprovalMark, place: Place) -> list[Element]:
    return [paragraph("ApprovalMark", [text_run(line)], look=(_right_part(place),)) for line in block.lines]


@render.register(DraftMark)
def _write_draft_mark(block: DraftMark, place: Place) -> list[Element]:
    """The word ПРОЄКТ is bold, what registers the draft is not."""
    return [
        paragraph("DraftMark", runs(plain(line, bold=number == 0), place.book.part))
        for number, line in enumerate(block.lines)
    ]


@render.register(PageCode)
def _write_page_code(block: PageCode, place: Place) -> list[Element]:
    code = _picture(place.book, BytesIO(picture(block.address)), (CODE_SIDE, CODE_SIDE), spoken(block.address))
    return [paragraph("PageCode", [code]), paragraph("PageAddress", [plain_run(block.shown_address)])]


@render.register(PreparedBy)
def _write_prepared_by(block: PreparedBy, place: Place) -> list[Element]:
    lines = [_line("PreparedBy", line) for line in block.printed]
    keep_with_next(lines[:-1])
    return list(lines)


def _letterhead_line(line: LetterheadLine) -> CT_P:
    return _line("ActName" if line.names_the_act else "Letterhead", line.text)


def _line(style: str, text: str) -> CT_P:
    return paragraph(style, [text_run(text)])


def _emblem(book: Book) -> CT_P:
    """Return the state emblem in its own paragraph."""
    return paragraph("Emblem", [_picture(book, str(EMBLEM), (EMBLEM_WIDTH, EMBLEM_HEIGHT), EMBLEM_NAME)])


def _picture(book: Book, file: str | IO[bytes], size: tuple[float, float], name: str) -> Element:
    """Return a picture of this width and height in mm, with its words; every picture of a file has a number."""
    inline = book.part.new_pic_inline(file, *map(Mm, size))
    inline.docPr.set("id", str(next(book.pictures)))
    inline.docPr.set("descr", name)
    for side in "LR":
        # LibreOffice sets a picture apart by 3,2 mm where nothing is said.
        inline.set(f"dist{side}", "0")
    return el("w:r", el("w:drawing", inline))


def _right_part(place: Place) -> Element | None:
    """Return the indent of the right part of a turned sheet; the style says that of an upright one."""
    is_upright = place.width <= mm(TEXT_WIDTH)
    return None if is_upright else el("w:ind", left=place.width - mm(MARK_WIDTH))
