"""What Django and its packages say to the staff is said in Ukrainian: our catalogue carries what theirs lack."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import pytest
from django.utils.translation import gettext, ngettext, override

CATALOGUES = (
    "django/conf",
    "django/contrib/admin",
    "django/contrib/auth",
    "allauth",
)
NEVER_SHOWN = re.compile(
    r"(contrib/admin/apps|views/(csrf|debug|defaults|generic|static|templates)|core/paginator"
    r"|registration/|idp/|socialaccount/)"
)
"""Where sentences come from that the portal shows to nobody: pages of its own stand in their place."""
NAMES = {"JavaScript", "PIN", "TOTP", "WebAuthn", "JSON", "UUID", "IPv", "URL", "Control", "Command", "Mac"}
"""Words in Latin letters that have no others."""
UNASKED = re.compile(
    r"(Boolean|Slug \(|URL$|IPv|A JSON|.*valid (IPv6|UUID)|Ensure this value is a mult|Whether the user|Django .*admin)"
)
"""Kinds of columns, as Django's pages of documentation call them, and of inputs that no form of the portal has."""
LATIN = re.compile(r"[A-Za-z]{3,}")
UNSEEN = re.compile(r"%(?:\(\w+\))?[a-z]|\{\{?[\w. ]*\}?\}|<[^>]+>|https?://\S+|&\w+;|\"[^\"]*\"")
"""Placeholders, tags and entities."""


class Sentence(NamedTuple):
    """A sentence of a package's catalogue, and where it stands in the code."""

    text: str
    plural: str
    places: str


def sentences(catalogue: str) -> Iterator[Sentence]:
    """Read a catalogue in English: django.po of a package."""
    package, _slash, inside = catalogue.partition("/")
    spec = find_spec(package)
    assert spec is not None
    assert spec.origin is not None
    text = (Path(spec.origin).parent / inside / "locale/en/LC_MESSAGES/django.po").read_text(encoding="utf-8")
    for entry in text.split("\n\n"):
        found = {name: _joined(lines) for name, lines in re.findall(r'^(\w+)((?: ?".*"\n?)+)', entry, re.MULTILINE)}
        if found.get("msgid") and "msgctxt" not in found:
            places = " ".join(re.findall(r"^#: (.*)$", entry, re.MULTILINE))
            yield Sentence(found["msgid"], found.get("msgid_plural", ""), places)


def _joined(lines: str) -> str:
    return "".join(ast.literal_eval(line.strip()) for line in lines.splitlines() if line.strip())


def is_foreign(sentence: Sentence) -> bool:
    """Whether a reader would meet it in English, or partly so."""
    said = ngettext(sentence.text, sentence.plural, 5) if sentence.plural else gettext(sentence.text)
    words = set(LATIN.findall(UNSEEN.sub("", said)))
    return bool(words - NAMES)


@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_every_sentence_that_staff_may_meet_is_ukrainian(catalogue: str) -> None:
    with override("uk"):
        foreign = [
            each.text
            for each in sentences(catalogue)
            if not NEVER_SHOWN.search(each.places) and not UNASKED.match(each.text) and is_foreign(each)
        ]
    assert foreign == []


def test_the_catalogues_are_read() -> None:
    assert sum(1 for catalogue in CATALOGUES for _each in sentences(catalogue)) > 500
