"""The blocks that a paper is made of: values in order, no HTML, no Word, no models.

A builder in an app's ``documents.py`` orders blocks; a renderer (``html``, ``word``) shows them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal, TypeAlias

LONGEST_NAME = 14
"""The letters of a name, its surname in capitals, that fit 45 mm at 14 points."""
Align: TypeAlias = Literal["left", "center", "right", "justify"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a text comes from: the field of a row that it prints; without a field it is computed from the row."""

    model: str
    """The label of the row's model: «programs.section»."""
    key: str
    """The row's code within its edition or programme, else its natural key, parts joined by «/»."""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text in one look; a line feed inside it is a line break."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""


Inline: TypeAlias = tuple[Run, ...]


def plain(text: str, *, bold: bool = False) -> Inline:
    """Return the text as one run; nothing for an empty text."""
    return (Run(text, bold=bold),) if text else ()


def text_of(inline: Inline) -> str:
    """Return the letters of the runs without their look."""
    return "".join(run.text for run in inline)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text; indented by 10 mm unless set otherwise (ДСТУ 4163:2020)."""

    runs: Inline
    align: Align = "justify"
    indent: bool = True
    keep_with_next: bool = False
    source: Source | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; its numeral, if any, is part of the text, so that every reader sees it.

    Level 1 is the paper's own title, 2 a section, 3 a subsection, 4 a head inside one, 5 one as a bold line.
    """

    level: Literal[1, 2, 3, 4, 5]
    text: str
    anchor: str = ""
    align: Align = "center"
    source: Source | None = field(default=None, compare=False, repr=False)

    @property
    def line(self) -> str:
        """The text on one line, as an outline or a link says it."""
        return " ".join(self.text.split())


@dataclass(frozen=True, slots=True)
class BulletList:
    """A list whose items are marked with a dash."""

    items: tuple[Blocks, ...]


@dataclass(frozen=True, slots=True)
class NumberedList:
    """A list numbered with arabic numerals and a full stop."""

    items: tuple[Blocks, ...]
    start: int = 1


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its head, how its cells stand. On paper it is as wide as its cells need."""

    head: str
    width: float = 1.0
    """Its share of a spreadsheet, whose rows come one at a time and cannot be measured first."""
    align: Align = "left"
    ratio: tuple[int, int] | None = None
    """Per cent of the first column over the second, counted from 0: spreadsheets write it as a formula."""
    kind: str = ""
    """Columns of one kind are equally wide: years, sums."""
    says_once: bool = False
    """Where all its cells say the same, a paper says it once, above the table."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: blocks, how many columns and rows it covers, whether it heads its row."""

    content: Blocks = ()
    colspan: int = 1
    rowspan: int = 1
    align: Align | None = None
    bold: bool = False
    heads_row: bool = False
    value: Decimal | int | date | None = None
    """The number or the day that the text says, for spreadsheets."""
    anchor: str = ""
    """By what its row can be pointed at on a page, within the section: the code of a measure, of a visit."""
    source: Source | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; cells covered from above by a rowspan are left out."""

    cells: tuple[Cell, ...]
    key: str = ""
    """What totals call the row; rows may share a key, and are then added up together."""
    sums: tuple[str, ...] = ()
    """The keys of the rows above that a total adds up; ("*",): every keyed row that is no total itself."""
    is_total: bool = False
    """A total, which stands on the page of the row above it; one with ``sums`` is a total anyway."""


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Rows that belong together and stay on one page where they fit it."""

    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose head, and row of column numbers if it has one, repeat on every page.

    A table without a single column head (the passport) has no head rows.
    """

    columns: tuple[Column, ...]
    groups: tuple[RowGroup, ...]
    numbered_columns: bool = False
    title: str = ""
    """What the table is, for those who hear it; not printed."""
    dense: bool = False
    """Many columns: set at 10 points, the least that ДСТУ 4163:2020 allows in tables."""


@dataclass(frozen=True, slots=True)
class Footnotes:
    """Notes under a table: the mark and what it says."""

    notes: tuple[tuple[str, Inline], ...]
    sources: tuple[Source, ...] = field(default=(), compare=False, repr=False)
    """That of every note."""


@dataclass(frozen=True, slots=True)
class LetterheadLine:
    """A line of the letterhead; the kind of act is set larger."""

    text: str
    names_the_act: bool = False


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The head of an act: the state emblem (17 by 12 mm) and centred bold lines."""

    lines: tuple[LetterheadLine, ...]
    emblem: bool = True
    source: Source | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Requisites:
    """Date on the left, place in the middle, number on the right: one line under the letterhead."""

    date: str
    number: str
    place: str
    source: Source | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Subject:
    """What an act is about («Про ...»), on the left, in bold, over half the line."""

    text: str
    source: Source | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Signature:
    """Post on the left, name 125 mm from the margin; never parted from the line above it."""

    post: str
    name: str
    source: Source | None = field(default=None, compare=False, repr=False)

    @property
    def is_long(self) -> bool:
        """Whether the name is longer than the 45 mm that are left of the line: it ends with the margin then."""
        return len(self.name) > LONGEST_NAME


@dataclass(frozen=True, slots=True)
class ApprovalMark:
    """The approval mark of an annex: lines that start 100 mm from the margin."""

    lines: tuple[str, ...]
    source: Source | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class DraftMark:
    """A word that stands before all else, top right (ПРОЄКТ), and what registers the draft."""

    lines: tuple[str, ...]
    source: Source | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class PreparedBy:
    """Who made a paper, at its very end: of a draft its developer and speaker, and the executor («Прізвище»)."""

    lines: tuple[str, ...]
    executor: str = ""
    source: Source | None = field(default=None, compare=False, repr=False)

    @property
    def printed(self) -> tuple[str, ...]:
        """All lines, the executor's last."""
        return (*self.lines, self.executor) if self.executor else self.lines


@dataclass(frozen=True, slots=True)
class PageCode:
    """The QR code of a paper's page on the portal, 20 mm wide, and the address under it; never parted from the end."""

    address: str

    @property
    def shown_address(self) -> str:
        """The address as it is printed, without what a browser adds by itself."""
        return self.address.partition("://")[2]


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A row of the contents: numeral, title (one or more lines), the anchor whose page is printed."""

    numeral: str
    title: Blocks
    anchor: str
    source: Source | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Contents:
    """The contents with real page numbers: three columns, heads and the row of column numbers."""

    columns: tuple[Column, ...]
    entries: tuple[ContentsEntry, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page."""


@dataclass(frozen=True, slots=True)
class Landscape:
    """Blocks that stand on pages turned on their side; starts and ends with a page."""

    blocks: Blocks


Block: TypeAlias = (
    Paragraph
    | Heading
    | BulletList
    | NumberedList
    | Table
    | Footnotes
    | Letterhead
    | Requisites
    | Subject
    | Signature
    | ApprovalMark
    | DraftMark
    | PageCode
    | PreparedBy
    | Contents
    | PageBreak
    | Landscape
)
Blocks: TypeAlias = tuple[Block, ...]


def ended(blocks: Blocks, end: Blocks) -> Blocks:
    """Return blocks with what ends them on the sheet of the last of them, be it turned on its side."""
    if blocks and isinstance(blocks[-1], Landscape):
        return (*blocks[:-1], Landscape(blocks[-1].blocks + end))
    return blocks + end


def begun(blocks: Blocks, start: Blocks) -> Blocks:
    """Return blocks with what begins them on the sheet of the first of them, be it turned on its side."""
    if blocks and isinstance(blocks[0], Landscape):
        return (Landscape(start + blocks[0].blocks), *blocks[1:])
    return start + blocks
