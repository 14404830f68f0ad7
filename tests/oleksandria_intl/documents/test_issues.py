"""The code of an issued paper's page, and where the paper prints it."""

from __future__ import annotations

import re
from datetime import datetime, timezone

import segno

from oleksandria_intl.documents.blocks import Blocks, Landscape, PageCode, Paragraph, plain
from oleksandria_intl.documents.document import Document, Issue
from oleksandria_intl.documents.issues import drawing, picture, printed_blocks

ADDRESS = "https://intl.example.org/documents/bcdfghjkmn/"
MOMENT = datetime(2020, 4, 1, 9, 30, tzinfo=timezone.utc)
LINE = Paragraph(plain("Слова"))


def issued(*blocks: Paragraph | Landscape, address: str = ADDRESS) -> Blocks:
    paper = Document("Довідка", "Рада", blocks, datetime(2020, 1, 1, tzinfo=timezone.utc))
    return printed_blocks(paper.issued(Issue("bcdfghjkmn", MOMENT, address)))


def test_the_code_stands_at_the_end_of_the_last_sheet() -> None:
    code = PageCode(ADDRESS)
    assert issued(LINE) == (LINE, code)
    assert issued(LINE, Landscape((LINE,))) == (LINE, Landscape((LINE, code)))
    assert issued() == (code,)


def test_without_an_address_nothing_is_added() -> None:
    assert issued(LINE, address="") == (LINE,)
    assert printed_blocks(Document("Довідка", "Рада", (LINE,), MOMENT)) == (LINE,)


def test_an_issued_paper_is_dated_by_its_issue() -> None:
    paper = Document("Довідка", "Рада", (), datetime(2020, 1, 1, tzinfo=timezone.utc))
    assert paper.issued(Issue("bcdfghjkmn", MOMENT)).dated == MOMENT


def test_the_drawing_has_every_dark_module_and_no_other() -> None:
    path, side = drawing(ADDRESS)
    dark = {
        (int(column) + step, int(row))
        for column, row, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", path)
        for step in range(int(length))
    }
    matrix = segno.make_qr(ADDRESS, error="m", boost_error=False).matrix
    assert dark == {(x + 4, y + 4) for y, row in enumerate(matrix) for x, module in enumerate(row) if module}
    assert side == len(matrix) + 8


def test_the_same_address_gives_the_same_picture() -> None:
    assert picture(ADDRESS) == picture(ADDRESS)
    assert picture(ADDRESS) != picture(ADDRESS + "b")
