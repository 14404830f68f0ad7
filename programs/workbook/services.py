"""What is done with a workbook that comes back: looked at, nothing written; brought in whole, or not at all."""

from __future__ import annotations

import hashlib
import json
from copy import copy
from dataclasses import dataclass, field
from functools import partial
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
from programs.differences import Rows, difference_of, stored_rows
from programs.exchange import as_dict
from programs.models import Edition, Program
from programs.models.program import OPEN

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


def check(*, file: BinaryIO, edition: Edition | None) -> None:
    """Read a workbook through; raise as ``look_at`` does."""
    with transaction.atomic():
        read(file, partial(edition_of, chosen=edition))
        transaction.set_rollback(True)


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


def _bring_in(file: BinaryIO, chosen: Edition | None, by: User) -> Looked:
    book = read(file, partial(edition_of, chosen=chosen))
    looked = Looked(book, book.edition, is_new=book.edition is None)
    old_rows: Rows = {} if book.edition is None else stored_rows(book.edition)
    before = None if book.edition is None else _digest(book.edition, old_rows)
    old = copy(book.edition)
    target = book.edition or _new_edition(book, by)
    if target is None:
        return looked
    deeds: set[Deed] = set()
    if looked.is_new:
        deeds |= {("add", Program), ("add", Edition)}
    else:
        deeds |= _change_facts(book, target, by)
    looked.edition = target
    looked.decision = write_decision(book, target, deeds, by)
    writer = Writer(book, target, match(book, target, old_rows), by)
    writer.write([entry for entries in book.entries.values() for entry in entries])
    deeds |= writer.deeds | ({("add", City)} if book.new_cities else set())
    refuse_without_rights(book, deeds, by)
    if book.refusals:
        return looked
    rows = stored_rows(target)
    after = _digest(target, rows)
    looked.is_same = before == after and not book.new_cities
    looked.digest = hashlib.sha256(f"{before} {after}".encode()).hexdigest()
    looked.changes = shown(difference_of(old or copy(target), old_rows, target, rows))
    looked.sums = sums(target)
    return looked


# Which edition it is of


def edition_of(book: Book, *, chosen: Edition | None) -> Edition | None:
    """Return the draft that a workbook is to change, locked: the chosen one, else that which it was made from.

    None for a new programme. Raises ``ImportRefused`` where there is no such draft, with what to do.
    """
    if chosen is None and not book.made_from:
        return None
    slug, _slash, number = book.made_from.partition("/")
    found = chosen
    if chosen is None:
        found = Edition.objects.filter(program__slug=slug, number=int(number) if number.isdecimal() else 0).first()
        if found is None:
            return None  # made in another portal: a new programme here
    elif book.made_from and slug != chosen.program.slug:
        sentence = _(
            "The workbook was made from the edition %(key)s, of another programme. If it is to change this one "
            "nevertheless, empty the cell “%(row)s” on the sheet “%(sheet)s”."
        )
        raise ImportRefused(sentence % {"key": book.made_from, "sheet": FACTS, "row": MADE_FROM})
    assert found is not None
    refuse_closed(found)
    return Edition.objects.select_related("program", "decision").select_for_update(of=("self",)).get(pk=found.pk)


def refuse_closed(edition: Edition) -> None:
    """Raise ``ImportRefused`` for an edition that does not change any more, with what to do."""
    if not edition.is_frozen:
        return
    words = {"key": edition.key, "sheet": FACTS, "row": MADE_FROM}
    if draft := Edition.objects.filter(program=edition.program_id, status__in=OPEN).first():
        sentence = _(
            "The edition %(key)s is adopted or withdrawn, and does not change. Its programme has the draft %(draft)s: "
            "open that one’s page, and bring the workbook in there."
        )
        raise ImportRefused(sentence % {**words, "draft": draft.key})
    if edition.is_withdrawn:
        raise ImportRefused(_("The edition %(key)s is withdrawn, and does not change.") % words)
    sentence = _(
        "The edition %(key)s is adopted, and does not change. Open its page and choose “Make changes”: that begins "
        "an amendment, and the workbook is brought in on the amendment’s page. To make a new programme of the "
        "workbook, empty the cell “%(row)s” on the sheet “%(sheet)s”."
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


def _digest(edition: Edition, rows: Rows) -> str:
    """Return a digest of all that a workbook holds of an edition."""
    decision = edition.decision
    said = [as_dict(decision), [point.text for point in decision.points.order_by("order", "pk")]] if decision else []
    kinds = {model.json_key: [as_dict(row) for row in of_kind] for model, of_kind in rows.items()}
    facts = [as_dict(edition), said, kinds]
    return hashlib.sha256(json.dumps(facts, ensure_ascii=False).encode()).hexdigest()


def refuse_without_rights(book: Book, deeds: set[Deed], by: User) -> None:
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
