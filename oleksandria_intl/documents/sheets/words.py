"""What blocks say in plain lines, and how a spreadsheet shows a number that a cell says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import singledispatch

from oleksandria_intl.documents.blocks import (
    ApprovalMark,
    Block,
    BulletList,
    Cell,
    DraftMark,
    Footnotes,
    Heading,
    Letterhead,
    NumberedList,
    Paragraph,
    PreparedBy,
    Requisites,
    Signature,
    Subject,
    text_of,
)

GAP = " " * 4
"""Between what stands apart on a printed line."""
MONEY_DECIMALS = 2
_PRINTED = re.compile(r"[-−]?\d{1,3}(?:(?P<set_apart>[\s\u00a0\u202f]?)\d{3})*(?:,(?P<decimals>\d+))?")


def lines_of(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield what the blocks say; nothing for breaks, and for contents, whose pages a sheet has not."""
    for block in blocks:
        yield from _lines(block)


def text_in(cell: Cell) -> str:
    """Return the text of a cell, line by line."""
    if len(cell.content) == 1 and isinstance(paragraph := cell.content[0], Paragraph):
        return text_of(paragraph.runs)
    return "\n".join(lines_of(cell.content))


def decimals_of(cell: Cell) -> int:
    """Return how many decimals the cell shows of its number; kopiykas where its text is no bare number."""
    if printed := _PRINTED.fullmatch(text_in(cell)):
        return len(printed["decimals"] or "")
    return MONEY_DECIMALS if isinstance(cell.value, Decimal) else 0


def sets_thousands_apart(cell: Cell) -> bool:
    """Tell whether the cell shows an amount, not a year or a numeral."""
    printed = _PRINTED.fullmatch(text_in(cell))
    return isinstance(cell.value, Decimal) or bool(printed and printed["set_apart"])


@singledispatch
def _lines(block: object) -> Iterator[str]:
    """Yield the lines of one block."""
    yield from ()


@_lines.register
def _(block: Paragraph) -> Iterator[str]:
    yield text_of(block.runs)


@_lines.register(Heading)
@_lines.register(Subject)
def _(block: Heading | Subject) -> Iterator[str]:
    yield block.text


@_lines.register(ApprovalMark)
@_lines.register(DraftMark)
def _(block: ApprovalMark | DraftMark) -> Iterator[str]:
    yield from block.lines


@_lines.register
def _(block: PreparedBy) -> Iterator[str]:
    yield from block.printed


@_lines.register
def _(block: Letterhead) -> Iterator[str]:
    yield from (line.text for line in block.lines)


@_lines.register
def _(block: Requisites) -> Iterator[str]:
    yield GAP.join((block.date, block.place, block.number))


@_lines.register
def _(block: Signature) -> Iterator[str]:
    yield f"{' '.join(block.post.split())}{GAP}{block.name}"


@_lines.register
def _(block: Footnotes) -> Iterator[str]:
    yield from (f"{mark} {text_of(note)}" for mark, note in block.notes)


@_lines.register
def _(block: BulletList) -> Iterator[str]:
    yield from (f"- {item}" for item in map(_item, block.items))


@_lines.register
def _(block: NumberedList) -> Iterator[str]:
    yield from (f"{number}. {_item(item)}" for number, item in enumerate(block.items, block.start))


def _item(blocks: tuple[Block, ...]) -> str:
    return "\n".join(lines_of(blocks))
