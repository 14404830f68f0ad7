"""Found words marked in a text, and the piece of a long text that shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from oleksandria_intl import ukrainian
from oleksandria_intl.word_forms import Word

WORD = re.compile(r"[^\W_]+(?:['’ʼ`‘′][^\W_]+)*")
BEFORE, LENGTH = 80, 260


def found_in(text: str, asked: list[Word]) -> Iterator[re.Match[str]]:
    """Yield the places of the words that were asked for."""
    return (word for word in WORD.finditer(text) if any(each.is_met_by(word[0]) for each in asked))


def marked(text: str, asked: list[Word]) -> SafeString:
    """Return the text as a part of a page, the found words marked."""
    pieces, end = [], 0
    for word in found_in(text, asked):
        pieces.append(format_html("{}<mark>{}</mark>", text[end : word.start()], word[0]))
        end = word.end()
    return format_html_join("", "{}", ((piece,) for piece in [*pieces, conditional_escape(text[end:])]))


def piece(text: str, asked: list[Word]) -> str:
    """Return so much of a text as a list shows, around the first word found; ellipses where something is left out."""
    first = next(found_in(text, asked), None)
    start = max(0, first.start() - BEFORE) if first else 0
    if start:
        start = text.find(" ", start) + 1
    shown = ukrainian.shortened(text[start:].lstrip(" ·"), LENGTH)
    return f"…{shown}" if start else shown
