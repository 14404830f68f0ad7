"""What is done with delegations: one verb each, atomic, with who acts. ``delegations.way`` says what leads to what.

Every step locks the delegation, refuses with ``ValidationError`` (all sentences at once), writes a row of the log, then
the status, and does what belongs to it: the order that is issued commits the estimate, a cancelled trip frees it.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from delegations import money, proposals, way
from delegations.models import Delegation, DelegationStep, PlannedTrip
from oleksandria_intl import clock, ukrainian
from oleksandria_intl.models import Body, Decision, DecisionPoint
from oleksandria_intl.path import Step as DecisionSteps
from oleksandria_intl.path import services as path_services
from oleksandria_intl.path.dates import refused_future
from programs.models import Program

Step = DelegationStep.Step
Status = Delegation.Status


@transaction.atomic
def prepare(*, by: User, planned: PlannedTrip | None = None, **facts: Any) -> Delegation:
    """Begin a delegation: of a planned visit or conference with what is planned of it, or of the given facts alone.

    The facts are fields of the delegation; what is given of them counts before what is planned. Raises
    ``ValidationError`` where the planned trip is being prepared already, and where a field says what it cannot.
    """
    if planned is not None:
        Program.objects.select_for_update().get(pk=planned.edition.program_id)
        if begun := Delegation.objects.of_planned(planned).first():
            raise ValidationError(_("It is being prepared already: “%(delegation)s”.") % {"delegation": begun})
        facts = proposals.of_planned(planned) | facts
    row = Delegation(**facts)
    row.code = row.code or proposals.free_code(row)
    row.full_clean()
    _save(row, by)
    return row


@transaction.atomic
def begin_order(*, delegation: Delegation, by: User) -> Decision:
    """Draft the mayor's order on a delegation, its points proposed; the delegation names it from then on.

    Raises ``ValidationError`` where there is one already, and where the mayor is not among the bodies.
    """
    row = _locked(delegation, Step.ORDERED)
    if row.order_id:
        raise ValidationError(_("The delegation has an order already."))
    body = Body.objects.filter(kind=Body.Kind.MAYOR).select_related("head").order_by("code").first()
    if body is None:
        raise ValidationError(_("Enter the mayor among the bodies of the council first."))
    proposal = proposals.of_order(row)
    order = Decision(
        code=f"order-{row.code}"[:80],
        body=body,
        subject=proposal.subject,
        preamble=proposal.preamble,
        signatory=proposals.signatory(body),
        developer=row.organiser,
        **proposals.year_of(row),
    )
    _save(order, by)
    for place, text in enumerate(proposal.points, 1):
        _save(DecisionPoint(decision=order, order=place, text=text), by)
    row.order = order
    _save(row, by)
    return order


@transaction.atomic
def issue_order(
    *,
    delegation: Delegation,
    by: User,
    number: str = "",
    dated: date | None = None,
    on: date | None = None,
    reason: str = "",
    remark: str = "",
) -> DelegationStep:
    """Record that the order is signed, under its number and day, and commit the estimate on the measure.

    The reason is why the estimate may be above the measure's free money, where it is. Of an order that has its number
    already only the delegation's step is recorded.
    """
    row = _locked(delegation, Step.ORDERED)
    if row.order is None:
        raise ValidationError(_("Begin the order first."))
    if reason.strip():
        row.money_reason = reason
        _save(row, by)
    if row.order.number:
        _refuse([finding.sentence for finding in way.lacks(Step.ORDERED, row)])
        return record_signed(delegation=row, by=by, on=row.order.dated, remark=remark)
    path_services.sign(decision=row.order, number=number, dated=dated, on=on, remark=remark, by=by)
    return DelegationStep.objects.filter(delegation=row).latest("pk")


@transaction.atomic
def record_signed(*, delegation: Delegation, by: User, on: date | None, remark: str = "") -> DelegationStep:
    """Record that the delegation's order, which was signed, is issued; commit the estimate."""
    row = _locked(delegation, Step.ORDERED)
    step = _taken(row, Step.ORDERED, by, on=on, reason=row.composition_reason, remark=remark)
    money.commit_estimate(delegation=row, by=by, reason=row.money_reason)
    return step


@transaction.atomic
def cancel(*, delegation: Delegation, reason: str, by: User, on: date | None = None) -> DelegationStep:
    """Record that the delegation does not take place, and why; what its estimate committed is free again."""
    row = _locked(delegation, Step.CANCELLED)
    missing = refused_future(on)
    if not reason.strip():
        missing.append(_("Write why the delegation is cancelled."))
    _refuse(missing)
    step = _taken(row, Step.CANCELLED, by, on=on, reason=reason)
    if step.status_before == Status.ORDERED:
        money.release_estimate(delegation=row, on=on or clock.today(), by=by, reason=reason)
    return step


@transaction.atomic
def record_report(*, delegation: Delegation, by: User, on: date | None = None, remark: str = "") -> DelegationStep:
    """Record that the report on the trip or the stay is there; refused before its last day."""
    row = _locked(delegation, Step.REPORTED)
    missing = refused_future(on)
    last: Any = row.ends_on  # What is ordered has its days.
    if last >= clock.today() or (on and on < last):
        sentence = _("The last day is %(day)s: the report is recorded after it.")
        missing.append(sentence % {"day": ukrainian.long_date(last)})
    _refuse(missing + [finding.sentence for finding in way.lacks(Step.REPORTED, row)])
    return _taken(row, Step.REPORTED, by, on=on, remark=remark)


@transaction.atomic
def take_back(*, step: DelegationStep, reason: str, by: User) -> DelegationStep:
    """Take back the last step of a delegation that was recorded by mistake; the row stays, and another names it.

    With an issued order its signature is taken back, and what the estimate committed is free again.
    """
    row = Delegation.objects.select_for_update(of=("self",)).get(pk=step.delegation_id)
    if step != row.steps.standing().order_by("pk").last():
        raise ValidationError(_("Steps are taken back from the last one on."))
    if not reason.strip():
        raise ValidationError(_("Write why the step is taken back."))
    signed = row.order.steps.standing().of_kind(DecisionSteps.SIGNED).first() if row.order else None
    if step.step == Step.ORDERED and signed:
        path_services.take_back(step=signed, reason=reason, by=by)
        return step.taken_back_by
    return take_back_alone(step=step, reason=reason, by=by)


@transaction.atomic
def take_back_alone(*, step: DelegationStep, reason: str, by: User) -> DelegationStep:
    """Take back the last step of a delegation, and leave its order as it is."""
    row = Delegation.objects.select_for_update(of=("self",)).get(pk=step.delegation_id)
    back = _recorded(row, Step.TAKEN_BACK, Status(step.status_before), by, takes_back=step, reason=reason)
    way.undo_effects(step, by)
    if step.step == Step.ORDERED:
        money.release_estimate(delegation=row, on=clock.today(), by=by, reason=reason)
    if step.step == Step.CANCELLED and step.status_before == Status.ORDERED:
        money.commit_estimate(delegation=row, by=by, reason=row.money_reason)
    return back


def _locked(delegation: Delegation, step: Step) -> Delegation:
    """Return the delegation as it stands, locked; raise ``ValidationError`` where a step does not lead from there."""
    row = Delegation.objects.select_for_update(of=("self",)).get(pk=delegation.pk)
    if row.status not in way.TRANSITIONS[step].sources:
        sentence = _("At the status “%(status)s” this step is not taken: “%(step)s”.")
        raise ValidationError(sentence % {"status": row.get_status_display(), "step": step.label})
    return row


def _refuse(missing: list[str]) -> None:
    """Raise ``ValidationError`` with everything that is in the way of a step."""
    if missing:
        raise ValidationError(list(dict.fromkeys(missing)))


def _taken(row: Delegation, step: Step, by: User, **facts: Any) -> DelegationStep:
    """Record a step, move the delegation, do what belongs to the step."""
    made = _recorded(row, step, way.TRANSITIONS[step].target, by, **facts)
    way.run_effects(made, by)
    return made


def _recorded(row: Delegation, step: Step, status: Status, by: User, **facts: Any) -> DelegationStep:
    """Write a row of the log, then the status: the database takes a status only after its step."""
    statuses = {"status_before": row.status, "status_after": status}
    made = DelegationStep.objects.create(delegation=row, step=step, made_by=by, **statuses, **facts)
    row.status = status
    _save(row, by)
    return made


def _save(row: Any, by: User) -> None:
    row._history_user = by
    row.save()
