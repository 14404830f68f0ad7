"""XML in which one kind of element stands for a row, streamed; columns are its attributes and what is inside it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO
from xml.parsers import expat

from django.utils.translation import gettext as _

from .cells import NumberedCells, UnreadableFile
from .encodings import wrong_format

PIECE = 1 << 16
DEEPEST = 40
LONGEST_TEXT = 64_000
MOST_NAMES = 2000
"""Of kinds of elements and of columns: what a file of payments never has."""
MOST_TABLES = 6
"""Kinds of elements that may be the rows."""
LEAST_VALUES = 2
"""An element of fewer values is no row."""
_START = re.compile(rb"<\?xml|<[a-z_\xd0\xc0-\xff]")
_OTHER = re.compile(rb"<!doctype html|<html|<table|<body|<head")
_EXCEL = "urn:schemas-microsoft-com:office:spreadsheet"

Values = dict[str, str]


def is_xml(file: BinaryIO) -> bool:
    """Tell by the file's first bytes, in whatever encoding; what is made for browsers is none."""
    file.seek(0)
    start = file.read(1024).replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    return bool(_START.match(start)) and not _OTHER.search(start)


@dataclass(slots=True)
class _Element:
    path: str
    values: Values
    name: str
    text: list[str] = field(default_factory=list)
    size: int = 0
    is_leaf: bool = True


class Xml:
    """A file in which each kind of element may be the rows of a table; raises ``UnreadableFile``."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        counts: Counter[str] = Counter()
        columns: dict[str, dict[str, None]] = {}
        for path, values in self._elements():
            counts[path] += 1
            columns.setdefault(path, {}).update(dict.fromkeys(values))
            if len(counts) > MOST_NAMES or len(columns[path]) > MOST_NAMES:
                raise _damaged()
        if not counts:
            raise UnreadableFile(_("The XML holds no rows: no element of it has several values."))
        # Of kinds that there are as many of, the outer ones first: the others are their parts.
        likely = sorted(counts, key=lambda path: (-counts[path], path.count("/")))
        self.tables: dict[str, list[str]] = {path: list(columns[path]) for path in likely[:MOST_TABLES]}
        """The columns of each kind, by its path; first those that there are most of."""

    def rows(self, table: str) -> Iterator[NumberedCells]:
        """Yield the names of the columns as row 0, then the rows of a kind, numbered from 1."""
        columns = self.tables[table]
        yield NumberedCells(0, columns)
        number = 0
        for path, values in self._elements():
            if path == table:
                number += 1
                yield NumberedCells(number, [values.get(name) for name in columns])

    def _elements(self) -> Iterator[tuple[str, Values]]:
        """Yield every element that has several values, by its path."""
        self._file.seek(0)
        walk = _Walk()
        while True:
            piece = self._file.read(PIECE)
            walk.feed(piece)
            yield from walk.found
            walk.found.clear()
            if not piece:
                return


class _Walk:
    """Goes through XML piece by piece, keeping of it only the elements that are open."""

    def __init__(self) -> None:
        self.found: list[tuple[str, Values]] = []
        self._open: list[_Element] = []
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = _refuse_entities
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._fed = 0

    def feed(self, piece: bytes) -> None:
        """Take the next piece; an empty one is the end."""
        try:
            self._parser.Parse(piece, not piece)
        except (expat.ExpatError, LookupError, ValueError) as error:
            line = self._parser.ErrorLineNumber
            message = _("The XML is broken in line %(line)d; ask for the file again, or save the table as .xlsx.")
            raise UnreadableFile(message % {"line": line}) from error
        self._fed += len(piece)
        if self._fed - self._parser.CurrentByteIndex > LONGEST_TEXT * 4:
            raise _damaged()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if _EXCEL in attributes.values():
            raise UnreadableFile(wrong_format("Excel 2003 (XML)"))
        name = name.rpartition(":")[2]
        if self._open:
            self._open[-1].is_leaf = False
        if len(self._open) == DEEPEST:
            raise _damaged()
        path = f"{self._open[-1].path}/{name}" if self._open else name
        values = {key.rpartition(":")[2]: value for key, value in attributes.items() if not key.startswith("xml")}
        self._open.append(_Element(path, values, name))

    def _text(self, text: str) -> None:
        element = self._open[-1]
        element.size += len(text)
        if element.size > LONGEST_TEXT and text.strip():
            raise _damaged()
        if element.size <= LONGEST_TEXT:
            element.text.append(text)

    def _end(self, _name: str) -> None:
        element = self._open.pop()
        if len(element.values) >= LEAST_VALUES:
            self.found.append((element.path, element.values))
        if self._open:
            self._hand_up(element, self._open[-1].values)

    def _hand_up(self, element: _Element, above: Values) -> None:
        """Give the values of an element to the one that it stands in, under its name."""
        if element.is_leaf and (not element.values or element.text):
            above.setdefault(element.name, "".join(element.text).strip())
        for name, value in element.values.items():
            above.setdefault(f"{element.name}_{name}", value)
        if len(above) > MOST_NAMES:
            raise _damaged()


def _refuse_entities(*_declaration: object) -> None:
    raise UnreadableFile(_("The XML has a document type, which may declare harmful entities; nothing of it was read."))


def _damaged() -> UnreadableFile:
    return UnreadableFile(_("The XML is no table: its elements are too deep, too long or of too many kinds."))
