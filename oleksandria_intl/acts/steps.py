"""What the path of a decision asks of one that belongs to nothing else: what it lacks, and its paper once signed."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import User

from oleksandria_intl import acts, papers, path
from oleksandria_intl.acts import conclusions
from oleksandria_intl.acts.checks import findings
from oleksandria_intl.checks import Finding
from oleksandria_intl.models import Decision, DecisionStep
from oleksandria_intl.path import Step
from oleksandria_intl.path import findings as path_findings


def is_by_itself(decision: Decision) -> bool:
    """Whether no app prints the decision with something of its own."""
    return acts.matter_of(decision).subject is None


@path_findings.register
def of_one_by_itself(decision: Decision) -> Iterable[Finding]:
    """Return what a decision lacks; of one with an annex its app says it."""
    return findings(decision) if is_by_itself(decision) else []


def keep_paper(step: DecisionStep, by: User) -> None:
    """Issue the paper of a decision that was signed; an app that prints it with an annex does so itself."""
    if is_by_itself(step.decision):
        kind = papers.get(acts.KIND)
        papers.issue(kind, step.decision, kind.formats, by=by)


path.register(Step.SIGNED, keep_paper)
path.register_papers(lambda decision: [acts.key_of(decision)])
path.register_papers(lambda decision: map(conclusions.key_of, conclusions.conclusions_of(decision)))
