"""Marks in the Word file of staff: by them an edited file is led back to the rows and fields that it prints.

Each paragraph, list point, heading and cell stands in a bookmark of its own, which Word and LibreOffice keep (content
controls LibreOffice drops). Its name says by hashes, for it has at most forty letters, the source, the place of the
text among those of the source, and the text as it was printed.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from docx.oxml.ns import qn

from oleksandria_intl.documents.blocks import Source
from oleksandria_intl.typesetting import compared

from .letters import text_of
from .xml import Element, el

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NAME = re.compile(r"p_([0-9a-f]{12})_(\d{1,5})_([0-9a-f]{10})")
FIRST_NUMBER = 10_000
"""Of the marks' bookmarks; those of headings count from 0."""


class Mark(NamedTuple):
    """What the name of a bookmark says."""

    name: str
    source: str
    """The hash of paper, row and field."""
    place: int
    text: str
    """The hash of the text as it was printed."""


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of one paper, filled while its Word file is written."""

    paper: str
    """The kind and the key of the paper: «decision/2020/1»."""
    sources: dict[str, Source | None] = field(default_factory=dict)
    """Of each name; None where the words are the form's own."""
    _places: Counter[str] = field(default_factory=Counter)
    _numbers: Iterator[int] = field(default_factory=lambda: count(FIRST_NUMBER))

    def set(self, elements: Iterable[Element], source: Source | None, *, is_cell: bool = False) -> None:
        """Mark the paragraphs that have no mark yet; of those without letters only that of an empty cell."""
        for element in elements:
            for paragraph in element.iter(qn("w:p")):
                text = text_of(paragraph)
                if (text or is_cell) and next(marks_of(paragraph), None) is None:
                    self._set(paragraph, source, text)

    def _set(self, paragraph: Element, source: Source | None, text: str) -> None:
        of_source = source_digest(self.paper, source)
        name = f"p_{of_source}_{self._places[of_source]}_{text_digest(text)}"
        self._places[of_source] += 1
        self.sources[name] = source
        number = next(self._numbers)
        look = paragraph.find(qn("w:pPr"))
        paragraph.insert(0 if look is None else 1, el("w:bookmarkStart", id=number, name=name))
        paragraph.append(el("w:bookmarkEnd", id=number))

    @property
    def label(self) -> str:
        """What the file says of itself among its properties: which paper it is, and the hash of all that it prints."""
        return f"{self.paper} {digest(' '.join(self.sources))}"


def marks_of(paragraph: Element) -> Iterator[Mark]:
    """Yield the marks that begin in a paragraph."""
    for start in paragraph.iter(qn("w:bookmarkStart")):
        if found := NAME.match(start.get(qn("w:name"), "")):
            yield Mark(found[0], found[1], int(found[2]), found[3])


def source_digest(paper: str, source: Source | None) -> str:
    """Return by what a mark names a source."""
    return digest("\n".join((paper, *((source.model, source.key, source.field) if source else ()))), 12)


def text_digest(text: str) -> str:
    """Return by what a mark remembers the text, all that typesetting sets left aside."""
    return digest(compared(text))


def digest(text: str, length: int = 10) -> str:
    """Return the first letters of a text's SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:length]
