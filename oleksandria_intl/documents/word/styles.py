"""The styles of a Word file as XML: defaults, the styles of ``look``, tables, links."""

from __future__ import annotations

from collections.abc import Callable

from oleksandria_intl.documents.measures import BORDER, CELL_SIDE, CELL_TOP, TEXT

from .look import FONT, STYLES, Style
from .numbering import number_of
from .xml import Element, el, mm, pt, val

TABLE_STYLE = "PaperTable"
LINK_STYLE = "Hyperlink"
SINGLE_LINE = 240
"""Single spacing, in 240ths of a line."""
LINK_COLOUR = "0B3D91"
CELL_MARGIN = CELL_SIDE + BORDER / 2
"""From the text of a cell to the middle of its border, points: a cell of Word's holds half of its border too."""


def style_sheet(language: str) -> Element:
    """Return the part that holds the styles; ``language`` is what the speller goes by (uk-UA)."""
    return el(
        "w:styles",
        _defaults(language),
        _latent(),
        *(_paragraph_style(style) for style in STYLES),
        _builtin("character", "DefaultParagraphFont", "Default Paragraph Font"),
        _link_style(),
        _builtin("table", "TableNormal", "Normal Table", _cell_margins(0, 0)),
        _table_style(),
        _builtin("numbering", "NoList", "No List"),
    )


def _defaults(language: str) -> Element:
    lang = el("w:lang", val=language, eastAsia=language, bidi="ar-SA")
    run = el("w:rPr", _fonts(), val("w:kern", 1), *letter_size(TEXT.size), lang)
    return el("w:docDefaults", el("w:rPrDefault", run), el("w:pPrDefault"))


def _latent() -> Element:
    """Hide the hundreds of styles that Word has and a paper does not use."""
    return el(
        "w:latentStyles",
        defLockedState=0,
        defUIPriority=99,
        defSemiHidden=1,
        defUnhideWhenUsed=1,
        defQFormat=0,
        count=376,
    )


def _paragraph_style(style: Style) -> Element:
    is_normal = style.id == "Normal"
    ours = None if style.name.isascii() else 1
    return el(
        "w:style",
        val("w:name", style.name),
        val("w:basedOn", style.based_on) if style.based_on else None,
        val("w:next", style.next) if style.next else None,
        val("w:uiPriority", 1),
        el("w:qFormat"),
        el("w:pPr", *_paragraph_look(style)),
        el("w:rPr", _fonts() if is_normal else None, *_letters_look(style)),
        type="paragraph",
        default=1 if is_normal else None,
        customStyle=ours,
        styleId=style.id,
    )


def _paragraph_look(style: Style) -> list[Element | None]:
    """Return what the style says of a paragraph, in the order that the schema asks."""
    return [
        _flag("w:keepNext", style.keep_next),
        _flag("w:keepLines", style.keep_lines),
        _flag("w:widowControl", style.id == "Normal"),
        el("w:numPr", val("w:numId", number_of(style.numbering))) if style.numbering else None,
        el("w:tabs", *(el("w:tab", val=at, pos=mm(pos)) for at, pos in style.tabs)) if style.tabs else None,
        _flag("w:suppressAutoHyphens", not style.hyphens),
        _spacing(style),
        _indents(style),
        _flag("w:contextualSpacing", style.contextual),
        val("w:jc", style.align) if style.align else None,
        None if style.outline is None else val("w:outlineLvl", style.outline),
    ]


def _spacing(style: Style) -> Element | None:
    if style.measure is None:
        return None
    return el(
        "w:spacing",
        before=pt(style.measure.before),
        after=pt(style.measure.after),
        line=pt(style.measure.pitch) if style.exactly else SINGLE_LINE,
        lineRule="exact" if style.exactly else "auto",
    )


def _indents(style: Style) -> Element | None:
    if style.left is style.right is style.first_line is None:
        return None
    return el(
        "w:ind",
        left=_maybe(mm, style.left),
        right=_maybe(mm, style.right),
        firstLine=_maybe(mm, style.first_line),
    )


def _letters_look(style: Style) -> list[Element | None]:
    if style.measure is None:
        return []
    return [
        *(_flag(tag, style.measure.bold) for tag in ("w:b", "w:bCs")),
        *(_flag(tag, style.measure.italic) for tag in ("w:i", "w:iCs")),
        *letter_size(style.measure.size),
    ]


def _fonts() -> Element:
    return el("w:rFonts", ascii=FONT, hAnsi=FONT, eastAsia=FONT, cs=FONT)


def letter_size(points: float) -> tuple[Element, Element]:
    """Return what a run or a style says of the size of its letters."""
    half_points = round(points * 2)
    return val("w:sz", half_points), val("w:szCs", half_points)


def _builtin(kind: str, style_id: str, name: str, *look: Element) -> Element:
    """Return a style that Word takes for granted and shows to nobody."""
    return el(
        "w:style",
        val("w:name", name),
        val("w:uiPriority", 99),
        el("w:semiHidden"),
        el("w:unhideWhenUsed"),
        *look,
        type=kind,
        default=1,
        styleId=style_id,
    )


def _link_style() -> Element:
    return el(
        "w:style",
        val("w:name", "Hyperlink"),
        val("w:basedOn", "DefaultParagraphFont"),
        val("w:uiPriority", 99),
        el("w:rPr", val("w:color", LINK_COLOUR), val("w:u", "single")),
        type="character",
        styleId=LINK_STYLE,
    )


def _table_style() -> Element:
    return el(
        "w:style",
        val("w:name", "Таблиця документа"),
        val("w:basedOn", "TableNormal"),
        val("w:uiPriority", 1),
        el("w:qFormat"),
        _cell_margins(pt(CELL_MARGIN), pt(CELL_TOP), borders=True),
        type="table",
        customStyle=1,
        styleId=TABLE_STYLE,
    )


def _cell_margins(side: int, top: int, *, borders: bool = False) -> Element:
    edges = (("top", top), ("left", side), ("bottom", top), ("right", side))
    return el(
        "w:tblPr",
        _borders() if borders else None,
        el("w:tblCellMar", *(el(f"w:{edge}", w=width, type="dxa") for edge, width in edges)),
    )


def _borders() -> Element:
    edges = ("top", "left", "bottom", "right", "insideH", "insideV")
    eighths = round(BORDER * 8)
    return el("w:tblBorders", *(el(f"w:{edge}", val="single", sz=eighths, space=0, color="auto") for edge in edges))


def _flag(tag: str, wanted: bool) -> Element | None:
    return el(tag) if wanted else None


def _maybe(unit: Callable[[float], int], length: float | None) -> int | None:
    return None if length is None else unit(length)
