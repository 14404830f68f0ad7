"""XML is a table where one kind of element comes again and again, or is refused in a sentence."""

from __future__ import annotations

import io
import tracemalloc

import pytest

from oleksandria_intl.tables.cells import NumberedCells, UnreadableFile
from oleksandria_intl.tables.sources import find_heads, likeliest, sources
from oleksandria_intl.tables.xml_files import Xml, is_xml

pytestmark = pytest.mark.usefixtures("in_english")

INNER = (
    "<ROW><DATE>01.04.2020</DATE><SUM cur='980'>10,50</SUM><TO><NAME>Ромашка &amp; Ко</NAME><CODE>1</CODE></TO></ROW>"
)


def rows(content: str, encoding: str = "utf-8") -> list[NumberedCells]:
    file = io.BytesIO(content.encode(encoding))
    assert is_xml(file)
    xml = Xml(file)
    return list(xml.rows(next(iter(xml.tables))))


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251", "cp866", "utf-16"])
def test_elements_inside_a_row_are_columns(encoding: str) -> None:
    content = f'<?xml version="1.0" encoding="{encoding}"?><DOC Дата="2020"><N>1</N>{INNER * 2}</DOC>'
    head, first, second = rows(content, encoding)
    assert list(head.cells) == ["DATE", "SUM", "SUM_cur", "TO_NAME", "TO_CODE"]
    assert list(first.cells) == list(second.cells) == ["01.04.2020", "10,50", "980", "Ромашка & Ко", "1"]
    assert [row.number for row in (head, first, second)] == [0, 1, 2]


def test_attributes_are_columns_and_may_join_later() -> None:
    head, first, second = rows("<a:R xmlns:a='b'><a:row D='1' S='2'/><a:row D='3' S='4' К='5'/></a:R>")
    assert list(head.cells) == ["D", "S", "К"]
    assert (list(first.cells), list(second.cells)) == (["1", "2", None], ["3", "4", "5"])


def test_an_empty_element_is_a_column_and_a_single_row_is_found_by_its_heads() -> None:
    content = "<D><H><A>1</A><B>2</B></H><L><Z><Дата>01.04.2020</Дата><Сума>1</Сума><К/></Z></L></D>"
    heads = find_heads(sources(io.BytesIO(content.encode())), {"дата", "сума"})
    head = likeliest(heads)
    assert (head.source.name, head.cells, head.known) == ("D/L/Z", ["Дата", "Сума", "К"], 2)


BOMB = '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (f"<?xml version='1.0'?>{BOMB}<w>{INNER}<a>&b;</a></w>", "document type"),
        ('<?xml version="1.0"?><!DOCTYPE w SYSTEM "file:///etc/passwd"><w/>', "document type"),
        (f"<w>{INNER}{INNER[:40]}", "broken in line 1"),
        ("<w>\n<a></b></w>", "broken in line 2"),
        ("<?xml version='1.0' encoding='nothing'?><w/>", "broken in line 1"),
        ("<w><a>1</a></w>", "no rows"),
        ("<a>" * 50 + "</a>" * 50, "too deep"),
        (f"<w>{INNER}<a>{'x' * 100_000}</a></w>", "too long"),
        (f"<w>{INNER}<a {'x' * 400_000}='1'/></w>", "too long"),
        ("<w>" + "".join(f"<a{number} b='1' c='2'/>" for number in range(2500)) + "</w>", "too many kinds"),
        ("<Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'/>", "Excel 2003"),
    ],
)
def test_what_is_no_table_is_a_sentence(content: str, why: str) -> None:
    with pytest.raises(UnreadableFile, match=why):
        rows(content)


def test_many_rows_take_little_memory() -> None:
    content = b"<w>" + INNER.encode() * 20_000 + b"</w>"
    tracemalloc.start()
    try:
        assert sum(1 for _row in Xml(io.BytesIO(content)).rows("w/ROW")) == 20_001
        assert tracemalloc.get_traced_memory()[1] - len(content) < 3 << 20
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "content", [b"", b"<html><body>", b"\n<!DOCTYPE html><html>", b"<table><tr>", b"Date;Sum", b"[1]"]
)
def test_other_files_are_no_xml(content: bytes) -> None:
    assert not is_xml(io.BytesIO(content))
