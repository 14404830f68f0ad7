"""What holds today of an edition that a paper shows: whether it is in force, and what amended it since."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from oleksandria_intl.models import Decision
from programs.models import Edition


class Standing(NamedTuple):
    """What holds of an edition on a day: in a word for programs, in a sentence for people."""

    code: str
    """«draft», «withdrawn», «not-yet-in-force», «in-force», «amended», «ended»."""
    sentence: str
    amended_by: tuple[Decision, ...] = ()
    """The decisions that amended it and are in force, the first leading."""


def standing_of(edition: Edition, on: date) -> Standing:
    """Return what holds of an edition on a day."""
    if edition.is_withdrawn:
        return Standing("withdrawn", _("The draft was withdrawn: the council did not adopt it."))
    if edition.in_force_from is None or edition.is_draft:
        return Standing("draft", _("It is a draft: the council has not adopted it."))
    since = {"day": date_format(edition.in_force_from, "j E Y")}
    if edition.in_force_from > on:
        return Standing("not-yet-in-force", _("It comes into force on %(day)s.") % since)
    if later := tuple(_later(edition, on)):
        sentence = _("It has been amended: %(decisions)s. What holds today is on the programme’s page.")
        return Standing("amended", sentence % {"decisions": "; ".join(map(named, later))}, later)
    if edition.last_day < on:
        sentence = _("It was in force from %(day)s; the programme’s years ended on %(end)s.")
        return Standing("ended", sentence % (since | {"end": date_format(edition.last_day, "j E Y")}))
    return Standing("in-force", _("It is in force since %(day)s.") % since)


def _later(edition: Edition, on: date) -> Iterator[Decision]:
    """Yield the decisions on the editions of the same programme that came into force after this one."""
    for other in Edition.objects.adopted_after(edition, on):
        if other.decision:
            yield other.decision


def named(decision: Decision) -> str:
    """Return a decision as sentences name it: «рішення № 12 від 1 лютого 2020», in the word of the body."""
    act = _("decision") if get_language() == "en" else decision.body.act_name
    day = date_format(decision.dated, "j E Y") if decision.dated else ""
    return _("%(act)s № %(number)s of %(day)s") % {"act": act, "number": decision.number, "day": day}
