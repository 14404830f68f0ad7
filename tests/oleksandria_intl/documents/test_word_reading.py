"""A Word file that somebody sent is read as it stands, or refused in a sentence."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.utils import translation

from oleksandria_intl.documents.blocks import BulletList, Source
from oleksandria_intl.documents.word import guard, reading, write_docx
from oleksandria_intl.documents.word.marks import Marks
from oleksandria_intl.documents.word.reading import Spot, WordText, read_docx
from oleksandria_intl.tables.cells import UnreadableFile
from tests.oleksandria_intl.documents.word_file import cell, paper, table, text

SOURCE = Source("programs.section", "goals", "body_uk")
BLOCKS = (replace(text("Перший"), source=SOURCE), BulletList(((text("точка"),),)), table((cell("1."), cell("Захід"))))
NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LETTERS = "<w:r><w:t>{}</w:t></w:r>"
DELETED_END = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture(scope="module")
def file() -> bytes:
    """A marked Word file."""
    return write_docx(paper(*BLOCKS), {}, Marks("decision/2020/1"))


def with_part(file: bytes, name: str, content: bytes | str) -> BytesIO:
    """Return the file with another part, or one more."""
    changed = BytesIO()
    with ZipFile(BytesIO(file)) as source, ZipFile(changed, "w", ZIP_DEFLATED) as target:
        for other in source.namelist():
            if other != name:
                target.writestr(other, source.read(other))
        target.writestr(name, content)
    changed.seek(0)
    return changed


def with_body(file: bytes, body: str) -> WordText:
    """Return what is read of a file with this body."""
    return read_docx(
        with_part(file, "word/document.xml", f"<w:document {NAMESPACE}><w:body>{body}</w:body></w:document>")
    )


def said(read: WordText) -> list[str]:
    return [paragraph.said for paragraph in read.paragraphs]


def test_a_file_is_read_with_its_name_its_marks_and_where_each_text_stands(file: bytes) -> None:
    read = read_docx(BytesIO(file))
    assert read.label.startswith("decision/2020/1 ")
    assert [(each.said, each.spot, each.is_list, len(each.marks)) for each in read.paragraphs if each.said][:5] == [
        ("Перший", Spot(), False, 1),
        ("точка", Spot(), True, 1),
        ("№ з/п", Spot(1, 1, 1), False, 1),
        ("Захід", Spot(1, 1, 2), False, 1),
        ("Сума", Spot(1, 1, 3), False, 1),
    ]


def test_paragraphs_whose_end_was_deleted_are_one(file: bytes) -> None:
    body = f"<w:p>{DELETED_END}{LETTERS.format('а ')}</w:p><w:p>{LETTERS.format('б')}</w:p>"
    assert said(with_body(file, body)) == ["а б"]


def test_a_paragraph_that_was_deleted_whole_is_not_there(file: bytes) -> None:
    gone = f"<w:p>{DELETED_END}<w:bookmarkStart w:id='1' w:name='p_{'0' * 12}_0_{'0' * 10}'/></w:p>"
    read = with_body(file, f"{gone}<w:p>{LETTERS.format('б')}</w:p>")
    assert [(each.said, each.marks) for each in read.paragraphs] == [("б", ())]


def test_a_row_that_was_deleted_is_not_there(file: bytes) -> None:
    row = "<w:tr>{}<w:tc><w:p>{}</w:p></w:tc></w:tr>"
    rows = row.format("<w:trPr><w:del/></w:trPr>", LETTERS.format("а")) + row.format("", LETTERS.format("б"))
    assert said(with_body(file, f"<w:tbl>{rows}</w:tbl>")) == ["б"]


def test_texts_in_controls_and_in_tables_within_tables_are_read(file: bytes) -> None:
    inner = f"<w:tbl><w:tr><w:tc><w:p>{LETTERS.format('а')}</w:p></w:tc></w:tr></w:tbl>"
    control = f"<w:sdt><w:sdtContent><w:p>{LETTERS.format('б')}</w:p></w:sdtContent></w:sdt>"
    assert said(with_body(file, f"<w:tbl><w:tr><w:tc>{inner}</w:tc></w:tr></w:tbl>{control}")) == ["а", "б"]


REFUSED: dict[str, tuple[Callable[[bytes], BytesIO], str]] = {
    "nothing": (lambda file: BytesIO(b""), "empty|порожній"),
    "garbage": (lambda file: BytesIO(b"garbage" * 100), "damaged"),
    "old Word": (lambda file: BytesIO(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600), "97-2003"),
    "PDF": (lambda file: BytesIO(b"%PDF-1.7 and so on"), "PDF"),
    "RTF": (lambda file: BytesIO(b"{\\rtf1 }"), "RTF"),
    "cut": (lambda file: BytesIO(file[: len(file) // 2]), "damaged"),
    "another archive": (lambda file: zipped({"a.txt": "a"}), "ZIP"),
    "Excel": (lambda file: zipped({"[Content_Types].xml": "", "xl/workbook.xml": ""}), "Excel"),
    "OpenDocument": (lambda file: zipped({"content.xml": ""}), "OpenDocument"),
    "macros": (lambda file: with_part(file, "word/vbaProject.bin", b"1"), "macros"),
    "entities": (
        lambda file: with_part(file, "word/document.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
        "entities",
    ),
    "no XML": (lambda file: with_part(file, "word/document.xml", "<w:document"), "damaged"),
    "no body": (lambda file: with_part(file, "word/document.xml", f"<w:document {NAMESPACE}/>"), "damaged"),
    "deep": (lambda file: with_part(file, "word/document.xml", "<a>" * 5000 + "</a>" * 5000), "damaged"),
    "bomb": (lambda file: with_part(file, "word/document.xml", b" " * 30_000_000), "unpacks to more"),
}


def zipped(parts: dict[str, str]) -> BytesIO:
    content = BytesIO()
    with ZipFile(content, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    content.seek(0)
    return content


@pytest.mark.parametrize("kind", REFUSED)
def test_what_cannot_be_read_is_refused_in_a_sentence(file: bytes, kind: str) -> None:
    make, sentence = REFUSED[kind]
    with pytest.raises(UnreadableFile, match=sentence):
        read_docx(make(file))


def test_more_than_a_paper_can_be_is_refused(file: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    body = f"<w:p>{LETTERS.format('а' * 60_000)}</w:p>"
    with pytest.raises(UnreadableFile, match="unpacks to more"):
        with_body(file, body)
    monkeypatch.setattr(guard, "MOST_OF_A_PART", 100)
    with pytest.raises(UnreadableFile, match="unpacks to more"):
        read_docx(BytesIO(file))
    monkeypatch.undo()
    monkeypatch.setattr(reading, "MOST_PARAGRAPHS", 2)
    with pytest.raises(UnreadableFile, match="unpacks to more"):
        read_docx(BytesIO(file))


@pytest.mark.parametrize("seed", range(40))
def test_a_file_with_broken_bytes_is_read_or_refused_and_nothing_else(file: bytes, seed: int) -> None:
    chance = random.Random(seed)
    broken = bytearray(file)
    for _ in range(chance.randint(1, 30)):
        broken[chance.randrange(len(broken))] = chance.randrange(256)
    with suppress(UnreadableFile):
        read_docx(BytesIO(bytes(broken)))


def test_nothing_outside_of_the_file_is_read(file: bytes, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("таємниця", encoding="utf-8")
    entity = f'<!DOCTYPE a [<!ENTITY b SYSTEM "file://{secret}">]>'
    body = f"{entity}<w:document {NAMESPACE}><w:body><w:p>&b;</w:p></w:body></w:document>"
    with pytest.raises(UnreadableFile, match="entities"):
        read_docx(with_part(file, "word/document.xml", body))
