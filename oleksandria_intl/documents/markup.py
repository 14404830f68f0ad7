"""Each kind of block as HTML. Every value is escaped here; tables are in ``markup_tables``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache, singledispatch
from html import escape
from itertools import count, zip_longest
from pathlib import Path
from typing import TypeAlias
from xml.etree import ElementTree

from . import blocks as b
from .continuing import Breaks
from .inline_markup import attributes, inline, shown
from .issues import drawing, spoken
from .measures import post_lines
from .splitting import LANDSCAPE, PORTRAIT, Sheet

EMBLEM = Path(__file__).resolve().parents[2] / "static" / "img" / "emblem.svg"
SVG = "{http://www.w3.org/2000/svg}"

Mark: TypeAlias = "Callable[[str, b.Source | None], str]"
"""Gives an element the mark of its source; one without a source stays as it is."""


@dataclass(slots=True)
class Setting:
    """Where blocks are being set: the sheet under them, the headings around them, whether headings and points link."""

    sheet: Sheet = PORTRAIT
    depth: int = 0
    """That of the heading above the blocks."""
    enclosing: list[tuple[int, int]] = field(default_factory=list)
    """Level and depth of the headings that what is being set stands under."""
    is_linked: bool = False
    is_print: bool = False
    """Whether a PDF is made of it: columns then have their exact widths."""
    notes: b.Footnotes | None = None
    """Those that follow the block."""
    is_trial: bool = False
    """Whether it is laid out only to see where pages part the tables."""
    breaks: Breaks = field(default_factory=dict)
    """Where pages part the tables, once that is known."""
    tables: Iterator[int] = field(default_factory=count)
    """The places of the tables whose columns are numbered."""
    anchor: str = ""
    """That of the last heading, under which the points stand."""
    point: str = ""
    """The numbers of the points that enclose what is being set: «2.»."""
    given: Counter[str] = field(default_factory=Counter)
    """How often each address was asked for: no two are alike."""
    mark: Mark | None = None
    """Marks what has a source, for the workspace; what everybody sees has no marks."""

    def depth_of(self, level: int) -> int:
        """Return the depth of a heading that comes now; PDF/UA-1 (7.4.2) lets none be skipped, whatever the look."""
        while self.enclosing and self.enclosing[-1][0] >= level:
            self.enclosing.pop()
        depth = min(level, (self.enclosing[-1][1] if self.enclosing else self.depth) + 1)
        self.enclosing.append((level, depth))
        return depth

    def marked(self, element: str, source: b.Source | None) -> str:
        """Return an element with the mark of its source, where sources are marked."""
        return self.mark(element, source) if self.mark else element

    def address(self, name: str) -> str:
        """Return the address of a point or a row; no code of a heading has the line in it."""
        address = f"{self.anchor}_{name}"
        self.given[address] += 1
        return address if self.given[address] == 1 else f"{address}_{self.given[address]}"


def show_all(blocks: b.Blocks, setting: Setting) -> Iterator[str]:
    """Yield the blocks; a page break marks what follows it, so that no blank page arises."""
    broken = False
    for block, following in zip_longest(blocks, blocks[1:]):
        setting.notes = following if isinstance(following, b.Footnotes) else None
        if isinstance(block, b.PageBreak):
            broken = True
            continue
        element = setting.marked(show(block, setting), getattr(block, "source", None))
        yield f'<div class="new-page">{element}</div>' if broken else element
        broken = False


def source_inside(blocks: b.Blocks) -> b.Source | None:
    """Return the source of what stands in a cell or an item without an element of its own: its first paragraph."""
    head = blocks[0] if blocks else None
    return head.source if isinstance(head, b.Paragraph) and head.align == "justify" else None


def inside(blocks: b.Blocks, setting: Setting) -> str:
    """Return what stands inside a cell or an item: its first paragraph has no element of its own.

    The marker of an item, and the text of a cell, so stand on one line with the words.
    """
    if not blocks:
        return ""
    head, *rest = blocks
    if not isinstance(head, b.Paragraph) or head.align != "justify":
        return "".join(show_all(blocks, setting))
    return inline(head.runs) + "".join(show_all(tuple(rest), setting))


@singledispatch
def show(block: object, setting: Setting) -> str:
    """Return one block as HTML."""
    raise TypeError(f"html cannot show a {type(block).__name__}")


@show.register
def _(block: b.Paragraph, setting: Setting) -> str:
    look = attributes(
        "" if block.align == "justify" else block.align,
        "" if block.indent else "flush",
        "keep" if block.keep_with_next else "",
    )
    return f"<p{look}>{inline(block.runs)}</p>"


@show.register
def _(block: b.Heading, setting: Setting) -> str:
    depth = setting.depth_of(block.level + setting.depth if setting.mark else block.level)
    setting.anchor = block.anchor or (setting.anchor if block.level == 5 else "")
    align = "" if block.align == "center" else block.align
    look = attributes(f"level-{block.level}", align, anchor=block.anchor)
    link = _link_to(block.anchor, f"«{block.line}»") if setting.is_linked and block.anchor else ""
    return f"<h{depth}{look}>{_on_lines(block.text)}{link}</h{depth}>"


def _on_lines(text: str) -> str:
    """Return a heading's text; the space before a line break keeps its words apart where it is read on one line."""
    return shown(text).replace("<br>", " <br>")


def _link_to(anchor: str, what: str) -> str:
    """Return a link from a heading or a point to itself, which a reader copies to point at it."""
    name = escape(f"Посилання на {what}")
    return f' <a class="anchor" href="#{escape(anchor)}" aria-label="{name}">#</a>'


@show.register
def _(block: b.BulletList, setting: Setting) -> str:
    return f"<ul>{_items(block.items, setting)}</ul>"


@show.register
def _(block: b.NumberedList, setting: Setting) -> str:
    start = "" if block.start == 1 else f' start="{block.start}"'
    return f"<ol{start}>{_items(block.items, setting, block.start)}</ol>"


def _items(items: tuple[b.Blocks, ...], setting: Setting, start: int = 1) -> str:
    return "".join(_item(item, f"{setting.point}{number}", setting) for number, item in enumerate(items, start))


def _item(item: b.Blocks, number: str, setting: Setting) -> str:
    """Return a point of a list; linked, it has an address by its number under the heading."""
    if not (setting.is_linked and setting.anchor):
        return setting.marked(f"<li>{inside(item, setting)}</li>", source_inside(item))
    anchor, link = pointed_at(number, f"пункт {number}", setting)
    outer, setting.point = setting.point, f"{number}."
    content = inside(item, setting)
    setting.point = outer
    return f"<li{anchor}>{content}{link}</li>"


def pointed_at(name: str, what: str, setting: Setting) -> tuple[str, str]:
    """Return the attribute by which a point or a row is pointed at, and the link that a reader copies."""
    address = setting.address(name)
    return f' id="{escape(address)}"', _link_to(address, what)


@show.register
def _(block: b.Footnotes, setting: Setting) -> str:
    notes = "".join(
        setting.marked(f"<p>{shown(mark)} {inline(note)}</p>", source)
        for (mark, note), source in zip_longest(block.notes, block.sources)
    )
    return f'<div class="footnotes">{notes}</div>'


@show.register
def _(block: b.Letterhead, setting: Setting) -> str:
    lines = "".join(
        f"<p{attributes('act' if line.names_the_act else '')}>{shown(line.text)}</p>" for line in block.lines
    )
    return f'<div class="letterhead">{emblem() if block.emblem else ""}{lines}</div>'


@show.register
def _(block: b.Requisites, setting: Setting) -> str:
    parts = "".join(f"<p>{shown(part)}</p>" for part in (block.date, block.place, block.number))
    return f'<div class="requisites">{parts}</div>'


@show.register
def _(block: b.Subject, setting: Setting) -> str:
    depth = setting.depth + 1 if setting.mark else 1
    setting.enclosing = [(depth, depth)]
    return f'<h{depth} class="subject">{_on_lines(block.text)}</h{depth}>'


@show.register
def _(block: b.Signature, setting: Setting) -> str:
    """Show a signature; a narrow screen breaks the lines of the post by itself."""
    post = ' <br class="wrap">'.join(map(shown, post_lines(block.post)))
    look = attributes("name", "long" if block.is_long else "")
    return f'<p class="signature"><span class="post">{post}</span> <span{look}>{shown(block.name)}</span></p>'


@show.register
def _(block: b.ApprovalMark, setting: Setting) -> str:
    return _mark("approval-mark", block.lines)


@show.register
def _(block: b.DraftMark, setting: Setting) -> str:
    return _mark("draft-mark", block.lines)


@show.register
def _(block: b.PreparedBy, setting: Setting) -> str:
    return _mark("prepared-by", block.printed)


def _mark(name: str, lines: tuple[str, ...]) -> str:
    return f'<div class="{name}">{"".join(f"<p>{shown(line)}</p>" for line in lines)}</div>'


@cache
def emblem() -> str:
    """Return the small state emblem as an inline drawing: a paper then fetches nothing."""
    drawing = ElementTree.parse(EMBLEM).getroot()
    shapes = "".join(
        f'<path fill-rule="evenodd" d="{escape(path.attrib["d"])}"/>' for path in drawing.iter(f"{SVG}path")
    )
    return (
        f'<svg class="emblem" viewBox="{drawing.attrib["viewBox"]}" role="img">'
        f"<title>Малий Державний Герб України</title>{shapes}</svg>"
    )


@show.register
def _(block: b.PageCode, setting: Setting) -> str:
    path, side = drawing(block.address)
    code = (
        f'<svg viewBox="0 0 {side} {side}" role="img"><title>{escape(spoken(block.address))}</title>'
        f'<path d="{path}"/></svg>'
    )
    return f'<div class="page-code">{code}<p>{escape(block.shown_address)}</p></div>'


@show.register
def _(block: b.Landscape, setting: Setting) -> str:
    upright, setting.sheet = setting.sheet, LANDSCAPE
    content = "\n".join(show_all(block.blocks, setting))
    setting.sheet = upright
    return f'<section class="landscape">\n{content}\n</section>'
