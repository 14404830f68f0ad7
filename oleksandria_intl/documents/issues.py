"""What a paper shows of its issue: the QR code of its page on the portal, or that it is a working copy."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from .blocks import Blocks, PageCode, ended
from .document import Document

if TYPE_CHECKING:
    from segno import QRCode

WORKING_COPY = "робочий примірник"
WORKING_COPIES = {"en": "working copy"}
"""The same in other languages of papers."""
QUIET_ZONE = 4
"""The white modules that scanners want around a code (ISO/IEC 18004)."""
PNG_SCALE = 10
"""Pixels of a module: some 1,000 dots an inch at 20 mm."""


def printed_blocks(document: Document) -> Blocks:
    """Return the blocks of a paper, ended by the code of its page if it prints one, on the sheet of the last of them.

    The code stands behind signature and executor: ДСТУ 4163:2020 has no place for it among the requisites.
    """
    if document.issue is None or not document.issue.address:
        return document.blocks
    return ended(document.blocks, (PageCode(document.issue.address),))


def foot_of(document: Document) -> str:
    """Return what the foot of every page says: of a working copy what it is; empty for what leaves the office."""
    if document.issue or document.is_letter:
        return ""
    return WORKING_COPIES.get(document.language, WORKING_COPY)


def spoken(address: str) -> str:
    """Return what a code says to those who do not see it."""
    return f"QR-код сторінки цього документа на порталі: {address}"


def drawing(address: str) -> tuple[str, int]:
    """Return a code as the outline of its dark modules, for SVG, and the side of the square that it stands in."""
    rows = [bytes(row) for row in _code(address).matrix_iter(border=QUIET_ZONE)]
    return "".join(_outline(row, place) for place, row in enumerate(rows)), len(rows)


def picture(address: str) -> bytes:
    """Return a code as PNG; the same address gives the same bytes."""
    file = BytesIO()
    _code(address).save(file, kind="png", scale=PNG_SCALE, border=QUIET_ZONE)
    return file.getvalue()


def _outline(row: bytes, place: int) -> str:
    """Return a rectangle for each run of dark modules in a row."""
    outline, column = "", 0
    for run in row.split(b"\0"):
        if run:
            outline += f"M{column} {place}h{len(run)}v1h-{len(run)}z"
        column += len(run) + 1
    return outline


def _code(address: str) -> QRCode:
    """Return the code; a fold or a stain over a seventh of it leaves it readable (level M)."""
    import segno

    return segno.make_qr(address, error="m", boost_error=False)
