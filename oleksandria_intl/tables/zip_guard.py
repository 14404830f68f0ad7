"""An archive of XML parts, as office programs write them, handed out only if it can be no bomb."""

from __future__ import annotations

import struct
from abc import ABC, abstractmethod
from typing import IO, BinaryIO
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from .cells import UnreadableFile
from .encodings import Raw

MEGABYTE = 1 << 20
HIGHEST_RATIO = 200
"""Sheets shrink by some tens of times; bombs by a thousand."""
SUSPECT_FROM = 4 * MEGABYTE
MOST_PARTS = 2000
LONGEST_TOKEN = MEGABYTE // 4
LONGEST_TEXT = 8 * 32_767
"""Bytes: Excel lets a cell hold 32,767 characters, and some are written as «&#1234;»."""
MOST_ROWS = 1_048_576

_END = b"PK\x05\x06"
_END_OF_64 = b"PK\x06\x07"


class Refusals(ABC):
    """The sentences about files of one format that cannot be read."""

    @abstractmethod
    def damaged(self) -> UnreadableFile:
        """Return the sentence about a file that is not what its program writes."""

    @abstractmethod
    def bomb(self) -> UnreadableFile:
        """Return the sentence about a file that unpacks to more than it can be."""

    @abstractmethod
    def entities(self) -> UnreadableFile:
        """Return the sentence about XML that declares entities."""

    @abstractmethod
    def refuse_other_documents(self, parts: set[str]) -> None:
        """Raise ``UnreadableFile`` where the parts, named in small letters, are those of another format."""


class GuardedZip(ZipFile):
    """An archive that is no bomb; raises ``UnreadableFile`` where it is one, or a part turns out one while it is read.

    Unpacking stops where a part declares that it ends.
    """

    def __init__(self, file: BinaryIO, refusals: Refusals, most_unpacked: int) -> None:
        self.refusals = refusals
        try:
            self._refuse_many_parts(file)
            super().__init__(file)
        except (BadZipFile, ValueError, OSError, struct.error):
            raise refusals.damaged() from None
        refusals.refuse_other_documents({info.filename.lower() for info in self.infolist()})
        for info in self.infolist():
            self._refuse_bomb(info)
        if sum(info.file_size for info in self.infolist()) > most_unpacked:
            raise refusals.bomb()

    def checked(self, part: IO[bytes], most: int, row: str = "") -> IO[bytes]:
        """Return a part whose XML is checked piece by piece before its reader gets it."""
        check = _XmlCheck(self.refusals, most, row)

        def read(size: int) -> bytes:
            chunk = part.read(size)
            check.feed(chunk)
            return chunk

        return Raw(read)  # type: ignore[return-value]

    def _refuse_many_parts(self, file: BinaryIO) -> None:
        """Look at the end of the archive before its list of parts is loaded: that may be the bomb."""
        size = file.seek(0, 2)
        file.seek(max(0, size - (1 << 16) - 22))
        tail = file.read()
        end = tail.rfind(_END)
        if end < 0 or _END_OF_64 in tail[max(0, end - 20) : end]:
            raise self.refusals.damaged()
        parts, listed = struct.unpack_from("<HL", tail, end + 10)
        if parts > MOST_PARTS or listed > MEGABYTE:
            raise self.refusals.bomb()

    def _refuse_bomb(self, info: ZipInfo) -> None:
        if info.flag_bits & 1 or info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise self.refusals.damaged()
        if info.file_size > SUSPECT_FROM and info.file_size > HIGHEST_RATIO * max(1, info.compress_size):
            raise self.refusals.bomb()


class _XmlCheck:
    """Checks XML as a stream, without making objects of it.

    Raises ``UnreadableFile`` where it declares entities, or has endless names, texts or rows, or rows that Excel has
    not. Elements are counted anew with each row.
    """

    def __init__(self, refusals: Refusals, most: int, row: str = "") -> None:
        self._refusals = refusals
        self._parser = expat.ParserCreate()
        self._parser.StartDoctypeDeclHandler = self._refuse_entities
        self._parser.StartElementHandler = self._start
        self._most, self._element_of_row = most, row
        self._row = self._heard = self._fed = self._started = 0

    def feed(self, chunk: bytes) -> None:
        """Check the next piece."""
        self._parser.Parse(chunk)
        self._fed += len(chunk)
        at = self._parser.CurrentByteIndex
        if self._fed - at > LONGEST_TOKEN or at - self._started > LONGEST_TEXT:
            raise self._refusals.damaged()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._started = self._parser.CurrentByteIndex
        self._heard += 1
        if self._heard > self._most:
            raise self._refusals.damaged()
        if self._element_of_row and name.rpartition(":")[2] == self._element_of_row:
            self._begin_row(int(attributes.get("r", self._row + 1)))

    def _begin_row(self, number: int) -> None:
        if number <= self._row:
            raise self._refusals.damaged()
        if number > MOST_ROWS:
            raise UnreadableFile(_("The sheet claims row %(row)d, which Excel cannot hold.") % {"row": number})
        self._row, self._heard = number, 0

    def _refuse_entities(self, *_declaration: object) -> None:
        raise self._refusals.entities()
