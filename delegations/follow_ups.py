"""What is recorded of follow-ups: one verb, atomic, with who acts."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from delegations.models import Delegation, FollowUp, FollowUpAnswer
from oleksandria_intl import clock


@transaction.atomic
def answer(
    *, follow_up: FollowUp, outcome: str, on: date, words: str = "", words_en: str = "", by: User
) -> FollowUpAnswer:
    """Record how a follow-up stood on a day; the latest answer counts, and the earlier ones stay.

    Raises ``ValidationError`` before the trip's report is handed in, for a day that is to come, before the return or
    before the last answer, and where nothing says why it is not done.
    """
    # The row alone is locked: two answers follow each other.
    stored = FollowUp.objects.select_for_update(of=("self",)).select_related("report__delegation").get(pk=follow_up.pk)
    if sentence := _in_the_way(stored, on):
        raise ValidationError(sentence)
    made = FollowUpAnswer(
        follow_up=stored, on=on, outcome=outcome, words_uk=words.strip(), words_en=words_en.strip(), made_by=by
    )
    made.full_clean()
    made.save()
    return made


def _in_the_way(follow_up: FollowUp, on: date) -> str:
    """Return why nothing can be recorded of a day; empty where nothing is in the way."""
    delegation, last = follow_up.report.delegation, follow_up.last_answer
    if delegation.status != Delegation.Status.REPORTED:
        return _("The report on the trip is not handed in yet: nobody answers for what follows from it.")
    if on > clock.today():
        return _("This day is still to come.")
    if delegation.ends_on and on < delegation.ends_on:
        return _("The delegation had not come back on this day.")
    if last and on < last.on:
        return _("There is a later answer already, of %(day)s.") % {"day": f"{last.on:%d.%m.%Y}"}
    return ""
