"""A document becomes a Word file."""

from __future__ import annotations

from collections.abc import Mapping

from oleksandria_intl.documents.blocks import Document
from oleksandria_intl.documents.issues import printed_blocks

# The modules that register how their blocks are written.
from . import paragraphs, requisites, tables  # noqa: F401
from .flow import ends_with_paragraph, render_all
from .package import add_part, describe, fonts, locale_of, new_package, packed, settings
from .place import Book, Place, bookmarks_of
from .sections import Sheet, page_number_header, section, sheets_of, working_copy_footer
from .styles import style_sheet
from .xml import Element


def write(document: Document, pages: Mapping[str, int]) -> bytes:
    """Return the bytes of the Word file; ``write_docx`` says of what."""
    part = new_package()
    book = Book(part, pages, bookmarks_of(document.blocks))
    language = locale_of(document.language)
    add_part(part, "STYLES", style_sheet(language))
    add_part(part, "SETTINGS", settings(language))
    add_part(part, "FONT_TABLE", fonts())
    header = add_part(part, "HEADER", page_number_header(document.mark))
    footer = None if document.issue else add_part(part, "FOOTER", working_copy_footer())
    part.element.body.extend(_body(sheets_of(printed_blocks(document)), book, header, footer))
    add_part(part, "NUMBERING", book.lists.element())
    describe(part, document)
    return packed(part)


def _body(sheets: list[Sheet], book: Book, header: str, footer: str | None) -> list[Element]:
    """Return all sheets; a section stands in the last paragraph of its sheet, the last ends the body."""
    body: list[Element] = []
    for sheet in sheets:
        about = section(sheet) if body else section(sheet, header=header, footer=footer)
        body += ends_with_paragraph(render_all(sheet.blocks, Place(book, sheet.text_width)))
        if sheet is sheets[-1]:
            body.append(about)
        else:
            body[-1].set_sectPr(about)
    return body
