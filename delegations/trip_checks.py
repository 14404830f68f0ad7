"""What must agree in delegations that are prepared: the order before the first day, the plan that they name."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from delegations.models import Conference, Delegation, PlannedVisit
from oleksandria_intl import clock
from oleksandria_intl.checks import Finding, register_of_portal, warning


@register_of_portal
def begun_without_order() -> Iterator[Finding]:
    """A delegation whose first day has come has its order, or is cancelled."""
    for row in Delegation.objects.begun_without_order(clock.today()):
        yield warning(_("“%(delegation)s” has begun, and its order is not issued.") % {"delegation": row}, row)


@register_of_portal
def planned_by_the_programme() -> Iterator[Finding]:
    """What a delegation says was planned stands in an edition of its programme."""
    planned = {key for model in (PlannedVisit, Conference) for key in model.objects.keys_in_programmes()}
    for row in Delegation.objects.planned():
        if (row.program_id, row.planned_code) not in planned:
            sentence = _("“%(delegation)s”: no edition of the programme plans “%(code)s”.")
            yield warning(sentence % {"delegation": row, "code": row.planned_code}, row, "planned_code")
