"""When somebody last changed an edition: the history of its rows knows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Max, Q

from oleksandria_intl.models import Decision, DecisionPoint
from programs.exchange import row_models
from programs.models import Edition


def changed_at(edition: Edition) -> datetime | None:
    """Return when a person last changed the edition, its rows, its decision or a point of that; None if nobody has.

    What a command or a fixture brings in has no person in its history and does not count: two machines that load a
    programme then print the same bytes. Registers do not count either (names of cities, units, officials): their rows
    belong to many papers, and to edit one must not date the others anew.
    """
    first, *others = _newest_of_each(edition)
    moments = [moment for (moment,) in first.union(*others, all=True)]
    return max(moments, default=None)


def _newest_of_each(edition: Edition) -> Iterator[Any]:
    """Yield a query for each table: the moment of the newest change by a person, or nothing."""
    for model in row_models():
        yield _newest(model, Q(edition=edition))
    yield _newest(Edition, Q(id=edition.pk))
    if edition.decision_id:
        yield _newest(Decision, Q(id=edition.decision_id))
        yield _newest(DecisionPoint, Q(decision=edition.decision_id))


def _newest(model: Any, of_edition: Q) -> Any:
    by_people = model.history.filter(of_edition, history_user__isnull=False)
    return by_people.order_by().values("history_user").annotate(newest=Max("history_date")).values_list("newest")
