"""What waits for those who travel and report: overdue reports, follow-ups that are asked about."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from delegations import reporting
from oleksandria_intl import clock
from oleksandria_intl.checks import Finding, register_of_portal, warning
from oleksandria_intl.waiting import Waiting, register


@register
def overdue_reports(person: User) -> Iterator[Waiting]:
    """Trips whose reports are overdue, each with the day until which they were due."""
    if not person.has_perm("delegations.change_tripreport"):
        return
    for late in reporting.overdue(clock.today()):
        yield Waiting(_sentence(late), address_of_report(late), 1)


@register
def follow_ups(person: User) -> Iterator[Waiting]:
    """Follow-ups of trips that are asked about."""
    if not person.has_perm("delegations.add_followupanswer"):
        return
    count = len(reporting.asked(clock.today()))
    sentence = ngettext(
        "%(count)d follow-up of a trip is asked about: say whether it is done.",
        "%(count)d follow-ups of trips are asked about: say whether they are done.",
        count,
    )
    address = reverse("admin:delegations_followup_changelist")
    yield Waiting(sentence % {"count": count}, f"{address}?state=asked", count)


@register_of_portal
def reports_in_time() -> Iterator[Finding]:
    """The report on every trip that is over was handed in in time, and a rule says what time that is."""
    for late in reporting.overdue(clock.today()):
        yield warning(_sentence(late), late.delegation)
    if not reporting.Duty().rules:
        yield warning(
            _("No rule of reporting is entered, so nobody counts the days of trips’ reports: run “load_codes”.")
        )


def address_of_report(late: reporting.Overdue) -> str:
    """Return where staff write the report: its own page, or a new one for the trip."""
    delegation = late.delegation
    report = getattr(delegation, "report", None)
    if report is None:
        return f"{reverse('admin:delegations_tripreport_add')}?delegation={delegation.pk}"
    return reverse("admin:delegations_tripreport_change", args=[report.pk])


def _sentence(late: reporting.Overdue) -> str:
    day = f"{late.due_on:%d.%m.%Y}"
    return _("The report on “%(trip)s” was due by %(day)s.") % {"trip": late.delegation, "day": day}
