"""What stands in a paragraph of a Word file, as its reader sees it: tracked changes count as if they were accepted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from docx.oxml.ns import qn

from .xml import Element

_SIGNS = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): "\t", qn("w:noBreakHyphen"): "-"}
_TEXT, _RUN, _FIELD_MARK, _FIELD_CODE = qn("w:t"), qn("w:r"), qn("w:fldChar"), qn("w:instrText")
_SIMPLE_FIELD = qn("w:fldSimple")
_LEFT_OUT = {
    qn(tag)
    for tag in ("w:pPr", "w:del", "w:moveFrom", "w:drawing", "w:pict", "w:object", "w:txbxContent", "w:sdtPr", "w:rt")
}
"""What is deleted, moved elsewhere, no text, or the text of another place."""


@dataclass(frozen=True, slots=True)
class Letters:
    """Text in one look."""

    text: str
    bold: bool = False
    italic: bool = False


def text_of(paragraph: Element) -> str:
    """Return the text of a paragraph; numbers of pages, which every program counts anew, are none."""
    return "".join(letters.text for letters in letters_of(paragraph))


def letters_of(paragraph: Element) -> Iterator[Letters]:
    """Yield the text of a paragraph, run by run."""
    reader = _Reader()
    for run in reader.runs(paragraph):
        bold, italic = _is_set(run, "w:b"), _is_set(run, "w:i")
        if text := "".join(reader.pieces(run)):
            yield Letters(text, bold, italic)


class _Reader:
    """Reads runs in their order: a field's code and result reach over several."""

    def __init__(self) -> None:
        self._codes: list[str] = []
        self._in_code = False

    def runs(self, element: Element) -> Iterator[Element]:
        for child in element:
            if child.tag == _RUN:
                yield child
            elif child.tag not in _LEFT_OUT and not (
                child.tag == _SIMPLE_FIELD and _counts_pages(child.get(qn("w:instr"), ""))
            ):
                yield from self.runs(child)

    def pieces(self, run: Element) -> Iterator[str]:
        for piece in run:
            if piece.tag == _FIELD_MARK:
                self._meet(piece.get(qn("w:fldCharType")))
            elif piece.tag == _FIELD_CODE and self._codes:
                self._codes[-1] += piece.text or ""
            elif self._in_code or any(map(_counts_pages, self._codes)):
                continue
            elif piece.tag == _TEXT:
                yield piece.text or ""
            elif sign := _SIGNS.get(piece.tag):
                yield sign

    def _meet(self, kind: str | None) -> None:
        """Go on at the beginning of a field, between its code and what it shows, or at its end."""
        if kind == "begin":
            self._codes.append("")
        elif kind == "end" and self._codes:
            self._codes.pop()
        self._in_code = kind == "begin"


def _counts_pages(code: str) -> bool:
    return code.split()[:1] in (["PAGEREF"], ["PAGE"], ["NUMPAGES"])


def _is_set(run: Element, look: str) -> bool:
    """Whether a run itself says that it is bold or italic."""
    found = run.find(f"{qn('w:rPr')}/{qn(look)}")
    return found is not None and found.get(qn("w:val"), "true") not in ("0", "false", "off", "none")
