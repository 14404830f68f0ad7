"""What an .xlsx says about its sheets: their names, their texts, and which formats are dates."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _

from .cells import UnreadableFile
from .xlsx_package import MOST_OF_OTHERS, MOST_STRINGS, Attributes, Package, XmlReader, damaged, read_xml

DATE_FORMATS = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
"""The numbers of Excel's own formats of dates and times (ECMA-376-1, 18.8.30)."""
LONGEST_CELL = 32_767
"""Characters that Excel lets a cell hold."""

_NOT_OF_FORMAT = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
_DATE_LETTERS = re.compile("[dmyhs]", re.IGNORECASE)
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")


class Sheet(NamedTuple):
    """A sheet that people see, and the part that holds it."""

    name: str
    part: str


@dataclass
class Workbook:
    """The package's sheets and what their cells refer to."""

    package: Package
    sheets: list[Sheet]
    strings: list[str]
    date_styles: frozenset[int]
    counts_from_1904: bool


def open_workbook(package: Package) -> Workbook:
    """Read everything but the sheets themselves; raise ``UnreadableFile``."""
    workbook = _target(package, "", "/officeDocument") or "xl/workbook.xml"
    if workbook not in package:
        raise damaged()
    listed, is_1904 = _listed_sheets(package, workbook)
    links = _links(package, workbook)
    sheets = [
        Sheet(name, links[link][1]) for name, link in listed if link in links and links[link][0].endswith("/worksheet")
    ]
    strings = next((part for kind, part in links.values() if kind.endswith("/sharedStrings")), "")
    styles = next((part for kind, part in links.values() if kind.endswith("/styles")), "")
    return Workbook(
        package,
        [sheet for sheet in sheets if sheet.part in package],
        _strings(package, strings) if strings in package else [],
        _date_styles(package, styles) if styles in package else frozenset(),
        is_1904,
    )


def _read(package: Package, part: str, reader: XmlReader, most: int = MOST_OF_OTHERS) -> None:
    if package.size(part) > most:
        raise UnreadableFile(_("The .xlsx holds too many texts or styles; save the table as CSV UTF-8."))
    read_xml(package, part, reader)


def _target(package: Package, source: str, kind: str) -> str:
    return next((part for found, part in _links(package, source).values() if found.endswith(kind)), "")


def _links(package: Package, source: str) -> dict[str, tuple[str, str]]:
    """Return the kind and the part of each link that the source has."""
    folder, name = posixpath.split(source)
    part = posixpath.join(folder, "_rels", f"{name}.rels")
    found: dict[str, tuple[str, str]] = {}

    def start(element: str, attributes: Attributes) -> None:
        if element == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", "")))
            found[attributes.get("Id", "")] = (attributes.get("Type", ""), target.lstrip("/"))

    if part in package:
        _read(package, part, XmlReader(start))
    return found


def _listed_sheets(package: Package, workbook: str) -> tuple[list[tuple[str, str]], bool]:
    """Return the names and links of the sheets that are not hidden, and whether days are counted from 1904."""
    sheets: list[tuple[str, str]] = []
    properties: Attributes = {}

    def start(element: str, attributes: Attributes) -> None:
        if element == "workbookPr":
            properties.update(attributes)
        if element == "sheet" and attributes.get("state", "visible") == "visible":
            link = next((value for name, value in attributes.items() if name.endswith(":id")), "")
            sheets.append((attributes.get("name", ""), link))

    _read(package, workbook, XmlReader(start))
    return sheets, properties.get("date1904") in ("1", "true")


def _strings(package: Package, part: str) -> list[str]:
    """Return the texts that cells refer to by number."""
    strings: list[str] = []
    gathering = Gathering()

    def end(element: str) -> None:
        gathering.end(element)
        if element == "si":
            strings.append(gathering.take())

    _read(package, part, XmlReader(gathering.start, end, gathering.text), MOST_STRINGS)
    return strings


class Gathering:
    """Gathers a text out of the runs of one look that it is cut into, without the readings of foreign letters."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._is_text = False
        self._is_reading = False

    def start(self, element: str, _attributes: Attributes) -> None:
        """Notice what begins."""
        self._is_text = element == "t" and not self._is_reading
        self._is_reading = self._is_reading or element == "rPh"

    def end(self, element: str) -> None:
        """Notice what ends."""
        self._is_text = False
        self._is_reading = self._is_reading and element != "rPh"

    def text(self, piece: str) -> None:
        """Keep a piece of text; raise ``UnreadableFile`` where it is longer than Excel lets it be."""
        if self._is_text:
            self._pieces.append(piece)
            self._length += len(piece)
            if self._length > 2 * LONGEST_CELL:
                raise damaged()

    def take(self) -> str:
        """Return what was gathered, and begin anew."""
        text = "".join(self._pieces)
        self._pieces, self._length = [], 0
        return unescaped(text)


def unescaped(text: str) -> str:
    """Return the text with the characters that XML cannot hold: «_x000D_» is a carriage return."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _date_styles(package: Package, part: str) -> frozenset[int]:
    """Return the numbers of the cell styles that show a number as a date or a time."""
    formats: dict[str, str] = {}
    styles: list[str] = []
    path: list[str] = []

    def start(element: str, attributes: Attributes) -> None:
        if element == "numFmt":
            formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        if element == "xf" and path[-1:] == ["cellXfs"]:
            styles.append(attributes.get("numFmtId", "0"))
        path.append(element)

    def end(_element: str) -> None:
        path.pop()

    _read(package, part, XmlReader(start, end))
    return frozenset(number for number, style in enumerate(styles) if _is_date(style, formats))


def _is_date(number: str, formats: dict[str, str]) -> bool:
    if number in formats:
        return bool(_DATE_LETTERS.search(_NOT_OF_FORMAT.sub("", formats[number].partition(";")[0])))
    return number.isdecimal() and int(number) in DATE_FORMATS
