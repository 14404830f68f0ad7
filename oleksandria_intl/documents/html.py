"""Blocks as HTML: the web page, and what the PDF is made from. Every value is escaped here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, singledispatch
from html import escape
from itertools import accumulate, pairwise
from pathlib import Path
from xml.etree import ElementTree

from django.conf import settings

from . import blocks as b
from .splitting import LANDSCAPE, PORTRAIT, Grid, Sheet, Slot, split

STATIC = Path(__file__).resolve().parents[2] / "static"
LINKS = ("https://", "http://", "mailto:", "#")
"""How a link may begin; another is printed as plain text."""
SVG = "{http://www.w3.org/2000/svg}"
GROUPS_BEGIN = '<tbody class="begin"></tbody>'
"""An empty group under the head: without it WeasyPrint parts the first group of a table that has a head."""
END_ROWS = 3
"""How short the last two groups of a table have to be for the last to stand with the one before it."""
KEPT_ROWS = 8
"""A group of no more rows stays on one page."""
LONG_RUN = 2000
"""WeasyPrint's time grows with the square of the letters in one piece of text."""
_PIECES = re.compile(rf".{{1,{LONG_RUN}}}\S*\s*", re.DOTALL)


@dataclass(slots=True)
class Setting:
    """Where blocks are being set: the sheet under them, how deep the last heading was."""

    sheet: Sheet = PORTRAIT
    depth: int = 0


def render(document: b.Document) -> str:
    """Return a standalone page with its stylesheet inside."""
    return page(document, render_blocks(document.blocks, language=document.language), stylesheet())


def page(document: b.Document, body: str, style: str = "") -> str:
    """Return the page around a body that is HTML already."""
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(document.language)}">\n<head>\n'
        '<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(document.title)}</title>\n"
        f'<meta name="author" content="{escape(document.author)}">\n'
        f'<meta name="description" content="{escape(document.subject or document.title)}">\n'
        f"<style>{style}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


@cache
def stylesheet() -> str:
    """Return the house stylesheet of papers; its fonts are asked of the portal."""
    text = (STATIC / "documents" / "paper.css").read_text(encoding="utf-8")
    return text.replace("../fonts/", f"{settings.STATIC_URL}fonts/")


@cache
def emblem() -> str:
    """Return the small state emblem as an inline drawing: a paper then fetches nothing."""
    drawing = ElementTree.parse(STATIC / "img" / "emblem.svg").getroot()
    shapes = "".join(
        f'<path fill-rule="evenodd" d="{escape(path.attrib["d"])}"/>' for path in drawing.iter(f"{SVG}path")
    )
    return (
        f'<svg class="emblem" viewBox="{drawing.attrib["viewBox"]}" role="img">'
        f"<title>Малий Державний Герб України</title>{shapes}</svg>"
    )


def render_blocks(blocks: b.Blocks, *, language: str = "uk") -> str:
    """Return the blocks as one article, which ``documents/paper.css`` dresses on any page."""
    content = "\n".join(_show_all(blocks, Setting()))
    return f'<article class="paper" lang="{escape(language)}">\n{content}\n</article>'


def _show_all(blocks: b.Blocks, setting: Setting) -> Iterator[str]:
    """Yield the blocks; a page break marks what follows it, so that no blank page arises."""
    broken = False
    for block in blocks:
        if isinstance(block, b.PageBreak):
            broken = True
            continue
        shown = show(block, setting)
        yield f'<div class="new-page">{shown}</div>' if broken else shown
        broken = False


def _inside(blocks: b.Blocks, setting: Setting) -> str:
    """Return what stands inside a cell or an item: its first paragraph has no element of its own.

    The marker of an item, and the text of a cell, so stand on one line with the words.
    """
    if not blocks:
        return ""
    head, *rest = blocks
    if not isinstance(head, b.Paragraph) or head.align != "justify":
        return "".join(_show_all(blocks, setting))
    return inline(head.runs) + "".join(_show_all(tuple(rest), setting))


def inline(runs: b.Inline) -> str:
    """Return runs of text as phrasing content."""
    return "".join(map(_run, runs))


def _run(run: b.Run) -> str:
    shown = _text(run.text)
    if run.bold:
        shown = f"<strong>{shown}</strong>"
    if run.italic:
        shown = f"<em>{shown}</em>"
    if run.link.startswith(LINKS):
        shown = f'<a href="{escape(run.link)}">{shown}</a>'
    return shown


def _text(text: str) -> str:
    if len(text) > LONG_RUN:
        return "".join(f"<span>{_plain(piece)}</span>" for piece in _PIECES.findall(text))
    return _plain(text)


def _plain(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _attributes(*classes: str, anchor: str = "") -> str:
    """Return the attributes class and id, each only where it says something."""
    names = " ".join(filter(None, classes))
    shown = f' class="{names}"' if names else ""
    return f'{shown} id="{escape(anchor)}"' if anchor else shown


@singledispatch
def show(block: object, setting: Setting) -> str:
    """Return one block as HTML."""
    raise TypeError(f"html cannot show a {type(block).__name__}")


@show.register
def _(block: b.Paragraph, setting: Setting) -> str:
    look = _attributes(
        "" if block.align == "justify" else block.align,
        "" if block.indent else "flush",
        "keep" if block.keep_with_next else "",
    )
    return f"<p{look}>{inline(block.runs)}</p>"


@show.register
def _(block: b.Heading, setting: Setting) -> str:
    """Show a heading; PDF/UA-1 (7.4.2) lets no level be skipped, whatever the look."""
    setting.depth = min(block.level, setting.depth + 1)
    align = "" if block.align == "center" else block.align
    look = _attributes(f"level-{block.level}", align, anchor=block.anchor)
    return f"<h{setting.depth}{look}>{_text(block.text)}</h{setting.depth}>"


@show.register
def _(block: b.BulletList, setting: Setting) -> str:
    return f"<ul>{_items(block.items, setting)}</ul>"


@show.register
def _(block: b.NumberedList, setting: Setting) -> str:
    start = "" if block.start == 1 else f' start="{block.start}"'
    return f"<ol{start}>{_items(block.items, setting)}</ol>"


def _items(items: tuple[b.Blocks, ...], setting: Setting) -> str:
    return "".join(f"<li>{_inside(item, setting)}</li>" for item in items)


@show.register
def _(block: b.Table, setting: Setting) -> str:
    head = _head(block.columns, numbered=block.numbered_columns)
    pieces = [piece for group in block.groups for piece in split(group, block.columns, setting.sheet)]
    classes = [_parting(piece) for piece in pieces]
    if len(pieces) > 2 and max(map(len, pieces[-2:])) <= END_ROWS:
        classes[-1] = "end"
    groups = "".join(
        f"<tbody{_attributes(name)}>{_rows(piece, block.columns, setting)}</tbody>"
        for name, piece in zip(classes, pieces, strict=True)
    )
    return _frame(block.title, _widths(block.columns) + head + (GROUPS_BEGIN if head else "") + groups)


def _frame(title: str, content: str, *classes: str) -> str:
    """Return the table in a region that scrolls by itself on a narrow screen."""
    name = f' role="region" aria-label="{escape(title)}"' if title else ""
    look = _attributes("table-frame", *classes)
    return f'<div{look} tabindex="0"{name}><table>{content}</table></div>'


def _widths(columns: tuple[b.Column, ...]) -> str:
    """Return the widths as classes, in hundredths that add up to the whole."""
    shares = list(accumulate((column.width for column in columns), initial=0.0))
    edges = [round(100 * share / (shares[-1] or 1)) for share in shares]
    cols = "".join(f'<col class="w{end - start}">' for start, end in pairwise(edges))
    return f"<colgroup>{cols}</colgroup>"


def _head(columns: tuple[b.Column, ...], *, numbered: bool) -> str:
    if not any(column.head for column in columns):
        return ""
    heads = "".join(f'<th scope="col">{_text(column.head)}</th>' for column in columns)
    return f"<thead><tr>{heads}</tr>{_numbers(len(columns)) if numbered else ''}</thead>"


def _numbers(count: int) -> str:
    numbers = "".join(f"<td>{number}</td>" for number in range(1, count + 1))
    return f'<tr class="numbers">{numbers}</tr>'


def _parting(grid: Grid) -> str:
    """Return the class of a group whose rows may part: many rows, none of them bound by a rowspan."""
    bound = len(grid) <= KEPT_ROWS or any(slot.end - slot.first > 1 for row in grid for slot in row)
    return "" if bound else "loose"


def _rows(grid: Grid, columns: tuple[b.Column, ...], setting: Setting) -> str:
    return "".join(f"<tr>{''.join(_cell(slot, columns[slot.column], setting) for slot in row)}</tr>" for row in grid)


def _cell(slot: Slot, column: b.Column, setting: Setting) -> str:
    """Return a cell; one without an alignment of its own stands as its column does."""
    cell, rows = slot.cell, slot.end - slot.first
    tag, scope = ("th", ' scope="row"') if cell.heads_row else ("td", "")
    align = cell.align or column.align
    look = _attributes("" if align == "left" else align, "bold" if cell.bold else "")
    spans = f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
    spans += f' rowspan="{rows}"' if rows > 1 else ""
    return f"<{tag}{scope}{look}{spans}>{_inside(cell.content, setting)}</{tag}>"


@show.register
def _(block: b.Footnotes, setting: Setting) -> str:
    notes = "".join(f"<p>{_text(mark)} {inline(note)}</p>" for mark, note in block.notes)
    return f'<div class="footnotes">{notes}</div>'


@show.register
def _(block: b.Letterhead, setting: Setting) -> str:
    lines = "".join(
        f"<p{_attributes('act' if line.names_the_act else '')}>{_text(line.text)}</p>" for line in block.lines
    )
    return f'<div class="letterhead">{emblem() if block.emblem else ""}{lines}</div>'


@show.register
def _(block: b.Requisites, setting: Setting) -> str:
    parts = "".join(f"<p>{_text(part)}</p>" for part in (block.date, block.place, block.number))
    return f'<div class="requisites">{parts}</div>'


@show.register
def _(block: b.Subject, setting: Setting) -> str:
    setting.depth = 1
    return f'<h1 class="subject">{_text(block.text)}</h1>'


@show.register
def _(block: b.Signature, setting: Setting) -> str:
    return (
        f'<p class="signature"><span class="post">{_text(block.post)}</span>'
        f' <span class="name">{_text(block.name)}</span></p>'
    )


@show.register
def _(block: b.ApprovalMark, setting: Setting) -> str:
    return _mark("approval-mark", block.lines)


@show.register
def _(block: b.DraftMark, setting: Setting) -> str:
    return _mark("draft-mark", block.lines)


def _mark(name: str, lines: tuple[str, ...]) -> str:
    return f'<div class="{name}">{"".join(f"<p>{_text(line)}</p>" for line in lines)}</div>'


@show.register
def _(block: b.Contents, setting: Setting) -> str:
    head = _head(block.columns, numbered=True)
    entries = "".join(_entry(entry, setting) for entry in block.entries)
    table = _widths(block.columns) + head + f"<tbody>{entries}</tbody>"
    return f"<nav>{_frame(block.title, table, 'contents')}</nav>"


def _entry(entry: b.ContentsEntry, setting: Setting) -> str:
    """Return a row of the contents; the stylesheet prints the page of its anchor."""
    target = f"#{escape(entry.anchor)}"
    return (
        f'<tr><td class="center">{_text(entry.numeral)}</td>'
        f"<td>{_linked(entry.title, target, setting)}</td>"
        f'<td class="page" data-target="{target}"></td></tr>'
    )


def _linked(title: b.Blocks, target: str, setting: Setting) -> str:
    """Return the title whose first line leads to its section."""
    head, *rest = title or (b.Paragraph(()),)
    lead = inline(head.runs) if isinstance(head, b.Paragraph) else show(head, setting)
    return f'<a href="{target}">{lead}</a>' + "".join(_show_all(tuple(rest), setting))


@show.register
def _(block: b.Landscape, setting: Setting) -> str:
    upright, setting.sheet = setting.sheet, LANDSCAPE
    content = "\n".join(_show_all(block.blocks, setting))
    setting.sheet = upright
    return f'<section class="landscape">\n{content}\n</section>'
