"""Triggers that note the codes of rows, and refuse a code that was another row's in the programme."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from django.apps import apps
from django.db import models

from oleksandria_intl.triggers import Trigger
from programs.models import Edition, EditionRow, PermanentlyCoded, Program, UsedCode

MESSAGE = "this code was used in the programme before"
EDITIONS, PROGRAMS, USED = (model._meta.db_table for model in (Edition, Program, UsedCode))


def coded_models() -> list[type[models.Model]]:
    """Return the models whose rows keep their codes for good."""
    return [model for model in apps.get_models() if issubclass(model, PermanentlyCoded)]


class CodedTable(NamedTuple):
    """The table of a model whose rows keep their codes, of an edition or of the programme itself."""

    model: type[models.Model]

    @property
    def table(self) -> str:
        """The table's name, by which used codes are told apart."""
        return self.model._meta.db_table

    @property
    def is_of_edition(self) -> bool:
        """Whether its rows are those of an edition."""
        return issubclass(self.model, EditionRow)

    def triggers(self) -> Iterator[Trigger]:
        """Yield the triggers of new rows and of rows whose code or place changes."""
        within = "edition_id" if self.is_of_edition else "program_id"
        changed = f"NEW.code <> OLD.code OR NEW.{within} <> OLD.{within}"
        for event, when in (("INSERT", ""), ("UPDATE", changed)):
            yield Trigger(
                name=f"{self.table}_code_{event.lower()}",
                table=self.table,
                event=f"AFTER {event}",
                when=when,
                refused=self._is_used(),
                message=MESSAGE,
                then=self._note("NEW"),
            )

    def note_all(self) -> str:
        """Return the statement that notes the codes of all rows, those that are noted left out."""
        return self._note("r", f"{self.table} r,")

    def _program_of(self, row: str) -> str:
        """Return the source and the condition of ``p``, the programme of a row or its edition."""
        return (
            f"{EDITIONS} p WHERE p.id = {row}.edition_id"
            if self.is_of_edition
            else (f"{PROGRAMS} p WHERE p.id = {row}.program_id")
        )

    def _uses(self, row: str) -> str:
        """Return the query of all uses ``u`` of a row's code by rows of the kind in its programme."""
        program = "p.program_id" if self.is_of_edition else "p.id"
        return (
            f"SELECT 1 FROM {USED} u WHERE u.program_pk = {program} AND u.kind = '{self.table}' AND u.code = {row}.code"
        )

    def _is_used(self) -> str:
        """Return the condition that a new row's code was another's, and the row does not carry that one on."""
        own = f"{self._uses('NEW')} AND u.row_pk = NEW.id"
        others = self._uses("NEW")
        if self.is_of_edition:
            carried = f"SELECT 1 FROM {self.table} b WHERE b.edition_id = p.base_id AND b.code = NEW.code"
            others += f" AND (u.edition_pk = NEW.edition_id OR NOT EXISTS ({carried}))"
        return f"EXISTS (SELECT 1 FROM {self._program_of('NEW')} AND NOT EXISTS ({own}) AND EXISTS ({others}))"

    def _note(self, row: str, source: str = "") -> str:
        """Return the statement that notes the code of a row, or of each row of a source, unless it is noted."""
        program, edition = ("p.program_id", f"{row}.edition_id") if self.is_of_edition else ("p.id", "NULL")
        return (
            f"INSERT INTO {USED} (program_pk, kind, code, edition_pk, row_pk) "
            f"SELECT {program}, '{self.table}', {row}.code, {edition}, {row}.id "
            f"FROM {source} {self._program_of(row)} AND NOT EXISTS ({self._uses(row)} AND u.row_pk = {row}.id)"
        )
