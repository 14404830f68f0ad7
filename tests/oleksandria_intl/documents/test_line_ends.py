"""Lines of a PDF: divided by our patterns, no more than two in a row, and read as whole words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timezone
from typing import TypeAlias

import pymupdf
import pytest

from oleksandria_intl.documents import line_ends, markup_tables
from oleksandria_intl.documents.blocks import Block, Column, Heading, Paragraph, Row, RowGroup, Run, Table, plain
from oleksandria_intl.documents.cells import text_cell
from oleksandria_intl.documents.document import Document
from oleksandria_intl.documents.fitting import Fit
from oleksandria_intl.documents.measuring import LIMIT
from oleksandria_intl.documents.pdf import write_pdf
from tests.line_breaks import faults, forbidden_breaks, lines_of

PROSE = (
    "Підвищення конкурентоспроможності міста через взаємодію з євроінтеграційними програмами, тренінгів і "
    "презентаційних заходів, забезпечення сільськогосподарських підприємств загальноцивілізаційними перевагами "
    "міжнародного співробітництва та самоврядування. "
) * 4


def pdf_of(*blocks: Block) -> bytes:
    dated = datetime(2020, 1, 1, tzinfo=timezone.utc)
    return write_pdf(Document("Програма", "Рада", blocks, dated)).content


def lines(*blocks: Block) -> list[str]:
    with pymupdf.open(stream=pdf_of(*blocks), filetype="pdf") as pdf:
        return [line.text for page in pdf for line in lines_of(page)]


Narrow: TypeAlias = Callable[..., Table]


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> Narrow:
    """Make tables in whose first column most lines end in a divided word."""

    def table(text: str, width: float = 0.3) -> Table:
        widths = Fit((170 * width, 170 * (1 - width)), 12)
        monkeypatch.setattr(markup_tables, "fit", lambda table, room: widths)
        return Table((Column("Захід"), Column("Решта")), (RowGroup((Row((text_cell(text), text_cell("–"))),)),))

    return table


def in_a_row(texts: list[str]) -> int:
    """Return how many lines in a row end in a divided word, at most."""
    return max(map(len, "".join("-" if text.endswith("\u00ad") else " " for text in texts).split()), default=0)


def test_prose_and_cells_are_divided_where_ukrainian_divides(narrow: Narrow) -> None:
    content = pdf_of(Paragraph(plain(PROSE)), narrow(PROSE))
    assert forbidden_breaks(content) == []
    assert in_a_row(lines(Paragraph(plain(PROSE)))) >= 1


def test_no_three_lines_in_a_row_end_in_a_divided_word(narrow: Narrow, monkeypatch: pytest.MonkeyPatch) -> None:
    words = "міжнародного співробітництва презентаційних конкурсів самоврядування " * 6
    assert in_a_row(lines(narrow(words))) == LIMIT
    monkeypatch.setattr(line_ends, "LIMIT", 100)
    assert in_a_row(lines(narrow(words))) > 2


def test_a_word_that_fits_no_line_is_divided_all_the_same(narrow: Narrow) -> None:
    cell = lines(narrow("конкурентоспроможності", width=0.1))
    assert cell[2:5] == ["конку\u00ad", "ренто\u00ad", "спро\u00ad"]


@pytest.mark.parametrize(
    "block",
    [
        Heading(2, PROSE), Paragraph(plain(PROSE), align="center"), Paragraph(plain(PROSE), align="right"),
        Paragraph(plain(PROSE.upper())),
    ],
)  # fmt: skip
def test_headings_and_capitals_are_not_divided(block: Block) -> None:
    assert in_a_row(lines(block)) == 0


def test_a_line_may_end_between_a_name_in_quotation_marks_and_what_stands_in_brackets(narrow: Narrow) -> None:
    assert "ТОВ «Зразкові авіаквитки»" in lines(narrow("ТОВ «Зразкові авіаквитки» (00000012345678)", width=0.35))


def test_what_stands_together_is_not_parted_between_two_looks() -> None:
    text = (Run("Слово " * 3 + "м. ", bold=True), Run("Олександрія, 28"), Run(" червня 2021-2023 рр. № з/п; "))
    assert faults(lines(Paragraph(text * 12))) == []


def test_a_divided_word_reads_as_one() -> None:
    text = "\n".join(lines(Paragraph(plain(PROSE))))
    assert "\u00ad\n" in text
    assert text.replace("\u00ad\n", "").replace("\n", " ").count("конкурентоспроможності") == 4


def test_the_hyphen_of_a_compound_stays_a_hyphen() -> None:
    assert any("міста-побратими" in line for line in lines(Paragraph(plain("міста\u2010побратими " + PROSE))))
