"""Where in a Markdown text its paragraphs, heads and list points are written, so that one of them can be replaced."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from oleksandria_intl.documents.blocks import Run, text_of
from oleksandria_intl.documents.markdown import inline_from, parsed

if TYPE_CHECKING:
    from markdown_it.token import Token


@dataclass(frozen=True, slots=True)
class MarkdownText:
    """A paragraph, head or list point as it is written: on which lines, after what mark."""

    first: int
    end: int
    """The line below its last."""
    written: str
    """Its letters as they are written, without the mark of a list."""
    mark: str
    """What stands before it on its first line: «- », «## »."""
    is_list: bool
    is_in_table: bool = False

    @property
    def runs(self) -> tuple[Run, ...]:
        """What it prints, words in braces as they are."""
        return inline_from(self.written)

    @property
    def text(self) -> str:
        """What it prints, without its look."""
        return text_of(self.runs)


def texts_of(markdown: str) -> list[MarkdownText]:
    """Return the texts in their order."""
    lines = markdown.split("\n")
    tokens = parsed(markdown)
    found = []
    for place, token in enumerate(tokens):
        if token.type == "inline" and token.map is not None:
            kind = tokens[place - 1].type
            is_list = kind == "paragraph_open" and tokens[place - 2].type == "list_item_open"
            found.append(_text(token, lines, is_list=is_list, is_in_table=kind in ("th_open", "td_open")))
    return found


def _text(token: Token, lines: list[str], *, is_list: bool, is_in_table: bool) -> MarkdownText:
    first, end = token.map or (0, 0)
    line = lines[first] if first < len(lines) else ""
    begins = line.find(token.content.split("\n")[0])
    return MarkdownText(first, end, token.content, line[: max(begins, 0)], is_list, is_in_table)


def replaced(markdown: str, text: MarkdownText, written: str) -> str:
    """Return the Markdown with other words in the place of a text."""
    lines = markdown.split("\n")
    return "\n".join([*lines[: text.first], text.mark + written, *lines[text.end :]])


def without(markdown: str, text: MarkdownText) -> str:
    """Return the Markdown without a text."""
    lines = markdown.split("\n")
    above, below = lines[: text.first], lines[text.end :]
    if not below or (above and not above[-1].strip() and not below[0].strip()):
        below = below[1:]
    return "\n".join([*above, *below]).strip("\n")


def with_below(markdown: str, text: MarkdownText, written: str, *, is_list: bool) -> str:
    """Return the Markdown with a new text below another, a list point like it where both are points."""
    lines = markdown.split("\n")
    new = [f"{text.mark}{written}"] if is_list and text.is_list else ["", f"{'- ' * is_list}{written}"]
    below = lines[text.end :]
    room = [""] if below and below[0].strip() and not (is_list and text.is_list) else []
    return "\n".join([*lines[: text.end], *new, *room, *below])


def with_above(markdown: str, text: MarkdownText, written: str, *, is_list: bool) -> str:
    """Return the Markdown with a new text above another."""
    lines = markdown.split("\n")
    new = [f"{text.mark}{written}"] if is_list and text.is_list else [f"{'- ' * is_list}{written}", ""]
    return "\n".join([*lines[: text.first], *new, *lines[text.first :]])
