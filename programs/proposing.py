"""Putting the proposed points into the decision of an amendment, as long as nobody has worked on them."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from oleksandria_intl.models import Decision, DecisionPoint
from programs.models import Edition
from programs.points import proposed

PROPOSED = "proposed"
"""By which the history knows a point that nobody has worked on."""
NOT_OPEN = _("Points are proposed for the draft of an amendment that has a decision.")
EDITED = _("Somebody has worked on the points: delete them first to have them proposed anew.")
NOTHING_CHANGED = _("The papers print nothing otherwise than what is in force: there is nothing to propose yet.")


@transaction.atomic
def propose_points(*, edition: Edition, by: User) -> list[DecisionPoint]:
    """Write the points that follow from what the amendment changes; those proposed before give way to them.

    Raises ``ValidationError`` where somebody worked on the points, and where nothing is to be proposed.
    """
    edition = Edition.objects.select_for_update(of=("self",)).get(pk=edition.pk)
    if edition.is_founding or edition.is_frozen or edition.decision is None:
        raise ValidationError(NOT_OPEN)
    if any(point.history.latest().history_change_reason != PROPOSED for point in edition.decision.points.all()):
        raise ValidationError(EDITED)
    texts = proposed(edition)
    if not texts:
        raise ValidationError(NOTHING_CHANGED)
    for point in edition.decision.points.all():
        _as_proposed(point, by)
        point.delete()
    return [_written(edition.decision, order, text, by) for order, text in enumerate(texts, 1)]


def _written(decision: Decision, order: int, text: str, by: User) -> DecisionPoint:
    point = DecisionPoint(decision=decision, order=order, text=text)
    _as_proposed(point, by)
    point.save()
    return point


def _as_proposed(point: DecisionPoint, by: User) -> None:
    """Let the history say who had the point proposed, and that nobody has worked on it."""
    point._history_user, point._change_reason = by, PROPOSED  # type: ignore[attr-defined]
