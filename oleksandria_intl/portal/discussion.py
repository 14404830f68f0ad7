"""Drafts that the public may read and write about: of programmes and of decisions by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from oleksandria_intl import acts, withheld
from oleksandria_intl.documents.placeholders import expand
from oleksandria_intl.models import Decision
from programs.days import is_over
from programs.models import Edition


class DiscussedDraft(NamedTuple):
    """A published draft: what it is about, since when it is public, the edition of a programme that it brings."""

    decision: Decision
    subject: str
    published_on: date | None
    edition: Edition | None

    @property
    def until(self) -> date | None:
        """The last day for proposals: the one before the planned session."""
        session = self.decision.planned_session_on
        return session - timedelta(days=1) if session else None

    def takes_proposals(self, on: date) -> bool:
        """Whether proposals may still be sent on a day."""
        return self.until is None or on <= self.until


def drafts_on(day: date) -> list[DiscussedDraft]:
    """Return the drafts under discussion on a day, the session that comes first leading."""
    return list(_drafts(day))


def _drafts(day: date) -> Iterator[DiscussedDraft]:
    decisions = list(Decision.objects.in_discussion(day).exclude(withheld.of(Decision, day)))
    matters = acts.matters_of(decisions)
    for decision in decisions:
        subject = expand(decision.subject, matters[decision.pk].words)
        carried = matters[decision.pk].subject
        if isinstance(carried, Edition):
            is_open = carried.status == Edition.Status.PUBLISHED and not is_over(carried, day)
            if is_open:
                yield DiscussedDraft(decision, subject, carried.published_on, carried)
        elif decision.draft_published_on and decision.draft_published_on <= day:
            yield DiscussedDraft(decision, subject, decision.draft_published_on, None)
