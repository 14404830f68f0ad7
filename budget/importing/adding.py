"""What a file names and no table of the portal holds is added where somebody says so: codes, payers, its source."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from budget.models import EconomicCode, ProgramCode, SpendingUnit, StatementSource
from oleksandria_intl.tables.outcome import ImportRefused

TYPE_DIGITS = 4
"""The last digits of a КПКВКМБ are the type of the programme, the same in every council."""


class Table(NamedTuple):
    """A table that a file may add to: its model, its field of codes, what a code looks like."""

    model: Any
    field: str
    code: re.Pattern[str]

    def takes(self, value: str) -> bool:
        """Whether the value can be a code of the table."""
        return bool(self.code.fullmatch(value))

    @property
    def permission(self) -> str:
        """What it takes to add to the table."""
        return f"budget.add_{self.model._meta.model_name}"


ADDED = {
    "payer_code": Table(SpendingUnit, "register_code", re.compile("[0-9]{8}|[0-9]{10}")),
    "program_code": Table(ProgramCode, "code", re.compile("[0-9]{7}")),
    "economic_code": Table(EconomicCode, "code", re.compile("[0-9]{4}")),
}


@transaction.atomic
def add_agreed(*, answers: Mapping[str, Mapping[str, Mapping[str, str]]], by: User | None, note: str) -> int:
    """Add the codes and spending units that the answers to an import's questions name; return how many are new.

    What is there already stays as it is. Raises ``ImportRefused`` where ``by`` may not add to a table, or a value
    cannot stand there.
    """
    return sum(
        _add(ADDED[field], value, answer["name"], by, note)
        for field, by_value in answers.items()
        for value, answer in by_value.items()
        if answer["do"] == "add" and field in ADDED
    )


def _add(table: Table, value: str, name: str, by: User | None, note: str) -> bool:
    if table.model.objects.filter(**{table.field: value}).exists():
        return False
    title = table.model._meta.verbose_name_plural
    if by and not by.has_perm(table.permission):
        raise ImportRefused(
            _("You may not add to the table “%(table)s”: ask an accountant to add %(value)s.")
            % {"table": title, "value": value}
        )
    row = table.model(**{table.field: value}, name_uk=name)
    try:
        row.full_clean()
    except ValidationError as error:
        message = _("%(value)s cannot be added to the table “%(table)s”: %(why)s")
        facts = {"value": value, "table": title, "why": " ".join(error.messages)}
        raise ImportRefused(message % facts) from None
    row._history_user, row._change_reason = by, note[:100]
    row.save()
    return True


def remember(*, source: StatementSource, by: User) -> None:
    """Keep a source of statements whose columns were explained; raise ``ImportRefused`` where ``by`` may not.

    Whoever calls it holds the transaction.
    """
    if not by.has_perm("budget.add_statementsource"):
        raise ImportRefused(_("You may not add sources of statements: ask an accountant."))
    source._history_user = by  # type: ignore[attr-defined]
    source.save()


def name_of_like(field: str, value: str) -> str:
    """Return the name of a КПКВКМБ of the table that is of the same type, or nothing."""
    if field != "program_code":
        return ""
    like = ProgramCode.objects.filter(code__endswith=value[-TYPE_DIGITS:]).first()
    return like.name_uk if like else ""
