"""What an edited file says otherwise than the paper, in the order of the paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from oleksandria_intl.documents.word.reading import Spot, WordParagraph, WordText

from .matching import Matching
from .printed import Printed, Unit

CHANGED, REMOVED, INSERTED = "changed", "removed", "inserted"


@dataclass(frozen=True)
class Difference:
    """A text that was changed, removed or inserted; the cells of a whole row of a table are one."""

    kind: str
    place: int
    """Of the unit in the paper; of what was inserted, that of the unit before it."""
    units: tuple[Unit, ...] = ()
    """What the paper prints there."""
    paragraphs: tuple[WordParagraph, ...] = ()
    """What the file says."""
    above: Unit | None = None
    below: Unit | None = None
    """The neighbours of what was inserted, in the same cell or outside of tables."""
    is_outdated: bool = False
    """Whether the portal's text changed since the file was made."""

    @property
    def was(self) -> str:
        """What the paper prints, without all that typesetting sets."""
        return " | ".join(unit.said for unit in self.units)

    @property
    def now(self) -> str:
        """What the file says."""
        return " | ".join(paragraph.said for paragraph in self.paragraphs)


def differences(printed: Printed, read: WordText) -> list[Difference]:
    """Return what a file says otherwise than the paper."""
    matching = Matching(printed.units, read.paragraphs)
    is_older = read.label != printed.label
    found = [*_changed(matching), *_removed(matching, is_older=is_older), *_inserted(matching, is_older=is_older)]
    return sorted(found, key=lambda difference: difference.place)


def _changed(matching: Matching) -> Iterator[Difference]:
    for place, unit in matching.unit_of.items():
        paragraph = matching.paragraphs[place]
        if not matching.is_untouched(place):
            kind = CHANGED if paragraph.said else REMOVED
            said = (paragraph,) if paragraph.said else ()
            outdated = matching.is_outdated(place)
            yield Difference(kind, unit, (matching.units[unit],), said, is_outdated=outdated)


def _removed(matching: Matching, *, is_older: bool) -> Iterator[Difference]:
    """Yield what the file lacks; of an older file it may be what was written in the portal since."""
    lacking = [unit for unit in matching.units if unit.place not in matching.paragraph_of and unit.said]
    for spot, row in groupby(lacking, key=lambda unit: _row(unit.spot) or unit.place):
        units = tuple(row)
        if isinstance(spot, Spot) and _is_whole(units, matching):
            yield Difference(REMOVED, units[0].place, units, is_outdated=is_older)
        else:
            yield from (Difference(REMOVED, unit.place, (unit,), is_outdated=is_older) for unit in units)


def _is_whole(units: tuple[Unit, ...], matching: Matching) -> bool:
    """Whether nothing else of the row is left, and the row has several cells."""
    row = _row(units[0].spot)
    of_row = [unit for unit in matching.units if _row(unit.spot) == row and unit.said]
    return len(units) > 1 and len(of_row) == len(units)


def _inserted(matching: Matching, *, is_older: bool) -> Iterator[Difference]:
    """Yield what the file has beside the paper's texts; with a mark, it may have been deleted in the portal since."""
    paragraphs = matching.paragraphs
    matched_rows = {_row(paragraphs[place].spot) for place in matching.unit_of}
    said = [place for place, each in enumerate(paragraphs) if place not in matching.unit_of and each.said]

    def row_or_place(place: int) -> Spot | int:
        row = _row(paragraphs[place].spot)
        return place if row is None or row in matched_rows else row

    for _row_or_place, places in groupby(said, key=row_or_place):
        together = list(places)
        above, below = _neighbours(matching, together[0])
        last = max((unit for place, unit in matching.unit_of.items() if place < together[0]), default=-1)
        new = tuple(paragraphs[place] for place in together)
        is_outdated = is_older and any(paragraph.marks for paragraph in new)
        yield Difference(INSERTED, last, (), new, above, below, is_outdated)


def _neighbours(matching: Matching, place: int) -> tuple[Unit | None, Unit | None]:
    """Return the units next to a paragraph that stand in the same cell, or as it outside of tables."""

    def next_of(places: range) -> Unit | None:
        for other in places:
            if matching.paragraphs[other].spot != matching.paragraphs[place].spot:
                return None
            if other in matching.unit_of:
                return matching.units[matching.unit_of[other]]
        return None

    return next_of(range(place - 1, -1, -1)), next_of(range(place + 1, len(matching.paragraphs)))


def _row(spot: Spot) -> Spot | None:
    """Return the row of a table that a spot is in."""
    return Spot(spot.table, spot.row) if spot.table else None
