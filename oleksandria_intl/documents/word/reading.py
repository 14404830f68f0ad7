"""A Word file that comes back edited: its paragraphs in their order, with all tracked changes accepted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO

from docx.oxml.ns import qn
from lxml import etree

from oleksandria_intl.tables.cells import UnreadableFile
from oleksandria_intl.typesetting import compared

from .guard import GuardedWord
from .letters import Letters, letters_of
from .marks import Mark, marks_of

if TYPE_CHECKING:
    from .xml import Element

MOST_PARAGRAPHS = 10_000
_LABEL = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}keywords"
_PARAGRAPH, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_DELETED = (qn("w:del"), qn("w:moveFrom"))
_ROW_LOOK, _LOOK, _RUN_LOOK = qn("w:trPr"), qn("w:pPr"), qn("w:rPr")
_NUMBERED, _STYLE, _VALUE = qn("w:numPr"), qn("w:pStyle"), qn("w:val")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a paragraph stands: outside of tables, or in a cell of one, each counted from 1."""

    table: int = 0
    row: int = 0
    cell: int = 0


@dataclass(slots=True)
class WordParagraph:
    """A paragraph of the file, as it stands once all tracked changes are accepted."""

    letters: tuple[Letters, ...]
    marks: tuple[Mark, ...]
    spot: Spot
    is_list: bool = False
    said: str = field(init=False)
    """Its text without all that typesetting sets."""

    def __post_init__(self) -> None:
        self.said = compared(self.text)

    @property
    def text(self) -> str:
        """Its text as it stands in the file."""
        return "".join(letters.text for letters in self.letters)


@dataclass(frozen=True)
class WordText:
    """What a Word file says: which paper it calls itself, and its paragraphs."""

    label: str
    paragraphs: list[WordParagraph]


def read_docx(file: BinaryIO) -> WordText:
    """Return the text of a Word file; raises ``UnreadableFile`` with a sentence where it is none that can be read."""
    archive = GuardedWord(file)
    try:
        body = _root(archive, "word/document.xml").find(qn("w:body"))
        styles = _root(archive, "word/styles.xml")
        label = _root(archive, "docProps/core.xml").findtext(_LABEL) or ""
    except UnreadableFile:
        raise
    except Exception as error:
        # What zipfile, expat and lxml raise for a damaged file is not a few kinds of errors.
        raise archive.refusals.damaged() from error
    if body is None:
        raise archive.refusals.damaged()
    paragraphs = list(_Reader(set(_numbered_styles(styles))).paragraphs(body, Spot()))
    if len(paragraphs) > MOST_PARAGRAPHS:
        raise archive.refusals.bomb()
    return WordText(label, [each for each in paragraphs if each.said or each.marks])


def _root(archive: GuardedWord, name: str) -> Element:
    """Return a part as elements; an empty one where the file has no such part."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(archive.part(name) or b"<none/>", parser)


def _numbered_styles(styles: Element) -> Iterator[str]:
    """Yield the styles of lists, by themselves or by what they are based on."""
    known = {style.get(qn("w:styleId"), ""): style for style in styles.iter(qn("w:style"))}
    for name, style in known.items():
        seen: list[Element] = []
        found: Element | None = style
        while found is not None and found not in seen:
            if found.find(f"{_LOOK}/{_NUMBERED}") is not None:
                yield name
                break
            seen.append(found)
            base = found.find(qn("w:basedOn"))
            found = known.get(base.get(_VALUE, "")) if base is not None else None


class _Reader:
    """Reads paragraphs; the number of the table at hand goes on through the file."""

    def __init__(self, numbered_styles: set[str]) -> None:
        self._numbered = numbered_styles
        self._tables = 0

    def paragraphs(self, container: Element, spot: Spot) -> Iterator[WordParagraph]:
        """Yield the paragraphs of a body or a cell; one whose end was deleted goes on with the next."""
        begun: WordParagraph | None = None
        for read, is_ended in self._pieces(container, spot):
            begun = read if begun is None else _joined(begun, read)
            if is_ended:
                yield begun
                begun = None
            elif not begun.said:
                begun = None
        if begun is not None:
            yield begun

    def _pieces(self, container: Element, spot: Spot) -> Iterator[tuple[WordParagraph, bool]]:
        """Yield each paragraph, and whether it ends where it does."""
        for child in container:
            if child.tag == _PARAGRAPH:
                end = child.find(f"{_LOOK}/{_RUN_LOOK}")
                yield self._paragraph(child, spot), end is None or all(end.find(tag) is None for tag in _DELETED)
            elif child.tag == _TABLE:
                yield from ((each, True) for each in self._table(child))
            elif child.tag not in _DELETED:
                yield from self._pieces(child, spot)

    def _table(self, table: Element) -> Iterator[WordParagraph]:
        self._tables += 1
        number = self._tables
        rows = (row for row in table.iter(_ROW) if _owner(row, _TABLE) is table and not _is_deleted(row))
        for place, row in enumerate(rows, 1):
            cells = (cell for cell in row.iter(_CELL) if _owner(cell, _ROW) is row)
            for column, cell in enumerate(cells, 1):
                yield from self.paragraphs(cell, Spot(number, place, column))

    def _paragraph(self, element: Element, spot: Spot) -> WordParagraph:
        marks = tuple(dict.fromkeys(marks_of(element)))
        return WordParagraph(tuple(letters_of(element)), marks, spot, self._is_in_list(element))

    def _is_in_list(self, element: Element) -> bool:
        look = element.find(_LOOK)
        if look is None:
            return False
        if (numbered := look.find(_NUMBERED)) is not None:
            number = numbered.find(qn("w:numId"))
            return number is None or number.get(_VALUE) != "0"
        style = look.find(_STYLE)
        return style is not None and style.get(_VALUE) in self._numbered


def _joined(first: WordParagraph, second: WordParagraph) -> WordParagraph:
    letters, marks = (*first.letters, *second.letters), (*first.marks, *second.marks)
    return WordParagraph(letters, marks, second.spot, second.is_list)


def _owner(element: Element, tag: str) -> Element | None:
    """Return the nearest element of a kind that an element stands in."""
    return next(element.iterancestors(tag), None)


def _is_deleted(row: Element) -> bool:
    look = row.find(_ROW_LOOK)
    return look is not None and look.find(qn("w:del")) is not None
