"""The archive of a .docx that somebody sent, read only if it can be no bomb, and is a paper without macros."""

from __future__ import annotations

from typing import BinaryIO

from django.utils.translation import gettext as _

from oleksandria_intl.tables.cells import UnreadableFile
from oleksandria_intl.tables.zip_guard import MEGABYTE, GuardedZip, Refusals

MOST_UNPACKED = 200 * MEGABYTE
"""Pictures among it, which nobody looks at."""
MOST_OF_A_PART = 24 * MEGABYTE
MOST_ELEMENTS = 300_000
"""Twenty times those of the decision of 2020 with its annex."""

_SIGNATURES = (
    (b"%PDF", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"<", "XML, HTML"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
)
_OLD_WORD = b"\xd0\xcf\x11\xe0"


class GuardedWord(GuardedZip):
    """A .docx that is no bomb; raises ``UnreadableFile`` where it is none."""

    def __init__(self, file: BinaryIO) -> None:
        _refuse_other_formats(file)
        super().__init__(file, WordRefusals(), MOST_UNPACKED)

    def part(self, name: str) -> bytes:
        """Return a part of the archive, an empty one where there is none."""
        if name not in self.namelist():
            return b""
        if self.getinfo(name).file_size > MOST_OF_A_PART:
            raise self.refusals.bomb()
        with self.open(name) as stream:
            checked = self.checked(stream, MOST_ELEMENTS)
            return b"".join(iter(lambda: checked.read(1 << 16), b""))


class WordRefusals(Refusals):
    """What is said of a .docx that cannot be read."""

    def refuse_other_documents(self, parts: set[str]) -> None:
        """Refuse what other programs write, and macros."""
        if "word/vbaproject.bin" in parts:
            raise UnreadableFile(_("The file holds macros; save it in Word as .docx, without them."))
        for folder, name in (("xl/", "Excel (.xlsx)"), ("ppt/", "PowerPoint (.pptx)"), ("content.xml", "OpenDocument")):
            if any(part.startswith(folder) for part in parts):
                raise UnreadableFile(_wrong_format(name))
        if "word/document.xml" not in parts:
            raise UnreadableFile(_wrong_format("ZIP"))

    def bomb(self) -> UnreadableFile:
        return UnreadableFile(_("The .docx unpacks to more than a paper can be; nothing of it was read."))

    def damaged(self) -> UnreadableFile:
        return UnreadableFile(_("The .docx is damaged; open it in Word, save it again as .docx and try once more."))

    def entities(self) -> UnreadableFile:
        return UnreadableFile(
            _("The .docx declares entities, which Word never does and which can be harmful; nothing of it was read.")
        )


def _refuse_other_formats(file: BinaryIO) -> None:
    file.seek(0)
    start = file.read(16)
    file.seek(0)
    if not start:
        raise UnreadableFile(_("The file is empty."))
    if start.startswith(_OLD_WORD):
        raise UnreadableFile(
            _(
                "This is a file of Word 97-2003 (.doc), or one protected by a password; "
                "open it in Word and save it as .docx without a password."
            )
        )
    for signature, name in _SIGNATURES:
        if start.startswith(signature):
            raise UnreadableFile(_wrong_format(name))


def _wrong_format(name: str) -> str:
    return _("This is not a Word file (.docx) but %(format)s.") % {"format": name}
