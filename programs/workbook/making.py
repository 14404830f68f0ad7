"""A workbook made from an edition, whole or cut to one unit's measures; or empty, for a new programme."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override

from oleksandria_intl import clock
from oleksandria_intl.documents.sheets.to_fill_in import MOST_LETTERS, workbook
from programs.exchange import row_models, rows_of
from programs.models import Edition, EditionRow

from .facts import FACTS, introduction
from .names import Names
from .sheets import Written, cut, sheets


def empty() -> bytes:
    """Return a workbook to be filled in, with columns for the three years that come."""
    first = clock.today().year + 1
    return _made(Written(Names(), range(first, first + 3)))


def filled(edition: Edition) -> bytes:
    """Return a workbook with all rows of an edition; raises ``ValidationError`` for a text that no cell holds."""
    return _made(_written(edition))


def cut_to(edition: Edition, unit: Any) -> bytes:
    """Return a workbook with the measures that a unit answers for."""
    written = _written(edition)
    chosen = cut()
    keys = chosen.keys(edition, unit)
    own = [row for row in written.of(chosen.model) if row.pk in keys]
    rows: Any = dict(written.rows) | {chosen.model: own}
    for part in chosen.parts:
        rows[part] = [row for row in written.of(part) if getattr(row, f"{part.part_of}_id") in keys]
    return _made(Written(written.names, written.years, edition, rows, unit))


def _written(edition: Edition) -> Written:
    rows: Any = {}
    for model in row_models():
        rows[model] = rows_of(model, edition)
        for row in rows[model]:
            _share_edition(row, edition)
    return Written(Names(), edition.years, edition, rows)


def _share_edition(row: EditionRow, edition: Edition) -> None:
    """Let a row and those behind it know their edition, lest each asks for it."""
    row.edition = edition
    fields: Any = row._meta.concrete_fields
    for field in fields:
        related: Any = getattr(row, field.name) if field.is_relation and field.is_cached(row) else None
        if isinstance(related, EditionRow):
            related.edition = edition


def _made(written: Written) -> bytes:
    with override("uk"):
        chosen = [each for each in sheets() if not written.unit or each.title in (FACTS, cut().sheet)]
        forms = [introduction(written), *(sheet.form(written) for sheet in chosen)]
        title = written.edition.titled() if written.edition else "Програма"
        try:
            return workbook(forms, title=title)
        except ValueError as error:
            sentence = _("A text in the column “%(column)s” is longer than %(most)d letters, and Excel holds no more.")
            raise ValidationError(sentence % {"column": error, "most": MOST_LETTERS}) from None
