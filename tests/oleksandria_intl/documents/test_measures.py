"""Where things stand on paper, by the rule, in both renderers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timezone

import pymupdf
import pytest
from docx.enum.text import WD_LINE_SPACING
from docx.shared import Pt

from oleksandria_intl.documents import measures, pdf
from oleksandria_intl.documents.blocks import (
    ApprovalMark,
    Block,
    BulletList,
    Heading,
    Landscape,
    Paragraph,
    Signature,
    plain,
)
from oleksandria_intl.documents.document import Document
from tests.oleksandria_intl.documents.word_file import opened, text

MM = 72 / 25.4
Word = tuple[str, float, float]
"""A word, and where it begins and ends, in millimetres from the left edge of its page."""


@pytest.fixture(scope="module")
def pages() -> Iterator[list[list[Word]]]:
    """The words of a paper's two pages, an upright and a turned one."""
    mark = ApprovalMark(("ЗАТВЕРДЖЕНО",))
    filled = Paragraph(plain("початок " + "слово " * 60 + "кінець"), indent=False)
    upright = (mark, Heading(2, "ВСТУП"), filled, Signature("Міський голова", "Степан ЦАПЮК"))
    long = Signature("Голова", "Олександра ПЕТРЕНКО-БАГАТОСЛОВСЬКА")
    blocks = (*upright, Landscape((mark, filled, long)))
    paper = Document("Програма", "Рада", blocks, datetime(2020, 1, 1, tzinfo=timezone.utc))
    with pymupdf.open(stream=pdf.write_pdf(paper).content, filetype="pdf") as opened_pdf:
        yield [[(word[4], word[0] / MM, word[2] / MM) for word in page.get_text("words")] for page in opened_pdf]


def left(page: list[Word], sought: str) -> float:
    return next(begin for word, begin, _end in page if word == sought)


def right(page: list[Word]) -> float:
    return max(end for _word, _begin, end in page)


def test_text_stands_between_30_and_200_mm_of_an_upright_page(pages: list[list[Word]]) -> None:
    assert left(pages[0], "початок") == pytest.approx(30, abs=0.3)
    assert right(pages[0]) == pytest.approx(200, abs=0.3)


def test_text_stands_between_30_and_287_mm_of_a_turned_page(pages: list[list[Word]]) -> None:
    assert left(pages[1], "початок") == pytest.approx(30, abs=0.3)
    assert right(pages[1]) == pytest.approx(287, abs=0.3)


def test_approval_mark_begins_100_mm_from_the_margin_and_takes_the_right_part_of_a_turned_page(
    pages: list[list[Word]],
) -> None:
    assert [left(page, "ЗАТВЕРДЖЕНО") for page in pages] == pytest.approx([130, 217], abs=0.3)


def test_name_of_a_signature_begins_125_mm_from_the_margin(pages: list[list[Word]]) -> None:
    assert left(pages[0], "Степан") == pytest.approx(155, abs=0.3)


def test_long_name_ends_where_an_upright_line_does_on_a_turned_page_too(pages: list[list[Word]]) -> None:
    assert next(end for word, _begin, end in pages[1] if word.startswith("ПЕТРЕНКО")) == pytest.approx(200, abs=0.3)


def pages_of(*blocks: Block) -> list[list[tuple[str, float]]]:
    """Return the words of each page between its margins, each with how far its top is from that of the page, in mm."""
    paper = Document("Програма", "Рада", blocks, datetime(2020, 1, 1, tzinfo=timezone.utc))
    with pymupdf.open(stream=pdf.write_pdf(paper).content, filetype="pdf") as opened_pdf:
        return [
            [(word[4], word[1] / MM) for word in page.get_text("words") if word[3] / MM < page.rect.height / MM - 20]
            for page in opened_pdf
        ]


def test_heading_at_the_top_of_a_page_has_no_space_above_it_even_on_turned_pages() -> None:
    filled = (text("рядок"),) * 29
    for blocks in ((Landscape((*filled, Heading(2, "МЕТА"))),), (*filled[:20], *filled[:25], Heading(2, "МЕТА"))):
        top = dict(pages_of(*blocks)[1])["МЕТА"]
        assert top == pytest.approx(20, abs=1)


def test_list_may_begin_a_page_below_what_leads_to_it() -> None:
    filled = (text("рядок"),) * 44
    first, second = pages_of(*filled, text("напрями:"), BulletList(((text("освіта"),), (text("спорт"),))))
    assert first[-1][0] == "напрями:"
    assert any(word.endswith("освіта") for word, _top in second)


def test_word_has_the_pitch_and_the_spaces_of_the_stylesheet() -> None:
    styles = opened(text("а")).styles
    for name, measure in (("Normal", measures.TEXT), ("Heading 2", measures.SECTION), ("Виноска", measures.FOOTNOTE)):
        look = styles[name].paragraph_format
        assert (look.line_spacing_rule, look.line_spacing) == (WD_LINE_SPACING.EXACTLY, Pt(measure.pitch))
        assert (look.space_before, look.space_after) == (Pt(measure.before), Pt(measure.after))
        assert styles[name].font.size == Pt(measure.size)
        assert f"{measure.pitch / measure.size:g}" in ("1.15", "1.1")
    section = f"font-weight: bold; margin-top: {measures.SECTION.before}pt; margin-bottom: {measures.SECTION.after}pt"
    assert f".paper .level-2 {{ {section} }}" in measures.css()
