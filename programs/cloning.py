"""Copying an edition row by row, under the same codes: what an amendment and the next year's programme begin with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import User
from django.db import models, transaction

from programs.exchange import row_models, rows_of
from programs.models import Edition, EditionRow, PermanentlyCoded, Program

CARRIED = ("kind_uk", "kind_genitive", "name_uk", "name_en", "year_from", "year_to", "numbering")
"""The fields of an edition that a copy begins with; the others are how far it has come."""


@transaction.atomic
def clone(
    edition: Edition,
    *,
    number: int,
    by: User | None,
    program: Program | None = None,
    prepare: Callable[[EditionRow], bool] = lambda row: True,
    **changed: Any,
) -> Edition:
    """Return a new draft with a copy of every row of an edition, whichever app the row lives in; codes stay.

    Within the programme it amends the edition: the database lets a code be carried on from the base alone. In another
    programme it is founding, and its measures are others. ``changed`` are fields of the edition that are not as there.
    ``prepare`` is called with every copy before it is saved, and may change it; one that it refuses is left out.
    """
    fields = {name: getattr(edition, name) for name in CARRIED} | changed
    within, base = (program, None) if program else (edition.program, edition)
    copy = Edition(program=within, number=number, base=base, **fields)
    _save(copy, by)
    copies: dict[type[EditionRow], dict[int, EditionRow]] = {}
    for model in row_models():
        made = copies.setdefault(model, {})
        for row in rows_of(model, edition):
            new = _copied(row, copy, copies)
            if prepare(new):
                _save(new, by)
                made[row.pk] = new
    return copy


def _copied(row: EditionRow, into: Edition, copies: dict[type[EditionRow], dict[int, EditionRow]]) -> EditionRow:
    """Return an unsaved copy of a row: links between rows lead to copies, words from registers follow them again."""
    copy = type(row)(edition=into)
    for field in row._meta.concrete_fields:
        if field.primary_key or field.name in ("edition", "version", *row.register_words):
            continue
        value = getattr(row, field.attname)
        related = field.related_model
        if value is not None and isinstance(related, type) and issubclass(related, PermanentlyCoded):
            value = copies[related][value].pk if issubclass(related, EditionRow) else _identity(row, value, into)
        setattr(copy, field.attname, value)
    return copy


def _identity(row: EditionRow, measure: int, into: Edition) -> int | None:
    """Return the measure that a copy is of: the same within a programme, a new one by its code in another."""
    return measure if row.edition.program_id == into.program_id else None


def _save(row: models.Model, by: User | None) -> None:
    """Save a new row; the history says who made it."""
    row._history_user = by  # type: ignore[attr-defined]
    row.save()
