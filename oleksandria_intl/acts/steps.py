"""What signing does to a decision by itself, and under which keys the papers of its committees are issued."""

from __future__ import annotations

from django.contrib.auth.models import User

from oleksandria_intl import acts, papers, path
from oleksandria_intl.acts import conclusions
from oleksandria_intl.models import DecisionStep
from oleksandria_intl.path import Step


def keep_paper(step: DecisionStep, by: User) -> None:
    """Issue the paper of a decision that was signed; an app that prints it with an annex does so itself."""
    if acts.matter_of(step.decision).subject is None:
        kind = papers.get(acts.KIND)
        papers.issue(kind, step.decision, kind.formats, by=by)


path.register(Step.SIGNED, keep_paper)
path.register_papers(lambda decision: map(conclusions.key_of, conclusions.conclusions_of(decision)))
