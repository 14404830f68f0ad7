"""The archive: a tar whose last entry is the SHA-256 of all that stands before it.

``files/<name>`` are the files as they lie in media, ``tables/<label>.jsonl.gz`` the rows, ``manifest.json`` says what
must be there. An archive that was cut short or changed in any byte is told from a whole one before it is used.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import tarfile
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import IO, Any

from django.utils.translation import gettext as _

FORMAT = 1
"""Grows with what an older portal cannot read."""
NAME = "oleksandria-intl-backup"
MANIFEST = "manifest.json"
PIECE = 1024 * 1024
BLOCK = tarfile.BLOCKSIZE

Manifest = dict[str, Any]
"""What an archive holds; see ``making.py``, which writes it."""


class Refused(Exception):
    """An archive is not restored; the sentence says why."""


class ArchiveWriter:
    """Writes an archive to a stream that cannot go back."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream = stream
        self.sum = hashlib.sha256()

    def add(self, name: str, file: IO[bytes]) -> tuple[int, str]:
        """Add an open file; return its size and SHA-256. What grows meanwhile is added as long as it was."""
        size, sum_ = os.fstat(file.fileno()).st_size, hashlib.sha256()
        self._write(_head(name, size))
        left = size
        while left and (piece := file.read(min(left, PIECE))):
            sum_.update(piece)
            self._write(piece)
            left -= len(piece)
        if left:
            raise OSError(f"{name} became shorter while it was read")
        self._write(_padding(size))
        return size, sum_.hexdigest()

    def finish(self, manifest: Manifest) -> None:
        """Write the manifest and the sum, which end the archive."""
        content = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
        self._write(_head(MANIFEST, len(content)) + content + _padding(len(content)))
        self.stream.write(_end(self.sum.hexdigest()))

    def _write(self, piece: bytes) -> None:
        self.sum.update(piece)
        self.stream.write(piece)


class Archive:
    """A whole archive, not encrypted, open for reading."""

    def __init__(self, file: IO[bytes]) -> None:
        """Read the manifest; raises ``Refused`` unless the archive is whole."""
        self.file = file
        _refuse_damaged(file)
        try:
            self.tar = tarfile.TarFile(fileobj=file)
            self.manifest: Manifest = json.loads(self._entry(MANIFEST).read())
        except (tarfile.TarError, KeyError, ValueError):
            raise Refused(_not_ours()) from None
        if self.manifest.get("name") != NAME:
            raise Refused(_not_ours())

    def lines(self, label: str) -> Iterator[bytes]:
        """Yield the lines of a table."""
        with gzip.open(self._entry(f"tables/{label}.jsonl.gz"), "rb") as lines:
            yield from lines

    def columns(self, label: str) -> list[str]:
        """Return the columns of a table, in the order in which its lines have them."""
        return list(self.manifest["tables"][label]["columns"])

    def opened(self, name: str) -> IO[bytes]:
        """Return a file of media."""
        return self._entry(f"files/{name}")

    def _entry(self, name: str) -> IO[bytes]:
        found = self.tar.extractfile(self._members[name])
        assert found, "a member that is a file"
        return found

    @cached_property
    def _members(self) -> dict[str, tarfile.TarInfo]:
        return {member.name: member for member in self.tar if member.isfile()}


def _refuse_damaged(file: IO[bytes]) -> None:
    """Raise ``Refused`` unless the file ends with the sum of what stands before its end."""
    length = file.seek(0, io.SEEK_END) - len(_end("0" * 64))
    file.seek(0)
    if length <= 0 or b"ustar" not in file.read(BLOCK):
        raise Refused(_not_ours())
    file.seek(0)
    sum_ = hashlib.sha256()
    for piece in _pieces(file, length):
        sum_.update(piece)
    if file.read() != _end(sum_.hexdigest()):
        raise Refused(_("The backup is damaged or was cut short: its sum is not the one that it was made with."))
    file.seek(0)


def _not_ours() -> str:
    return _("This file is no backup of the portal, or is damaged from its beginning.")


def _pieces(file: IO[bytes], length: int) -> Iterable[bytes]:
    while length and (piece := file.read(min(length, PIECE))):
        length -= len(piece)
        yield piece


def _head(name: str, size: int) -> bytes:
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    return info.tobuf(tarfile.PAX_FORMAT)


def _padding(size: int) -> bytes:
    return b"\0" * (-size % BLOCK)


def _end(sum_: str) -> bytes:
    """Return the bytes that end an archive of this sum: every one of them is known."""
    return _head("SHA256", len(sum_)) + sum_.encode() + _padding(len(sum_)) + b"\0" * (2 * BLOCK)
