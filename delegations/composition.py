"""The programme's rule of composition: who goes on a visit, and how many (section VI of the programme of 2020)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _

from delegations.models import Delegation, Participant

Category = Participant.Category


class Bounds(NamedTuple):
    """How many there may be."""

    least: int
    most: int


PEOPLE = Bounds(3, 4)
"""How many go, ensembles apart."""
OF_EACH = {Category.OFFICIAL: Bounds(1, 2), Category.FIELD: Bounds(1, 2), Category.MEMBER: Bounds(1, 2)}
"""How many of each kind."""


def is_due(delegation: Delegation) -> bool:
    """Whether the rule is about it: about visits of our delegations, not about guests and conferences."""
    return delegation.direction == Delegation.Direction.OUT and delegation.kind == Delegation.Kind.VISIT


def deviations(delegation: Delegation) -> Iterator[str]:
    """Yield in sentences where a delegation departs from the rule; ensembles are counted apart."""
    if not is_due(delegation):
        return
    counts = Counter[str]()
    for member in delegation.participants.all():
        counts[member.category] += member.number
    people = counts.total() - counts[Category.ENSEMBLE]
    if not PEOPLE.least <= people <= PEOPLE.most:
        sentence = _("%(count)d people travel; by the programme a delegation has %(least)d-%(most)d, ensembles apart.")
        yield sentence % {"count": people, **PEOPLE._asdict()}
    for category, bounds in OF_EACH.items():
        if not bounds.least <= counts[category] <= bounds.most:
            sentence = _("“%(category)s”: %(count)d; by the programme a delegation has %(least)d-%(most)d of them.")
            yield sentence % {"category": category.label, "count": counts[category], **bounds._asdict()}
