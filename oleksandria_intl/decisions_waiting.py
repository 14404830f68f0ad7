"""Decisions that wait for their next step: at the head of the admin's front page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from oleksandria_intl import acts, path, ukrainian
from oleksandria_intl.documents.placeholders import expand
from oleksandria_intl.models import Decision, Stage
from oleksandria_intl.path import Step
from oleksandria_intl.waiting import FEW, Waiting, each_or_all, register
from oleksandria_intl.work import Work

TO_SIGN = timedelta(days=5)
"""How long after the vote the mayor may stop a decision; after that it is to be signed."""
PAGE = "admin:oleksandria_intl_decision"
NEXT: dict[str, tuple[Any, Step | None]] = {
    Stage.DRAFT: (gettext_lazy("Send the draft on: %(decision)s."), None),
    Stage.RETURNED: (gettext_lazy("Returned with remarks, to be sent on again: %(decision)s."), None),
    Stage.EXECUTIVE: (gettext_lazy("At the executive committee: %(decision)s."), None),
    Stage.COMMITTEES: (gettext_lazy("Put on the agenda of the session: %(decision)s."), Step.SESSION),
    Stage.SESSION: (gettext_lazy("Record the vote: %(decision)s."), Step.VOTED),
    Stage.STOPPED: (gettext_lazy("Stopped by the mayor, to be considered again: %(decision)s."), None),
    Stage.VOTED: (gettext_lazy("Record the signature: %(decision)s."), Step.SIGNED),
    Stage.SIGNED: (gettext_lazy("Record the publication: %(decision)s."), Step.PUBLISHED),
    Stage.PUBLISHED: (gettext_lazy("Bring into force: %(decision)s."), Step.IN_FORCE),
}
"""What waits at each stage, and the step whose page it is done on; None where several lead on."""


@register
def next_steps(person: User) -> Iterator[Waiting]:
    """Decisions whose next step is due, for those who record steps."""
    if not person.has_perm("oleksandria_intl.add_decisionstep"):
        return
    rows = list(Decision.objects.on_their_way().select_related("body", *acts.AS_SIGNED).with_steps()[: FEW + 1])
    matters = acts.matters_of(rows)
    yield from each_or_all(rows, lambda row: _next_step(row, matters[row.pk]), _together)


def _next_step(row: Decision, matter: acts.Matter) -> Waiting:
    """Return what a decision waits for, until when, and the page where it is done."""
    sentence, step = NEXT[row.stage]
    if not row.body.votes and row.stage in path.UNSIGNED:
        sentence, step = NEXT[Stage.VOTED]
    name = f"{ukrainian.shortened(expand(row.subject, matter.words), 160)} ({row.body.short_name})"
    link = reverse(f"{PAGE}_step", args=[row.pk, step]) if step else reverse(f"{PAGE}_change", args=[row.pk])
    return Waiting(sentence % {"decision": name}, link, 1, Work.DECISIONS, due_on(row))


def due_on(row: Decision) -> date | None:
    """Return until when a decision's next step is to be taken: by its session, five days after its vote."""
    if row.stage == Stage.VOTED:
        voted = [step.on for step in row.steps.all() if step.stands and step.step == Step.VOTED and step.on]
        return voted[-1] + TO_SIGN if voted else None
    if row.stage == Stage.PUBLISHED:
        return row.in_force_from
    return None if row.number else row.planned_session_on


def _together() -> Waiting:
    """Return how many decisions wait."""
    count = Decision.objects.on_their_way().count()
    sentence = ngettext(
        "%(count)d decision waits for its next step.", "%(count)d decisions wait for their next steps.", count
    )
    address = f"{reverse(f'{PAGE}_changelist')}?{urlencode({'stage__in': ','.join(NEXT)})}"
    return Waiting(sentence % {"count": count}, address, count, Work.DECISIONS)
