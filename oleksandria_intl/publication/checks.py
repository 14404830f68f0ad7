"""A draft that is published for fewer working days than the rule asks for is warned about; nobody is stopped."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from oleksandria_intl.checks import Finding, register, register_of_portal, warning
from oleksandria_intl.models import Decision, PublicationRule
from oleksandria_intl.publication.working_days import Calendar, Term


@register
def publication(edition: Any) -> Iterator[Finding]:
    """A draft edition is published long enough before its planned session."""
    if edition.decision and edition.is_draft and not edition.is_withdrawn:
        yield from of_draft(edition.decision, edition.published_on)


def of_decision(decision: Decision) -> Iterator[Finding]:
    """Yield what is amiss with the publication of a draft that is printed by itself."""
    if not decision.number:
        yield from of_draft(decision, decision.draft_published_on)


def of_draft(decision: Decision, published: date | None) -> Iterator[Finding]:
    """Yield a warning where too few working days lie between the publication and the planned session."""
    session = decision.planned_session_on
    if published is None or session is None:
        return
    term = Calendar().term(published, session)
    if term and term.is_short:
        yield warning(said(term, published, session), decision, "planned_session_on")


def said(term: Term, published: date, session: date) -> str:
    """Return the warning in plain words, with the first session that would do."""
    least = term.rule.working_days
    sentence = ngettext(
        "The draft is published for less than %(least)d working day: %(days)d between %(published)s and the session "
        "of %(session)s. The earliest session that would do is that of %(earliest)s.",
        "The draft is published for less than %(least)d working days: %(days)d between %(published)s and the session "
        "of %(session)s. The earliest session that would do is that of %(earliest)s.",
        least,
    )
    days = {"published": published, "session": session, "earliest": term.earliest}
    shown = {name: f"{day:%d.%m.%Y}" for name, day in days.items()}
    whole = sentence % {"least": least, "days": term.days, **shown}
    return f"{whole} {term.rule.exemption}".strip()


@register_of_portal
def rules() -> Iterator[Finding]:
    """There is a rule by which the days of publication are counted."""
    if not PublicationRule.objects.exists():
        yield warning(
            _("No rule of publication is entered, so nobody counts the working days of drafts: run “load_codes”.")
        )
