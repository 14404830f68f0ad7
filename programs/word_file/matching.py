"""Which paragraph of an edited file is which text of the paper: by its mark, else by its words and its place."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from oleksandria_intl.documents.word.marks import Mark, text_digest
from oleksandria_intl.documents.word.reading import WordParagraph

from .printed import Unit

ALIKE = 0.45
"""How much of two texts without a mark has to be the same for them to be one text, edited."""
MOST_PAIRS = 2_500
"""Between two texts that are found, more pairs are not compared word by word."""


class Matching:
    """The pairs of paragraphs and units, by their places."""

    def __init__(self, units: list[Unit], paragraphs: list[WordParagraph]) -> None:
        self.units, self.paragraphs = units, paragraphs
        self.unit_of: dict[int, int] = {}
        self.paragraph_of: dict[int, int] = {}
        self._by_text: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._by_place: dict[tuple[str, int], int] = {}
        for unit in units:
            self._by_text[unit.mark.source, unit.mark.text].append(unit.place)
            self._by_place[unit.mark.source, unit.mark.place] = unit.place
        self._match_untouched()
        self._match_marked()
        self._part_moved()
        for found, lacking in self._gaps():
            self._match_words(found, lacking)
            self._match_alike(found, lacking)

    def is_untouched(self, place: int) -> bool:
        """Whether a paragraph says what it said when the file was made, or what the paper says now."""
        paragraph, unit = self.paragraphs[place], self.units[self.unit_of[place]]
        return paragraph.said == unit.said or any(_says_the_same(paragraph, mark) for mark in self._own(place))

    def is_outdated(self, place: int) -> bool:
        """Whether the paper changed since the file was made, at this text."""
        unit = self.units[self.unit_of[place]]
        return any(mark.text != unit.mark.text for mark in self._own(place))

    def _own(self, place: int) -> Iterator[Mark]:
        """Yield the marks of a paragraph that name the source of its unit."""
        source = self.units[self.unit_of[place]].mark.source
        return (mark for mark in self.paragraphs[place].marks if mark.source == source)

    def _pair(self, paragraph: int, unit: int) -> None:
        self.unit_of[paragraph], self.paragraph_of[unit] = unit, paragraph

    def _match_untouched(self) -> None:
        """Pair by mark what nobody edited; a text that the paper prints elsewhere by now is found by its words."""
        for place, paragraph in enumerate(self.paragraphs):
            for mark in paragraph.marks:
                if place not in self.unit_of and _says_the_same(paragraph, mark):
                    units = [unit for unit in self._by_text[mark.source, mark.text] if unit not in self.paragraph_of]
                    if units:
                        self._pair(place, min(units, key=lambda unit: abs(self.units[unit].mark.place - mark.place)))

    def _match_marked(self) -> None:
        """Pair by mark what was edited; a paragraph that swallowed others is the one that it is most like."""
        for place, paragraph in enumerate(self.paragraphs):
            if place in self.unit_of or not paragraph.marks:
                continue
            named = {unit for mark in paragraph.marks for unit in self._named(mark)}
            if free := [unit for unit in sorted(named) if unit not in self.paragraph_of]:
                self._pair(place, max(free, key=lambda unit: _likeness(self.units[unit].said, paragraph.said)))

    def _named(self, mark: Mark) -> Iterable[int]:
        by_text = self._by_text.get((mark.source, mark.text))
        found = self._by_place.get((mark.source, mark.place))
        return by_text or ([] if found is None else [found])

    def _part_moved(self) -> None:
        """Undo the pairs that stand in another order than the paper's: a text was taken out, and put in elsewhere."""
        places = sorted(self.unit_of)
        kept = _longest_rising([self.unit_of[place] for place in places])
        for place in places:
            if self.unit_of[place] not in kept:
                del self.paragraph_of[self.unit_of.pop(place)]

    def _gaps(self) -> Iterator[tuple[list[int], list[int]]]:
        """Yield what is not paired between two pairs: paragraphs, units."""
        found: list[int] = []
        last = -1
        for place in (*range(len(self.paragraphs)), None):
            unit = len(self.units) if place is None else self.unit_of.get(place)
            if unit is None:
                if place is not None and self.paragraphs[place].said:
                    found.append(place)
                continue
            yield found, [each for each in range(last + 1, unit) if each not in self.paragraph_of]
            found, last = [], unit

    def _match_words(self, found: list[int], lacking: list[int]) -> None:
        """Pair what says the same, in the same order."""
        texts = [self.paragraphs[place].said for place in found], [self.units[unit].said for unit in lacking]
        for one, other, length in SequenceMatcher(None, *texts, autojunk=False).get_matching_blocks():
            for step in range(length):
                self._pair(found[one + step], lacking[other + step])

    def _match_alike(self, found: list[int], lacking: list[int]) -> None:
        """Pair what was edited and lost its mark: what is much alike, or stands alone in the same cell."""
        found = [place for place in found if place not in self.unit_of]
        lacking = [unit for unit in lacking if unit not in self.paragraph_of]
        if len(found) * len(lacking) > MOST_PAIRS:
            return
        for place in found:
            alike = [(self._likeness(place, unit), unit) for unit in lacking]
            best, unit = max(alike, default=(0.0, -1))
            if best >= ALIKE:
                self._pair(place, unit)
                lacking = [other for other in lacking if other > unit]

    def _likeness(self, place: int, unit: int) -> float:
        paragraph, other = self.paragraphs[place], self.units[unit]
        if paragraph.spot.table and other.spot.table and paragraph.spot.cell == other.spot.cell:
            return max(ALIKE, _likeness(paragraph.said, other.said))
        return _likeness(paragraph.said, other.said)


def _says_the_same(paragraph: WordParagraph, mark: Mark) -> bool:
    return text_digest(paragraph.said) == mark.text


def _likeness(one: str, other: str) -> float:
    """Return how much of two texts is the same, by their words, from 0 to 1."""
    return SequenceMatcher(None, one.casefold().split(), other.casefold().split(), autojunk=False).ratio()


def _longest_rising(numbers: list[int]) -> set[int]:
    """Return the numbers of a longest rising sequence among them."""
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for number in numbers:
        at = bisect_left(ends, number)
        before[number] = ends[at - 1] if at else None
        ends[at : at + 1] = [number]
    kept: set[int] = set()
    last = ends[-1] if ends else None
    while last is not None:
        kept.add(last)
        last = before[last]
    return kept
