"""What the house itself finds of a decision, and under which keys it issues papers of one."""

from __future__ import annotations

from collections.abc import Iterable

from oleksandria_intl import acts, once, path
from oleksandria_intl.acts import checks
from oleksandria_intl.checks import Finding
from oleksandria_intl.models import Decision
from oleksandria_intl.path import findings


@findings.register
def printed_by_itself(decision: Decision) -> Iterable[Finding]:
    """Return what a decision lacks that is printed without anything else."""
    return checks.findings(decision) if acts.matter_of(decision).subject is None else []


def is_kept(decision: Decision) -> bool:
    """Whether a decision does not change any more: signed by a step, or signed with what else hangs on it.

    One that came with its number, as a budget's does, may be mended. Each part of a page asks.
    """
    return once.made(_is_kept, decision)


def _is_kept(decision: Decision) -> bool:
    if not decision.is_signed:
        return False
    return decision.steps.of_kind(path.Step.SIGNED).exists() or acts.matter_of(decision).subject is not None


path.register_papers(lambda decision: [acts.key_of(decision)])
