"""Which steps an agreement takes next: by its state, by the rules of the day, by what sort of parties it has.

The ministry's consent and the registration are asked for between territorial authorities only, and only of what is
signed once a rule says so (``AgreementRule``): an agreement of 2003 needs neither, nor one with a business.
"""

from __future__ import annotations

from datetime import date, timedelta

from oleksandria_intl import clock
from partners.models import Agreement, AgreementParty, AgreementRule, AgreementStep, State, Step
from partners.models.rules import rule_on
from partners.models.steps import TRANSITIONS

Kind = AgreementParty.Kind
TERRITORIAL = (Kind.AUTHORITY, Kind.UKRAINIAN)


def is_between_authorities(agreement: Agreement) -> bool:
    """Whether all parties are territorial, and one of them is abroad."""
    kinds = {party.kind for party in agreement.parties.all()}
    return Kind.AUTHORITY in kinds and kinds.issubset(TERRITORIAL)


def rule_of(agreement: Agreement, rules: list[AgreementRule], on: date | None) -> AgreementRule | None:
    """Return the rule by which an agreement goes that is signed on a day; none of one that needs nothing."""
    return rule_on(rules, on) if is_between_authorities(agreement) else None


def needs_consent(agreement: Agreement, on: date | None) -> bool:
    """Whether the ministry's consent is needed to sign on a day."""
    rule = rule_of(agreement, AgreementRule.objects.latest_first(), on)
    return rule is not None and rule.needs_consent


def needs_registration(agreement: Agreement) -> bool:
    """Whether an agreement is to be registered, by the day of its signature."""
    rule = rule_of(agreement, AgreementRule.objects.latest_first(), agreement.signed_on)
    return rule is not None and rule.needs_registration


def steps_from(agreement: Agreement) -> list[Step]:
    """Return the steps that may be taken now, in the order of an agreement's life.

    What is prepared may be signed though the consent is due today: the signature may be of an earlier day.
    """
    state = State(agreement.state)
    found = [step for step, transition in TRANSITIONS.items() if state in transition.sources]
    if state == State.PREPARED and not needs_consent(agreement, clock.today()):
        found.remove(Step.ASKED)
    if state == State.SIGNED:
        found.remove(Step.IN_FORCE if needs_registration(agreement) else Step.REGISTERED)
    return found


def consent_asked(agreement: Agreement) -> AgreementStep | None:
    """Return the standing step that last asked for the consent."""
    asked = [step for step in agreement.steps.all() if step.step == Step.ASKED and step.stands]
    return asked[-1] if asked else None


def consent_due_on(agreement: Agreement, rules: list[AgreementRule]) -> date | None:
    """Return the last day on which the ministry answers; None where no consent was asked for."""
    asked = consent_asked(agreement)
    if asked is None or asked.on is None:
        return None
    rule = rule_on(rules, asked.on)
    return asked.on + timedelta(days=rule.consent_days) if rule else None
