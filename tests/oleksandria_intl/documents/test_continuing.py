"""Tables that go on over pages, each of which says so."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

import pytest

from oleksandria_intl.documents import pdf
from oleksandria_intl.documents.blocks import Block, Column, Landscape, Paragraph, Row, RowGroup, Table, plain
from oleksandria_intl.documents.cells import text_cell
from oleksandria_intl.documents.continuing import WORDS
from oleksandria_intl.documents.document import Document
from tests.reading import pages_of_pdf

COLUMNS = (Column("Напрямки реалізації"), Column("Перелік заходів Програми"), Column("Фінансування\n(тис. грн)"))


def table(rows: int, *, numbered: bool = True) -> Table:
    """Return a table of one tall direction, its measures numbered, and their total."""
    cells = [(text_cell(f"захід-{number} " + "довгий захід " * 20), text_cell("1,0")) for number in range(rows)]
    first = Row((text_cell("Напрям", rowspan=rows), *cells[0]))
    group = RowGroup((first, *map(Row, cells[1:])))
    total = RowGroup((Row(tuple(map(text_cell, ("", "ВСЬОГО", "9,0"))), is_total=True),))
    return Table(COLUMNS, (group, total), numbered_columns=numbered)


def printed(*blocks: Block, continues_tables: bool = True) -> list[str]:
    dated = datetime(2020, 1, 1, tzinfo=timezone.utc)
    document = Document("Кошторис", "Рада", (Landscape(blocks),), dated, continues_tables=continues_tables)
    return pages_of_pdf(pdf.write_pdf(document).content)


def test_further_pages_say_that_the_table_goes_on_and_show_the_numbers_alone() -> None:
    first, *others = printed(table(30))
    assert len(others) > 1
    assert WORDS not in first
    assert "Перелік заходів Програми" in first
    for page in others:
        assert f"{WORDS} 1 2 3 захід-" in " ".join(page.split())
        assert "Перелік" not in page


def test_no_row_is_lost_or_printed_twice() -> None:
    words = " ".join(printed(table(30), table(25))).split()
    assert [word for word in words if word.startswith("захід-")] == [f"захід-{n}" for n in (*range(30), *range(25))]
    assert words.count("Напрям") == 2


def test_rows_without_a_cell_beside_them_go_on_as_well() -> None:
    group = RowGroup(tuple(Row((text_cell(f"рядок-{number}"), text_cell("а"), text_cell("б"))) for number in range(80)))
    pages = printed(Table(COLUMNS, (group,), numbered_columns=True))
    words = " ".join(pages).split()
    assert [WORDS in page for page in pages] == [False] + [True] * (len(pages) - 1)
    assert [word for word in words if word.startswith("рядок-")] == [f"рядок-{number}" for number in range(80)]


def test_a_row_taller_than_a_page_is_printed_whole() -> None:
    group = RowGroup((Row((text_cell("а"), text_cell("слово " * 3000), text_cell("б"))),))
    assert " ".join(printed(Table(COLUMNS, (group,), numbered_columns=True))).split().count("слово") == 3000


def test_a_council_that_has_the_heads_again_gets_them() -> None:
    pages = printed(table(30), continues_tables=False)
    assert WORDS not in " ".join(pages)
    assert all("Перелік заходів Програми" in page for page in pages)


def test_a_table_without_numbers_has_its_heads_again() -> None:
    pages = printed(table(30, numbered=False))
    assert WORDS not in " ".join(pages)
    assert all("Перелік заходів Програми" in page for page in pages)


def test_a_table_that_stays_on_its_page_says_nothing() -> None:
    (page,) = printed(table(2))
    assert WORDS not in page
    assert "Перелік заходів Програми" in page


def test_a_page_is_filled_as_far_as_the_numbers_alone_leave_it_free() -> None:
    counts = [page.count("захід-") for page in printed(table(60))]
    again = [page.count("захід-") for page in printed(table(60), continues_tables=False)]
    assert counts[1] > again[1]


def test_a_paper_without_such_tables_is_laid_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    lay_out = pdf._lay_out

    def counted(html: str) -> Any:
        done.append(html)
        return lay_out(html)

    monkeypatch.setattr(pdf, "_lay_out", counted)
    printed(table(30, numbered=False), Paragraph(plain("слово " * 2000)))
    assert len(done) == 1
