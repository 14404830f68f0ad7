"""Tables and the contents as HTML: heads that repeat, groups that stay whole, widths without a style attribute."""

from __future__ import annotations

from html import escape
from itertools import accumulate, pairwise
from typing import Literal

from . import blocks as b
from .alike import said_once
from .continuing import NUMBERED, WORDS, parted
from .fitting import DENSE, Fit, as_table, fit
from .grid import Slot
from .inline_markup import attributes, inline, shown
from .markup import Setting, inside, pointed_at, show, show_all, source_inside
from .splitting import Grid, Piece, height_of_rows, pieces_of, room_for


@show.register
def _(block: b.Table, setting: Setting) -> str:
    said, block = said_once(block)
    breaks = setting.breaks.get(next(setting.tables), ()) if block.numbered_columns else ()
    fitted = fit(block, setting.sheet.width)
    room = room_for(block.columns, fitted, setting.sheet)
    first, *others = parted(pieces_of(block, room, setting.notes), breaks)
    fits = bool(first) and height_of_rows(first[0].rows, room) <= room.height
    head = _trial_head if setting.is_trial and block.numbered_columns else _head
    parts = [*show_all(said, setting), _part(block, fitted, head(block, fits=fits), first, setting)]
    numbers = f"<thead>{_numbers(len(block.columns), 'th')}</thead>"
    for part in others:
        parts += (f'<p class="continuation">{WORDS}</p>', _part(block, fitted, numbers, part, setting))
    return "".join(parts)


def _part(block: b.Table, fitted: Fit, head: str, pieces: list[Piece], setting: Setting) -> str:
    """Return a table, or its part on a page, under its head."""
    groups = "".join(_group(piece, block.columns, setting) for piece in pieces)
    table = f"<table{attributes(NUMBERED if block.numbered_columns else '')}>"
    table += _widths(fitted, setting) + head + groups
    return _frame(block.title, table, "dense" if fitted.size == DENSE else "")


def _frame(title: str, content: str, *classes: str) -> str:
    """Return the table, begun already, in a region that scrolls by itself on a narrow screen."""
    name = f' role="region" aria-label="{escape(title)}"' if title else ""
    look = attributes("table-frame", *classes)
    return f'<div{look} tabindex="0"{name}>{content}</table></div>'


def _widths(fitted: Fit, setting: Setting) -> str:
    """Return the widths: exactly for print, for pages as classes of hundredths that add up to the whole."""
    shares = list(accumulate(fitted.widths, initial=0.0))
    if setting.is_print:
        cols = "".join(f'<col width="{100 * width / shares[-1]:.3f}%">' for width in fitted.widths)
    else:
        edges = [round(100 * share / shares[-1]) for share in shares]
        cols = "".join(f'<col class="w{end - start}">' for start, end in pairwise(edges))
    return f"<colgroup>{cols}</colgroup>"


def _head(block: b.Table, *, fits: bool = False) -> str:
    """Return the rows that repeat.

    An empty group below them, if the first rows fit a page, keeps WeasyPrint from parting these.
    """
    if not (heads := _heads(block.columns)):
        return ""
    numbers = _numbers(len(block.columns)) if block.numbered_columns else ""
    begin = '<tbody class="begin"></tbody>' if fits else ""
    return f"<thead>{heads}{numbers}</thead>{begin}"


def _trial_head(block: b.Table, *, fits: bool) -> str:
    """Return what further pages will repeat, then the heads, lower by what repeats above them for nothing."""
    words = f'<tr class="trial"><th colspan="{len(block.columns)}">{WORDS}</th></tr>'
    begin = attributes("begin" if fits else "")
    heads = _heads(block.columns, '<div class="lower">{}</div>') or "<tr></tr>"
    return f"<thead>{words}{_numbers(len(block.columns))}</thead><tbody{begin}>{heads}</tbody>"


def _heads(columns: tuple[b.Column, ...], look: str = "{}") -> str:
    if not any(column.head for column in columns):
        return ""
    heads = "".join(f'<th scope="col">{look.format(shown(column.head))}</th>' for column in columns)
    return f"<tr>{heads}</tr>"


def _numbers(count: int, tag: Literal["td", "th"] = "td") -> str:
    scope = ' scope="col"' if tag == "th" else ""
    numbers = "".join(f"<{tag}{scope}>{number}</{tag}>" for number in range(1, count + 1))
    return f'<tr class="numbers">{numbers}</tr>'


def _group(piece: Piece, columns: tuple[b.Column, ...], setting: Setting) -> str:
    look = attributes("loose" if piece.parts_anywhere else "")
    return f"<tbody{look}>{_rows(piece.rows, columns, setting)}</tbody>"


def _rows(grid: Grid, columns: tuple[b.Column, ...], setting: Setting) -> str:
    return "".join(f"<tr>{''.join(_cell(slot, columns[slot.column], setting) for slot in row)}</tr>" for row in grid)


def _cell(slot: Slot, column: b.Column, setting: Setting) -> str:
    """Return a cell; one without an alignment of its own stands as its column does."""
    cell = slot.cell
    tag, scope = ("th", ' scope="row"') if cell.heads_row else ("td", "")
    align = cell.align or column.align
    look = attributes(
        "" if align == "left" else align, "bold" if cell.bold else "", "goes-on" if slot.continued else ""
    )
    spans = f' colspan="{slot.span}"' if slot.span > 1 else ""
    spans += f' rowspan="{slot.rows}"' if slot.rows > 1 else ""
    anchor, link = "", ""
    if cell.anchor and cell.content and setting.is_linked:
        anchor, link = pointed_at(cell.anchor, f"рядок {cell.anchor}", setting)
    element = f"<{tag}{scope}{look}{anchor}{spans}>{inside(cell.content, setting)}{link}</{tag}>"
    return setting.marked(element, source_inside(cell.content) or cell.source)


@show.register
def _(block: b.Contents, setting: Setting) -> str:
    entries = "".join(_entry(entry, setting) for entry in block.entries)
    as_rows = as_table(block)
    table = _widths(fit(as_rows, setting.sheet.width), setting) + _head(as_rows) + f"<tbody>{entries}</tbody>"
    return f"<nav>{_frame(block.title, f'<table>{table}', 'contents')}</nav>"


def _entry(entry: b.ContentsEntry, setting: Setting) -> str:
    """Return a row of the contents; the stylesheet prints the page of its anchor."""
    target = f"#{escape(entry.anchor)}"
    return (
        f'<tr><td class="center">{shown(entry.numeral)}</td>'
        f"{setting.marked(f'<td>{_linked(entry.title, target, setting)}</td>', source_inside(entry.title))}"
        f'<td class="page" data-target="{target}"></td></tr>'
    )


def _linked(title: b.Blocks, target: str, setting: Setting) -> str:
    """Return the title whose first line leads to its section."""
    head, *rest = title or (b.Paragraph(()),)
    lead = inline(head.runs, in_link=True) if isinstance(head, b.Paragraph) else show(head, setting)
    return f'<a href="{target}">{lead}</a>' + "".join(show_all(tuple(rest), setting))
