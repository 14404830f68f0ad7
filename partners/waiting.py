"""Agreements that wait for somebody: at the head of the admin's front page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from oleksandria_intl import clock
from oleksandria_intl.waiting import Waiting, each_or_all, register
from oleksandria_intl.work import Work
from partners import path
from partners.health import attach
from partners.models import Agreement, AgreementRule

DUE: dict[str, Any] = {
    "consent-late": gettext_lazy("The ministry’s consent is overdue: %(agreement)s."),
    "consent-due": gettext_lazy("The ministry’s consent is needed: %(agreement)s."),
    "registration-due": gettext_lazy("Register the agreement: %(agreement)s."),
    "preparing": gettext_lazy("Being prepared, to be signed: %(agreement)s."),
}
"""What waits for somebody, and how it is said."""


@register
def agreements_due(person: User) -> Iterator[Waiting]:
    """Agreements that wait for their next step: the ministry’s consent, the registration, the signature."""
    if not person.has_perm("partners.add_agreementstep"):
        return
    unsettled = attach(Agreement.objects.unsettled().with_details(), clock.today())
    due = [(agreement, kind) for agreement in unsettled if (kind := _kind(agreement))]
    rules = AgreementRule.objects.latest_first() if any(kind == "consent-late" for _row, kind in due) else []
    due.sort(key=lambda pair: _day(pair[0], pair[1], rules) or date.max)
    yield from each_or_all(due, lambda pair: _waiting(*pair, rules), lambda: _together(len(due)))


def _kind(agreement: Any) -> str:
    return next((health.kind for health in agreement.health if health.kind in DUE), "")


def _day(agreement: Agreement, kind: str, rules: list[AgreementRule]) -> date | None:
    """Return the day by which the ministry should have answered."""
    return path.consent_due_on(agreement, rules) if kind == "consent-late" else None


def _waiting(agreement: Agreement, kind: str, rules: list[AgreementRule]) -> Waiting:
    link = reverse("admin:partners_agreement_change", args=[agreement.pk])
    return Waiting(DUE[kind] % {"agreement": agreement}, link, 1, Work.PARTNERS, _day(agreement, kind, rules))


def _together(count: int) -> Waiting:
    sentence = ngettext(
        "%(count)d agreement waits for its next step.", "%(count)d agreements wait for their next steps.", count
    )
    return Waiting(sentence % {"count": count}, reverse("admin:partners_agreement_changelist"), count, Work.PARTNERS)
