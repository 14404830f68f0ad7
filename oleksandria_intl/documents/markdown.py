"""Long texts: Markdown without raw HTML, images or code, turned into blocks.

What pastes from Word must come through whole: underscores stand for blanks to be filled in, spaces at a
line's start mean nothing, and whatever looks like HTML is text. What would be no link on paper is text too:
«пункт [3](зі змінами)».
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from oleksandria_intl.documents.blocks import (
    Block,
    Blocks,
    BulletList,
    Cell,
    Column,
    Heading,
    Inline,
    NumberedList,
    Paragraph,
    Row,
    RowGroup,
    Run,
    Table,
)
from oleksandria_intl.links import is_link

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token
    from markdown_it.tree import SyntaxTreeNode

UNUSED = (
    "image",
    "html_block",
    "html_inline",
    "code",
    "fence",
    "hr",
    "lheading",
    "reference",
    "backticks",
    "autolink",
    "blockquote",
    "entity",
)
RULE = re.compile(r"[ \t]*\|?([ \t]*:?-+:?[ \t]*\|)*[ \t]*:?-+:?[ \t]*\|?[ \t]*")
"""The line between the heads and the rows of a table."""


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.rules_inline.emphasis import tokenize

    class Parser(MarkdownIt):
        """Markdown in which only an address that a paper can name makes a link."""

        def validateLink(self, url: str) -> bool:  # noqa: N802 - markdown-it's name
            return is_link(url)

    def emphasis(state: StateInline, silent: bool) -> bool:
        return state.src[state.pos] != "_" and tokenize(state, silent)

    parser = Parser("commonmark", {"html": False, "maxNesting": 100}).enable("table").disable(UNUSED)
    parser.inline.ruler.at("emphasis", emphasis)
    return parser


def blocks_from(text: str) -> Blocks:
    """Return the blocks of a Markdown text."""
    from markdown_it.tree import SyntaxTreeNode

    return _blocks(SyntaxTreeNode(parsed(text)).children)


def parsed(text: str) -> list[Token]:
    """Return a Markdown text as the parser's tokens, whose lines are the text's."""
    return _parser().parse(_with_room(text))


def _with_room(text: str) -> str:
    """Return the text with heads for every cell of its tables: Markdown drops a cell that no head stands over."""
    lines, end = text.split("\n"), 0
    for number in range(1, len(lines)):
        if number > end and "|" in lines[number] and RULE.fullmatch(lines[number]):
            rows = list(_rows_below(lines, number))
            end = number + len(rows)
            lacking = max(map(_width, rows), default=0) - _width(lines[number])
            lines[number - 1] = _widened(lines[number - 1], "  |" * lacking)
            lines[number] = _widened(lines[number], "-|" * lacking)
    return "\n".join(lines)


def _rows_below(lines: list[str], rule: int) -> Iterator[str]:
    """Yield the rows of the table whose rule is on this line."""
    for line in lines[rule + 1 :]:
        if not line.strip():
            return
        yield line


def _width(line: str) -> int:
    """Return how many cells a line of a table has."""
    from markdown_it.rules_block.table import escapedSplit

    cells = escapedSplit(line.strip())
    return len(cells) - (cells[:1] == [""]) - (len(cells) > 1 and cells[-1] == "")


def _widened(line: str, cells: str) -> str:
    return line.rstrip().removesuffix("|") + "|" + cells if cells else line


def inline_from(text: str) -> Inline:
    """Return a one-paragraph Markdown text as runs."""
    from markdown_it.tree import SyntaxTreeNode

    root = SyntaxTreeNode(_parser().parseInline(text))
    return tuple(run for node in root.children for run in _runs(node))


def _blocks(nodes: list[SyntaxTreeNode]) -> Blocks:
    return tuple(block for node in nodes for block in _block(node))


def _block(node: SyntaxTreeNode) -> tuple[Block, ...]:
    """Return what a node becomes; a kind that papers do not have gives way to what is in it."""
    if node.type == "paragraph":
        return (Paragraph(_inline(node)),)
    if node.type == "heading":
        return (Heading(4, "".join(run.text for run in _inline(node)), align="left"),)
    if node.type == "bullet_list":
        return (BulletList(_items(node)),)
    if node.type == "ordered_list":
        return (NumberedList(_items(node), start=int(node.attrs.get("start", 1))),)
    if node.type == "table":
        return (_table(node),)
    return _blocks(node.children)


def _items(node: SyntaxTreeNode) -> tuple[Blocks, ...]:
    return tuple(_blocks(item.children) for item in node.children)


def _table(node: SyntaxTreeNode) -> Table:
    """Return a Markdown table; its columns share the width alike."""
    head, *bodies = node.children
    columns = tuple(
        Column("".join(run.text for run in _inline(cell)), align="left") for cell in head.children[0].children
    )
    rows = tuple(Row(tuple(map(_cell, row.children))) for body in bodies for row in body.children)
    return Table(columns, tuple(RowGroup((row,)) for row in rows))


def _cell(node: SyntaxTreeNode) -> Cell:
    return Cell((Paragraph(_inline(node)),))


def _inline(node: SyntaxTreeNode) -> Inline:
    return tuple(run for child in node.children for run in _runs(child))


def _runs(node: SyntaxTreeNode, bold: bool = False, italic: bool = False, link: str = "") -> Inline:
    """Return the runs of a node, in the look of what it stands in."""
    if node.type in ("text", "text_special", "code_inline"):
        return (Run(node.content, bold, italic, link),) if node.content else ()
    if node.type in ("softbreak", "hardbreak"):
        return (Run(" " if node.type == "softbreak" else "\n", bold, italic, link),)
    bold, italic = bold or node.type == "strong", italic or node.type == "em"
    if node.type == "link":
        address = str(node.attrs.get("href", ""))
        link = address if is_link(address) else ""
    return tuple(run for child in node.children for run in _runs(child, bold, italic, link))
