"""How WeasyPrint ends the lines of a paper: by our patterns, and with no more than two hyphens one below the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from oleksandria_intl.hyphenation import divisions

LANGUAGE = "uk"
LIMIT = 2
"""How many lines in a row may end with a hyphen; a Word file says it too, LibreOffice minds it for its own only."""


class Divider:
    """What WeasyPrint takes for pyphen, both the module and its dictionaries: divides Ukrainian words alone.

    WeasyPrint 70 knows no limit of hyphens in a row, so it is kept here, between the lines of a paragraph.
    """

    def __init__(self) -> None:
        self._may_divide = True

    def language_fallback(self, language: str) -> str:
        """Return the language that the words are divided in; no word of another is."""
        return LANGUAGE if language.lower().partition("-")[0] == LANGUAGE else ""

    def Pyphen(self, *, lang: str, left: int, right: int) -> Divider:  # noqa: N802 - pyphen's name
        """Return the dictionary of a language."""
        return self

    def iterate(self, word: str) -> Iterator[tuple[str, str]]:
        """Yield the word in its two parts, the longest beginning first."""
        if self._may_divide:
            yield from ((word[:end], word[end:]) for end in reversed(divisions(word)))

    def lines(self, laid_out: Iterator[tuple[Any, Any]]) -> Iterator[tuple[Any, Any]]:
        """Yield the lines of a paragraph, each laid out when it is asked for; none divides a word after two that do."""
        in_a_row = 0
        while True:
            self._may_divide = in_a_row < LIMIT
            try:
                line, rest = next(laid_out)
            except StopIteration:
                return
            finally:
                self._may_divide = True
            in_a_row = in_a_row + 1 if _ends_with_hyphen(line) else 0
            yield line, rest


def keep_line_ends() -> None:
    """Have WeasyPrint end lines our way, in this process; it must not have been done before."""
    from weasyprint.layout import block
    from weasyprint.text import line_break

    divider, iterate = Divider(), block.iter_line_boxes
    line_break.pyphen = divider
    block.iter_line_boxes = lambda *arguments: divider.lines(iterate(*arguments))


def _ends_with_hyphen(box: Any) -> bool:
    """Tell whether a line ends with a hyphen, be it a compound's own."""
    while getattr(box, "children", None):
        box = box.children[-1]
    text = getattr(box, "text", "")
    return bool(text) and text.endswith((box.style["hyphenate_character"], "-"))
