"""DBF files for tests, made byte by byte."""

from __future__ import annotations

import struct
from collections.abc import Sequence

Column = tuple[str, str, int]
"""Its name, its kind (C, N, D), its width."""


def dbf(columns: Sequence[Column], rows: Sequence[Sequence[str]], *, codec: str = "cp1251", deleted: str = "") -> bytes:
    """Return a DBF of dBASE III with these rows; ``deleted`` holds «*» at the place of a deleted one."""
    length = 1 + sum(width for _name, _kind, width in columns)
    head = struct.pack("<B3BIHH20x", 3, 120, 4, 1, len(rows), 32 + 32 * len(columns) + 1, length)
    fields = b"".join(
        name.encode(codec).ljust(11, b"\0") + kind.encode() + bytes(4) + bytes([width]) + bytes(15)
        for name, kind, width in columns
    )
    records = b""
    for number, row in enumerate(rows):
        records += (deleted[number : number + 1] or " ").encode()
        for (_name, kind, width), cell in zip(columns, row, strict=True):
            raw = cell.encode(codec)
            records += raw.rjust(width) if kind == "N" else raw.ljust(width)
    return head + fields + b"\r" + records + b"\x1a"
