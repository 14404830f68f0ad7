"""What programs know of decisions: the edition that one adopts, and the words that its texts get from the programme."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import OuterRef

from oleksandria_intl.acts import Carrier, Matter, notes
from oleksandria_intl.models import Decision
from oleksandria_intl.papers import Scope
from programs.marks import mark_word
from programs.models import Edition, PassportRow
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


PARTS = {"goal": ("мета",), "legal_basis": ("підстав", "правов", "законодав"), "outcomes": ("очікуван", "результат")}
"""The parts of an explanatory note that a row of the passport answers, and what its label says then."""


@notes.register
def passport(decision: Decision) -> notes.Proposals:
    """Propose the passport's goal, legal basis and expected outcomes for the explanatory note."""
    edition = Edition.objects.on_decisions([decision]).last()
    if edition is None:
        return notes.Proposals()
    rows = PassportRow.objects.of_edition(edition)
    texts = {
        part: next((row.value_uk for row in rows if _says(row.label_uk, beginnings)), "")
        for part, beginnings in PARTS.items()
    }
    return notes.Proposals(texts)


def _says(label: str, beginnings: tuple[str, ...]) -> bool:
    """Whether a word of a label begins so."""
    return any(word.startswith(beginnings) for word in label.lower().split())


CARRIER = Carrier(
    matters=matters,
    find=of_edition,
    shown=lambda: Edition.objects.visible().decision_keys(),
    hidden=lambda: Edition.objects.unseen().decision_keys(),
    draft_shown_on=lambda: Edition.objects.shown_days(OuterRef("pk")),
)
