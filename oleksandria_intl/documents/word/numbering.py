"""Word's own numbering: dashes and numbers, in the text and in tables.

Every kind of list has one definition, to which its style is tied; a numbered list is one more
instance of it, that begins at its own number.
"""

from __future__ import annotations

from oleksandria_intl.documents.measures import DASH, FIRST_LINE, LIST_STEP, TABLE_LIST_STEP

from .look import Numbering
from .xml import Element, el, mm, val

LEVELS = 3
"""Levels of a list within a list; deeper ones stand as the last."""
_KINDS: tuple[tuple[Numbering, str], ...] = (
    ("dash", "ListBullet"),
    ("number", "ListNumber"),
    ("table dash", "TableBullet"),
    ("table number", "TableNumber"),
)


def number_of(kind: Numbering) -> int:
    """Return the number under which the file knows the plain list of a kind."""
    return [name for name, _ in _KINDS].index(kind) + 1


class NumberingBook:
    """The lists of one file: those of the styles, then one for each numbered list."""

    def __init__(self) -> None:
        self._instances = [_instance(number_of(kind), number_of(kind)) for kind, _ in _KINDS]

    def begin(self, kind: Numbering, *, level: int, start: int) -> int:
        """Return the number of a new list of that kind, whose items count from ``start``."""
        number = len(self._instances) + 1
        override = el("w:lvlOverride", val("w:startOverride", start), ilvl=level)
        self._instances.append(_instance(number, number_of(kind), override))
        return number

    def element(self) -> Element:
        """Return the part that holds the lists."""
        return el("w:numbering", *(_definition(*kind) for kind in _KINDS), *self._instances)


def _instance(number: int, definition: int, *overrides: Element) -> Element:
    return el("w:num", val("w:abstractNumId", definition), *overrides, numId=number)


def _definition(kind: Numbering, style: str) -> Element:
    number = number_of(kind)
    return el(
        "w:abstractNum",
        val("w:nsid", f"{number:08X}"),
        val("w:multiLevelType", "multilevel"),
        val("w:tmpl", f"{number:08X}"),
        *(_level(kind, style, level) for level in range(LEVELS)),
        abstractNumId=number,
    )


def _level(kind: Numbering, style: str, level: int) -> Element:
    numbered = kind.endswith("number")
    in_table = kind.startswith("table")
    left, first = (level * TABLE_LIST_STEP, 0) if in_table else (level * LIST_STEP, FIRST_LINE)
    return el(
        "w:lvl",
        val("w:start", 1),
        val("w:numFmt", "decimal" if numbered else "bullet"),
        val("w:pStyle", style) if level == 0 else None,
        val("w:suff", "space"),
        val("w:lvlText", f"%{level + 1}." if numbered else DASH),
        val("w:lvlJc", "left"),
        el("w:pPr", el("w:ind", left=mm(left), firstLine=mm(first))),
        ilvl=level,
    )
