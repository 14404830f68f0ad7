"""What a step of a decision does to its edition, and what is found of one before it goes to the session."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from oleksandria_intl import checks, path
from oleksandria_intl.models import Decision, DecisionStep
from oleksandria_intl.path import Step, findings
from programs import services
from programs.models import Edition


def of_edition(verb: Callable[..., None]) -> path.Effect:
    """Return the effect that does something to the decision's edition, where there is one."""

    def effect(step: DecisionStep, by: User) -> None:
        for edition in Edition.objects.of_decision(step.decision):
            verb(edition=edition, by=by)

    return effect


def bring_into_force(step: DecisionStep, by: User) -> None:
    """Let the edition be in force from the day of its decision."""
    for edition in Edition.objects.of_decision(step.decision):
        if step.on and step.on != edition.in_force_from:
            services.bring_into_force(edition=edition, on=step.on, by=by)


@findings.register
def of_its_edition(decision: Decision) -> Iterable[checks.Finding]:
    """Return what does not agree in the edition of a decision."""
    return [found for edition in Edition.objects.of_decision(decision) for found in checks.findings(edition)]


def day_in_force(decision: Decision) -> Iterator[checks.Finding]:
    """An edition is adopted with its first day in force, which may still be changed when the decision is published."""
    for edition in Edition.objects.of_decision(decision):
        if edition.in_force_from is None:
            sentence = _("Enter the day from which the edition is in force first.")
            yield checks.error(sentence, edition, "in_force_from")


path.register(Step.SIGNED, of_edition(services.adopt), of_edition(services.unfreeze), day_in_force)
path.register(Step.REJECTED, of_edition(services.withdraw), of_edition(services.unfreeze))
path.register(Step.IN_FORCE, bring_into_force)
path.register_papers(lambda decision: [edition.key for edition in Edition.objects.of_decision(decision)])
