"""What is done to an edition as a whole: one verb each, atomic, with who acts."""

from __future__ import annotations

import enum
from datetime import date
from typing import Final

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from oleksandria_intl import clock, papers
from programs.adoption import copy_words, forget_words, keep_papers, keep_parts
from programs.exchange import dump
from programs.models import Edition

Status = Edition.Status
TRANSITIONS: dict[str, set[str]] = {
    # The council may adopt or reject what nobody published as a draft: that is a fact, and a finding.
    Status.DRAFT: {Status.PUBLISHED, Status.ADOPTED, Status.WITHDRAWN},
    Status.PUBLISHED: {Status.DRAFT, Status.ADOPTED, Status.WITHDRAWN},
    Status.ADOPTED: set(),
    Status.WITHDRAWN: set(),
}
"""What an edition may become; what was frozen is unfrozen where its decision's step was taken back, by ``unfreeze``."""
FROZEN = (Status.ADOPTED, Status.WITHDRAWN)
PAPER = "decision"
KEPT_FORMATS = ("pdf", "docx")


class Unknown(enum.Enum):
    """Says of a day that nobody knows it; None is a day that is not given."""

    DAY = "unknown"


UNKNOWN: Final = Unknown.DAY


@transaction.atomic
def publish(*, edition: Edition, by: User, on: date | Unknown | None = None) -> None:
    """Show a draft to the public, and keep its papers as they stand now, which is when they are issued.

    The draft was published on a day that may be past, or that nobody knows; where none is given, on the day that was
    entered, else today. Raises ``ValidationError`` when it is not a draft, or the day has not come yet.
    """
    if isinstance(on, date) and on > clock.today():
        raise ValidationError(_("The day on which the draft was published has not come yet."))
    _move(edition, Status.PUBLISHED, by)
    edition.published_on = None if on is UNKNOWN else on or edition.published_on or clock.today()
    edition.save()
    papers.issue(papers.get(PAPER), edition, KEPT_FORMATS, by=by)


@transaction.atomic
def unpublish(*, edition: Edition, by: User) -> None:
    """Take a published draft back to work on; what was issued stays in the list of issued papers."""
    _move(edition, Status.DRAFT, by)
    edition.save()


@transaction.atomic
def withdraw(*, edition: Edition, by: User) -> None:
    """Record that a draft will not be adopted; its text stays as it was."""
    _move(edition, Status.WITHDRAWN, by)
    edition.save()


@transaction.atomic
def adopt(*, edition: Edition, by: User) -> None:
    """Record that the council adopted a draft: its text is frozen, its papers kept for good.

    Raises ``ValidationError`` where the decision's number or day, or the first day in force, is not set.
    """
    decision = edition.decision
    if decision is None or not decision.number or decision.dated is None:
        raise ValidationError(_("Enter the decision's number and the day it was adopted first."))
    if edition.in_force_from is None:
        raise ValidationError(_("Enter the day from which the edition is in force first."))
    _move(edition, Status.ADOPTED, by)
    copy_words(edition, by=by)
    edition.frozen = papers.as_json(dump(edition)).decode()
    keep_parts(edition)
    keep_papers(edition, by=by)
    edition.save()


@transaction.atomic
def unfreeze(*, edition: Edition, by: User) -> None:
    """Make an edition a draft again, published or not, as it was before its decision was signed or rejected by mistake.

    The database refuses it unless that step was taken back and the decision is not published.
    """
    before = edition.history.exclude(status__in=FROZEN).latest()
    edition.status, edition.frozen = before.status, ""
    edition._history_user = by  # type: ignore[attr-defined]
    edition.save()
    forget_words(edition, by=by)


@transaction.atomic
def bring_into_force(*, edition: Edition, on: date, by: User) -> None:
    """Set the first day in force of an adopted edition to that of its decision; the database takes no other."""
    edition.in_force_from = on
    edition._history_user = by  # type: ignore[attr-defined]
    edition.save()


def _move(edition: Edition, status: str, by: User) -> None:
    """Change the status by the table of transitions; two people at once do it once. The history says who did."""
    stored = Edition.objects.select_for_update().get(pk=edition.pk)
    if status not in TRANSITIONS[stored.status]:
        raise ValidationError(
            _("From “%(old)s” the edition cannot become “%(new)s”.")
            % {"old": stored.get_status_display(), "new": Status(status).label}
        )
    edition.status = status
    edition._history_user = by  # type: ignore[attr-defined]
