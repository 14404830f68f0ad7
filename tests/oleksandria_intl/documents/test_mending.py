"""What is mended in WeasyPrint's PDF: the marks of PDF/A-3a and PDF/UA-1."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from xml.etree import ElementTree

import pikepdf
import pytest

from oleksandria_intl import __version__
from oleksandria_intl.documents.blocks import (
    BulletList,
    Cell,
    Column,
    Contents,
    ContentsEntry,
    Heading,
    PageBreak,
    Paragraph,
    Row,
    RowGroup,
    Table,
    plain,
)
from oleksandria_intl.documents.document import Attachment, Document, Issue
from oleksandria_intl.documents.pdf import write_pdf
from oleksandria_intl.documents.tag_grid import mend_grids
from oleksandria_intl.documents.xmp import packet

KYIV = timezone(timedelta(hours=2))
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"


def words(text: str) -> tuple[Paragraph, ...]:
    return (Paragraph(plain(text)),)


PAPER = Document(
    title="Програма <1>",
    author="Рада",
    dated=datetime(2019, 12, 20, 11, 30, tzinfo=KYIV),
    attachments=(
        Attachment("дані.json", "application/json", "Дані", b"{}"),
        Attachment("суми.csv", "text/csv", "Суми", b"1;2"),
    ),
    blocks=(
        Contents((Column("№"), Column("Назва"), Column("Сторінка")), (ContentsEntry("1.", words("Мета"), "goal"),)),
        PageBreak(),
        Heading(1, "I. МЕТА", "goal"),
        BulletList((words("перше"), words("друге"))),
        Table(
            (Column("Захід"), Column("Сума")),
            (RowGroup((Row((Cell(words("візит"), heads_row=True), Cell(words("1,0")))),)),),
        ),
    ),
)


@pytest.fixture(scope="module")
def paper() -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(write_pdf(PAPER).content)) as opened:
        yield opened


def tags(paper: pikepdf.Pdf, kind: str) -> list[pikepdf.Dictionary]:
    dictionaries = (each for each in paper.objects if isinstance(each, pikepdf.Dictionary))
    return [each for each in dictionaries if each.get("/S") == f"/{kind}"]


def test_heads_of_columns_and_rows_have_their_scope(paper: pikepdf.Pdf) -> None:
    assert [str(head.A.Scope) for head in tags(paper, "TH")] == ["/Column"] * 5 + ["/Row"]


def test_item_is_a_marker_and_a_body(paper: pikepdf.Pdf) -> None:
    items = tags(paper, "LI")
    assert [[str(kid.S) for kid in item.K] for item in items] == [["/Lbl", "/LBody"]] * 2


def test_body_of_an_item_is_the_parent_of_its_words(paper: pikepdf.Pdf) -> None:
    assert all(kid.P.objgen == body.objgen for body in tags(paper, "LBody") for kid in body.K)


def test_page_number_and_foot_are_no_part_of_the_text(paper: pikepdf.Pdf) -> None:
    assert [page.Contents.read_bytes().count(b"/Pagination") for page in paper.pages] == [1, 2]


def test_a_drawing_says_what_it_is() -> None:
    address = "https://intl.example.org/documents/bcdfghjkmn/"
    issued = PAPER.issued(Issue("bcdfghjkmn", PAPER.dated, address))
    with pikepdf.open(io.BytesIO(write_pdf(issued).content)) as opened:
        assert [address in str(figure.Alt) for figure in tags(opened, "Figure")] == [True]


def test_link_says_where_it_leads(paper: pikepdf.Pdf) -> None:
    assert [str(each.Contents) for each in paper.pages[0].obj.Annots] == ["I. МЕТА"]


def test_metadata_claims_both_standards_in_one_description(paper: pikepdf.Pdf) -> None:
    description = ElementTree.fromstring(paper.Root.Metadata.read_bytes()).find(f"{RDF}RDF/{RDF}Description")
    assert description is not None
    claims = {child.tag: child.text for child in description}
    assert claims["{http://www.aiim.org/pdfa/ns/id/}part"] == "3"
    assert claims["{http://www.aiim.org/pdfa/ns/id/}conformance"] == "A"
    assert claims["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"


def test_the_file_says_which_version_of_the_portal_made_it(paper: pikepdf.Pdf) -> None:
    assert str(paper.docinfo.Creator) == f"oleksandria-intl {__version__}"
    assert f"<xmp:CreatorTool>{paper.docinfo.Creator}<".encode() in paper.Root.Metadata.read_bytes()


def test_dates_are_those_of_the_data_in_utc(paper: pikepdf.Pdf) -> None:
    assert str(paper.docinfo.CreationDate) == str(paper.docinfo.ModDate) == "D:20191220093000Z"
    assert b"<xmp:ModifyDate>2019-12-20T09:30:00Z<" in paper.Root.Metadata.read_bytes()


def test_attachments_belong_to_the_whole_paper_as_its_data(paper: pikepdf.Pdf) -> None:
    files = {str(each.UF): each for each in paper.Root.AF}
    assert set(files) == {"дані.json", "суми.csv"}
    assert {str(each.AFRelationship) for each in files.values()} == {"/Data"}
    assert str(files["суми.csv"].EF.F.Subtype) == "/text/csv"
    assert files["дані.json"].EF.F.read_bytes() == b"{}"


def test_attachments_are_dated_by_the_data(paper: pikepdf.Pdf) -> None:
    dates = {str(each.EF.F.Params.ModDate) for each in paper.Root.AF}
    assert dates == {"D:20191220093000Z"}


def test_output_intent_is_srgb(paper: pikepdf.Pdf) -> None:
    assert [str(each.S) for each in paper.Root.OutputIntents] == ["/GTS_PDFA1"]


def test_title_that_xml_cannot_hold_does_not_spoil_the_metadata() -> None:
    document = Document("а\x07<б>\ud800", "Рада", (), datetime(2020, 1, 1))
    text = packet(document, creator="Portal", producer="WeasyPrint").decode()
    assert ">а&lt;б&gt;<" in text
    assert "2020-01-01T00:00:00Z" in text


def part(pdf: pikepdf.Pdf, *rows: tuple[int, ...]) -> pikepdf.Dictionary:
    """Return a page's part of a table; each row by the rowspans of its cells."""
    table = tag(pdf, "Table")
    body = tag(pdf, "TBody")
    table.K.append(body)
    for spans in rows:
        row = tag(pdf, "TR")
        body.K.append(row)
        for span in spans:
            row.K.append(tag(pdf, "TD", A=pikepdf.Dictionary(RowSpan=span)))
    return table


def tag(pdf: pikepdf.Pdf, kind: str, **more: pikepdf.Object) -> pikepdf.Dictionary:
    element = pikepdf.Dictionary(S=pikepdf.Name(f"/{kind}"), K=pikepdf.Array(), Pg=pikepdf.Dictionary(), **more)
    return pdf.make_indirect(element)


def spans(table: pikepdf.Dictionary) -> list[list[int]]:
    return [[int(cell.A.RowSpan) for cell in row.K] for row in table.K[0].K]


def test_cell_torn_by_a_page_break_is_cut_and_goes_on_as_a_blank() -> None:
    with pikepdf.new() as pdf:
        above, below = part(pdf, (1, 1), (3, 1)), part(pdf, (1,), (1,), (1, 1))
        mend_grids(pdf, [above, below])
        assert spans(above) == [[1, 1], [1, 1]]
        assert spans(below) == [[2, 1], [1], [1, 1]]


def test_row_that_goes_on_over_the_page_gets_no_blank() -> None:
    with pikepdf.new() as pdf:
        above, below = part(pdf, (2, 1)), part(pdf, (2, 1), (1,))
        mend_grids(pdf, [above, below])
        assert spans(below) == [[2, 1], [1]]


def test_whole_table_is_left_as_it_is() -> None:
    with pikepdf.new() as pdf:
        table = part(pdf, (2, 1), (1,), (1, 1))
        mend_grids(pdf, [table])
        assert spans(table) == [[2, 1], [1], [1, 1]]


def test_the_hyphen_of_a_divided_word_reads_as_a_soft_one() -> None:
    long = replace(PAPER, blocks=words("міжнародного співробітництва " * 12))
    with pikepdf.open(io.BytesIO(write_pdf(long).content)) as opened:
        letters = [font.ToUnicode.read_bytes() for page in opened.pages for font in page.obj.Resources.Font.values()]
    assert any(b" <00ad>" in each for each in letters)
    assert not any(b" <2010>" in each for each in letters)
