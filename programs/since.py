"""What has changed in an edition since a moment: the rows that came, went or are not as they were, by whom and when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile
from typing import Any, NamedTuple

from django.contrib.auth.models import User
from django.db import models
from django.utils.formats import localize
from django.utils.translation import pgettext_lazy

from oleksandria_intl import checks
from oleksandria_intl.documents.placeholders import AROUND
from oleksandria_intl.models import DecisionPoint
from oleksandria_intl.undo.refusals import name_of
from programs.as_it_was import SHIFT, reconstructed
from programs.changes import histories
from programs.differences import difference, settled
from programs.exchange import exchanged_fields, plain_value
from programs.models import Edition

LONG = 200
"""Characters above which only those words of a text are shown that differ, with some around."""
Records = dict[tuple[Any, int], list["Record"]]


class Record(NamedTuple):
    """When a row was written, and by whom; without a person, by a command or a fixture."""

    moment: datetime
    who: str


class State(models.TextChoices):
    """What became of a row."""

    ADDED = "added", pgettext_lazy("row", "added")
    REMOVED = "removed", pgettext_lazy("row", "removed")
    CHANGED = "changed", pgettext_lazy("row", "changed")
    MOVED = "moved", pgettext_lazy("row", "moved")


class ChangedField(NamedTuple):
    """A field that is not as it was."""

    label: str
    was: str
    now: str


@dataclass(frozen=True)
class ChangedRow:
    """A row that came, went or is not as it was."""

    state: State
    kind: str
    name: str
    link: str
    """Where the row is edited; of one that went nowhere."""
    fields: list[ChangedField]
    records: list[Record]


def changes_since(edition: Edition, moment: datetime) -> list[ChangedRow]:
    """Return what has changed since a moment, the edition itself first; raises ``NotInHistory``.

    What typesetting sees to makes no difference, nor does a name in a register.
    """
    written = _records_since(edition, moment)
    with reconstructed(edition, moment) as then:
        return [*_of_edition(then.edition, edition, written), *_of_rows(then.edition, edition, written)]


def _of_edition(then: Edition, now: Edition, written: Records) -> Iterator[ChangedRow]:
    """Yield the changes of the edition itself, its decision and its points."""
    pairs: list[tuple[Any, Any]] = [(then, now)]
    if then.decision and now.decision and then.decision.pk + SHIFT == now.decision.pk:
        pairs.append((then.decision, now.decision))
        old = {point.pk + SHIFT: point for point in then.decision.points.all()}
        new = {point.pk: point for point in now.decision.points.all()}
        pairs += [(old.get(pk), new.get(pk)) for pk in {**old, **new}]
    for was, row in pairs:
        fields = list(_differing(was, row, exchanged_fields(type(was or row)))) if was and row else []
        if fields or not (was and row):
            yield _row(was, row, fields, written)


def _of_rows(then: Edition, now: Edition, written: Records) -> Iterator[ChangedRow]:
    for change in difference(then, now).rows:
        fields = [_field(change.old, change.new, each.field) for each in change.fields]
        yield _row(change.old, change.new, fields, written)


def _row(was: Any, now: Any, fields: list[ChangedField], written: Records) -> ChangedRow:
    row, pk = now or was, now.pk if now else was.pk + SHIFT
    edited = row.decision if isinstance(row, DecisionPoint) else row
    return ChangedRow(
        state=_state(was, now, fields),
        kind=str(row._meta.verbose_name),
        name=str(row),
        link=checks.warning("", edited).link if now else "",
        fields=fields,
        records=written[type(row), pk],
    )


def _state(was: Any, now: Any, fields: list[ChangedField]) -> State:
    if was is None:
        return State.ADDED
    if now is None:
        return State.REMOVED
    return State.CHANGED if fields else State.MOVED


def _differing(was: Any, now: Any, fields: Iterable[Any]) -> Iterator[ChangedField]:
    for field in fields:
        if settled(plain_value(was, field) or "") != settled(plain_value(now, field) or ""):
            yield _field(was, now, field)


def _field(was: Any, now: Any, field: Any) -> ChangedField:
    return ChangedField(str(field.verbose_name), *parted(_shown(was, field), _shown(now, field)))


def _shown(row: Any, field: Any) -> str:
    """Return a value as people read it: what a link leads to, what a choice is called."""
    value = getattr(row, field.name)
    if field.is_relation or value is None:
        return str(value or "")
    return str(dict(field.flatchoices).get(value, localize(value)))


def parted(was: str, now: str) -> tuple[str, str]:
    """Return two texts; of long ones what differs, with some words before and after."""
    if max(len(was), len(now)) <= LONG:
        return was, now
    old, new = was.split(), now.split()
    first = _alike(old, new)
    last = min(_alike(old[::-1], new[::-1]), len(old) - first, len(new) - first)
    return _part(old, first, last), _part(new, first, last)


def _alike(old: list[str], new: list[str]) -> int:
    """Return with how many equal words two texts begin."""
    return len(list(takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False))))


def _part(words: list[str], first: int, last: int) -> str:
    """Return the words without those at the beginning and at the end that are alike, but for some beside them."""
    begin, end = max(first - AROUND, 0), len(words) - max(last - AROUND, 0)
    return " ".join([*(["…"] if begin else []), *words[begin:end], *(["…"] if end < len(words) else [])])


def _records_since(edition: Edition, moment: datetime) -> Records:
    """Return what history has of each row since a moment, the latest first."""
    written: Records = defaultdict(list)
    people = User.objects.in_bulk()
    for model, records in histories(edition):
        later = records.filter(history_date__gt=moment).order_by("-history_date", "-history_id")
        for pk, at, who in later.values_list("id", "history_date", "history_user"):
            written[model, pk].append(Record(at, name_of(people[who]) if who in people else ""))
    return written
