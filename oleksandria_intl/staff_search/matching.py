"""What of a row a query met: its label and texts in parts, those that were looked for set apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from oleksandria_intl import ukrainian
from oleksandria_intl.models import KeyField
from oleksandria_intl.staff_search.asking import Asked, Term
from oleksandria_intl.staff_search.kinds import Kind

AROUND = 70
"""So many letters are shown before and after what was looked for."""


class Part(NamedTuple):
    """A part of a text; whether it was looked for."""

    text: str
    is_met: bool


class Detail(NamedTuple):
    """A field that holds what was looked for: its label, and its text around that."""

    label: str
    parts: list[Part]


class Marker:
    """Sets apart in texts what a query looks for."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        pieces = sorted({piece for term in asked.terms for piece in term.pieces}, key=len, reverse=True)
        self._any = _pattern(pieces)
        self._of_term = {term: _pattern(list(term.pieces)) for term in asked.terms}

    def parts(self, text: str) -> list[Part]:
        """Return a text in parts."""
        found, at = [], 0
        for met in self._any.finditer(text):
            found += [Part(text[at : met.start()], False), Part(met[0], True)]
            at = met.end()
        return [part for part in (*found, Part(text[at:], False)) if part.text]

    def details(self, kind: Kind, row: Any, label: str) -> list[Detail]:
        """Return the fields that hold what the label does not show, one for each term at most."""
        unseen = [term for term in self.asked.terms if not self._of_term[term].search(label)]
        found = (next(self._of(kind, row, term), None) for term in unseen)
        return list({detail.label: detail for detail in found if detail}.values())

    def _of(self, kind: Kind, row: Any, term: Term) -> Iterator[Detail]:
        for name in kind.amounts:
            amount = getattr(row, name, None) if "__" not in name else None
            if isinstance(amount, Decimal) and amount in term.amounts:
                yield Detail(_label(kind.model, name), [Part(ukrainian.hryvnias(amount), True)])
        for name in _columns(kind):
            text = " ".join(str(getattr(row, name) or "").split())
            if met := self._of_term[term].search(text):
                yield Detail(_label(kind.model, name), self.parts(_around(text, met)))


def _pattern(pieces: list[str]) -> re.Pattern[str]:
    """Return what finds any piece, up to the end of its word."""
    if not pieces:
        return re.compile(r"(?!)")
    whole = "|".join(re.escape(piece).replace("'", "['’ʼ]") for piece in pieces)
    return re.compile(rf"(?:{whole})[\w'’ʼ]*", re.IGNORECASE)


def _columns(kind: Kind) -> Iterator[str]:
    """Yield the row's own columns that were looked through; those that a key is made of in its place."""
    for name in kind.texts:
        if "__" not in name:
            field = kind.model._meta.get_field(name)
            yield from field.sources if isinstance(field, KeyField) else [name]


def _label(model: Any, name: str) -> str:
    return str(model._meta.get_field(name).verbose_name)


def _around(text: str, met: re.Match[str]) -> str:
    first, last = max(met.start() - AROUND, 0), met.end() + AROUND
    return f"{'…' if first else ''}{text[first:last]}{'…' if last < len(text) else ''}"
