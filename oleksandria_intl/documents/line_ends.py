"""How WeasyPrint ends the lines of a paper: by our patterns, and with no more than two hyphens one below the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from oleksandria_intl.hyphenation import divisions

from .measuring import LIMIT, MM_OF_POINT, width_of

LANGUAGE = "uk"
HYPHENS = ("\u2010", "-")
"""That of a divided word, as the stylesheet sets it, and that of a compound."""
MM_OF_PIXEL = 25.4 / 96
"""WeasyPrint measures in pixels."""


@dataclass(frozen=True, slots=True)
class Room:
    """How wide a line may be (mm), and how its letters are set: their size in points, whether in bold."""

    width: float
    size: float
    bold: bool

    def fits(self, word: str) -> bool:
        """Tell whether a word fits the line whole."""
        return width_of(word, self.size, bold=self.bold) <= self.width


class Divider:
    """What WeasyPrint takes for pyphen, both the module and its dictionaries: divides Ukrainian words alone.

    WeasyPrint 70 knows no limit of hyphens in a row, so it is kept here, between the lines of a paragraph.
    """

    def __init__(self) -> None:
        self._whole_in: Room | None = None
        """The room in which a word that fits is not divided."""

    def language_fallback(self, language: str) -> str:
        """Return the language that the words are divided in; no word of another is."""
        return LANGUAGE if language.lower().partition("-")[0] == LANGUAGE else ""

    def Pyphen(self, *, lang: str, left: int, right: int) -> Divider:  # noqa: N802 - pyphen's name
        """Return the dictionary of a language."""
        return self

    def iterate(self, word: str) -> Iterator[tuple[str, str]]:
        """Yield the word in its two parts, the longest beginning first."""
        if self._whole_in is None or not self._whole_in.fits(word):
            yield from ((word[:end], word[end:]) for end in reversed(divisions(word)))

    def lines(self, laid_out: Iterator[tuple[Any, Any]], room: float) -> Iterator[tuple[Any, Any]]:
        """Yield the lines of a paragraph, each laid out when it is asked for; none divides a word after two that do.

        Only a word that fits the room of a line (pixels) is kept whole: another would be torn without a hyphen.
        """
        in_a_row, last = 0, None
        while True:
            self._whole_in = _room(room, last) if last and in_a_row >= LIMIT else None
            try:
                line, rest = next(laid_out)
            except StopIteration:
                return
            finally:
                self._whole_in = None
            last = _last_text(line)
            in_a_row = in_a_row + 1 if last and last.text.endswith(HYPHENS) else 0
            yield line, rest


def keep_line_ends() -> None:
    """Have WeasyPrint end lines our way, in this process; it must not have been done before."""
    from weasyprint.layout import block
    from weasyprint.text import line_break

    divider, iterate = Divider(), block.iter_line_boxes
    line_break.pyphen = divider
    block.iter_line_boxes = lambda *arguments: divider.lines(iterate(*arguments), arguments[5].width)


def _last_text(box: Any) -> Any:
    """Return the last text of a line, None where it ends with something else."""
    while children := getattr(box, "children", ()):
        box = children[-1]
    return box if getattr(box, "text", "") else None


def _room(width: float, text: Any) -> Room:
    return Room(
        width * MM_OF_PIXEL, text.style["font_size"] * MM_OF_PIXEL / MM_OF_POINT, text.style["font_weight"] > 500
    )
