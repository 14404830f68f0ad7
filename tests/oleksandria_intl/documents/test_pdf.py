"""Documents as PDF; one rendering serves most of the tests."""

from __future__ import annotations

import io
import logging
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timezone

import pikepdf
import pymupdf
import pytest

from oleksandria_intl.documents import pdf
from oleksandria_intl.documents.blocks import (
    BulletList,
    Cell,
    Column,
    Contents,
    ContentsEntry,
    Heading,
    Landscape,
    Letterhead,
    LetterheadLine,
    PageBreak,
    Paragraph,
    Row,
    RowGroup,
    Table,
    plain,
)
from oleksandria_intl.documents.document import Attachment, Document, Issue
from oleksandria_intl.documents.issues import WORKING_COPY
from tests.reading import pages_of_pdf

MM = 72 / 25.4


def table(*texts: str) -> Table:
    """Return a table of one group, a row for each text."""
    rows = tuple(Row((Cell((Paragraph(plain(text)),)), Cell())) for text in texts)
    return Table((Column("Захід"), Column("Сума")), (RowGroup(rows),))


PAPER = Document(
    title="Програма 中 & Ко",
    author="Олександрійська міська рада",
    subject="Рішення",
    dated=datetime(2019, 12, 20, 9, 30, tzinfo=timezone.utc),
    attachments=(Attachment("дані.json", "application/json", "Дані програми", b'{"year": 2020}'),),
    blocks=(
        Letterhead((LetterheadLine("РІШЕННЯ", names_the_act=True),)),
        Contents((Column("№"), Column("Назва"), Column("Сторінки")), (ContentsEntry("1.", (), "goal"),)),
        PageBreak(),
        Heading(1, "МЕТА\nПРОГРАМИ", "goal"),
        Paragraph(plain("ґєії Ґ № ₴ 😀 ❤️ 👨‍👩‍👧 中文 \ue000\u200d\u2028")),
        BulletList(((Paragraph(plain("перше")),),)),
        Landscape((Heading(2, "КОШТОРИС", "costs"), table("візит"))),
    ),
)


@pytest.fixture(scope="module")
def paper() -> pdf.Pdf:
    return pdf.write_pdf(PAPER)


@pytest.fixture(scope="module")
def opened(paper: pdf.Pdf) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(paper.content)) as opened:
        yield opened


def fonts(opened: pikepdf.Pdf) -> set[str]:
    return {str(font.BaseFont).partition("+")[2] for font in opened.objects if "/BaseFont" in keys(font)}


def keys(each: object) -> set[str]:
    return set(each.keys()) if isinstance(each, pikepdf.Dictionary) else set()


def test_anchors_are_on_their_pages(paper: pdf.Pdf) -> None:
    assert paper.pages == {"goal": 2, "costs": 3}


def test_outline_keeps_the_words_of_a_heading_apart(opened: pikepdf.Pdf) -> None:
    with opened.open_outline() as outline:
        assert [item.title for item in outline.root] == ["МЕТА ПРОГРАМИ"]


def test_every_page_of_a_working_copy_says_what_it_is(paper: pdf.Pdf) -> None:
    assert [page.count(WORKING_COPY) for page in pages_of_pdf(paper.content)] == [1, 1, 1]


def test_the_foot_lies_within_the_margin(paper: pdf.Pdf) -> None:
    """The text ends 20 mm above the edge."""
    with pymupdf.open(stream=paper.content, filetype="pdf") as opened:
        (page, *_rest) = opened
        (foot,) = page.search_for(WORKING_COPY)
        assert page.rect.height - 20 * MM < foot.y0
        assert foot.y1 < page.rect.height - 8 * MM


def test_an_issued_paper_is_no_working_copy_and_says_where_its_page_is() -> None:
    address = "https://intl.example.org/documents/bcdfghjkmn/"
    issued = pdf.write_pdf(PAPER.issued(Issue("bcdfghjkmn", PAPER.dated, address)))
    pages = pages_of_pdf(issued.content)
    assert WORKING_COPY not in "".join(pages)
    assert [address.removeprefix("https://") in page for page in pages] == [False, False, True]


def test_same_document_gives_the_same_bytes(paper: pdf.Pdf) -> None:
    assert pdf.write_pdf(replace(PAPER)).content == paper.content


def test_landscape_page_lies_on_its_side(opened: pikepdf.Pdf) -> None:
    sizes = [(round(page.mediabox[2]), round(page.mediabox[3])) for page in opened.pages]
    assert sizes == [(595, 842), (595, 842), (842, 595)]


def test_only_bundled_fonts_are_used(opened: pikepdf.Pdf) -> None:
    assert fonts(opened) == {"Liberation-Serif", "Liberation-Serif-Bold", "Noto-Emoji"}


def test_no_glyph_is_missing(caplog: pytest.LogCaptureFixture) -> None:
    text = "中文 हिन्दी \ufe0f \u2011 \U0001f468\u200d\U0001f33e 🇺🇦 \x07 \ue123 \ufeff"
    with caplog.at_level(logging.DEBUG, "weasyprint"):
        pdf.write_pdf(replace(PAPER, blocks=(Paragraph(plain(text)),), attachments=()))
    assert not [record for record in caplog.records if "notdef" in record.getMessage()]


def test_good_paper_leaves_nothing_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        pdf.write_pdf(PAPER)
    assert not caplog.records


def test_title_keeps_characters_that_cannot_be_drawn(opened: pikepdf.Pdf) -> None:
    assert str(opened.docinfo.Title) == "Програма 中 & Ко"


@pytest.mark.parametrize(
    "address", ["https://example.org/", "http://127.0.0.1/", "file:///etc/passwd", "data:,x", "ftp://example.org/"]
)
def test_nothing_is_fetched(address: str, caplog: pytest.LogCaptureFixture) -> None:
    engine = pdf._engine()
    page = f'<html lang="uk"><link rel="stylesheet" href="{address}"><body><img src="{address}" alt="">'
    with caplog.at_level(logging.WARNING):
        engine.html(string=page, url_fetcher=engine.fetcher).write_pdf()
    assert not caplog.records
    with pytest.raises(ValueError, match="fetches nothing"):
        engine.fetcher(address)


def test_environment_is_left_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FONTCONFIG_FILE", "elsewhere")
    with pdf._bundled_fonts_only():
        assert os.environ["FONTCONFIG_FILE"] != "elsewhere"
    assert os.environ["FONTCONFIG_FILE"] == "elsewhere"


def test_empty_document_is_one_page() -> None:
    content = pdf.write_pdf(replace(PAPER, blocks=(), attachments=())).content
    assert len(pikepdf.open(io.BytesIO(content)).pages) == 1


def test_table_without_rows_is_no_obstacle() -> None:
    content = pdf.write_pdf(replace(PAPER, blocks=(table(),), continues_tables=True, attachments=())).content
    assert len(pikepdf.open(io.BytesIO(content)).pages) == 1


def test_row_taller_than_a_page_goes_on_over_the_pages() -> None:
    content = pdf.write_pdf(replace(PAPER, blocks=(table("слово " * 1500),), attachments=())).content
    assert len(pikepdf.open(io.BytesIO(content)).pages) > 2


def test_wrong_estimate_of_a_height_still_gives_a_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("oleksandria_intl.documents.markup_tables.height_of_rows", lambda rows, room: 0.0)
    blocks = (table(*["слово " * 400] * 8),)
    content = pdf.write_pdf(replace(PAPER, blocks=blocks, attachments=())).content
    assert len(pikepdf.open(io.BytesIO(content)).pages) > 1
