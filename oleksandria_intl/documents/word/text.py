"""Paragraphs and what stands in them: runs, links, fields, bookmarks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from docx.opc.constants import RELATIONSHIP_TYPE

from oleksandria_intl.documents.blocks import Align, Inline, Run
from oleksandria_intl.hyphenation import with_soft_hyphens
from oleksandria_intl.links import is_link
from oleksandria_intl.typesetting import typeset, typeset_text

from .styles import LINK_STYLE
from .xml import Element, clean, el, val

if TYPE_CHECKING:
    from docx.oxml.text.paragraph import CT_P
    from docx.parts.document import DocumentPart

JUSTIFICATION: dict[Align, str] = {"left": "left", "center": "center", "right": "right", "justify": "both"}
_URI_CHARACTERS = "%/:?#[]@!$&'()*+,;=~"
_MARKS = {"\n": "w:br", "\t": "w:tab", "\u00ad": "w:softHyphen", "\u2011": "w:noBreakHyphen"}
"""Characters that Word keeps as elements."""
_PIECES = re.compile(f"([{''.join(_MARKS)}])")
NO_BREAK = "\\g<0>\u200d\ufeff"
"""Word's own no-width non break, which LibreOffice breaks after, and the one that both keep; WeasyPrint is asked in the
stylesheet."""
_JOINT = re.compile(r"(?<=\d)–(?=\d)|(?<=[^\W\d])/(?=[^\W\d])")


def paragraph(
    style: str, content: Iterable[Element], *, look: Iterable[Element | None] = (), keep_next: bool = False
) -> CT_P:
    """Return a paragraph; ``look`` is what the style cannot say of it, in the order of the schema."""
    named = None if style == "Normal" else val("w:pStyle", style)
    kept = el("w:keepNext") if keep_next else None
    return el("w:p", el("w:pPr", named, kept, *look), *content)


def runs(inline: Inline, part: DocumentPart, *, bold: bool = False, divided: bool = True) -> list[Element]:
    """Return the runs as Word's, those that link somewhere inside a link; words in them are divided where asked."""
    inline = typeset(inline)
    if divided:
        inline = tuple(replace(run, text=with_soft_hyphens(run.text)) for run in inline)
    return [_run_or_link(replace(run, bold=True) if bold else run, part) for run in inline if run.text]


def text_run(text: str) -> Element:
    """Return text that stands by itself, its words whole; line feeds and tabs in it are Word's."""
    return _run(typeset_text(text))


def plain_run(text: str) -> Element:
    """Return text that is to be copied as it is: an address."""
    letters = el("w:t", **{"xml:space": "preserve"})
    letters.text = clean(text)
    return el("w:r", letters)


def _run(text: str, *, bold: bool = False, italic: bool = False, style: str = "") -> Element:
    look = [
        val("w:rStyle", style) if style else None,
        *((el("w:b"), el("w:bCs")) if bold else ()),
        *((el("w:i"), el("w:iCs")) if italic else ()),
    ]
    return el("w:r", el("w:rPr", *look) if any(part is not None for part in look) else None, *_pieces(text))


def field(instruction: str, shown: str) -> list[Element]:
    """Return a field and what it shows until Word counts it anew."""
    code = el("w:instrText", **{"xml:space": "preserve"})
    code.text = f" {instruction} "
    return [
        _field_mark("begin"),
        el("w:r", code),
        _field_mark("separate"),
        text_run(shown),
        _field_mark("end"),
    ]


def bookmarked(content: list[Element], name: str, number: int) -> list[Element]:
    """Return the content between the two ends of a bookmark."""
    return [el("w:bookmarkStart", id=number, name=name), *content, el("w:bookmarkEnd", id=number)]


def safe_link(link: str) -> str:
    """Return the address if a paper may link to it, else nothing: the web and e-mail only."""
    address = clean(link).strip()
    return quote(address, safe=_URI_CHARACTERS) if is_link(address) else ""


def _run_or_link(run: Run, part: DocumentPart) -> Element:
    address = safe_link(run.link)
    if not address:
        return _run(run.text, bold=run.bold, italic=run.italic)
    relation = part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    shown = _run(run.text, bold=run.bold, italic=run.italic, style=LINK_STYLE)
    return el("w:hyperlink", shown, history=1, **{"r:id": relation})


def _pieces(text: str) -> Iterator[Element]:
    for piece in _PIECES.split(_JOINT.sub(NO_BREAK, clean(text))):
        if piece in _MARKS:
            yield el(_MARKS[piece])
        elif piece:
            letters = el("w:t", **{"xml:space": "preserve"})
            letters.text = piece
            yield letters


def _field_mark(kind: str) -> Element:
    return el("w:r", el("w:fldChar", fldCharType=kind))
