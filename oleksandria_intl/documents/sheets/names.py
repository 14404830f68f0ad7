"""The names on the tabs of a spreadsheet, as Excel allows them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from oleksandria_intl import ukrainian

from .sheet import Sheet

LONGEST = 31
NAMELESS = "Аркуш"
RESERVED = "history"
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]+")


def named(sheets: Iterable[Sheet]) -> Iterator[tuple[str, Sheet]]:
    """Yield each sheet with the name of its tab: its title, shortened, and told apart by a number."""
    taken = {RESERVED}
    for sheet in sheets:
        name = _free(sheet.title, taken)
        taken.add(name.casefold())
        yield name, sheet


def _free(title: str, taken: set[str]) -> str:
    """Return a name that no other tab has, in whatever case."""
    number, name = 1, _shortened(title, LONGEST)
    while name.casefold() in taken:
        number += 1
        mark = f" ({number})"
        name = _shortened(title, LONGEST - len(mark)) + mark
    return name


def _shortened(title: str, length: int) -> str:
    """Return a title without what Excel forbids in a name; an apostrophe at either end is forbidden too."""
    plain = " ".join(_FORBIDDEN.sub(" ", title).split()).strip("' ")
    return ukrainian.shortened(plain, length - 1).strip("' ") if len(plain) > length else plain or NAMELESS
