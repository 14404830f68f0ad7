"""How WeasyPrint ends the lines of a paper: by our patterns, and with no more than two hyphens one below the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from oleksandria_intl.hyphenation import divisions

LANGUAGE = "uk"
LIMIT = 2
"""How many lines in a row may end with a hyphen; a Word file says it too, LibreOffice minds it for its own only."""
HYPHENS = ("\u2010", "-")
"""That of a divided word, as the stylesheet sets it, and that of a compound."""
FITTING = 0.95
"""A word of so many letters, as a part of what a line has room for by the letters of those above, fits it."""


class Divider:
    """What WeasyPrint takes for pyphen, both the module and its dictionaries: divides Ukrainian words alone.

    WeasyPrint 70 knows no limit of hyphens in a row, so it is kept here, between the lines of a paragraph.
    """

    def __init__(self) -> None:
        self._kept_whole = 0.0
        """How many letters a word must have to be divided now."""

    def language_fallback(self, language: str) -> str:
        """Return the language that the words are divided in; no word of another is."""
        return LANGUAGE if language.lower().partition("-")[0] == LANGUAGE else ""

    def Pyphen(self, *, lang: str, left: int, right: int) -> Divider:  # noqa: N802 - pyphen's name
        """Return the dictionary of a language."""
        return self

    def iterate(self, word: str) -> Iterator[tuple[str, str]]:
        """Yield the word in its two parts, the longest beginning first."""
        if len(word) >= self._kept_whole:
            yield from ((word[:end], word[end:]) for end in reversed(divisions(word)))

    def lines(self, laid_out: Iterator[tuple[Any, Any]], room: float) -> Iterator[tuple[Any, Any]]:
        """Yield the lines of a paragraph, each laid out when it is asked for; none divides a word after two that do.

        Only a word that surely fits the room of a line is kept whole: another would be torn without a hyphen.
        """
        letters: list[float] = []
        while True:
            self._kept_whole = FITTING * min(letters[-LIMIT:]) if len(letters) >= LIMIT else 0
            try:
                line, rest = next(laid_out)
            except StopIteration:
                return
            finally:
                self._kept_whole = 0
            text = _text_of(line)
            letters = [*letters, len(text) * room / line.width] if text.endswith(HYPHENS) else []
            yield line, rest


def keep_line_ends() -> None:
    """Have WeasyPrint end lines our way, in this process; it must not have been done before."""
    from weasyprint.layout import block
    from weasyprint.text import line_break

    divider, iterate = Divider(), block.iter_line_boxes
    line_break.pyphen = divider
    block.iter_line_boxes = lambda *arguments: divider.lines(iterate(*arguments), arguments[5].width)


def _text_of(box: Any) -> str:
    """Return what is written in a line."""
    return "".join(map(_text_of, getattr(box, "children", ()))) or str(getattr(box, "text", ""))
