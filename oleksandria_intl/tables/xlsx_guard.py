"""The archive of an .xlsx as openpyxl opens it, handed out only if it can be no bomb."""

from __future__ import annotations

import struct
from typing import IO, Any, BinaryIO
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from .cells import UnreadableFile
from .encodings import Raw, wrong_format

MEGABYTE = 1 << 20
MOST_UNPACKED = 400 * MEGABYTE
MOST_STRINGS = 64 * MEGABYTE
MOST_OF_OTHERS = 8 * MEGABYTE
"""Styles and lists of sheets are small; only sheets and their texts grow."""
HIGHEST_RATIO = 200
"""Sheets shrink by some tens of times; bombs by a thousand."""
SUSPECT_FROM = 4 * MEGABYTE
MOST_PARTS = 2000
LONGEST_TOKEN = MEGABYTE // 4
LONGEST_TEXT = 8 * 32_767
"""Bytes: Excel lets a cell hold 32,767 characters, and some are written as «&#1234;»."""
MOST_ROWS = 1_048_576
MOST_ELEMENTS_OF_ROW = 36_000
"""A row has at most 16,384 cells with a value each."""
MOST_ELEMENTS = 2_000_000
"""Of all other parts: openpyxl keeps something of each."""

_END = b"PK\x05\x06"
_END_OF_64 = b"PK\x06\x07"


class GuardedArchive(ZipFile):
    """An .xlsx that is no bomb; raises ``UnreadableFile`` where it is none, or a part turns out one while it is read.

    Unpacking stops where a part declares that it ends.
    """

    def __init__(self, file: BinaryIO) -> None:
        try:
            _refuse_many_parts(file)
            super().__init__(file)
        except (BadZipFile, ValueError, OSError, struct.error):
            raise damaged() from None
        self._refuse_other_documents({info.filename.lower() for info in self.infolist()})
        for info in self.infolist():
            _refuse_bomb(info)
        if sum(info.file_size for info in self.infolist()) > MOST_UNPACKED:
            raise _bomb()

    def open(self, name: Any, mode: Any = "r", pwd: bytes | None = None, *, force_zip64: bool = False) -> IO[bytes]:
        """Return a small part, whose XML is checked while it is read."""
        most = MOST_STRINGS if "sharedstrings" in str(name).lower() else MOST_OF_OTHERS
        if self.getinfo(name).file_size > most:
            raise UnreadableFile(_("The .xlsx holds too many texts or styles; save the table as CSV UTF-8."))
        return _checked(super().open(name), _XmlCheck(MOST_ELEMENTS))

    def open_sheet(self, name: str) -> IO[bytes]:
        """Return a sheet, which may be large, but not its rows."""
        return _checked(super().open(name), _XmlCheck(MOST_ELEMENTS_OF_ROW, "row"))

    def _refuse_other_documents(self, parts: set[str]) -> None:
        if "[content_types].xml" not in parts:
            raise UnreadableFile(wrong_format("ODS" if "content.xml" in parts else "ZIP"))
        for folder, name in (("word/", "Word (.docx)"), ("ppt/", "PowerPoint (.pptx)")):
            if any(part.startswith(folder) for part in parts):
                raise UnreadableFile(wrong_format(name))
        if "xl/workbook.bin" in parts:
            raise UnreadableFile(wrong_format("Excel (.xlsb)"))


def _refuse_many_parts(file: BinaryIO) -> None:
    """Look at the end of the archive before its list of parts is loaded: that may be the bomb."""
    size = file.seek(0, 2)
    file.seek(max(0, size - (1 << 16) - 22))
    tail = file.read()
    end = tail.rfind(_END)
    if end < 0 or _END_OF_64 in tail[max(0, end - 20) : end]:
        raise damaged()
    parts, listed = struct.unpack_from("<HL", tail, end + 10)
    if parts > MOST_PARTS or listed > MEGABYTE:
        raise _bomb()


def _refuse_bomb(info: ZipInfo) -> None:
    if info.flag_bits & 1 or info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise damaged()
    if info.file_size > SUSPECT_FROM and info.file_size > HIGHEST_RATIO * max(1, info.compress_size):
        raise _bomb()


def _bomb() -> UnreadableFile:
    return UnreadableFile(
        _("The .xlsx unpacks to more than a table can be; nothing of it was read. Save the table as CSV.")
    )


def damaged() -> UnreadableFile:
    """Return the sentence about a file that is not what Excel writes."""
    return UnreadableFile(_("The .xlsx is damaged; open it in Excel, save it again as .xlsx and try once more."))


def _checked(part: IO[bytes], check: _XmlCheck) -> IO[bytes]:
    """Return a part whose XML is checked piece by piece before openpyxl gets it."""

    def read(size: int) -> bytes:
        chunk = part.read(size)
        check.feed(chunk)
        return chunk

    return Raw(read)  # type: ignore[return-value]


class _XmlCheck:
    """Checks XML as a stream, without making objects of it.

    Raises ``UnreadableFile`` where it declares entities, or has endless names, texts or rows, or rows that Excel has
    not. Elements are counted anew with each row.
    """

    def __init__(self, most: int, row: str = "") -> None:
        self._parser = expat.ParserCreate()
        self._parser.StartDoctypeDeclHandler = _refuse_entities
        self._parser.StartElementHandler = self._start
        self._most, self._element_of_row = most, row
        self._row = self._heard = self._fed = self._started = 0

    def feed(self, chunk: bytes) -> None:
        """Check the next piece."""
        self._parser.Parse(chunk)
        self._fed += len(chunk)
        at = self._parser.CurrentByteIndex
        if self._fed - at > LONGEST_TOKEN or at - self._started > LONGEST_TEXT:
            raise damaged()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._started = self._parser.CurrentByteIndex
        self._heard += 1
        if self._heard > self._most:
            raise damaged()
        if self._element_of_row and name.rpartition(":")[2] == self._element_of_row:
            self._begin_row(int(attributes.get("r", self._row + 1)))

    def _begin_row(self, number: int) -> None:
        if number <= self._row:
            raise damaged()
        if number > MOST_ROWS:
            raise UnreadableFile(_("The sheet claims row %(row)d, which Excel cannot hold.") % {"row": number})
        self._row, self._heard = number, 0


def _refuse_entities(*_declaration: object) -> None:
    raise UnreadableFile(
        _("The .xlsx declares entities, which Excel never does and which can be harmful; nothing of it was read.")
    )
