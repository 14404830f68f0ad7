"""The parts of an .xlsx, handed out only if they can be no bomb; their XML is read as a stream, without entities."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from .cells import UnreadableFile
from .encodings import wrong_format

MEGABYTE = 1 << 20
MOST_UNPACKED = 400 * MEGABYTE
MOST_STRINGS = 64 * MEGABYTE
MOST_OF_OTHERS = 8 * MEGABYTE
"""Styles and lists of sheets are small; only sheets and their texts grow."""
HIGHEST_RATIO = 200
"""Sheets shrink by some tens of times; bombs by a thousand."""
SUSPECT_FROM = 4 * MEGABYTE
MOST_PARTS = 2000
LONGEST_TOKEN = MEGABYTE
CHUNK = 1 << 16

_END = b"PK\x05\x06"
_END_OF_64 = b"PK\x06\x07"

Attributes = dict[str, str]


class Package:
    """An opened .xlsx; raises ``UnreadableFile`` where it is none, or is dangerous."""

    def __init__(self, file: BinaryIO) -> None:
        try:
            _refuse_many_parts(file)
            self._zip = ZipFile(file)
        except (BadZipFile, ValueError, OSError, struct.error):
            raise damaged() from None
        self._parts = {info.filename.lower(): info for info in self._zip.infolist()}
        self._refuse_other_documents()
        for info in self._parts.values():
            _refuse_bomb(info)
        if sum(info.file_size for info in self._zip.infolist()) > MOST_UNPACKED:
            raise _bomb()

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._parts

    def chunks(self, part: str) -> Iterator[bytes]:
        """Yield the part unpacked; what is more than it declares is never unpacked, and makes it damaged."""
        try:
            with self._zip.open(self._parts[part.lower()]) as stream:
                while chunk := stream.read(CHUNK):
                    yield chunk
        except (BadZipFile, zlib.error, EOFError, KeyError, OSError, RuntimeError, NotImplementedError):
            raise damaged() from None

    def size(self, part: str) -> int:
        """Return how large the part is unpacked."""
        return self._parts[part.lower()].file_size

    def _refuse_other_documents(self) -> None:
        if "[content_types].xml" not in self:
            raise UnreadableFile(wrong_format("ODS" if "content.xml" in self else "ZIP"))
        for folder, name in (("word/", "Word (.docx)"), ("ppt/", "PowerPoint (.pptx)")):
            if any(part.startswith(folder) for part in self._parts):
                raise UnreadableFile(wrong_format(name))
        if "xl/workbook.bin" in self:
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
        _("The .xlsx unpacks to more than a table of payments can be; nothing of it was read. Save the table as CSV.")
    )


def damaged() -> UnreadableFile:
    """Return the sentence about a file that is not what Excel writes."""
    return UnreadableFile(_("The .xlsx is damaged; open it in Excel, save it again as .xlsx and try once more."))


class XmlReader:
    """Reads one part as a stream; the handlers get the names of elements without prefixes."""

    def __init__(
        self,
        start: Callable[[str, Attributes], None],
        end: Callable[[str], None] | None = None,
        text: Callable[[str], None] | None = None,
    ) -> None:
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = _refuse_entities
        self._parser.StartElementHandler = self._root
        self._parser.CharacterDataHandler = text
        self._start, self._end = start, end
        self._fed = 0

    def _root(self, name: str, attributes: Attributes) -> None:
        """Hear the first element: if it has no prefix, as from Excel, no other has, and none is looked for."""
        start, end = self._start, self._end
        if ":" in name:
            self._parser.StartElementHandler = lambda each, values: start(each.rpartition(":")[2], values)
            self._parser.EndElementHandler = lambda each: end(each.rpartition(":")[2]) if end else None
        else:
            self._parser.StartElementHandler, self._parser.EndElementHandler = start, end
        start(name.rpartition(":")[2], attributes)

    def feed(self, chunk: bytes, *, final: bool = False) -> None:
        """Read on; raise ``UnreadableFile`` where the XML is broken, has entities or endless names."""
        try:
            self._parser.Parse(chunk, final)
        except (expat.ExpatError, ValueError):
            raise damaged() from None
        self._fed += len(chunk)
        if self._fed - self._parser.CurrentByteIndex > LONGEST_TOKEN:
            raise damaged()


def _refuse_entities(*_declaration: object) -> None:
    raise UnreadableFile(
        _("The .xlsx declares entities, which Excel never does and which can be a bomb; nothing of it was read.")
    )


def read_xml(package: Package, part: str, reader: XmlReader) -> None:
    """Read a whole part that is not a sheet."""
    for chunk in package.chunks(part):
        reader.feed(chunk)
    reader.feed(b"", final=True)
