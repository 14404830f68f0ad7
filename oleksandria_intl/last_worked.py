"""What a member of staff last worked on, by the journal of the admin."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.contrib.admin import AdminSite
from django.contrib.admin.models import DELETION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, IntegerField, Value
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.utils import timezone

from oleksandria_intl import menu
from oleksandria_intl.admin.fields import is_key

MOST = 8
LOOKED_AT = 100
"""So many entries of the journal are looked at: who saves a row ten times has worked on one."""


class Worked(NamedTuple):
    """A row that somebody worked on: its label, what it is, its page, when."""

    label: str
    kind: str
    link: str
    when: datetime


def last_worked(request: HttpRequest, site: AdminSite) -> list[Worked]:
    """Return the rows that the reader last worked on, each once, the last first; none that is gone or not theirs.

    They are called as they were then: two queries, whatever they are.
    """
    person: Any = request.user
    journal = LogEntry.objects.filter(user=person).exclude(action_flag=DELETION).order_by("-action_time")
    seen: dict[tuple[int, str], LogEntry] = {}
    for entry in journal.exclude(content_type=None)[:LOOKED_AT]:
        seen.setdefault((entry.content_type_id or 0, entry.object_id or ""), entry)
    kinds = {kind: model for kind, _key in seen if (model := _model(kind, request, site))}
    own = {place: entry for place, entry in seen.items() if place[0] in kinds}
    first = dict(list(own.items())[:MOST])
    there = _there(kinds, first)
    return [_worked(kinds[place[0]], place[1], entry) for place, entry in first.items() if place in there]


def _model(kind: int, request: HttpRequest, site: AdminSite) -> Any:
    """Return the model of a kind of rows; nothing where the reader may not see them."""
    model: Any = ContentType.objects.get_for_id(kind).model_class()
    pages = site._registry.get(model)
    return model if pages is not None and pages.has_view_permission(request) else None


def _there(kinds: dict[int, Any], places: Iterable[tuple[int, str]]) -> set[tuple[int, str]]:
    """Return which rows are there, by one query."""
    keys: dict[int, list[str]] = {}
    for kind, key in places:
        if is_key(kinds[kind]._meta.pk, key):
            keys.setdefault(kind, []).append(key)
    parts = [_keys(kinds[kind], kind, found) for kind, found in keys.items()]
    return set(parts[0].union(*parts[1:], all=True)) if parts else set()


def _keys(model: Any, kind: int, keys: list[str]) -> Any:
    rows = model._base_manager.filter(pk__in=keys).order_by()
    return rows.values_list(Value(kind, IntegerField()), Cast("pk", CharField()))


def _worked(model: Any, key: str, entry: LogEntry) -> Worked:
    link, when = menu.page_of(model, key), timezone.localtime(entry.action_time)
    return Worked(entry.object_repr, str(model._meta.verbose_name), link, when)
