"""Writing the rows of a workbook into a draft: new ones, changed ones, and those away that the workbook lacks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models
from django.db.models import ProtectedError, RestrictedError
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history

from oleksandria_intl import guards
from programs.differences import owner_field
from programs.exchange import row_models
from programs.models import Edition, EditionRow, OrderedRow

from .entries import Book, CodeOf, Entry, Model, Place

Deed = tuple[str, type[models.Model]]
"""What is done to a kind of rows: «add», «change», «delete»."""


class Writer:
    """Writes into one edition; what is wrong is refused in the book, and the caller takes all back."""

    def __init__(self, book: Book, edition: Edition, stored: dict[Model, list[EditionRow]], by: User) -> None:
        self._book, self._edition, self._stored, self._by = book, edition, stored, by
        self._used: dict[Model, set[str]] = {}
        self._at: Place | None = None
        self._parts: list[Any] = []
        """New rows that wait to be saved together."""
        self.deeds: set[Deed] = set()

    def write(
        self,
        entries: Iterable[Entry],
        *,
        may_go: Callable[[EditionRow], bool] = lambda row: True,
        sets_order: bool = True,
    ) -> None:
        """Write the entries; delete the stored rows that none of the book's is, where they may go."""
        chosen = {id(entry): entry for entry in entries}
        by_model = {model: [e for e in self._book.entries.get(model, ()) if id(e) in chosen] for model in row_models()}
        try:
            for model, of_kind in by_model.items():
                if issubclass(model, OrderedRow):
                    self._set_orders(model, of_kind, sets_order=sets_order)
                for entry in sorted(of_kind, key=lambda entry: bool(entry.values.get("parent"))):
                    self._write(entry)
                self._create_parts(model)
            for entry in chosen.values():
                if any(isinstance(value, CodeOf) for value in entry.values.values()):
                    self._write(entry)  # the code of a row that was new then
            self._delete_missing(may_go)
        except IntegrityError as error:
            self._refuse_integrity(error)

    def _refuse_integrity(self, error: IntegrityError) -> None:
        sentence = guards.sentence_of(error) or _(
            "The database did not take this: most likely the same row stands in the workbook twice."
        )
        self._book.refuse(self._at or Place("", 0), str(sentence))

    # Rows

    def _write(self, entry: Entry) -> None:
        """Write a row if anything of it is new."""
        if any(isinstance(value, Entry) and value.row is None for value in entry.values.values()):
            return  # the row that it belongs to was refused
        self._at, is_new = entry.place, entry.row is None
        row: Any = entry.row or entry.model(edition=self._edition)
        if not self._set(row, entry) and not is_new:
            return
        if not self._is_right(row, entry, is_new=is_new):
            return
        if is_new:
            self._give_code(row, entry)
        row._history_user = self._by
        if is_new and entry.model.part_of:
            self._parts.append(row)
        else:
            row.save()
        entry.row = row
        if is_new and entry.notice:
            self._book.notice(entry.notice)
        self.deeds.add(("add" if is_new else "change", entry.model))

    def _create_parts(self, model: Model) -> None:
        """Save the new rows that are parts of others, and that nothing points at, at once: there may be thousands."""
        for row in self._parts:
            row.version += 1
        if self._parts:
            bulk_create_with_history(self._parts, model, batch_size=500, default_user=self._by)
        self._parts = []

    def _set(self, row: EditionRow, entry: Entry) -> bool:
        """Set the fields of a row; say whether any has another value now."""
        has_changed = False
        for name, value in entry.values.items():
            field: Any = row._meta.get_field(name)
            value = self._plain(value, field)
            old = getattr(row, field.attname)
            new = value.pk if isinstance(value, models.Model) else value
            if old != new and not _is_same_text(old, new):
                setattr(row, field.name, value)
                has_changed = True
        return has_changed

    def _plain(self, value: Any, field: Any) -> Any:
        if isinstance(value, Entry):
            return value.row
        if isinstance(value, CodeOf):
            return value.code
        if value in (None, "") and not field.null:
            return field.get_default()
        return value

    def _is_right(self, row: EditionRow, entry: Entry, *, is_new: bool) -> bool:
        """Check a row; the links are rows that were found, and uniqueness the database's to see."""
        code, row.code = row.code, "" if is_new else row.code
        links = {field.name for field in row._meta.concrete_fields if field.is_relation}
        try:
            row.clean_fields(exclude=links | {"code"})
            row.clean()
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                for message in messages:
                    self._book.refuse(entry.place, message, column=entry.head_of(name))
            return False
        row.code = code
        return self._has_links(row, entry)

    def _has_links(self, row: EditionRow, entry: Entry) -> bool:
        """Refuse a row that lacks a link that it must have."""
        for field in row._meta.concrete_fields:
            is_asked = field.is_relation and not field.null and not field.blank and field.name in entry.values
            if is_asked and getattr(row, field.attname) is None:
                if not any(refused[:2] == tuple(entry.place) for refused in self._book.refusals):
                    self._book.refuse(
                        entry.place, _("This cell has to be filled in."), column=entry.head_of(field.name)
                    )
                return False
        return True

    def _give_code(self, row: EditionRow, entry: Entry) -> None:
        """Give a new row the code that the workbook has for it, if it was never used; else the portal gives one."""
        used = self._used.get(entry.model)
        if used is None:
            used = self._used[entry.model] = set(row.used_codes())
        row.used_codes = partial(set.copy, used)  # type: ignore[method-assign]
        row.code = entry.code if entry.code and entry.code not in used else row.new_code()
        used.add(row.code)

    # Order

    def _set_orders(self, model: Model, entries: list[Entry], *, sets_order: bool) -> None:
        """Give the rows the order of the sheet; the places stay that agree with it."""
        owner = owner_field(model)
        groups: dict[Any, list[Entry]] = {}
        for entry in entries:
            groups.setdefault(id(entry.values.get(owner)) if owner else None, []).append(entry)
        for group in groups.values():
            if sets_order and group[0].has_place:
                _order(group)
            else:
                self._order_new(model, group)

    def _order_new(self, model: Model, group: list[Entry]) -> None:
        last = max((getattr(row, "order", 0) for row in self._stored.get(model, ())), default=0)
        for entry in group:
            if entry.row is None:
                last += 1
                entry.values["order"] = last

    # What is gone

    def _delete_missing(self, may_go: Callable[[EditionRow], bool]) -> None:
        for model in reversed(row_models()):
            kept = {entry.row.pk for entry in self._book.entries.get(model, ()) if entry.row is not None}
            for row in self._stored.get(model, ()):
                if row.pk not in kept and may_go(row) and not any(spares(row) for spares in self._book.spared):
                    self._delete(row)

    def _delete(self, row: EditionRow) -> None:
        if not type(row)._default_manager.filter(pk=row.pk).exists():
            return  # it went with the row that it belonged to
        row._history_user = self._by  # type: ignore[attr-defined]
        try:
            row.delete()
        except (ProtectedError, RestrictedError):
            words = {"kind": row._meta.verbose_name, "name": row}
            sentence = _("The %(kind)s “%(name)s” is not in the workbook, but other rows refer to it, so it stays.")
            self._book.refuse(Place("", 0), sentence % words)
        else:
            self.deeds.add(("delete", type(row)))


def _order(group: list[Entry]) -> None:
    places = [(entry.row.order, entry.row.pk) if entry.row is not None else None for entry in group]
    if None not in places and places == sorted(places):  # type: ignore[type-var]
        return
    last = 0
    for entry, place in zip(group, places, strict=True):
        last = place[0] if place is not None and place[0] > last else last + 1
        entry.values["order"] = last


def _is_same_text(old: Any, new: Any) -> bool:
    """Whether texts differ in how line breaks are written alone: Excel knows one way, browsers send another."""
    return isinstance(old, str) and isinstance(new, str) and old.replace("\r\n", "\n") == new.replace("\r\n", "\n")
