"""Until when a trip's report is due, since when it is overdue, what it lacks; which follow-ups are asked about."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from django.utils.translation import gettext as _

from delegations import way
from delegations.models import Advance, Delegation, DelegationStep, FollowUp, ReportingRule, TripReport
from oleksandria_intl.checks import Finding, error
from oleksandria_intl.publication.working_days import Calendar

ASKED_AFTER = (3, 6, 12)
"""Months after the return from a trip at which its open follow-ups are asked about."""
DAY = timedelta(days=1)


class Overdue(NamedTuple):
    """A trip whose report is overdue."""

    delegation: Delegation
    due_on: date
    """The last day on which it would have been in time."""

    @property
    def since(self) -> date:
        """The first day on which it is late."""
        return self.due_on + DAY


class Duty:
    """The duty to report, as rules and working days say now; asks the database once for each."""

    def __init__(self) -> None:
        self._calendar = Calendar()

    @cached_property
    def rules(self) -> list[ReportingRule]:
        """The rules, the latest first."""
        return list(ReportingRule.objects.latest_first())

    def due_on(self, delegation: Delegation) -> date | None:
        """Return the last day for a trip's report; None of guests, before the order, and where no rule was in force."""
        back, rule = self._return(delegation)
        return self._calendar.after(back, rule.working_days) if back and rule else None

    def advance_due_on(self, delegation: Delegation) -> date | None:
        """Return the last day for the reports on what a trip's members got on account; None as of its own report.

        It is the fifth banking day after the return, unless the rule of that day says otherwise.
        """
        back, rule = self._return(delegation)
        return self._calendar.after(back, rule.advance_days) if back and rule else None

    def _return(self, delegation: Delegation) -> tuple[date | None, ReportingRule | None]:
        """Return the day of a trip's return, and the rule that was in force on it."""
        is_travelling = delegation.direction == Delegation.Direction.OUT and delegation.status in _TRAVELLED
        back = delegation.ends_on if is_travelling else None
        return back, next((rule for rule in self.rules if rule.in_force_from <= back), None) if back else None

    def overdue(self, delegation: Delegation, on: date) -> Overdue | None:
        """Return since when a trip's report is overdue on a day; None where it is not, or was handed in."""
        due = self.due_on(delegation) if delegation.status == Delegation.Status.ORDERED else None
        return Overdue(delegation, due) if due and due < on else None


_TRAVELLED = (Delegation.Status.ORDERED, Delegation.Status.REPORTED)


def due_on(delegation: Delegation) -> date | None:
    """Return the last day for a trip's report; None of guests, before the order, and where no rule was in force."""
    return Duty().due_on(delegation)


def advances_due_on(delegation: Delegation) -> date | None:
    """Return the last day for the reports on what a trip's members got on account; None where all have reported."""
    return Duty().advance_due_on(delegation) if Advance.objects.open_of(delegation).exists() else None


def advances_to_report(on: date) -> list[tuple[Advance, date | None]]:
    """Return what was given on account and not reported on after the return, each with its last day, by that day."""
    duty = Duty()
    found = [(row, duty.advance_due_on(row.participant.delegation)) for row in Advance.objects.to_report(on)]
    return sorted(found, key=lambda each: (each[1] or date.max, each[0].pk))


def overdue_since(delegation: Delegation, on: date) -> date | None:
    """Return the first day on which a trip's report was late, if it still is on a day: public pages say so."""
    late = Duty().overdue(delegation, on)
    return late.since if late else None


def overdue(on: date) -> list[Overdue]:
    """Return the trips whose reports are overdue on a day, the longest first."""
    duty = Duty()
    found = (duty.overdue(delegation, on) for delegation in Delegation.objects.to_report(on))
    return sorted((late for late in found if late), key=lambda late: (late.due_on, late.delegation.code))


def due(on: date) -> list[Overdue]:
    """Return the trips that are over, whose reports are not handed in and may still be in time, the first due first."""
    duty = Duty()
    found = ((delegation, duty.due_on(delegation)) for delegation in Delegation.objects.to_report(on))
    in_time = [Overdue(delegation, day) for delegation, day in found if day and day >= on]
    return sorted(in_time, key=lambda each: (each.due_on, each.delegation.code))


def lacks(delegation: Delegation) -> list[str]:
    """Return in sentences what a trip's report lacks before it can be handed in; nothing where it is whole."""
    return [finding.sentence for finding in findings(delegation)]


def findings(delegation: Delegation) -> Iterator[Finding]:
    """Yield the same with the fields where it is mended; nobody reports on guests."""
    if delegation.direction != Delegation.Direction.OUT:
        return
    report = TripReport.objects.of(delegation.pk)
    if report is None:
        yield error(_("There is no report on this trip yet."), delegation)
        return
    if not report.done_uk.strip():
        yield error(_("The report does not say what was done."), report, "done_uk")
    if not report.results_uk.strip():
        yield error(_("The report does not say what came of it."), report, "results_uk")
    if delegation.kind == Delegation.Kind.CONFERENCE and not report.brought_uk.strip():
        sentence = _("The report does not say what the participant brought back from the conference.")
        yield error(sentence, report, "brought_uk")
    if report.handed_in_on is None:
        yield error(_("The report has no day on which it was handed in."), report, "handed_in_on")
    elif delegation.ends_on and report.handed_in_on < delegation.ends_on:
        yield error(_("The report was handed in before the return."), report, "handed_in_on")


way.register(DelegationStep.Step.REPORTED, lack=findings)


def months_later(day: date, months: int) -> date:
    """Return the same day so many months later; the last of that month where it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def asked_on(follow_up: FollowUp) -> list[date]:
    """Return the days from which a follow-up is asked about: 3, 6, 12 months after the return, and once it is due."""
    back = follow_up.report.delegation.period_end
    after = [months_later(back, months) for months in ASKED_AFTER] if back else []
    return sorted({*after, follow_up.due_on + DAY})


def is_asked(follow_up: FollowUp, on: date) -> bool:
    """Whether a follow-up waits for an answer on a day: asked since the last one, and not closed."""
    if follow_up.is_closed:
        return False
    last = follow_up.last_answer
    return any(day <= on and (last is None or last.on < day) for day in asked_on(follow_up))


def to_answer(follow_ups: Iterable[FollowUp], on: date) -> list[FollowUp]:
    """Return those of open follow-ups that wait for an answer on a day, the longest due first."""
    return sorted((each for each in follow_ups if is_asked(each, on)), key=lambda each: (each.due_on, each.pk))


def asked(on: date) -> list[FollowUp]:
    """Return the follow-ups of all reported trips that wait for an answer on a day."""
    return to_answer(FollowUp.objects.reported().still_open().with_details(), on)
