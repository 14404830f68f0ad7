"""What is done with a workbook that comes back: looked at, nothing written; brought in whole, or not at all."""

from __future__ import annotations

import hashlib
import json
from copy import copy
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from oleksandria_intl.codes_from_names import code_from
from oleksandria_intl.models import Council
from oleksandria_intl.tables.outcome import ImportRefused
from partners.models import City
from programs.differences import Difference, difference_of, stored_rows
from programs.exchange import dump
from programs.models import Edition, Program

from .decisions import write_decision
from .entries import Book, Place
from .facts import FACTS, MADE_FROM
from .matching import match
from .reading import read
from .shown import Said, Shown, shown, sums
from .writing import Deed, Writer


@dataclass
class Looked:
    """What a workbook would change, or has changed."""

    book: Book
    edition: Edition | None = None
    changes: list[Shown] = field(default_factory=list)
    decision: list[Said] = field(default_factory=list)
    sums: list[tuple[int, str]] = field(default_factory=list)
    digest: str = ""
    """Of what the edition was and would be: what was agreed to is what is written."""
    is_same: bool = False
    """Whether the workbook says what the portal says already."""
    is_new: bool = False


def look_at(*, file: BinaryIO, edition: Edition | None, by: User) -> Looked:
    """Return what a workbook would change; nothing is written.

    Raises ``ImportRefused`` for an edition that does not change and a programme that is there, ``UnreadableFile``.
    """
    with transaction.atomic():
        looked = _bring_in(file, edition, by)
        transaction.set_rollback(True)
    return looked


def bring_in(*, file: BinaryIO, edition: Edition | None, agreed: str, by: User) -> Looked | None:
    """Bring a workbook in, if it would do what was agreed to; None where it would not. Raises as ``look_at`` does."""
    with transaction.atomic():
        looked = _bring_in(file, edition, by)
        if looked.book.refusals or looked.digest != agreed:
            transaction.set_rollback(True)
            return None
    return looked


def _bring_in(file: BinaryIO, edition: Edition | None, by: User) -> Looked:
    if edition is not None:
        edition = Edition.objects.select_for_update(of=("self",)).get(pk=edition.pk)
    refuse_closed(edition)
    book = read(file, edition)
    _refuse_other_edition(book, edition)
    looked = Looked(book, is_new=edition is None)
    before = None if edition is None else _digest(edition)
    old = None if edition is None else (copy(edition), stored_rows(edition))
    target = edition or _new_edition(book, by)
    if target is None:
        return looked
    deeds = _change_facts(book, target, by) if edition else {("add", Program), ("add", Edition)}
    looked.edition = target
    looked.decision = write_decision(book, target, deeds, by)
    writer = Writer(book, target, match(book, target), by)
    writer.write([entry for entries in book.entries.values() for entry in entries])
    deeds |= writer.deeds | ({("add", City)} if book.new_cities else set())
    _refuse_without_rights(book, deeds, by)
    if book.refusals:
        return looked
    after = _digest(target)
    looked.is_same = before == after and not book.new_cities
    looked.digest = hashlib.sha256(f"{before} {after}".encode()).hexdigest()
    looked.changes = shown(_difference(old, target))
    looked.sums = sums(target)
    return looked


def refuse_closed(edition: Edition | None) -> None:
    """Raise ``ImportRefused`` for an edition that does not change any more, with what to do."""
    if edition is None or not edition.is_frozen:
        return
    if edition.is_withdrawn:
        raise ImportRefused(_("The edition %(key)s is withdrawn, and does not change.") % {"key": edition.key})
    sentence = _(
        "The edition %(key)s is adopted, and does not change. Open its page and choose “Make changes”: "
        "that begins an amendment, whose workbook may be brought in."
    )
    raise ImportRefused(sentence % {"key": edition.key})


def _refuse_other_edition(book: Book, edition: Edition | None) -> None:
    """Refuse a workbook of another edition than the one that was chosen."""
    if not book.made_from or (edition is not None and book.made_from == edition.key):
        return
    slug, _slash, number = book.made_from.partition("/")
    made_from = Edition.objects.filter(program__slug=slug, number=number if number.isdigit() else 0).first()
    if edition is None and made_from is None:
        return  # a programme of another portal
    refuse_closed(made_from if edition is None else None)
    words = {"key": book.made_from, "sheet": FACTS, "row": MADE_FROM}
    if edition is None:
        sentence = _(
            "The workbook was made from the draft %(key)s: choose that draft. To make a new programme of it, "
            "empty the cell “%(row)s” on the sheet “%(sheet)s”."
        )
    else:
        sentence = _(
            "The workbook was made from the edition %(key)s, and another one was chosen. If it is to change this one "
            "nevertheless, empty the cell “%(row)s” on the sheet “%(sheet)s”."
        )
    raise ImportRefused(sentence % words)


# The programme and its edition


def _new_edition(book: Book, by: User) -> Edition | None:
    """Return a new programme's first edition; None where the workbook does not say enough of it."""
    if Council.objects.current() is None:
        raise ImportRefused(_("The portal does not know its council yet: an administrator enters it first."))
    edition = Edition()
    _set_facts(book, edition)
    if not (edition.name_uk and edition.year_from and edition.year_to):
        _refuse_facts(book, _("A new programme needs its name, its first and its last year."))
        return None
    program = Program(slug=_slug(edition))
    _save(program, by)
    edition.program = program
    if not _is_right(book, edition):
        return None
    _save(edition, by)
    return edition


def _slug(edition: Edition) -> str:
    """Return a free address: the years, else the name with them."""
    taken = set(Program.objects.values_list("slug", flat=True))
    if edition.years_short not in taken:
        return edition.years_short
    return code_from(f"{edition.name_uk[:30]} {edition.years_short}", taken)


def _change_facts(book: Book, edition: Edition, by: User) -> set[Deed]:
    """Change what the edition says of itself; return what was done."""
    if not _set_facts(book, edition):
        return set()
    if _is_right(book, edition):
        _save(edition, by)
    return {("change", Edition)}


def _set_facts(book: Book, edition: Edition) -> bool:
    changed = False
    for name, value in book.facts.items():
        field: Any = edition._meta.get_field(name)
        value = field.get_default() if value in ("", None) and field.has_default() else value
        if getattr(edition, name) != value:
            setattr(edition, name, value)
            changed = True
    return changed


def _is_right(book: Book, edition: Edition) -> bool:
    try:
        edition.clean_fields(exclude=["program", "base", "decision"])
        if edition.year_to < edition.year_from:
            raise ValidationError(_("The last year is before the first."))
        edition.clean()
    except ValidationError as error:
        for message in error.messages:
            _refuse_facts(book, message)
        return False
    return True


def _refuse_facts(book: Book, sentence: str) -> None:
    book.refuse(Place(FACTS, 1), sentence)


def _save(row: Any, by: User) -> None:
    row._history_user = by
    row.save()


# What was done


def _difference(old: Any, edition: Edition) -> Difference:
    was, rows = old if old else (copy(edition), {})
    return difference_of(was, rows, edition, stored_rows(edition))


def _digest(edition: Edition) -> str:
    fresh = Edition.objects.select_related("program", "decision").get(pk=edition.pk)
    return hashlib.sha256(json.dumps(dump(fresh), ensure_ascii=False).encode()).hexdigest()


def _refuse_without_rights(book: Book, deeds: set[Deed], by: User) -> None:
    """Refuse what the person may not do."""
    for action, model in sorted(deeds, key=lambda deed: (deed[1]._meta.label, deed[0])):
        if not may(by, action, model):
            sentences = {
                "add": _("You may not add these rows: %(rows)s."),
                "change": _("You may not change these rows: %(rows)s."),
                "delete": _("You may not delete these rows: %(rows)s."),
            }
            book.refuse(Place("", 0), sentences[action] % {"rows": model._meta.verbose_name_plural})


def may(by: Any, action: str, model: type[models.Model]) -> bool:
    """Whether a person may do something with rows of a kind."""
    opts = model._meta
    return bool(by.has_perm(f"{opts.app_label}.{get_permission_codename(action, opts)}"))
