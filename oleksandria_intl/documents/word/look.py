"""How a paper looks in Word: the styles, as a clerk finds them in the style pane (ДСТУ 4163:2020).

A name that Word knows ("heading 1", "List Number") stands in English in the file and is shown
in the language of the user's Word; the others are ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from oleksandria_intl.documents import measures as m
from oleksandria_intl.documents.measures import FIRST_LINE, TEXT_WIDTH, Measure

FONT = "Times New Roman"
SAME_METRICS = "Liberation Serif"

Numbering = Literal["dash", "number", "table dash", "table number"]


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style: what it says otherwise than the style that it is based on.

    Indents and tab stops are in millimetres.
    """

    id: str
    name: str
    based_on: str = "Normal"
    measure: Measure | None = None
    align: str = ""
    left: float | None = None
    right: float | None = None
    first_line: float | None = None
    exactly: bool = True
    """Whether lines have the pitch of the measure, else the height of what stands in them."""
    keep_next: bool = False
    keep_lines: bool = False
    hyphens: bool = True
    contextual: bool = False
    tabs: tuple[tuple[str, float], ...] = ()
    outline: int | None = None
    numbering: Numbering | None = None
    next: str = ""


def _heading(level: int, measure: Measure) -> Style:
    return Style(f"Heading{level}", f"heading {level}", "Normal", measure, "center", first_line=0, keep_next=True,
                 keep_lines=True, hyphens=False, outline=level - 1, next="Normal")  # fmt: skip


_REQUISITE = "Requisite"
_TABLE_TEXT = "TableText"

STYLES = (
    Style("Normal", "Normal", "", m.TEXT, "both", 0, 0, FIRST_LINE),
    _heading(1, m.TITLE),
    _heading(2, m.SECTION),
    _heading(3, m.SUBSECTION),
    _heading(4, m.MINOR),
    _heading(5, m.PART),
    Style("Header", "header", measure=m.PAGE_NUMBER, align="center", first_line=0, hyphens=False),
    Style("Footer", "footer", measure=m.FOOT, align="center", first_line=0, hyphens=False),
    Style("ListBullet", "List Bullet", left=0, first_line=FIRST_LINE, numbering="dash"),
    Style("ListNumber", "List Number", left=0, first_line=FIRST_LINE, numbering="number"),
    Style("TextUnindented", "Текст без відступу", first_line=0),
    Style("TextLeft", "Текст ліворуч", align="left", first_line=0),
    Style("TextLeftIndented", "Текст ліворуч з відступом", align="left"),
    Style("TextCentered", "Текст по центру", align="center", first_line=0),
    Style("TextRight", "Текст праворуч", align="right", first_line=0),
    Style(_REQUISITE, "Реквізит", align="left", first_line=0, hyphens=False),
    Style("Emblem", "Герб", _REQUISITE, Measure(1, 1, after=m.EMBLEM_AFTER), "center", exactly=False, keep_next=True),
    Style("Letterhead", "Бланк", _REQUISITE, m.LETTERHEAD, "center", keep_next=True),
    Style("ActName", "Назва виду документа", "Letterhead", m.ACT_NAME),
    Style("Requisites", "Реквізити", _REQUISITE, m.REQUISITES,
          tabs=(("center", TEXT_WIDTH / 2), ("right", TEXT_WIDTH))),
    Style("Subject", "Заголовок до тексту", _REQUISITE, m.SUBJECT, right=TEXT_WIDTH - m.SUBJECT_WIDTH,
          keep_next=True, keep_lines=True, outline=0),
    Style("ApprovalMark", "Гриф затвердження", _REQUISITE, m.APPROVAL_MARK, left=TEXT_WIDTH - m.MARK_WIDTH,
          contextual=True, keep_lines=True),
    Style("Signature", "Підпис під документом", _REQUISITE, m.SIGNATURE, keep_lines=True,
          tabs=(("left", m.NAME_INDENT),)),
    Style("LongSignature", "Підпис із довгим прізвищем", _REQUISITE, m.SIGNATURE, keep_lines=True,
          tabs=(("right", TEXT_WIDTH),)),
    Style("DraftMark", "Проєкт", _REQUISITE, m.DRAFT_MARK, "right", contextual=True),
    Style("PreparedBy", "Відмітка про виконавця", _REQUISITE, m.PREPARED_BY, contextual=True, keep_lines=True),
    Style("PageCode", "Код сторінки документа", _REQUISITE, m.PAGE_CODE, exactly=False, keep_next=True),
    Style("PageAddress", "Адреса сторінки документа", _REQUISITE, m.PAGE_ADDRESS),
    Style(_TABLE_TEXT, "Текст таблиці", measure=m.TABLE, align="left", first_line=0),
    Style("TableTextCentered", "Текст таблиці по центру", _TABLE_TEXT, align="center"),
    Style("TableTextRight", "Текст таблиці праворуч", _TABLE_TEXT, align="right"),
    Style("TableTextJustified", "Текст таблиці по ширині", _TABLE_TEXT, align="both"),
    Style("TableHead", "Заголовок таблиці", _TABLE_TEXT, align="center", keep_next=True),
    Style("ColumnNumber", "Номер графи", _TABLE_TEXT, align="center", keep_next=True),
    Style("TableBullet", "Перелік у таблиці", _TABLE_TEXT, left=0, first_line=0, numbering="table dash"),
    Style("TableNumber", "Нумерований перелік у таблиці", _TABLE_TEXT, left=0, first_line=0,
          numbering="table number"),
    Style("Footnote", "Виноска", measure=m.FOOTNOTE),
    Style("Gap", "Проміжок між таблицями", measure=Measure(1, m.TABLE_AFTER), first_line=0, keep_next=True),
    Style("Seam", "Стик таблиці", measure=Measure(1, 0.7), first_line=0, keep_next=True),
    Style("SheetEnd", "Кінець аркуша", measure=Measure(1, 1), first_line=0),
)  # fmt: skip

_BY_ID = {style.id: style for style in STYLES}


def measure_of(style_id: str) -> Measure:
    """Return the measure of a style, its own or that of the style that it is based on."""
    style = _BY_ID[style_id]
    return style.measure or measure_of(style.based_on)
