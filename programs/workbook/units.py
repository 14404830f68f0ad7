"""Proposals of a responsible unit: its cut of the workbook comes back, and each row is taken or refused by staff.

What others answer for is never touched: rows outside the cut are refused, directions are everybody's.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, BinaryIO

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from oleksandria_intl.models import Unit
from oleksandria_intl.tables.outcome import ImportRefused
from programs.differences import difference_of, stored_rows
from programs.models import Edition, EditionRow
from programs.words import words_of

from .entries import Book, Entry
from .facts import UNIT
from .matching import match
from .names import folded
from .reading import read
from .services import edition_of, refuse_without_rights
from .sheets import cut
from .shown import Shown, row_shown
from .writing import Writer


@dataclass
class Proposals:
    """What a unit's workbook proposes, row by row."""

    book: Book
    edition: Edition
    shown: list[Shown]


def look_at(*, file: BinaryIO, edition: Edition, unit: Unit, by: User) -> Proposals:
    """Return what a unit proposes; nothing is written. Raises ``ImportRefused`` and ``UnreadableFile``."""
    with transaction.atomic():
        found = _Reading(file, edition, unit, by).proposals()
        transaction.set_rollback(True)
    return found


def accept(*, file: BinaryIO, edition: Edition, unit: Unit, keys: Collection[str], by: User) -> int:
    """Take the proposals with these keys; return how many. One that is another by now is left.

    Raises ``ImportRefused``, nothing is written then.
    """
    offered = {each.key for each in look_at(file=file, edition=edition, unit=unit, by=by).shown}
    chosen = {key.partition(":")[0] for key in offered.intersection(keys)}
    if not chosen:
        return 0
    with transaction.atomic():
        reading = _Reading(file, edition, unit, by)
        reading.write(chosen)
        if reading.refused_since:
            raise ImportRefused(" ".join(refused.reason for refused in reading.refused_since))
    return len(chosen)


class _Reading:
    """A unit's workbook, matched with the edition."""

    def __init__(self, file: BinaryIO, edition: Edition, unit: Unit, by: User) -> None:
        self._cut, self._unit, self._by = cut(), unit, by
        self.book = read(file, partial(edition_of, chosen=edition))
        assert self.book.edition is not None, "one was chosen"
        self._edition = self.book.edition
        self._refuse_other_unit()
        if self._cut.model not in self.book.entries:
            raise ImportRefused(_("The workbook has no sheet “%(sheet)s”.") % {"sheet": self._cut.sheet})
        self._keys = self._cut.keys(self._edition, unit)
        self._make_own()
        self._stored = match(self.book, self._edition)
        self._own = [entry for entry in self.book.entries[self._cut.model] if self._is_own(entry)]
        self._refuse_shared()
        self._refused_rows = {refused[:2] for refused in self.book.refusals}
        self.refused_since: list[Any] = []

    def _refuse_other_unit(self) -> None:
        name = self.book.names.label(self._unit)
        if folded(self.book.unit) != folded(name):
            sentence = _("This workbook is not the cut of “%(unit)s”: on its first sheets “%(row)s” says “%(said)s”.")
            raise ImportRefused(sentence % {"unit": name, "row": UNIT, "said": self.book.unit or "–"})

    def _is_own(self, entry: Entry) -> bool:
        """Whether a row is the unit's, or new; what is another's is refused."""
        if entry.row is None or entry.row.pk in self._keys:
            return True
        sentence = _("“%(row)s” is not among what “%(unit)s” answers for: the row is left out.")
        words = {"row": entry.row, "unit": self.book.names.label(self._unit)}
        self.book.refuse(entry.place, sentence % words)
        return False

    def _refuse_shared(self) -> None:
        """Refuse what changes the rows that are everybody's, and those of the unit that stand under a new one."""
        shared = [entry for model in self._cut.shared for entry in self.book.entries[model]]
        for entry in shared:
            if entry.row is None or any(_differs(entry, name) for name in entry.values):
                sentence = _(
                    "The %(kind)s “%(name)s” is shared by all units, and is not changed here: write its old name."
                )
                words = {"kind": entry.model._meta.verbose_name, "name": next(iter(entry.values.values()), "")}
                self.book.refuse(entry.place, sentence % words)
        strange = {id(entry) for entry in shared if entry.row is None}
        self._own = [each for each in self._own if not any(id(value) in strange for value in each.values.values())]

    def _make_own(self) -> None:
        """Let the unit answer for a row that says of nobody, and for a new one."""
        model = next(part for part in self._cut.parts if any(f.name == "unit" for f in part._meta.concrete_fields))
        if model not in self.book.entries:
            return
        for entry in self.book.entries[self._cut.model]:
            units = [part.values["unit"] for part in entry.parts if part.model is model]
            if not units or (not entry.code and self._unit not in units):
                values = {model.part_of: entry, "unit": self._unit, "words": ""}
                part = Entry(model, entry.place, values, identity=tuple(values))
                entry.parts.append(self.book.add(part))

    # Proposals

    def proposals(self) -> Proposals:
        """Write all that may be, and return what differs then: to be taken back."""
        before = stored_rows(self._edition)
        keys = self.write({self._id(entry) for entry in self._entries()} | {row.code for row in self._missing()})
        found = difference_of(self._edition, before, self._edition, stored_rows(self._edition))
        words = words_of(self._edition)
        rows = [change for change in found.changes if change.model is self._cut.model]
        shown = [_keyed(row_shown(each, words, words), keys.get(each.code, each.code)) for each in rows]
        return Proposals(self.book, self._edition, shown)

    def write(self, chosen: Collection[str]) -> dict[str, str]:
        """Write the chosen rows; return their keys by the codes that they have now."""
        entries = [entry for entry in self._entries() if self._id(entry) in chosen]
        ids = {id(entry): self._id(entry) for entry in entries}
        changed = {entry.row.pk for entry in entries if entry.row is not None}
        gone = {row.pk for row in self._missing() if row.code in chosen}
        seen = len(self.book.refusals)
        parts = [part for entry in entries for part in entry.parts]
        writer = Writer(self.book, self._edition, self._stored, self._by)
        writer.write([*entries, *parts], may_go=lambda row: self._may_go(row, changed, gone), sets_order=False)
        refuse_without_rights(self.book, writer.deeds, self._by)
        self.refused_since = self.book.refusals[seen:]
        return {entry.row.code: ids[id(entry)] for entry in entries if entry.row is not None}

    def _entries(self) -> list[Entry]:
        """Return the unit's rows of which nothing is refused."""
        rows = self._refused_rows
        return [entry for entry in self._own if not rows & {each.place for each in (entry, *entry.parts)}]

    def _missing(self) -> Iterable[EditionRow]:
        """Yield the unit's rows that the workbook lacks."""
        kept = {entry.row.pk for entry in self.book.entries[self._cut.model] if entry.row is not None}
        for row in self._stored[self._cut.model]:
            if row.pk not in kept and row.pk in self._keys:
                yield row

    def _may_go(self, row: EditionRow, changed: set[Any], gone: set[Any]) -> bool:
        if isinstance(row, self._cut.model):
            return row.pk in gone
        return isinstance(row, self._cut.parts) and getattr(row, f"{row.part_of}_id") in changed

    def _id(self, entry: Entry) -> str:
        """Return by what a row is known in one file: its code, or where a new one stands."""
        return entry.row.code if entry.row is not None else f"new-{entry.place.row}"


def _differs(entry: Entry, name: str) -> bool:
    value = entry.values[name]
    return isinstance(value, str) and folded(value) != folded(str(getattr(entry.row, name)))


def _keyed(each: Shown, key: str) -> Shown:
    """Give a proposal a key that holds what it says: what was seen is what is taken."""
    said = hashlib.sha256(repr(replace(each, key="")).encode()).hexdigest()[:16]
    return replace(each, key=f"{key}:{said}")
