"""What was refused of a unit's workbook, so that the same proposal is named as refused when it comes again.

The journal of the staff's pages keeps it, with who refused and when: an entry a refusal, the unit and what was said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType

from oleksandria_intl.models import Unit
from programs.models import Edition

ENTRY = "Refused proposals of unit {unit}: "


class Refusal(NamedTuple):
    """Who refused a proposal, and when."""

    by: User
    at: datetime


def remember(*, edition: Edition, unit: Unit, keys: Iterable[str], by: User) -> None:
    """Keep that proposals were refused, by their keys; those refused before are not said again."""
    known = refusals(edition, unit)
    digests = sorted(digest for digest in map(digest_of, keys) if digest not in known)
    if digests:
        LogEntry.objects.log_actions(
            by.pk, [edition], CHANGE, ENTRY.format(unit=unit.pk) + " ".join(digests), single_object=True
        )


def refusals(edition: Edition, unit: Unit) -> Mapping[str, Refusal]:
    """Return what was refused of a unit, by the digests of the proposals."""
    beginning = ENTRY.format(unit=unit.pk)
    journal = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Edition),
        object_id=str(edition.pk),
        action_flag=CHANGE,
        change_message__startswith=beginning,
    )
    return {
        digest: Refusal(entry.user, entry.action_time)
        for entry in journal.select_related("user").order_by("action_time")
        for digest in entry.change_message.removeprefix(beginning).split()
    }


def digest_of(key: str) -> str:
    """Return the part of a proposal's key that holds what it says, wherever it stands in the workbook."""
    return key.rpartition(":")[2]
