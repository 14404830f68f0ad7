"""Agreements that wait for somebody: at the head of the admin's front page."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.translation import ngettext

from oleksandria_intl import clock
from oleksandria_intl.waiting import Waiting, register
from partners.health import attach
from partners.models import Agreement

DUE = ("consent-late", "consent-due", "registration-due")


@register
def agreements_due(person: User) -> Iterator[Waiting]:
    """Agreements whose consent is needed or overdue, or whose registration is due."""
    if not person.has_perm("partners.add_agreementstep"):
        return
    waiting = attach(Agreement.objects.unsettled().with_details(), clock.today())
    due = [agreement for agreement in waiting if any(health.kind in DUE for health in agreement.health)]
    sentence = ngettext(
        "%(count)d agreement waits for the ministry’s consent or registration.",
        "%(count)d agreements wait for the ministry’s consent or registration.",
        len(due),
    )
    place = reverse("admin:partners_agreement_changelist")
    if len(due) == 1:
        place = reverse("admin:partners_agreement_change", args=[due[0].pk])
    yield Waiting(sentence % {"count": len(due)}, place, len(due))
