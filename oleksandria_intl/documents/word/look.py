"""How a paper looks in Word: the styles, as a clerk finds them in the style pane (ДСТУ 4163:2020).

A name that Word knows ("heading 1", "List Number") stands in English in the file and is shown
in the language of the user's Word; the others are ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

FONT = "Times New Roman"
SAME_METRICS = "Liberation Serif"
TEXT_SIZE = 14
TABLE_SIZE = 12
FIRST_LINE = 10
"""Indent of a paragraph's first line, mm."""
TEXT_WIDTH = 170
"""Width of the text on an upright page, mm."""
MARK_INDENT = 100
NAME_INDENT = 125
SINGLE, SPACED = 1.0, 1.15

Numbering = Literal["dash", "number", "table dash", "table number"]


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style: what it says otherwise than the style that it is based on.

    Indents and tab stops are in millimetres, sizes and spaces in points, lines in lines.
    """

    id: str
    name: str
    based_on: str = "Normal"
    align: str = ""
    left: float | None = None
    right: float | None = None
    first_line: float | None = None
    before: float | None = None
    after: float | None = None
    line: float | None = None
    exactly: bool = False
    size: float | None = None
    bold: bool = False
    italic: bool = False
    keep_next: bool = False
    keep_lines: bool = False
    hyphens: bool = True
    contextual: bool = False
    tabs: tuple[tuple[str, float], ...] = ()
    outline: int | None = None
    numbering: Numbering | None = None
    next: str = ""


_REQUISITE = "Requisite"
_TABLE_TEXT = "TableText"

STYLES = (
    Style("Normal", "Normal", "", "both", 0, 0, FIRST_LINE, 0, 0, SPACED, size=TEXT_SIZE),
    Style("Heading1", "heading 1", align="center", first_line=0, before=12, after=12, line=SINGLE, size=16,
          bold=True, keep_next=True, keep_lines=True, hyphens=False, outline=0, next="Normal"),
    Style("Heading2", "heading 2", align="center", first_line=0, before=16, after=10, line=SINGLE,
          bold=True, keep_next=True, keep_lines=True, hyphens=False, outline=1, next="Normal"),
    Style("Heading3", "heading 3", align="center", first_line=0, before=14, after=6, line=SINGLE,
          bold=True, keep_next=True, keep_lines=True, hyphens=False, outline=2, next="Normal"),
    Style("Heading4", "heading 4", align="center", first_line=0, before=10, after=4, line=SINGLE,
          bold=True, italic=True, keep_next=True, keep_lines=True, hyphens=False, outline=3, next="Normal"),
    Style("Heading5", "heading 5", align="center", first_line=0,
          bold=True, keep_next=True, keep_lines=True, hyphens=False, outline=4, next="Normal"),
    Style("Header", "header", align="center", first_line=0, line=SINGLE),
    Style("Footer", "footer", align="center", first_line=0, line=SINGLE, size=10),
    Style("ListBullet", "List Bullet", left=0, first_line=FIRST_LINE, numbering="dash"),
    Style("ListNumber", "List Number", left=0, first_line=FIRST_LINE, numbering="number"),
    Style("TextUnindented", "Текст без відступу", first_line=0),
    Style("TextLeft", "Текст ліворуч", align="left", first_line=0),
    Style("TextLeftIndented", "Текст ліворуч з відступом", align="left"),
    Style("TextCentered", "Текст по центру", align="center", first_line=0),
    Style("TextRight", "Текст праворуч", align="right", first_line=0),
    Style(_REQUISITE, "Реквізит", align="left", first_line=0, line=SINGLE, hyphens=False),
    Style("Emblem", "Герб", _REQUISITE, "center", after=6, keep_next=True),
    Style("Letterhead", "Бланк", _REQUISITE, "center", bold=True, keep_next=True),
    Style("ActName", "Назва виду документа", "Letterhead", before=8, after=8, size=16),
    Style("Requisites", "Реквізити", _REQUISITE, before=10, after=14,
          tabs=(("center", TEXT_WIDTH / 2), ("right", TEXT_WIDTH))),
    Style("Subject", "Заголовок до тексту", _REQUISITE, right=TEXT_WIDTH / 2, after=14, bold=True,
          keep_next=True, keep_lines=True, outline=0),
    Style("ApprovalMark", "Гриф затвердження", _REQUISITE, left=MARK_INDENT, after=14, contextual=True,
          keep_lines=True),
    Style("Signature", "Підпис під документом", _REQUISITE, before=28, keep_lines=True,
          tabs=(("left", NAME_INDENT),)),
    Style("LongSignature", "Підпис із довгим прізвищем", _REQUISITE, before=28, keep_lines=True,
          tabs=(("right", TEXT_WIDTH),)),
    Style("DraftMark", "Проєкт", _REQUISITE, "right", after=8, contextual=True),
    Style("PageCode", "Код сторінки документа", _REQUISITE, before=17, keep_next=True),
    Style("PageAddress", "Адреса сторінки документа", _REQUISITE, size=10),
    Style("PreparedBy", "Відмітка про виконавця", _REQUISITE, before=20, contextual=True, keep_lines=True, size=12),
    Style(_TABLE_TEXT, "Текст таблиці", align="left", first_line=0, line=SINGLE, size=TABLE_SIZE),
    Style("TableTextCentered", "Текст таблиці по центру", _TABLE_TEXT, "center"),
    Style("TableTextRight", "Текст таблиці праворуч", _TABLE_TEXT, "right"),
    Style("TableTextJustified", "Текст таблиці по ширині", _TABLE_TEXT, "both"),
    Style("TableHead", "Заголовок таблиці", _TABLE_TEXT, "center", bold=True, keep_next=True),
    Style("ColumnNumber", "Номер графи", _TABLE_TEXT, "center", keep_next=True),
    Style("TableBullet", "Перелік у таблиці", _TABLE_TEXT, left=0, first_line=0, numbering="table dash"),
    Style("TableNumber", "Нумерований перелік у таблиці", _TABLE_TEXT, left=0, first_line=0,
          numbering="table number"),
    Style("Footnote", "Виноска", align="both", first_line=0, before=4, line=SINGLE, size=TABLE_SIZE),
    Style("Gap", "Проміжок біля таблиці", first_line=0, line=8, exactly=True, size=6, keep_next=True),
    Style("SheetEnd", "Кінець аркуша", first_line=0, line=1, exactly=True, size=1),
)  # fmt: skip
