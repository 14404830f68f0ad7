"""What the house's papers of decisions ask of programmes: the decision of an edition's key, and its words in braces."""

from __future__ import annotations

from collections.abc import Mapping

from oleksandria_intl import papers
from oleksandria_intl.models import Decision
from oleksandria_intl.votes import subject
from programs.documents import find
from programs.models import Edition
from programs.words import words_of


def decision_of(key: str, scope: papers.Scope) -> Decision | None:
    """Return the decision of the edition that a key names; raises ``PaperNotFound`` where there is none."""
    return find(key, scope).decision


def words_of_decision(decision: Decision) -> Mapping[str, str]:
    """Return what the words in braces stand for where the decision is on an edition."""
    edition = Edition.objects.of_decision(decision)
    return words_of(edition) if edition else {}


subject.register(decision_of, words_of_decision)
