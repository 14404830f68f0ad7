"""The steps of a decision: one verb each, atomic, with who acts. What they lead from is in ``path.transitions_of``.

Every verb locks the decision, refuses with ``ValidationError`` (all sentences at once), writes a row of the log, moves
the stage and runs the effects that apps registered. A day is None where it is not known, which is no fault.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from oleksandria_intl import path
from oleksandria_intl.documents.decision import reference
from oleksandria_intl.models import (
    PUBLISHED_STAGES,
    SIGNED_STAGES,
    Body,
    Decision,
    DecisionStep,
    IssuedPaper,
    MistakenPaper,
    forget_words,
    keep_words,
    words_of_signing,
)
from oleksandria_intl.path import dates, findings
from oleksandria_intl.periods import PERIOD_FIELDS, Precision

Step = DecisionStep.Step
COMMITTEES = (Body.Kind.EXECUTIVE, Body.Kind.STANDING)
ISSUED_IN = (Step.VOTED, Step.SIGNED)
"""The steps from which on the papers are of what was voted: taken back, they were issued by mistake."""


@transaction.atomic
def send_to_executive(*, decision: Decision, by: User, on: date | None = None, remark: str = "") -> DecisionStep:
    """Record that the draft goes to the executive committee."""
    row = _locked(decision, Step.EXECUTIVE)
    _refuse(_wrong_day(row, on))
    return _taken(row, Step.EXECUTIVE, by, on=on, remark=remark)


@transaction.atomic
def send_to_committees(*, decision: Decision, by: User, on: date | None = None, remark: str = "") -> DecisionStep:
    """Record that the draft goes to the standing committees."""
    row = _locked(decision, Step.COMMITTEES)
    _refuse(_wrong_day(row, on))
    return _taken(row, Step.COMMITTEES, by, on=on, remark=remark)


@transaction.atomic
def record_conclusion(
    *,
    decision: Decision,
    body: Body | None,
    conclusion: str,
    by: User,
    on: date | None = None,
    number: str = "",
    remark: str = "",
) -> DecisionStep:
    """Record what a committee concluded; the decision stays at its stage. Committees conclude in any order."""
    row = _locked(decision, Step.CONCLUSION)
    missing = dates.refused_future(on)
    if body is None or body.kind not in COMMITTEES:
        missing.append(_("Choose the committee that concluded."))
    if not conclusion.strip():
        missing.append(_("Write what the committee concluded."))
    _refuse(missing)
    facts = {"on": on, "body": body, "number": number, "conclusion": conclusion, "remark": remark}
    return _taken(row, Step.CONCLUSION, by, **facts)


@transaction.atomic
def send_to_session(
    *, decision: Decision, by: User, on: date | None = None, reason: str = "", remark: str = ""
) -> DecisionStep:
    """Put the draft on the agenda of the session.

    Errors of ``check_data`` stop it; what the standing committees did not see goes there for a reason.
    """
    row = _locked(decision, Step.SESSION)
    missing = [finding.sentence for finding in findings.errors(row)] + _wrong_day(row, on)
    if not reason.strip() and not row.steps.standing().of_kind(Step.COMMITTEES).exists():
        missing.append(_("The standing committees did not consider the draft: write why it goes to the session."))
    _refuse(missing)
    return _taken(row, Step.SESSION, by, on=on, reason=reason, remark=remark)


@transaction.atomic
def record_vote(*, decision: Decision, by: User, on: date | None = None, remark: str = "") -> DecisionStep:
    """Record that the council voted. A vote is a fact: nothing stops it; what has gone further stays where it is.

    Raises ``ValidationError`` where the body does not vote.
    """
    row = Decision.objects.select_for_update().get(pk=decision.pk)
    if not row.body.votes:
        raise ValidationError(_("The mayor does not vote: an order is signed."))
    return _taken(row, Step.VOTED, by, on=on, remark=remark)


@transaction.atomic
def sign(
    *, decision: Decision, number: str, dated: date | None, by: User, on: date | None = None, remark: str = ""
) -> DecisionStep:
    """Record that the decision is signed: its number, the day that it carries, and the day of the signature.

    From now on it and its points do not change.
    """
    row = _locked(decision, Step.SIGNED)
    missing = _wrong_day(row, dated) + _wrong_day(row, on)
    if not number.strip():
        missing.append(_("Enter the number of the decision."))
    if dated is None:
        missing.append(_("Enter the day of the decision."))
    if dated and on and on < dated:
        missing.append(_("The decision is not signed before the day that it carries."))
    _refuse(missing + [lack.sentence for lack in path.lacks(Step.SIGNED, row)])
    row.number, row.signed_on = number.strip(), on
    row.period_start = row.period_end = dated
    row.period_precision, row.period_words = Precision.DAY, ""
    step = _taken(row, Step.SIGNED, by, on=on, number=row.number, remark=remark)
    if words_of_signing(row) is None:
        keep_words(row, prior=reference(row.prior, {}) if row.prior else "")
    return step


@transaction.atomic
def stop(*, decision: Decision, reason: str, by: User, on: date | None = None) -> DecisionStep:
    """Record that the mayor stopped the decision, and why; the council considers it again."""
    row = _locked(decision, Step.STOPPED)
    missing = _wrong_day(row, on)
    if not reason.strip():
        missing.append(_("Write why the mayor stopped the decision."))
    _refuse(missing)
    return _taken(row, Step.STOPPED, by, on=on, reason=reason)


@transaction.atomic
def publish_decision(
    *, decision: Decision, by: User, on: date | None = None, link: str = "", remark: str = ""
) -> DecisionStep:
    """Record when and where the signed decision was published; from now on no step is taken back."""
    row = _locked(decision, Step.PUBLISHED)
    _refuse(_wrong_day(row, on))
    row.published_on, row.publication_link = on, link
    return _taken(row, Step.PUBLISHED, by, on=on, link=link, remark=remark)


@transaction.atomic
def bring_into_force(*, decision: Decision, on: date | None, reason: str, by: User) -> DecisionStep:
    """Record from which day the decision is in force, and why: a day before the publication, or one to come, too."""
    row = _locked(decision, Step.IN_FORCE)
    missing = []
    own: Any = row.dated  # What is signed has a number, and so a day.
    if on is None:
        missing.append(_("Enter the day from which the decision is in force."))
    if on and on < own:
        missing.append(_("The decision is not in force before the day that it carries."))
    if not reason.strip():
        missing.append(_("Write why the decision is in force from that day."))
    _refuse(missing)
    row.in_force_from, row.in_force_reason = on, reason
    return _taken(row, Step.IN_FORCE, by, on=on, reason=reason)


@transaction.atomic
def close(*, decision: Decision, by: User, on: date | None = None, number: str = "", remark: str = "") -> DecisionStep:
    """Record that the council took note of what came of the decision, by a decision of this number and day."""
    row = _locked(decision, Step.CLOSED)
    _refuse(_wrong_day(row, on))
    return _taken(row, Step.CLOSED, by, on=on, number=number, remark=remark)


@transaction.atomic
def return_with_remarks(
    *, decision: Decision, remark: str, by: User, on: date | None = None, body: Body | None = None
) -> DecisionStep:
    """Record that the draft goes back to those who wrote it, with what is to be changed."""
    row = _locked(decision, Step.RETURNED)
    missing = _wrong_day(row, on)
    if not remark.strip():
        missing.append(_("Write the remarks with which the draft is returned."))
    _refuse(missing)
    return _taken(row, Step.RETURNED, by, on=on, body=body, remark=remark)


@transaction.atomic
def reject(
    *, decision: Decision, by: User, on: date | None = None, body: Body | None = None, reason: str = ""
) -> DecisionStep:
    """Record that the draft was rejected."""
    row = _locked(decision, Step.REJECTED)
    _refuse(_wrong_day(row, on))
    return _taken(row, Step.REJECTED, by, on=on, body=body, reason=reason)


@transaction.atomic
def take_back(*, step: DecisionStep, reason: str, by: User) -> DecisionStep:
    """Take back the last step of a decision, or a conclusion, that was recorded by mistake, before it is published.

    The row stays, and another names it; papers issued since then stay, and are named as issued by mistake.
    """
    row = Decision.objects.select_for_update().get(pk=step.decision_id)
    standing = list(row.steps.standing().in_order())
    if row.stage in PUBLISHED_STAGES:
        raise ValidationError(_("The decision is published: no step is taken back any more."))
    if step not in standing:
        raise ValidationError(_("The step was taken back already."))
    if step != standing[-1] and step.step != Step.CONCLUSION:
        raise ValidationError(_("Steps are taken back from the last one on."))
    if not reason.strip():
        raise ValidationError(_("Write why the step is taken back."))
    stage = row.stage if step.step == Step.CONCLUSION else step.stage_before
    back = _recorded(row, Step.TAKEN_BACK, stage, by, takes_back=step, reason=reason)
    path.undo_effects(step, by)
    if step.step == Step.SIGNED:
        forget_words(row)
        _unsign(row)
    _move(row, stage, by)
    if step.step in ISSUED_IN:
        _mark_papers(row, step, back)
    return back


def _unsign(decision: Decision) -> None:
    """Give the decision the number and the days that it had before the signature; the log keeps the others."""
    before = decision.history.exclude(stage__in=SIGNED_STAGES).first() or Decision()
    for name in ("number", "signed_on", *PERIOD_FIELDS):
        setattr(decision, name, getattr(before, name))


def _mark_papers(decision: Decision, step: DecisionStep, back: DecisionStep) -> None:
    """Name the papers that were issued since the step as issued by mistake."""
    issued = IssuedPaper.objects.issued_since(step.made_at, path.paper_keys(decision)).unmistaken()
    MistakenPaper.objects.bulk_create(MistakenPaper(paper=paper, taken_back_by=back) for paper in issued)


def _locked(decision: Decision, step: Step) -> Decision:
    """Return the decision as it stands, locked; raise ``ValidationError`` where a step does not lead from its stage."""
    row = Decision.objects.select_for_update().get(pk=decision.pk)
    if step not in path.steps_from(row.stage, path.transitions_of(row)):
        sentence = _("At the stage “%(stage)s” this step is not taken: “%(step)s”.")
        raise ValidationError(sentence % {"stage": row.get_stage_display(), "step": step.label})
    return row


def _wrong_day(decision: Decision, on: date | None) -> list[str]:
    """Return what is wrong with the day of a step: still to come, or before that of a step before it."""
    return dates.refused_future(on) + dates.refused_order(decision, on)


def _refuse(missing: list[str]) -> None:
    """Raise ``ValidationError`` with everything that is in the way of a step."""
    if missing:
        raise ValidationError(list(dict.fromkeys(missing)))


def _taken(decision: Decision, step: Step, by: User, **facts: Any) -> DecisionStep:
    """Record a step, move the decision, run the effects."""
    transition = path.transitions_of(decision)[step]
    moves = transition.target is not None and decision.stage in transition.sources
    stage = str(transition.target) if moves else decision.stage
    row = _recorded(decision, step, stage, by, **facts)
    _move(decision, stage, by)
    path.run_effects(row, by)
    return row


def _recorded(decision: Decision, step: Step, stage: str, by: User, **facts: Any) -> DecisionStep:
    """Write a row of the log."""
    stages = {"stage_before": decision.stage, "stage_after": stage}
    return DecisionStep.objects.create(decision=decision, step=step, made_by=by, **stages, **facts)


def _move(decision: Decision, stage: str, by: User) -> None:
    """Write the decision's stage, with what the step gave it."""
    if stage != decision.stage:
        decision.stage = stage
        decision._history_user = by  # type: ignore[attr-defined]
        decision.save()
