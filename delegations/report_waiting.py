"""What waits for those who travel and report: overdue reports, follow-ups that are asked about."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from delegations import reporting
from delegations.models import Delegation, FollowUp
from oleksandria_intl import clock, ukrainian
from oleksandria_intl.checks import Finding, register_of_portal, warning
from oleksandria_intl.waiting import Waiting, each_or_all, register
from oleksandria_intl.work import Work


@register
def reports_due(person: User) -> Iterator[Waiting]:
    """Trips that are over and have no report yet, each with the day until which it is due."""
    if not person.has_perm("delegations.change_tripreport"):
        return
    late, due = reporting.overdue(clock.today()), reporting.due(clock.today())
    yield from each_or_all(late, _late, lambda: _all_late(len(late)))
    yield from each_or_all(due, _due, lambda: _all_due(len(due)))


def _late(late: reporting.Overdue) -> Waiting:
    return Waiting(_sentence(late), address_of_report(late.delegation), 1, Work.VISITS, late.due_on)


def _due(due: reporting.Overdue) -> Waiting:
    sentence = _("Report on the trip: %(trip)s.") % {"trip": due.delegation}
    return Waiting(sentence, address_of_report(due.delegation), 1, Work.VISITS, due.due_on)


def _all_late(count: int) -> Waiting:
    sentence = ngettext("%(count)d report on a trip is overdue.", "%(count)d reports on trips are overdue.", count)
    return Waiting(sentence % {"count": count}, _to_report(), count, Work.VISITS)


def _all_due(count: int) -> Waiting:
    sentence = ngettext("%(count)d report on a trip is due.", "%(count)d reports on trips are due.", count)
    return Waiting(sentence % {"count": count}, _to_report(), count, Work.VISITS)


@register
def follow_ups(person: User) -> Iterator[Waiting]:
    """Follow-ups of trips that are asked about."""
    if not person.has_perm("delegations.add_followupanswer"):
        return
    asked = reporting.asked(clock.today())
    yield from each_or_all(asked, _asked, lambda: _all_asked(len(asked)))


def _asked(follow_up: FollowUp) -> Waiting:
    words = ukrainian.shortened(follow_up.text_uk, 140)
    link = reverse("admin:delegations_followup_answer", args=[follow_up.pk])
    sentence = _("Say whether the follow-up is done: %(words)s") % {"words": words}
    return Waiting(sentence, link, 1, Work.VISITS, follow_up.due_on)


def _all_asked(count: int) -> Waiting:
    sentence = ngettext(
        "%(count)d follow-up of a trip is asked about: say whether it is done.",
        "%(count)d follow-ups of trips are asked about: say whether they are done.",
        count,
    )
    address = reverse("admin:delegations_followup_changelist")
    return Waiting(sentence % {"count": count}, f"{address}?state=asked", count, Work.VISITS)


@register_of_portal
def reports_in_time() -> Iterator[Finding]:
    """The report on every trip that is over was handed in in time, and a rule says what time that is."""
    for late in reporting.overdue(clock.today()):
        yield warning(_sentence(late), late.delegation)
    if not reporting.Duty().rules:
        yield warning(
            _("No rule of reporting is entered, so nobody counts the days of trips’ reports: run “load_codes”.")
        )


def address_of_report(delegation: Delegation) -> str:
    """Return where staff write the report on a trip: its own page, or a new one."""
    report = getattr(delegation, "report", None)
    if report is None:
        return f"{reverse('admin:delegations_tripreport_add')}?delegation={delegation.pk}"
    return reverse("admin:delegations_tripreport_change", args=[report.pk])


def _to_report() -> str:
    """Return the list of the trips whose orders are issued and whose reports are not there."""
    return f"{reverse('admin:delegations_delegation_changelist')}?status__exact=ordered"


def _sentence(late: reporting.Overdue) -> str:
    day = f"{late.due_on:%d.%m.%Y}"
    return _("The report on “%(trip)s” was due by %(day)s.") % {"trip": late.delegation, "day": day}
