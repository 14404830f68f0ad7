"""The council's own document of 2020, and which of its words a paper lacks.

The document is cut into units: a line of prose, a cell of a table, a numbered part of a cell. A unit is found when its
letters and digits stand in one run in the paper's; line ends, hyphens, spaces and marks of lists are the renderer's.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parent / "data" / "programme-2020.txt"
LEAST = 3
"""A unit with fewer letters may stand anywhere by chance."""
PAGE_HEAD = re.compile(r"\s*(\d{1,3}[.)]?|ПРОЄКТ)\s*")
ERRATA = [
    r"^XI\. УЧАСТЬ",  # the numeral is wrong (IX)
    r"НА 2019 РІК$",  # the year is wrong (2020)
    r"^Продовження таблиці$",  # a repeated head says it
    r"^[_\s]+СЕСІЇ$",
    r"^від .*року$",
    r"^№\s*_",
    r"^_+\s*О\.",
    r"^Рішення міської ради$",
    r"^від ___ грудня",
    r"^\d+( ?- ?\d+)?$",  # numbers of columns, and of pages in the contents
]
"""What the source got wrong, and what a paper rightly sets anew (fixtures/README.md)."""


def letters(text: str) -> str:
    """Return the letters and digits of a text as they are compared."""
    plain = unicodedata.normalize("NFKC", text).replace("\u00ad", "")
    return "".join(character for character in plain.casefold() if character.isalnum())


def units() -> Iterator[str]:
    """Yield the source's units."""
    for line in SOURCE.read_text(encoding="utf-8").replace("**", "").splitlines():
        for cell in line.split("\t"):
            parts = re.split(r"(?<=[.:]) (?=\d\. )", cell.strip())
            marked = (re.sub(r"^(?:\d+\.\s+)?(?:[-*]\s*)?", "", part.strip()) for part in parts)
            yield from (part for part in marked if len(letters(part)) >= LEAST)


def missing(words: str) -> list[str]:
    """Return the units that a paper lacks, known errata left aside."""
    lines = (line for line in words.splitlines() if not PAGE_HEAD.fullmatch(line))
    body = letters("\n".join(lines))
    lacking = [unit for unit in units() if letters(unit) not in body]
    return [unit for unit in lacking if not any(re.search(erratum, unit) for erratum in ERRATA)]
