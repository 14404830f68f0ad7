"""A document becomes a Word file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from oleksandria_intl.documents.document import Document
from oleksandria_intl.documents.issues import foot_of, printed_blocks

# The modules that register how their blocks are written.
from . import paragraphs, requisites, tables  # noqa: F401
from .flow import begin_at_the_top, ends_with_paragraph, render_all
from .marks import Marks
from .package import add_part, describe, fonts, locale_of, new_package, packed, settings
from .place import Book, Place, bookmarks_of
from .sections import Sheet, page_foot, page_head, section, sheets_of
from .styles import style_sheet
from .xml import Element


def write(document: Document, pages: Mapping[str, int], marks: Marks | None = None) -> bytes:
    """Return the bytes of the Word file; ``write_docx`` says of what."""
    part = new_package()
    book = Book(part, pages, bookmarks_of(document.blocks), document.continues_tables, marks=marks)
    language = locale_of(document.language)
    add_part(part, "STYLES", style_sheet(language))
    add_part(part, "SETTINGS", settings(language))
    add_part(part, "FONT_TABLE", fonts())
    said = foot_of(document)
    foot = add_part(part, "FOOTER", page_foot(said)) if said else None
    part.element.body.extend(_body(sheets_of(printed_blocks(document)), book, document.mark, foot))
    add_part(part, "NUMBERING", book.lists.element())
    describe(part, document, marks.label if marks else "")
    return packed(part)


def _body(sheets: list[Sheet], book: Book, mark: str, foot: str | None) -> list[Element]:
    """Return all sheets; a section stands in the last paragraph of its sheet, the last ends the body."""
    body: list[Element] = []
    heads = _heads(sheets, book, mark)
    for sheet in sheets:
        is_first = not body
        about = section(sheet, head=next(heads), foot=foot if is_first else None, is_first=is_first)
        written = ends_with_paragraph(render_all(sheet.blocks, Place(book, sheet.text_width)))
        begin_at_the_top(written[0])
        body += written
        if sheet is sheets[-1]:
            body.append(about)
        else:
            body[-1].set_sectPr(about)
    return body


def _heads(sheets: list[Sheet], book: Book, mark: str) -> Iterator[str | None]:
    """Yield the head of each sheet's pages; none for a sheet that goes on with that of the one before it."""
    made: dict[int, str] = {}
    width = 0
    for sheet in sheets:
        if width == 0 or (mark and sheet.text_width != width):
            width = sheet.text_width
            made[width] = made.get(width) or add_part(book.part, "HEADER", page_head(mark, width))
            yield made[width]
        else:
            yield None
