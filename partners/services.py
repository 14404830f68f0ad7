"""The steps of an agreement: one verb each, atomic, with who acts. What they may lead from is in ``steps.TRANSITIONS``.

Every verb locks the agreement, refuses with ``ValidationError`` (all sentences at once), writes a row of the log and
moves the state. A day is None where it is not known, which only some steps bear.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from oleksandria_intl import clock, ukrainian
from oleksandria_intl.models import Body, Decision
from oleksandria_intl.periods import Period
from partners import path
from partners.models import Agreement, AgreementStep, State, Step
from partners.models.steps import TRANSITIONS


@dataclass(frozen=True, kw_only=True)
class Act:
    """The act of a body: a decision of the register, or a body with the number and day of its act."""

    decision: Decision | None = None
    body: Body | None = None
    number: str = ""
    on: date | None = None

    @property
    def facts(self) -> dict[str, Any]:
        """The fields of the step."""
        if self.decision is None:
            return {"body": self.body, "number": self.number.strip(), "on": self.on}
        of_register = {"body": self.decision.body, "number": self.decision.number, "on": self.decision.dated}
        return {"decision": self.decision, **of_register}

    def lacks(self) -> list[str]:
        """Say what the act lacks."""
        facts = self.facts
        missing = []
        if facts["body"] is None:
            missing.append(_("Choose the body whose act it is."))
        if not facts["number"]:
            missing.append(_("Enter the number of the act; a draft is no act."))
        return missing + _lacks_day(facts["on"])


@transaction.atomic
def authorise(*, agreement: Agreement, act: Act, by: User, remark: str = "") -> AgreementStep:
    """Record which act authorised the mayor to sign."""
    row = _locked(agreement, Step.AUTHORISED)
    _refuse(act.lacks())
    if act.decision is not None:
        row.authorised_by = act.decision
    return _taken(row, Step.AUTHORISED, by, **act.facts, remark=remark)


@transaction.atomic
def prepare_draft(*, agreement: Agreement, by: User, on: date | None = None, remark: str = "") -> AgreementStep:
    """Record that the draft is agreed upon with the other parties, who are entered by then."""
    row = _locked(agreement, Step.DRAFTED)
    _refuse(_wrong_day(row, on) + _lacks_party(row))
    return _taken(row, Step.DRAFTED, by, on=on, remark=remark)


@transaction.atomic
def ask_consent(
    *, agreement: Agreement, on: date | None, by: User, number: str = "", remark: str = ""
) -> AgreementStep:
    """Record that the draft went to the ministry for its consent: from that day its term runs."""
    row = _locked(agreement, Step.ASKED)
    missing = _lacks_day(on) + _wrong_day(row, on)
    if not path.needs_consent(row, clock.today()):
        missing.append(_("This agreement needs no consent of the ministry."))
    _refuse(missing)
    return _taken(row, Step.ASKED, by, on=on, number=number.strip(), remark=remark)


@transaction.atomic
def record_consent(*, agreement: Agreement, number: str, on: date | None, by: User, remark: str = "") -> AgreementStep:
    """Record the ministry's consent: the number and the day of its order."""
    row = _locked(agreement, Step.CONSENTED)
    _refuse(_lacks_number(number) + _lacks_day(on) + _wrong_day(row, on))
    return _taken(row, Step.CONSENTED, by, on=on, number=number.strip(), remark=remark)


@transaction.atomic
def record_refusal(
    *, agreement: Agreement, why: str, by: User, on: date | None = None, number: str = ""
) -> AgreementStep:
    """Record that the ministry refused its consent, and why; the draft is prepared anew."""
    row = _locked(agreement, Step.REFUSED)
    _refuse(_lacks_reason(why) + _wrong_day(row, on))
    return _taken(row, Step.REFUSED, by, on=on, number=number.strip(), why=why.strip())


@transaction.atomic
def sign(*, agreement: Agreement, when: Period | None, by: User, words: str = "", remark: str = "") -> AgreementStep:
    """Record the signature, on a day as far as it is known; without the consent only where none was needed then.

    ``words`` is a date that the paper states otherwise than the period does.
    """
    row = _locked(agreement, Step.SIGNED)
    missing = _lacks_party(row)
    if when is None:
        missing.append(_("Enter when it was signed: the day, or at least the month or the year."))
    else:
        missing += _wrong_day(row, max(when.start, min(when.end, clock.today())))
        if row.state == State.PREPARED and path.needs_consent(row, when.start):
            missing.append(_("The ministry’s consent is needed to sign on that day: record that it was asked for."))
        row.period_start, row.period_end, row.period_precision = when.start, when.end, when.precision
    _refuse(missing)
    row.period_words = words.strip()
    is_day = when is not None and when.start == when.end
    return _taken(row, Step.SIGNED, by, on=row.period_start if is_day else None, remark=remark)


@transaction.atomic
def register(*, agreement: Agreement, number: str, on: date | None, by: User, remark: str = "") -> AgreementStep:
    """Record the registration: its number and day."""
    row = _locked(agreement, Step.REGISTERED)
    missing = _lacks_number(number) + _lacks_day(on) + _wrong_day(row, on)
    if not path.needs_registration(row):
        missing.append(_("This agreement is not to be registered."))
    _refuse(missing)
    return _taken(row, Step.REGISTERED, by, on=on, number=number.strip(), remark=remark)


@transaction.atomic
def bring_into_force(*, agreement: Agreement, on: date | None, by: User, why: str = "") -> AgreementStep:
    """Record from which day the agreement is in force; what has to be registered is registered before."""
    row = _locked(agreement, Step.IN_FORCE)
    missing = _lacks_day(on) + _wrong_day(row, on)
    if row.state == State.SIGNED and path.needs_registration(row):
        missing.append(_("The agreement has to be registered first."))
    _refuse(missing)
    return _taken(row, Step.IN_FORCE, by, on=on, why=why.strip())


@dataclass(frozen=True, kw_only=True)
class Notice:
    """The letter that notified the other parties of an act: its day, its number and to whom it went."""

    on: date | None = None
    words: str = ""

    @property
    def facts(self) -> dict[str, Any]:
        """The fields of the step."""
        return {"notice_on": self.on, "notice": self.words.strip()}


@transaction.atomic
def suspend(
    *, agreement: Agreement, act: Act, verb: str, why: str, by: User, notice: Notice | None = None, remark: str = ""
) -> AgreementStep:
    """Record the act that suspended the agreement, its verb («зупинити дію») and why."""
    return _by_act(agreement, Step.SUSPENDED, act, verb, why, by, notice, remark)


@transaction.atomic
def resume(
    *, agreement: Agreement, act: Act, verb: str, why: str, by: User, notice: Notice | None = None, remark: str = ""
) -> AgreementStep:
    """Record the act that resumed a suspended agreement: it is again what it was before."""
    return _by_act(agreement, Step.RESUMED, act, verb, why, by, notice, remark)


@transaction.atomic
def terminate(
    *, agreement: Agreement, act: Act, verb: str, why: str, by: User, notice: Notice | None = None, remark: str = ""
) -> AgreementStep:
    """Record the act that ended the agreement, its verb («припинити дію») and why."""
    return _by_act(agreement, Step.ENDED, act, verb, why, by, notice, remark)


@transaction.atomic
def take_back(*, step: AgreementStep, why: str, by: User) -> AgreementStep:
    """Take back the last step, recorded by mistake: the agreement is again what it was before it."""
    row = Agreement.objects.select_for_update().get(pk=step.agreement_id)
    missing = _lacks_reason(why)
    if step != row.steps.standing().in_order().last():
        missing.append(_("Only the last step is taken back."))
    _refuse(missing)
    if step.step == Step.AUTHORISED:
        row.authorised_by = None
    if step.step == Step.SIGNED:
        row.period_start = row.period_end = None
        row.period_precision = row.period_words = ""
    if step.step == Step.ENDED:
        row.ended_on = None
    return _moved(row, Step.TAKEN_BACK, State(step.state_before), by, takes_back=step, why=why.strip())


def _by_act(
    agreement: Agreement, step: Step, act: Act, verb: str, why: str, by: User, notice: Notice | None, remark: str
) -> AgreementStep:
    row = _locked(agreement, step)
    missing = act.lacks() + _wrong_day(row, act.facts["on"]) + _lacks_reason(why)
    if not verb.strip():
        missing.append(_("Write what the act says: “to suspend”, “to terminate”."))
    _refuse(missing)
    if step == Step.ENDED:
        row.ended_on = act.facts["on"]
    sent = (notice or Notice()).facts
    return _taken(row, step, by, **act.facts, **sent, verb=verb.strip(), why=why.strip(), remark=remark)


def _locked(agreement: Agreement, step: Step) -> Agreement:
    """Return the stored agreement, locked; raises ``ValidationError`` where it is not at a state of the step."""
    row: Agreement = Agreement.objects.select_for_update().get(pk=agreement.pk)
    if row.state not in TRANSITIONS[step].sources:
        sentence = _("The agreement is “%(state)s”: the step “%(step)s” does not follow that.")
        raise ValidationError(sentence % {"state": row.get_state_display(), "step": step.label})
    return row


def _taken(row: Agreement, step: Step, by: User, **facts: Any) -> AgreementStep:
    if step == Step.RESUMED:
        suspended = row.steps.standing().in_order().last()
        target = State(suspended.state_before) if suspended else State.SIGNED
    else:
        target = TRANSITIONS[step].targets[0]
    return _moved(row, step, target, by, **facts)


def _moved(row: Agreement, step: Step, target: State, by: User, **facts: Any) -> AgreementStep:
    """Write the row of the log, and then the state, which the database takes from a step alone."""
    states = {"state_before": row.state, "state_after": target}
    taken: AgreementStep = row.steps.create(step=step, made_by=by, **states, **facts)
    row.state = target
    row._history_user = by  # type: ignore[attr-defined]
    row.save()
    return taken


def _refuse(missing: list[str]) -> None:
    if missing:
        raise ValidationError(list(dict.fromkeys(missing)))


def _lacks_day(on: date | None) -> list[str]:
    return [] if on else [_("Enter the day.")]


def _lacks_number(number: str) -> list[str]:
    return [] if number.strip() else [_("Enter the number of the document.")]


def _lacks_reason(why: str) -> list[str]:
    return [] if why.strip() else [_("Write why.")]


def _lacks_party(row: Agreement) -> list[str]:
    return [] if row.parties.exists() else [_("Enter with whom the agreement is: it has no party.")]


def _to_come(on: date | None) -> list[str]:
    if on is None or on <= clock.today():
        return []
    return [_("%(day)s is still to come.") % {"day": ukrainian.long_date(on)}]


def _wrong_day(row: Agreement, on: date | None) -> list[str]:
    """Return the refusal of a day that is to come, or before that of a step that was taken."""
    last = max((step.on for step in row.steps.standing() if step.on), default=None)
    known = [day for day in (last, row.signed_on) if day]
    if on and known and on < max(known):
        words = {"day": ukrainian.long_date(on), "last": ukrainian.long_date(max(known))}
        return [_("%(day)s is before %(last)s, the day of an earlier step.") % words]
    return _to_come(on)
