"""Who of the payees is a natural person: asked where nothing but the name says so, and answered once for all rows."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.db import models, transaction
from django.db.models import F

from budget.models import Commitment, Payee, Payment
from budget.persons import Kind, is_person, kind_of
from budget.querysets.payees import Whom, payee_key
from oleksandria_intl import ukrainian

BATCH = 1000
"""How many rows are written at once."""


class Payees:
    """Says of many payees whether the public sees them; keeps those whom staff have to be asked about."""

    def __init__(self) -> None:
        self._answers = Payee.objects.answers()
        self._asked: set[Whom] = set()

    def is_person(self, code: str, name: str) -> bool:
        """Whether a payee is hidden from the public: as answered, or else by code and name."""
        if self._answers:
            answer = self._answers.get(payee_key(code, name))
            if answer is not None:
                return answer
        if kind_of(code, name) is Kind.PERHAPS:
            self._asked.add((code, name))
        return is_person(code, name)

    def ask(self) -> None:
        """Have staff be asked about the payees that came up."""
        if self._asked:
            Payee.objects.ask(sorted(self._asked))
            self._asked.clear()


@transaction.atomic
def answer(*, payees: Any, is_person: bool, by: User) -> int:
    """Say of payees whether they are natural persons; return how many of their payments and commitments it changed."""
    changed = 0
    for payee in payees.select_for_update().order_by("pk"):
        if payee.is_person is not is_person:
            payee.is_person = is_person
            payee._history_user = by
            payee.save()
        changed += sum(_mark(model, payee, is_person, by) for model in (Payment, Commitment))
    return changed


def rows_of(model: Any, payee: Payee) -> models.QuerySet[Any]:
    """Return the payments, or the commitments, of a payee, however the name is typed."""
    rows = model.objects.filter(payee_code=payee.code, search_text__contains=ukrainian.search_key(payee.name))
    names = rows.order_by().values_list("payee_name", flat=True).distinct()
    same = [name for name in names if payee_key(payee.code, name) == payee.key]
    return rows.filter(payee_name__in=same)


def _mark(model: Any, payee: Payee, is_person: bool, by: User) -> int:
    """Write the answer on the rows of a payee, with a history row for each."""
    rows = list(rows_of(model, payee).exclude(payee_is_person=is_person).order_by("pk").select_for_update())
    for row in rows:
        row.payee_is_person, row.version = is_person, row.version + 1
    for start in range(0, len(rows), BATCH):
        part = rows[start : start + BATCH]
        keys = [row.pk for row in part]
        model.objects.filter(pk__in=keys).update(payee_is_person=is_person, version=F("version") + 1)
        model.history.bulk_history_create(part, batch_size=BATCH, update=True, default_user=by)
    return len(rows)
