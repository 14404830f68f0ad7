"""Cells of plain text, which tables are mostly made of."""

from __future__ import annotations

from oleksandria_intl.documents.blocks import Align, Cell, Paragraph, Row, RowGroup, plain


def text_cell(
    text: str,
    *,
    rowspan: int = 1,
    colspan: int = 1,
    bold: bool = False,
    align: Align | None = None,
    heads_row: bool = False,
) -> Cell:
    """Return a cell of one paragraph; an empty one for an empty text."""
    content = (Paragraph(plain(text, bold=bold)),) if text else ()
    return Cell(content, colspan, rowspan, align, bold, heads_row)


def text_row(*texts: str) -> RowGroup:
    """Return a row of plain texts that stands by itself."""
    return RowGroup((Row(tuple(map(text_cell, texts))),))
