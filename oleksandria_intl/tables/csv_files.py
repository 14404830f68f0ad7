"""CSV of any kind that Ukrainian offices make, streamed row by row."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import BinaryIO

from django.utils.translation import gettext as _

from .cells import NumberedCells, UnreadableFile
from .encodings import Encoding, broken_text, mended, opened
from .outcome import Refusal

LONGEST_LINE = 1 << 20
SEPARATORS = (";", ",", "\t")


def read_csv(file: BinaryIO, encoding: Encoding, separator: str) -> Iterator[NumberedCells | Refusal]:
    """Yield every row, empty ones too, numbered as Excel does; raise ``UnreadableFile``."""
    lines = _Lines(file, encoding)
    reader = csv.reader(lines, delimiter=separator, strict=True)
    number = before = 0
    while True:
        try:
            for cells in reader:
                number += 1
                before = lines.count
                yield NumberedCells(number, cells)
            return
        except csv.Error as error:  # noqa: PERF203 - the reader goes on with the next line
            number += 1
            yield _bad_quotes(number, before + 1, lines, str(error))
            before = lines.count


def _bad_quotes(number: int, first: int, lines: _Lines, error: str) -> Refusal:
    if "limit" in error or "end of data" in error:
        message = _("In row %(row)d (line %(line)d of the file) a quotation mark opens a text and nothing closes it.")
        raise UnreadableFile(message % {"row": number, "line": first})
    message = _("The quotation marks of lines %(first)d-%(last)d are wrong: those inside a text are doubled.")
    return Refusal(number, "", "", message % {"first": first, "last": lines.count})


class _Lines:
    """The lines of a file, counted, none of them endless."""

    def __init__(self, file: BinaryIO, encoding: Encoding) -> None:
        self.count = 0
        self._encoding = encoding
        self._text = opened(file, encoding)

    def __iter__(self) -> Iterator[str]:
        readline, is_dos = self._text.readline, self._encoding.codec == "cp866"
        try:
            while line := readline(LONGEST_LINE):
                self.count += 1
                if len(line) == LONGEST_LINE or "\0" in line:
                    raise UnreadableFile(self._no_text(line))
                yield mended(line, self._encoding) if is_dos else line
        except UnicodeDecodeError as error:
            raise broken_text(error, self.count, self._encoding) from None

    def _no_text(self, line: str) -> str:
        if "\0" in line:
            return _("Line %(line)d holds zero bytes: the file is damaged or is no text.") % {"line": self.count}
        return _("Line %(line)d is too long for a table: the file is damaged or is no CSV.") % {"line": self.count}
