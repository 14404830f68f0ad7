"""What a block must know of the file and of the spot it is written to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING

from oleksandria_intl.documents.blocks import Align, Block, Footnotes, Heading, Landscape, Source

from .marks import Marks
from .numbering import NumberingBook
from .xml import Element

if TYPE_CHECKING:
    from docx.parts.document import DocumentPart

BOOKMARK_LENGTH = 40
"""Word cuts the name of a bookmark at forty characters."""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A place in the file that can be referred to."""

    name: str
    number: int


@dataclass(frozen=True, slots=True)
class Book:
    """What the whole file shares."""

    part: DocumentPart
    pages: Mapping[str, int]
    bookmarks: Mapping[str, Bookmark]
    continues_tables: bool = False
    """Whether further pages of a table repeat the row of column numbers alone."""
    lists: NumberingBook = field(default_factory=NumberingBook)
    placed: set[str] = field(default_factory=set)
    """Anchors whose bookmark is set: a name stands once in a file, however often it is given."""
    pictures: Iterator[int] = field(default_factory=lambda: count(1))
    marks: Marks | None = None
    """Those of the file that staff edit; no other file has any."""

    def mark(self, elements: Iterable[Element], source: Source | None, *, is_cell: bool = False) -> None:
        """Mark the paragraphs as those of a source, in a file that has marks."""
        if self.marks is not None:
            self.marks.set(elements, source, is_cell=is_cell)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block stands: how wide the text is there (twips), in what cell or list."""

    book: Book
    width: int
    in_cell: bool = False
    align: Align = "left"
    bold: bool = False
    level: int = 0
    notes: Footnotes | None = None
    """Those that follow the block."""


def bookmarks_of(blocks: Iterable[Block]) -> dict[str, Bookmark]:
    """Return a bookmark for every anchor of the headings."""
    names: dict[str, str] = {}
    for anchor in _anchors(blocks):
        names.setdefault(anchor, _free_name(anchor, names.values()))
    return {anchor: Bookmark(name, number) for number, (anchor, name) in enumerate(names.items())}


def _anchors(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Landscape):
            yield from _anchors(block.blocks)
        elif isinstance(block, Heading) and block.anchor:
            yield block.anchor


def _free_name(anchor: str, taken: Iterable[str]) -> str:
    """Return the anchor in letters, digits and underscores; Word takes no heed of capitals."""
    name = re.sub(r"\W", "_", anchor)
    name = name if name[0].isalpha() else f"a_{name}"
    used = {other.lower() for other in taken}
    endings = ("", *(f"_{number}" for number in range(2, len(used) + 3)))
    candidates = (name[: BOOKMARK_LENGTH - len(ending)] + ending for ending in endings)
    return next(candidate for candidate in candidates if candidate.lower() not in used)
