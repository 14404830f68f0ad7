"""The checker of layouts, by papers that are laid out wrongly on purpose."""

from __future__ import annotations

import pymupdf
import pytest

from oleksandria_intl.documents.blocks import Landscape, PageBreak
from oleksandria_intl.documents.word import write_docx
from tests import paper_layout
from tests.oleksandria_intl.documents.word_file import paper, text
from tests.paper_layout import Layout

MM = 72 / 25.4


def page_with(*words: tuple[str, float, float], width: float = 210, height: float = 297) -> bytes:
    """Return a PDF of a page with words at these places, in millimetres from its top left."""
    pdf = pymupdf.open()
    page = pdf.new_page(width=width * MM, height=height * MM)
    for word, left, down in words:
        page.insert_text((left * MM, down * MM), word, fontsize=12)
    return bytes(pdf.tobytes())


@pytest.mark.parametrize(("left", "found"), [(29.5, 1), (29.8, 0), (30, 0), (199, 1)])
def test_a_word_in_a_margin_is_found(left: float, found: int) -> None:
    assert len(list(paper_layout.in_margins(page_with(("word", left, 50))))) == found


def test_a_turned_page_is_wider() -> None:
    assert not list(paper_layout.in_margins(page_with(("word", 270, 50), width=297, height=210)))
    assert list(paper_layout.in_margins(page_with(("word", 284, 50), width=297, height=210)))


@pytest.mark.parametrize(
    ("above", "below", "words", "is_broken"),
    [
        ("290001122/", "3", {"290001122/3"}, True),
        ("1", "392,5", {"1\u00a0392,5"}, True),
        ("2020", "28", {"2020", "28"}, False),
        ("word", "word", {"wordword"}, False),
    ],
)
def test_a_number_over_two_lines_is_found(above: str, below: str, words: set[str], is_broken: bool) -> None:
    lines = page_with((above, 50, 50), (below, 50, 50 + 13.2 / MM))
    assert bool(list(paper_layout.broken_numbers(lines, words))) == is_broken


def test_numbers_in_two_rows_of_a_table_are_two() -> None:
    rows = page_with(("290001122/", 50, 50), ("3", 50, 50 + 18.2 / MM))
    assert not list(paper_layout.broken_numbers(rows, {"290001122/3"}))


def test_words_of_a_word_file_are_whole() -> None:
    words = paper_layout.words_of(write_docx(paper(text("код 290001122/3\nдо\u00adкумента 1\u00a0392,5")), {}))
    assert {"код", "290001122/3", "документа", "1\u00a0392,5"} <= words


def test_headings_on_other_pages_and_further_pages_are_found() -> None:
    pdf, word = Layout(3, (("вступ", 1), ("мета", 2))), Layout(4, (("вступ", 1), ("мета", 3)))
    assert len(list(paper_layout.differences(pdf, word))) == 2
    assert len(list(paper_layout.differences(pdf, word, spare=1))) == 1
    assert not list(paper_layout.differences(pdf, pdf))


def test_another_set_of_headings_is_found() -> None:
    assert list(paper_layout.differences(Layout(1, (("вступ", 1),)), Layout(1, ())))


def test_a_page_that_the_word_file_alone_forces_is_found() -> None:
    pdf = page_with(("aa", 50, 50))
    assert list(paper_layout.forced_breaks(write_docx(paper(text("aa"), PageBreak(), text("bb")), {}), pdf))
    assert list(paper_layout.forced_breaks(write_docx(paper(text("aa"), Landscape((text("bb"),))), {}), pdf))
    assert not list(paper_layout.forced_breaks(write_docx(paper(text("bb"), PageBreak(), text("aa")), {}), pdf))
