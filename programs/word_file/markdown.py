"""A field in Markdown with one of its texts changed, removed or added."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import groupby

from oleksandria_intl.documents import markdown_texts as texts
from oleksandria_intl.documents.blocks import Run
from oleksandria_intl.documents.markdown import inline_from
from oleksandria_intl.documents.markdown_texts import MarkdownText, texts_of
from oleksandria_intl.documents.placeholders import expand
from oleksandria_intl.typesetting import compared

from .words import Letter, NotOfField, Word, rewritten, said, words_of_field

_ESCAPED = re.compile(r"[\\*\[\]|]")
_LINE_START = re.compile(r"([#+\-])|(\d+)([.)])")


class MarkdownField:
    """The value of a field in Markdown, and what its words in braces stand for."""

    def __init__(self, value: str, known: Mapping[str, str]) -> None:
        self.value, self.known = value.replace("\r\n", "\n"), known
        self.texts = texts_of(self.value)

    def changed(self, printed: list[Word], new: list[Word], place: int) -> str:
        """Return the value with a printed text changed; raises ``NotOfField``."""
        text = self._text(printed, place)
        words = rewritten(self._words(text), printed, new)
        return self._written(words, text, lambda written: texts.replaced(self.value, text, written), instead=True)

    def without(self, printed: list[Word], place: int) -> str:
        """Return the value without a printed text; raises ``NotOfField``."""
        text = self._text(printed, place)
        value = texts.without(self.value, text)
        if self._said(value) != [self._said_of(each) for each in self.texts if each is not text]:
            raise NotOfField
        return value

    def with_new(self, printed: list[Word], new: list[Word], place: int, *, is_list: bool, above: bool) -> str:
        """Return the value with a new text below a printed one, or above it; raises ``NotOfField``."""
        text = self._text(printed, place)
        add = texts.with_above if above else texts.with_below
        return self._written(new, text, lambda written: add(self.value, text, written, is_list=is_list), above=above)

    def is_list(self, printed: list[Word], place: int) -> bool:
        """Whether the field itself makes a printed text a point of a list; raises ``NotOfField``."""
        return self._text(printed, place).is_list

    def _text(self, printed: list[Word], place: int) -> MarkdownText:
        """Return the text that is printed; of several that say the same, the one that stands there."""
        same = [each for each in self.texts if said(printed).endswith(self._said_of(each)) and self._said_of(each)]
        exactly = [each for each in same if self._said_of(each) == said(printed)] or same
        if not exactly or exactly[0].is_in_table:
            raise NotOfField
        return min(exactly, key=lambda each: abs(self.texts.index(each) - place))

    def _words(self, text: MarkdownText) -> list[Word]:
        return words_of_field(letters_of(text.written), self.known)

    def _said_of(self, text: MarkdownText) -> str:
        return compared(expand(text.text, self.known))

    def _said(self, value: str) -> list[str]:
        return [self._said_of(each) for each in texts_of(value)]

    def _written(
        self,
        words: list[Word],
        text: MarkdownText,
        put: Callable[[str], str],
        *,
        instead: bool = False,
        above: bool = False,
    ) -> str:
        """Return the value with words put in; signs that Markdown would take for its own are escaped where need be."""
        at = self.texts.index(text)
        first, last = (at, at) if above else (at, at + 1) if instead else (at + 1, at + 1)
        before = [self._said_of(each) for each in self.texts]
        wanted = [*before[:first], said(words), *before[last:]]
        for escaped in (False, True):
            value = put(as_markdown(words, escaped=escaped))
            if self._said(value) == wanted:
                return value
        raise NotOfField


def letters_of(written: str) -> list[Letter]:
    """Return the letters that a text in Markdown prints, each as it is written; raises ``NotOfField``."""
    found = []
    at = 0
    for run in inline_from(written):
        for shown in run.text:
            at, letter = _next(written, at, shown, run)
            found.append(letter)
    return found


def _next(written: str, at: int, shown: str, look: Run) -> tuple[int, Letter]:
    """Return the next letter of this kind, past the signs of Markdown, and the place behind it."""
    while at < len(written):
        if written[at] == "\\" and written[at + 1 : at + 2] == shown:
            return at + 2, Letter(shown, written[at : at + 2], look)
        if written[at] == shown or (written[at] == "\n" and shown == " "):
            return at + 1, Letter(shown, written[at], look)
        at += 1
    raise NotOfField


def as_markdown(words: Iterable[Word], *, escaped: bool = False) -> str:
    """Return words as Markdown writes them, signs in new ones escaped where asked."""
    written = "".join(
        _in_look("".join(_written(word, escaped=escaped) for word in run), look)
        for look, run in groupby(_with_spaces(list(words)), key=_look)
    )
    return _LINE_START.sub(_escape_start, written, count=1) if escaped and _LINE_START.match(written) else written


def _with_spaces(words: list[Word]) -> list[Word]:
    """Return the words, spaces between two looks in none: Markdown wants its signs next to a letter."""
    found = []
    for before, word, after in zip([None, *words], words, [*words[1:], None], strict=False):
        if word.key == " ":
            is_between = before is None or after is None or _look(before) != _look(after)
            bold, italic, link = (False, False, "") if is_between or before is None else _look(before)
            word = replace(word, bold=bold, italic=italic, link=link)
        found.append(word)
    return found


def _look(word: Word) -> tuple[bool, bool, str]:
    return word.bold, word.italic, word.link


def _in_look(text: str, look: tuple[bool, bool, str]) -> str:
    bold, italic, link = look
    signs = "*" * (2 * bold + italic)
    marked = f"{signs}{text}{signs}" if text.strip() else text
    return f"[{marked}]({link})" if link else marked


def _written(word: Word, *, escaped: bool) -> str:
    if not word.is_new:
        return word.written
    text = _ESCAPED.sub(r"\\\g<0>", word.written) if escaped else word.written
    return text.replace("\n", "\\\n")


def _escape_start(match: re.Match[str]) -> str:
    return f"\\{match[1]}" if match[1] else f"{match[2]}\\{match[3]}"
