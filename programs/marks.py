"""What the papers of an edition say of its state: draft, withdrawn, adopted; and what they end with."""

from __future__ import annotations

from oleksandria_intl.documents import decision as acts
from oleksandria_intl.documents.blocks import Blocks, begun, ended
from programs.models import Edition


def mark_word(edition: Edition) -> str:
    """Return ПРОЄКТ for a draft, ВІДКЛИКАНО for what was withdrawn, nothing for what the council adopted."""
    if edition.is_withdrawn:
        return acts.WITHDRAWN
    return acts.DRAFT if edition.is_draft else ""


def alone(edition: Edition, blocks: Blocks) -> Blocks:
    """Return a part of an edition's annex as a paper of its own, with its mark and its end.

    Approved is what the council adopted: a draft begins with its mark, and has no approval mark.
    """
    decision, word = edition.decision, mark_word(edition)
    if word:
        mark: Blocks = (acts.draft_mark(word, decision),)
    else:
        mark = (acts.approval_mark(decision),) if decision else ()
    return ended(begun(blocks, mark), end_of_annex(edition))


def end_of_annex(edition: Edition) -> Blocks:
    """Return the signature of an edition's annex, and who made the paper."""
    decision = edition.decision
    if decision is None:
        return ()
    return acts.annex_signature(decision) + acts.prepared_by(decision, is_draft=edition.is_draft)


def phone_of(edition: Edition) -> str:
    """Return the phone of the executor of an edition's papers."""
    executor = edition.decision.executor if edition.decision else None
    return executor.phone if executor else ""
