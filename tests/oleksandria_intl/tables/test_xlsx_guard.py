"""Nothing that only looks like an .xlsx takes the portal's memory."""

from __future__ import annotations

import io
import tracemalloc
import zipfile

import pytest

from budget.importing.reading import UnreadableFile
from oleksandria_intl.tables import xlsx_guard
from tests.budget.importing.files import HEADS, MAIN, SHEET, TYPES, package, payment, read, row_xml, sheet_xml

pytestmark = pytest.mark.usefixtures("in_english")

MEGABYTE = 1 << 20


def peak(content: bytes) -> tuple[int, str]:
    """Return the most memory that reading took, and what it ended with."""
    tracemalloc.start()
    try:
        rows, _refusals = read(content)
        said = f"{len(rows)} rows"
    except UnreadableFile as error:
        said = str(error)
    finally:
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    return most, said


def test_a_bomb_is_known_by_what_it_declares() -> None:
    most, said = peak(package(b"<worksheet>" + b" " * 50 * MEGABYTE))
    assert "unpacks to more" in said
    assert most < MEGABYTE


def test_many_parts_that_are_too_much_together_are_a_bomb(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_guard, "MOST_UNPACKED", MEGABYTE)
    parts = {f"xl__media__{number}": bytes(100_000) for number in range(11)}
    assert "unpacks to more" in peak(package("", **parts))[1]


def test_more_texts_than_memory_should_hold_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_guard, "MOST_STRINGS", 100)
    assert "too many texts" in peak(package(sheet_xml(), xl__sharedStrings=f"<sst>{' ' * 100}</sst>"))[1]


def test_a_bomb_that_declares_little_is_cut_where_it_said() -> None:
    content = package(sheet_xml() + " " * 20 * MEGABYTE)
    declared = len(sheet_xml().encode()) + 20 * MEGABYTE
    most, said = peak(content.replace(declared.to_bytes(4, "little"), (1000).to_bytes(4, "little")))
    assert "damaged" in said
    assert most < MEGABYTE


def test_an_endless_list_of_parts_is_not_loaded() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for number in range(3000):
            archive.writestr(f"{number}", "")
    assert "unpacks to more" in peak(file.getvalue())[1]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_before_they_grow(encoding: str) -> None:
    entities = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(10))
    bomb = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE w [<!ENTITY a0 "ha">{entities}]><w>&a10;</w>'
    for content in (package(bomb.encode(encoding)), package(sheet_xml(), xl__sharedStrings=bomb.encode(encoding))):
        most, said = peak(content)
        assert "declares entities" in said
        assert most < 2 * MEGABYTE


def test_a_sheet_that_claims_ten_million_rows_is_refused_at_once() -> None:
    rows = "".join(row_xml(number, row) for number, row in ((1, HEADS), (10_000_000, payment())))
    sheet = f'<worksheet><dimension ref="A1:XFD10000000"/><sheetData>{rows}</sheetData></worksheet>'
    assert "claims row 10000000" in peak(package(sheet))[1]


def test_a_claim_of_size_and_gaps_between_rows_mean_nothing() -> None:
    sheet = sheet_xml(payment(), number=1_000_000).replace("<sheetData>", '<dimension ref="A1:XFD9"/><sheetData>')
    most, said = peak(package(sheet))
    assert said == "1 rows"
    assert most < MEGABYTE


@pytest.mark.parametrize(
    "inner",
    [
        "<row r='2'>" + "<c/>" * 500_000,
        "<row r='2'><c t='inlineStr'><is><t>" + "я1" * 5 * MEGABYTE,
        "<row r='2'><c t='str'><v>" + "я1" * 5 * MEGABYTE,
        "<row r='2' x='" + "ab" * 5 * MEGABYTE,
        "<row r='2'/><row r='2'/>",
        "<row r='-2'/>",
        "<row r='x'/>",
        "<row r='2'><c t='s'><v>7</v></c></row>",
        "<row r='2'><c><v>1e999</v></c></row>",
        "<row r='2'><c s='x'><v>z</v></c></row>",
        "<row r='2'></sheetData>",
    ],
    ids=range(11),
)
def test_a_broken_sheet_is_refused_in_a_sentence(inner: str) -> None:
    content = sheet_xml().replace("</sheetData></worksheet>", inner)
    file = io.BytesIO(package(""))
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive, zipfile.ZipFile(io.BytesIO(package(""))) as whole:
        for name in whole.namelist():
            archive.writestr(name, content if name == SHEET else whole.read(name))
    most, said = peak(file.getvalue())
    assert "damaged" in said
    assert most < 4 * MEGABYTE


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ({"[Content_Types].xml": "", "word/document.xml": ""}, r"but Word \(.docx\)"),
        ({"[Content_Types].xml": "", "xl/workbook.bin": ""}, r"but Excel \(.xlsb\)"),
        ({"mimetype": "", "content.xml": ""}, "but ODS"),
        ({"a.csv": "1;2"}, "but ZIP"),
        ({"[Content_Types].xml": ""}, "damaged"),
        ({"[Content_Types].xml": TYPES, "xl/workbook.xml": f'<workbook xmlns="{MAIN}"/>'}, "no sheet that can be seen"),
        ({"[Content_Types].xml": "", "xl/workbook.xml": "<workbook>"}, "damaged"),
    ],
)
def test_another_archive_is_named(parts: dict[str, str], sentence: str) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    with pytest.raises(UnreadableFile, match=sentence):
        read(file.getvalue())


@pytest.mark.parametrize("end", [10, 100, 600, -10])
def test_a_piece_of_an_archive_is_damaged(end: int) -> None:
    with pytest.raises(UnreadableFile, match="damaged"):
        read(package(sheet_xml(payment()))[:end])


def test_other_compressions_than_excels_are_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    with pytest.raises(UnreadableFile, match="damaged"):
        read(file.getvalue())
