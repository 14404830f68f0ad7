"""What is done with decisions as papers of each other: one verb each, atomic, with who acts."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from oleksandria_intl import papers
from oleksandria_intl.acts import executive, signing
from oleksandria_intl.models import Body, Decision, DecisionPoint, IssuedPaper
from oleksandria_intl.periods import Precision

LONGEST_BEGINNING = 60
"""Letters of a decision's code that the code of its executive decision begins with."""


@transaction.atomic
def begin_executive_decision(*, decision: Decision, by: User) -> Decision:
    """Draft the executive committee's decision on the draft of another decision, whose preamble names it from then on.

    Raises ``ValidationError`` where there is one already, where the other is made or is the committee's own, and where
    no executive committee is entered.
    """
    stored = Decision.objects.select_for_update(of=("self",)).select_related("body").get(pk=decision.pk)
    if stored.prior_id:
        raise ValidationError(_("The executive committee has a decision on this draft already."))
    if stored.number:
        raise ValidationError(_("The decision is made; its draft is not approved any more."))
    if stored.body.kind == Body.Kind.EXECUTIVE:
        raise ValidationError(_("This is a decision of the executive committee itself."))
    body = Body.objects.filter(kind=Body.Kind.EXECUTIVE).order_by("code").first()
    if body is None:
        raise ValidationError(_("Enter the executive committee among the bodies of the council first."))
    made = _draft(stored, body, by)
    stored.prior = made
    _save(stored, by)
    decision.refresh_from_db()
    return made


@transaction.atomic
def issue_to_sign(*, decision: Decision, by: User) -> list[IssuedPaper]:
    """Issue the paper that is signed, of the text as it stands after the vote; once more where that was changed since.

    Raises ``ValidationError`` before the vote and after the signature, and where the files cannot be kept.
    """
    stored = Decision.objects.select_for_update(of=("self",)).select_related("body").get(pk=decision.pk)
    if not signing.is_due(stored):
        raise ValidationError(_("The paper to sign is made once the council has voted, until the decision is signed."))
    return papers.issue(papers.get(signing.KIND), stored, signing.FORMATS, by=by)


def _draft(decision: Decision, body: Body, by: User) -> Decision:
    """Write the draft: who signs, develops and executes it is as of the other; of the day only the year is known."""
    made = Decision(
        code=_free_code(decision),
        body=body,
        subject=executive.worded(executive.SUBJECT, decision),
        preamble=executive.worded(executive.PREAMBLE, decision),
        signatory=decision.signatory,
        developer=decision.developer,
        executor=decision.executor,
        **_year_of(decision),
    )
    _save(made, by)
    for order, text in enumerate(executive.POINTS, 1):
        _save(DecisionPoint(decision=made, order=order, text=executive.worded(text, decision)), by)
    return made


def _year_of(decision: Decision) -> dict[str, Any]:
    """Return the year of a decision as a period; nothing where it is not known."""
    if decision.period_start is None:
        return {}
    year = decision.period_start.year
    return {
        "period_start": date(year, 1, 1),
        "period_end": date(year, 12, 31),
        "period_precision": Precision.YEAR,
    }


def _free_code(decision: Decision) -> str:
    beginning = f"{decision.code[:LONGEST_BEGINNING]}-executive"
    taken = set(Decision.objects.filter(code__startswith=beginning).values_list("code", flat=True))
    further = (f"{beginning}-{place}" for place in count(2))
    return beginning if beginning not in taken else next(code for code in further if code not in taken)


def _save(row: Any, by: User) -> None:
    row._history_user = by
    row.save()
