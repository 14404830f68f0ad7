"""The archive of an .xlsx as openpyxl opens it, handed out only if it can be no bomb."""

from __future__ import annotations

from typing import IO, Any, BinaryIO

from django.utils.translation import gettext as _

from .cells import UnreadableFile
from .encodings import wrong_format
from .zip_guard import MEGABYTE, GuardedZip, Refusals

MOST_UNPACKED = 400 * MEGABYTE
MOST_STRINGS = 64 * MEGABYTE
MOST_OF_OTHERS = 8 * MEGABYTE
"""Styles and lists of sheets are small; only sheets and their texts grow."""
MOST_ELEMENTS_OF_ROW = 36_000
"""A row has at most 16,384 cells with a value each."""
MOST_ELEMENTS = 2_000_000
"""Of all other parts: openpyxl keeps something of each."""


class GuardedArchive(GuardedZip):
    """An .xlsx that is no bomb; raises ``UnreadableFile`` where it is none, or a part turns out one while it is read.

    Unpacking stops where a part declares that it ends.
    """

    def __init__(self, file: BinaryIO) -> None:
        super().__init__(file, XlsxRefusals(), MOST_UNPACKED)

    def open(self, name: Any, mode: Any = "r", pwd: bytes | None = None, *, force_zip64: bool = False) -> IO[bytes]:
        """Return a small part, whose XML is checked while it is read."""
        most = MOST_STRINGS if "sharedstrings" in str(name).lower() else MOST_OF_OTHERS
        if self.getinfo(name).file_size > most:
            raise UnreadableFile(_("The .xlsx holds too many texts or styles; save the table as CSV UTF-8."))
        return self.checked(super().open(name), MOST_ELEMENTS)

    def open_sheet(self, name: str) -> IO[bytes]:
        """Return a sheet, which may be large, but not its rows."""
        return self.checked(super().open(name), MOST_ELEMENTS_OF_ROW, "row")


class XlsxRefusals(Refusals):
    """What is said of an .xlsx that cannot be read."""

    def refuse_other_documents(self, parts: set[str]) -> None:
        """Refuse what other programs write, and old Excel."""
        if "[content_types].xml" not in parts:
            raise UnreadableFile(wrong_format("ODS" if "content.xml" in parts else "ZIP"))
        for folder, name in (("word/", "Word (.docx)"), ("ppt/", "PowerPoint (.pptx)")):
            if any(part.startswith(folder) for part in parts):
                raise UnreadableFile(wrong_format(name))
        if "xl/workbook.bin" in parts:
            raise UnreadableFile(wrong_format("Excel (.xlsb)"))

    def bomb(self) -> UnreadableFile:
        return UnreadableFile(
            _("The .xlsx unpacks to more than a table can be; nothing of it was read. Save the table as CSV.")
        )

    def damaged(self) -> UnreadableFile:
        return damaged()

    def entities(self) -> UnreadableFile:
        return UnreadableFile(
            _("The .xlsx declares entities, which Excel never does and which can be harmful; nothing of it was read.")
        )


def damaged() -> UnreadableFile:
    """Return the sentence about a file that is not what Excel writes."""
    return UnreadableFile(_("The .xlsx is damaged; open it in Excel, save it again as .xlsx and try once more."))
