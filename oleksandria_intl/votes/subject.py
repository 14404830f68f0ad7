"""How a decision is found by the key of its papers, and what the words in braces of its subject stand for."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from oleksandria_intl import papers
from oleksandria_intl.models import Decision

PREFIX = "d/"
Finder = Callable[[str, papers.Scope], Decision | None]
Words = Callable[[Decision], Mapping[str, str]]
_finders: list[Finder] = []
_words: list[Words] = []


def register(finder: Finder, words: Words) -> None:
    """Add other keys that lead to decisions, and the words in braces of those decisions."""
    _finders.append(finder)
    _words.append(words)


def find(key: str, scope: papers.Scope) -> Decision:
    """Return the decision of «d/<code>», or of a key that an app knows; raises ``PaperNotFound`` with a sentence."""
    code = key.removeprefix(PREFIX) if key.startswith(PREFIX) else None
    for decision in Decision.objects.filter(code=code).select_related("body"):
        return decision
    for finder in _finders if code is None else ():
        if found := finder(key, scope):
            return found
    raise papers.PaperNotFound(_("There is no decision “%(key)s”.") % {"key": key})


def key_of(decision: Decision) -> str:
    """Return the key of a decision's papers: «d/programme-2020»."""
    return f"{PREFIX}{decision.code}"


def words_of(decision: Decision) -> dict[str, str]:
    """Return what the words in braces of a decision's subject stand for."""
    return {word: text for words in _words for word, text in words(decision).items()}
