"""The parts that the workspace shows a paper in: decision, passport, contents, every section, the signatures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from oleksandria_intl.documents.blocks import ApprovalMark, Block, Blocks, Heading, Landscape, PageBreak, Signature

ACT, MARK, END = "act", "mark", "end"
"""The decision itself, the mark at the head of its annex, the signatures at the annex's end."""


@dataclass
class Part:
    """A part of the paper: the anchor of its first heading, its blocks."""

    key: str
    blocks: list[Block] = field(default_factory=list)


def parts_of(blocks: Blocks) -> list[Part]:
    """Return a paper in parts; a page break stands at the head of the part that it begins."""
    parts, waiting = [Part(ACT)], []
    for block in _cut(blocks):
        if isinstance(block, PageBreak):
            waiting.append(block)
            continue
        if (key := _begun_by(block, parts[-1].key)) and key != parts[-1].key:
            parts.append(Part(key))
        parts[-1].blocks += [*waiting, block]
        waiting = []
    return [part for part in parts if part.blocks]


def _cut(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks, the turned pages of several parts as turned pages of one each."""
    for block in blocks:
        if isinstance(block, Landscape):
            yield from (Landscape(tuple(part.blocks)) for part in parts_of(block.blocks))
        else:
            yield block


def _begun_by(block: Any, current: str) -> str:
    """Return the key of the part that a block begins, or nothing."""
    if isinstance(block, Landscape):
        return _begun_by(block.blocks[0], current) if block.blocks else ""
    if isinstance(block, ApprovalMark):
        return MARK
    if isinstance(block, Heading) and block.level <= 2:
        return block.anchor
    return END if isinstance(block, Signature) and current != ACT else ""
