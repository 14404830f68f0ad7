"""The demonstration's invented trips, reception, souvenirs and greetings: brought in once by ``manage.py demo``.

Their orders are signed by nobody on the portal, so no paper of theirs is issued: what was issued could not go again.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import chain
from typing import Any

from django.core.serializers.base import DeserializationError
from django.db import models, transaction
from django.db.models import ProtectedError

from delegations.models import (
    Delegation,
    DelegationStep,
    FollowUpAnswer,
    Giving,
    Participant,
    Purchase,
    StockItem,
    WriteOffAct,
)
from oleksandria_intl import guards, papers
from oleksandria_intl.models import Body, Decision, Official, Term
from oleksandria_intl.portal.management.demonstration import deleted, is_untouched, load_missing, rows_of
from partners.models import Greeting

ROWS, STEPS = "demo_delegations", "demo_delegation_steps"
BESIDE = (Giving, WriteOffAct, Purchase, Greeting)
"""What is marked as demonstration beside the delegations; what others point at stands behind them."""
REGISTERS = (StockItem, Decision, Term, Official)
"""What came with them and may be used elsewhere; the rest of the rows belongs to these and to the delegations."""


def is_here() -> bool:
    """Whether any delegation of the demonstration is in the database."""
    return _invented(Delegation).exists()


@transaction.atomic
def load() -> int:
    """Bring in the delegations, each as far as its steps lead; return how many rows were made."""
    if not Body.objects.filter(kind=Body.Kind.MAYOR).exists():  # by a demonstration of before
        load_missing("reference")
    made = load_missing(ROWS)
    for loaded in chain.from_iterable(rows_of(STEPS)):
        loaded.save()
        made += 1
        if isinstance(step := loaded.object, DelegationStep):
            Delegation.objects.filter(pk=step.delegation_id).update(status=step.status_after)
    return made


def papers_of_all() -> Iterator[tuple[papers.PaperKind, str]]:
    """Yield every kind of paper that there may be of what the demonstration invented, with its key."""
    delegations = _invented(Delegation)
    of: dict[str, Any] = {
        "delegation": delegations,
        "participant": Participant.objects.filter(delegation__in=delegations).select_related("delegation"),
        "write-off": _invented(WriteOffAct),
        "greeting": _invented(Greeting).select_related("city"),
    }
    for subject, rows in of.items():
        for row in rows:
            yield from ((kind, kind.key_of(row)) for kind in papers.kinds_of(subject) if kind.applies(row))


def remove() -> int:
    """Delete the delegations of the demonstration and what came with them and nothing else uses; return how many rows.

    What somebody's own row points at stays. The guards keep what was reported and signed: they are lifted meanwhile.
    """
    if not is_here():
        return 0
    registers = [row for row in _brought() if isinstance(row, REGISTERS)]
    with guards.lifted():
        count = sum(deleted(_invented(model)) for model in BESIDE)
        count += sum(_removed(delegation) for delegation in _invented(Delegation))
        return count + deleted(row for row in reversed(registers) if is_untouched(row))


def _invented(model: Any) -> Any:
    return model._default_manager.filter(is_demonstration=True)


def _brought() -> Iterator[models.Model]:
    """Yield the rows of the fixture that the database has; one that hangs on a missing row is missing too."""
    for row in rows_of(ROWS):
        with suppress(DeserializationError):
            yield from (loaded.object for loaded in row if loaded.object.pk)


def _removed(delegation: Delegation) -> int:
    """Delete a delegation with its steps and what was answered; nothing of it where another row needs it."""
    with suppress(ProtectedError), transaction.atomic():
        DelegationStep.objects.filter(delegation=delegation).order_by("-pk").delete()
        FollowUpAnswer.objects.filter(follow_up__report__delegation=delegation).delete()
        delegation.delete()
        return 1
    return 0
