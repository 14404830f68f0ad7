"""What a member of staff last worked on, by the journal of the admin."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from django.contrib.admin import AdminSite
from django.contrib.admin.models import DELETION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

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
    """Return the rows that the reader last worked on, each once, the last first; none that is gone or not theirs."""
    person: Any = request.user
    journal = LogEntry.objects.filter(user=person).exclude(action_flag=DELETION).order_by("-action_time")
    entries = journal.values_list("content_type", "object_id", "action_time")[:LOOKED_AT]
    last: dict[tuple[int, str], datetime] = {}
    for kind, key, when in entries:
        last.setdefault((kind, key or ""), when)
    first = dict(list(last.items())[:MOST])
    found = [row for kind in {kind for kind, _key in first} for row in _of_kind(request, site, kind, first)]
    return sorted(found, key=lambda row: row.when, reverse=True)


def _of_kind(request: HttpRequest, site: AdminSite, kind: int, last: dict[tuple[int, str], datetime]) -> list[Worked]:
    """Return the rows of a kind that are there, fetched together."""
    model: Any = ContentType.objects.get_for_id(kind).model_class() if kind else None
    pages = site._registry.get(model)
    if pages is None or not pages.has_view_permission(request):
        return []
    keys = [key for known, key in last if known == kind and key and is_key(model._meta.pk, key)]
    address = f"{site.name}:{model._meta.app_label}_{model._meta.model_name}_change"
    label = getattr(pages, "choice_label", str)
    return [
        Worked(
            label(row),
            str(model._meta.verbose_name),
            reverse(address, args=[row.pk]),
            timezone.localtime(last[kind, str(row.pk)]),
        )
        for row in pages.get_queryset(request).filter(pk__in=keys)
    ]
