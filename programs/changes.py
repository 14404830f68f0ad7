"""When somebody last changed an edition: the history of its rows knows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from django.contrib.auth.models import User
from django.db.models import Max
from django.utils import timezone

from oleksandria_intl.models import Decision, DecisionPoint
from oleksandria_intl.undo.refusals import name_of
from programs.exchange import row_models
from programs.models import Edition


def changed_at(edition: Edition) -> datetime | None:
    """Return when a person last changed the edition, its rows, its decision or a point of that; None if nobody has.

    What a command or a fixture brings in has no person in its history and does not count: two machines that load a
    programme then print the same bytes. Registers do not count either (names of cities, units, officials): their rows
    belong to many papers, and to edit one must not date the others anew.
    """
    first, *others = (_newest(records) for _model, records in histories(edition))
    moments = [moment for (moment,) in first.union(*others, all=True)]
    return max(moments, default=None)


class ChangedDay(NamedTuple):
    """A day on which an edition was changed: how often, and by whom; commands and fixtures have no name."""

    day: date
    changes: int
    people: list[str]


def changed_days(edition: Edition) -> list[ChangedDay]:
    """Return the days on which an edition, its rows or its decision were changed, the latest first."""
    found: dict[date, list[int | None]] = defaultdict(list)
    for _model, records in histories(edition):
        for moment, user in records.order_by().values_list("history_date", "history_user"):
            found[timezone.localtime(moment, timezone.get_default_timezone()).date()].append(user)
    users = User.objects.in_bulk({user for each in found.values() for user in each if user})
    return [
        ChangedDay(day, len(by), sorted(name_of(users[user]) for user in set(by) if user in users))
        for day, by in sorted(found.items(), reverse=True)
    ]


def histories(edition: Edition) -> Iterator[tuple[Any, Any]]:
    """Yield the kinds of rows that an edition consists of, itself and its decision among them, with their histories."""
    for model in row_models():
        yield model, model.history.filter(edition=edition)
    yield Edition, Edition.history.filter(id=edition.pk)
    if edition.decision_id:
        yield Decision, Decision.history.filter(id=edition.decision_id)
        yield DecisionPoint, DecisionPoint.history.filter(decision=edition.decision_id)


def _newest(records: Any) -> Any:
    """Return a query for the moment of the newest change by a person, or for nothing."""
    by_people = records.filter(history_user__isnull=False)
    return by_people.order_by().values("history_user").annotate(newest=Max("history_date")).values_list("newest")
