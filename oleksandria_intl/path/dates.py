"""The order of the days of a decision; a day that is not known is no fault."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oleksandria_intl import clock, ukrainian
from oleksandria_intl.checks import Finding, error, register_of_portal, warning
from oleksandria_intl.models import Decision, DecisionStep
from oleksandria_intl.path import findings

Step = DecisionStep.Step
FROM_SIGNATURE = (Step.SIGNED, Step.PUBLISHED, Step.IN_FORCE)
"""The steps whose days stand on the decision itself."""


class Day(NamedTuple):
    """A day of a decision, and what happened on it."""

    on: date
    what: Any


def refused_future(on: date | None) -> list[str]:
    """Return the refusal of a day that has not come."""
    if on is None or on <= clock.today():
        return []
    return [_("%(day)s is still to come.") % {"day": ukrainian.long_date(on)}]


def refused_order(decision: Decision, on: date | None) -> list[str]:
    """Return the refusal of a day that is before that of another step whose day is known."""
    last = max(days(decision), key=lambda day: day.on, default=None)
    if on is None or last is None or on >= last.on:
        return []
    sentence = _("%(day)s is before %(last)s, the day of “%(what)s”.")
    return [sentence % {"day": ukrainian.long_date(on), "what": last.what, "last": ukrainian.long_date(last.on)}]


def days(decision: Decision) -> list[Day]:
    """Return the known days of a decision in the order in which they have to follow one another.

    Without conclusions, which several committees draw in any order, and without the first day in force.
    """
    steps = [row for row in decision.steps.all() if row.stands and row.step not in (*FROM_SIGNATURE, Step.CONCLUSION)]
    closing = [row for row in steps if row.step == Step.CLOSED]
    known = [(decision.draft_date, gettext_lazy("registration of the draft"))]
    known += [(row.on, row.get_step_display()) for row in steps if row not in closing]
    if decision.is_signed:
        known.append((decision.dated, gettext_lazy("day of the decision")))
    known += [(decision.signed_on, Step.SIGNED.label), (decision.published_on, Step.PUBLISHED.label)]
    known += [(row.on, row.get_step_display()) for row in closing]
    return [Day(on, what) for on, what in known if on]


@findings.register
def in_order(decision: Decision) -> Iterator[Finding]:
    """No day of a decision is before the one that it follows, and it is not in force before its own day."""
    yield from (_out_of_order(decision, *pair) for pair in pairwise(days(decision)) if pair[1].on < pair[0].on)
    if decision.dated and decision.in_force_from and decision.in_force_from < decision.dated:
        first, second = gettext_lazy("day of the decision"), Step.IN_FORCE.label
        yield _out_of_order(decision, Day(decision.dated, first), Day(decision.in_force_from, second))


def _out_of_order(decision: Decision, first: Day, second: Day) -> Finding:
    """Return the finding that a step has a day before that of the step before it."""
    sentence = _("Days out of order: “%(second)s” on %(second_day)s, but before it “%(first)s” on %(first_day)s.")
    words = {"first": first.what, "second": second.what}
    shown = {"first_day": f"{first.on:%d.%m.%Y}", "second_day": f"{second.on:%d.%m.%Y}"}
    # What is signed cannot be mended any more.
    found = warning if decision.is_signed else error
    return found(sentence % (words | shown), decision)


@register_of_portal
def of_all_decisions() -> Iterator[Finding]:
    """The days of every decision are in order."""
    for decision in Decision.objects.with_steps():
        yield from (found._replace(sentence=f"{decision}: {found.sentence}") for found in in_order(decision))
