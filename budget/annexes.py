"""The annex of a budget decision becomes grants: the signed changes between it and what is in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from budget import budget_decisions
from budget.annex_changes import Comparison, GrantChange, Terms, compare
from budget.annex_reading import Annex
from budget.models import Appropriation, EconomicCode, ProgramCode
from budget.periods import late_changes
from oleksandria_intl.locks import one_transaction_at_a_time
from oleksandria_intl.models import Decision


@dataclass(frozen=True)
class Granted:
    """What an annex became."""

    decision: Decision
    grants: list[Appropriation]


def grant_annex(
    *,
    annex: Annex,
    terms: Terms,
    on: date,
    number: str,
    by: User,
    title: str = "",
    agreed: str = "",
    reason: str = "",
) -> Granted:
    """Write what an annex changes as grants by the decision of a day with a number; all of it, or nothing.

    A second time it changes nothing. Raises ``ValidationError`` where something is refused or has to be asked, and
    where the changes are not those whose digest somebody ``agreed`` to; ``ReasonNeeded`` where a closed period counts
    one of them and no reason is given.
    """
    with one_transaction_at_a_time("annexes"), late_changes(reason=reason, by=by):
        decision = budget_decisions.record_decision(on=on, number=number, by=by, title=title)
        found = compare(annex=annex, terms=terms, on=on, decision=decision)
        if not found.is_answered:
            raise ValidationError(_("The annex is not ready: answer what is asked and mend what is refused."))
        if agreed and agreed != found.digest:
            raise ValidationError(_("Nothing was written: rows have changed since. Look at the changes again."))
        _enter_codes(found, by)
        return Granted(decision, [_granted(change, terms, decision, by) for change in found.changes])


def _enter_codes(found: Comparison, by: User) -> None:
    """Enter the codes that the portal lacks, by the names that the annex gives them."""
    for code, name in found.unknown_codes.items():
        model = ProgramCode if len(code) == len("0210180") else EconomicCode
        row: Any = model(code=code, name_uk=name[:300] or code)
        row._history_user = by
        row.save()


def _granted(change: GrantChange, terms: Terms, decision: Decision, by: User) -> Appropriation:
    """Write a change as a grant."""
    row = Appropriation(
        measure_id=change.place.measure,
        year=terms.year,
        source_id=change.place.source,
        unit_id=change.unit,
        program_code_id=change.program_code,
        economic_code_id=change.economic_code,
        decision=decision,
        amount=change.amount,
    )
    row._history_user = by  # type: ignore[attr-defined]
    row.full_clean()
    row.save()
    return row
