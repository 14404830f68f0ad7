"""The executor's phone, which the papers of staff alone carry: builders never print it."""

from __future__ import annotations

from dataclasses import replace

from .blocks import Block, Landscape, PreparedBy
from .document import Document


def with_phone(document: Document, phone: str) -> Document:
    """Return the document with the executor's phone beside the surname: «Куркова 777995»."""
    return replace(document, blocks=tuple(_with_phone(block, phone) for block in document.blocks))


def _with_phone(block: Block, phone: str) -> Block:
    if isinstance(block, Landscape):
        return Landscape(tuple(_with_phone(inner, phone) for inner in block.blocks))
    if isinstance(block, PreparedBy) and block.executor:
        return replace(block, executor=f"{block.executor} {phone}")
    return block
