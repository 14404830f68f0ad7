"""In what letters a text file is written: decided by its first letters that are not English, never by its name."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Callable
from typing import Any, BinaryIO, NamedTuple

from django.utils.translation import gettext as _

from .cells import UnreadableFile

SAMPLE = 1 << 16
FEWEST_LETTERS = 8
"""Fewer Cyrillic letters than this do not tell one encoding of theirs from another."""


class Encoding(NamedTuple):
    """An encoding as Python calls it and as people do."""

    codec: str
    name: str


_SIGNATURES = (
    (b"%PDF", "PDF"),
    (b"\xd0\xcf\x11\xe0", _xls := "Excel 97-2003 (.xls)"),
    (b"\x1f\x8b", "GZIP"),
    (b"7z\xbc\xaf", "7-Zip"),
    (b"Rar!", "RAR"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"<", "XML, HTML"),
)
_MARKS = (
    (codecs.BOM_UTF8, Encoding("utf-8-sig", "UTF-8 BOM")),
    (codecs.BOM_UTF16_LE, Encoding("utf-16", "UTF-16LE BOM")),
    (codecs.BOM_UTF16_BE, Encoding("utf-16", "UTF-16BE BOM")),
)
_FREQUENT = {
    **dict.fromkeys("оанитіОАНИТІ", 3),
    **dict.fromkeys("ерсвклдупмРСВКЛДУПМЕ", 2),
    **dict.fromkeys("зьбгячйхжїцюєшщґфЗЬБГЯЧЙХЖЇЦЮЄШЩҐФ’«»№–", 1),
}
"""How Ukrainian a character is; the letters of other peoples, signs and frames are not."""
_DOS = Encoding("cp866", "cp866 (DOS)")
_UKRAINIAN_DOS = Encoding("cp1125", "cp866 (DOS, RUSCII)")
"""As cp866 but for the Ukrainian letters, among which is і; the other is written with an English i."""
_FOREIGN = {"koi8-u": "KOI8-U", "mac-cyrillic": "Mac Cyrillic"}
_ENGLISH_I = re.compile(r"(?<=[А-яЄєЇїҐґ'’])[iI]|[iI](?=['’]?[А-яЄєЇїҐґ])")


def detect(file: BinaryIO) -> Encoding:
    """Return the encoding of the text in the file, which is read from its start; raise ``UnreadableFile``."""
    file.seek(0)
    start = file.read(SAMPLE)
    _refuse_other_formats(start)
    if start.startswith(codecs.BOM_UTF32_LE):
        raise UnreadableFile(_wrong_encoding("UTF-32"))
    for mark, encoding in _MARKS:
        if start.startswith(mark):
            return encoding
    if wide := _wide(start):
        return wide
    sample = start
    while sample and sample.isascii():
        _refuse_binary(sample)
        sample = file.read(SAMPLE)
    return _narrow(sample)


def _refuse_other_formats(start: bytes) -> None:
    if not start.strip(b" \t\r\n\xef\xbb\xbf\xff\xfe\x00"):
        raise UnreadableFile(_("The file is empty."))
    for signature, name in _SIGNATURES:
        if start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(signature):
            raise UnreadableFile(_excel_97() if name == _xls else wrong_format(name))


def wrong_format(name: str) -> str:
    """Return the sentence about a file of another format."""
    return _("This is not a table but %(format)s; expected: Excel (.xlsx), CSV, DBF or XML.") % {"format": name}


def _excel_97() -> str:
    return _(
        "This is a file of Excel 97-2003 (.xls), or one protected by a password; "
        "open it in Excel and save it as .xlsx without a password."
    )


def _wide(start: bytes) -> Encoding | None:
    """Return UTF-16 without its mark: of an English letter, a digit or a separator one byte of the two is zero."""
    pairs = len(start) // 2
    low, high = start[0 : 2 * pairs : 2].count(0), start[1 : 2 * pairs : 2].count(0)
    if low == 0 and high * 50 > pairs:
        return Encoding("utf-16-le", "UTF-16LE")
    if high == 0 and low * 50 > pairs:
        return Encoding("utf-16-be", "UTF-16BE")
    return None


def _narrow(sample: bytes) -> Encoding:
    _refuse_binary(sample)
    text = codecs.getincrementaldecoder("utf-8")("replace").decode(sample)
    broken = text.count("\ufffd")
    whole = sum(not letter.isascii() for letter in text) - broken
    # One broken letter does not make UTF-8 something else: reading will name its line.
    return Encoding("utf-8", "UTF-8") if broken * 10 <= whole else _cyrillic(sample)


def _refuse_binary(sample: bytes) -> None:
    if len(sample.translate(None, _CONTROLS)) < len(sample):
        raise UnreadableFile(wrong_format(_("binary data")))


_CONTROLS = bytes(set(range(32)) - set(b"\t\r\n\x0b\x0c\x1a"))


def _cyrillic(sample: bytes) -> Encoding:
    letters = sample.translate(None, bytes(range(128)))
    best = max(("cp1251", "cp866", *_FOREIGN), key=lambda codec: _ukrainian(letters, codec))
    if len(letters) < FEWEST_LETTERS:
        return Encoding("cp1251", "cp1251")
    if best in _FOREIGN or _ukrainian(letters, best) < 1:
        raise UnreadableFile(_wrong_encoding(_FOREIGN.get(best) or _("an unknown one")))
    if best == "cp866":
        return _UKRAINIAN_DOS if {0xF6, 0xF7} & set(letters) else _DOS
    return Encoding("cp1251", "cp1251")


def encoding_of_letters(sample: bytes) -> Encoding:
    """Return the encoding of texts that stand in a file of another kind; raise ``UnreadableFile``."""
    return _narrow(sample.translate(None, bytes(range(32))))


def mended(text: str, encoding: Encoding) -> str:
    """Return the text with і where cp866, which has none, made people write an English i."""
    return _ENGLISH_I.sub(lambda found: "І" if found[0] == "I" else "і", text) if encoding == _DOS else text


def _ukrainian(letters: bytes, codec: str) -> float:
    """Return how much of Ukrainian there is in a character; small letters are more frequent than capital ones."""
    text = letters.decode(codec, "replace")
    return sum(_FREQUENT.get(letter, 0) + 0.5 * letter.islower() * (letter in _FREQUENT) for letter in text) / len(text)


def _wrong_encoding(name: str) -> str:
    return _(
        "The encoding of the file is wrong: %(name)s; expected: UTF-8, UTF-16, cp1251 or cp866. "
        "Open the file in Excel and save it as .xlsx or as “CSV UTF-8”."
    ) % {"name": name}


def opened(file: BinaryIO, encoding: Encoding) -> io.TextIOWrapper:
    """Return the file as text from its start; closing the text leaves the file open."""
    file.seek(0)
    return io.TextIOWrapper(io.BufferedReader(Raw(file.read), SAMPLE), encoding=encoding.codec, newline="")


class Raw(io.RawIOBase):
    """What ``read`` returns of a file of any kind (an upload, a part of an archive), as Python's readers want it."""

    def __init__(self, read: Callable[[int], bytes]) -> None:
        self._read = read

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        found = self._read(len(buffer))
        buffer[: len(found)] = found
        return len(found)


def broken_text(error: UnicodeDecodeError, lines: int, encoding: Encoding) -> UnreadableFile:
    """Return the sentence about a byte that is no letter, after so many whole lines."""
    before = error.object[: error.start].decode(error.encoding, "ignore")
    message = _(
        "Line %(line)d holds bytes that are not %(name)s; "
        "open the file in Excel and save it as .xlsx or as “CSV UTF-8”."
    )
    return UnreadableFile(message % {"line": lines + before.count("\n") + 1, "name": encoding.name})


def starts_with(file: BinaryIO, *signs: str) -> bool:
    """Whether the first thing that is written in a text file is one of the signs; raise ``UnreadableFile``."""
    encoding = detect(file)
    file.seek(0)
    return file.read(SAMPLE).decode(encoding.codec, "ignore").lstrip("\ufeff \t\r\n").startswith(signs)
