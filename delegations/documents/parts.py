"""What the papers of delegations share: how one is found, whose it is, of which moment."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.models import Delegation
from oleksandria_intl import papers
from oleksandria_intl.acts.documents import NO_DAY
from oleksandria_intl.documents.blocks import Blocks
from oleksandria_intl.documents.document import Document
from oleksandria_intl.documents.sources import source_of, sourced
from oleksandria_intl.models import Council

KEY = gettext_lazy("<code>: the delegation with this code")
DEMONSTRATION = "Демонстраційні дані: поїздка вигадана."


def find(key: str, scope: papers.Scope) -> Delegation:
    """Return the delegation with this code; raises ``PaperNotFound`` with a sentence."""
    found = Delegation.objects.with_details().filter(code=key).first()
    if found is None:
        raise papers.PaperNotFound(_("There is no delegation “%(key)s”.") % {"key": key})
    return found


def key_of(delegation: Delegation) -> str:
    """Return the key of a delegation's papers."""
    return delegation.code


def document(delegation: Delegation, title: str, blocks: Blocks, dated: datetime) -> Document:
    """Return blocks as a paper of a delegation; what names no row as its source is computed from the delegation."""
    council = Council.objects.for_papers()
    return Document(
        title=title,
        author=council.name_uk,
        continues_tables=council.continues_tables,
        blocks=sourced(blocks, source_of(delegation)),
        dated=dated,
    )


def moment_of(delegation: Delegation, *histories: Any) -> datetime:
    """Return when a person last changed a delegation or what else is given; while nobody has, the day of its end."""
    own: Any = Delegation.history.filter(id=delegation.pk)
    by_people = (rows.filter(history_user__isnull=False) for rows in (own, *histories))
    moments = [rows.aggregate(newest=Max("history_date"))["newest"] for rows in by_people]
    if known := [moment for moment in moments if moment]:
        return max(known)
    day = delegation.period_end or NO_DAY
    return datetime(day.year, day.month, day.day, tzinfo=timezone.utc)
