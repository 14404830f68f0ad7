"""A paragraph of a Word file is read as it stands once all tracked changes are accepted."""

from __future__ import annotations

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from oleksandria_intl.documents.word.letters import Letters, letters_of, text_of

RUN = "<w:r><w:t>{}</w:t></w:r>"


def read(inner: str) -> str:
    return text_of(parse_xml(f"<w:p {nsdecls('w')}>{inner}</w:p>"))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("inner", "said"),
    [
        (f"{RUN.format('а')}<w:del><w:r><w:delText>б</w:delText></w:r></w:del>{RUN.format('в')}", "ав"),
        (f"{RUN.format('а')}<w:ins>{RUN.format('б')}</w:ins>", "аб"),
        (f"<w:moveFrom>{RUN.format('а')}</w:moveFrom><w:moveTo>{RUN.format('б')}</w:moveTo>", "б"),
        (f"<w:ins><w:del>{RUN.format('а')}</w:del></w:ins>{RUN.format('б')}", "б"),
        (f"<w:hyperlink>{RUN.format('а')}</w:hyperlink>", "а"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{RUN.format('а')}</w:sdtContent></w:sdt>", "а"),
        ("<w:r><w:t>а</w:t><w:br/><w:t>б</w:t><w:tab/><w:t>в</w:t><w:noBreakHyphen/><w:softHyphen/></w:r>", "а\nб\tв-"),
        (f'<w:fldSimple w:instr="PAGEREF a"><w:r><w:t>7</w:t></w:r></w:fldSimple>{RUN.format("а")}', "а"),
    ],
    ids=["deletion", "insertion", "move", "deleted insertion", "link", "control", "signs", "page"],
)
def test_what_stands_is_read(inner: str, said: str) -> None:
    assert read(inner) == said


def field(code: str) -> str:
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return (
        f"{marks[0]}<w:r><w:instrText>{code}</w:instrText></w:r>{marks[1]}{RUN.format('7')}{marks[2]}{RUN.format('а')}"
    )


def test_the_result_of_a_field_is_read_unless_it_counts_pages() -> None:
    assert read(field(" PAGEREF goals \\h ")) == "а"
    assert read(field(" REF goals ")) == "7а"


def test_bold_and_italic_are_those_of_the_run_itself() -> None:
    look = '<w:r><w:rPr><w:b/><w:i w:val="0"/></w:rPr><w:t>а</w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>б</w:t></w:r>'
    element = parse_xml(f"<w:p {nsdecls('w')}>{look}</w:p>")
    assert list(letters_of(element)) == [Letters("а", bold=True), Letters("б", italic=True)]  # type: ignore[arg-type]
