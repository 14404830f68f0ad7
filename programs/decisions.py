"""What programs know of decisions: the edition that one adopts, and the words that its texts get from the programme."""

from __future__ import annotations

from collections.abc import Iterable

from oleksandria_intl.acts import Carrier, Matter
from oleksandria_intl.models import Decision
from oleksandria_intl.papers import Scope
from programs.marks import mark_word
from programs.models import Edition
from programs.words import words_of


def matters(decisions: Iterable[Decision]) -> dict[int, Matter]:
    """Return the matter of the decisions of editions, and of those of the executive committee on their drafts."""
    found: dict[int, Matter] = {}
    for edition in Edition.objects.on_decisions(decisions):
        decision, words = edition.decision, words_of(edition)
        if decision and decision.prior_id:
            found[decision.prior_id] = Matter(words)
        if decision:
            found[decision.pk] = Matter(words, mark_word(edition), subject=edition)
    return found


def of_edition(key: str, scope: Scope) -> Decision | None:
    """Return the decision of the edition that a key names."""
    try:
        return Edition.objects.of_key(key, scope.on).decision
    except Edition.DoesNotExist:
        return None


CARRIER = Carrier(
    matters=matters,
    find=of_edition,
    shown=lambda: Edition.objects.visible().decision_keys(),
    hidden=lambda: Edition.objects.unseen().decision_keys(),
)
