"""The paper that is signed: a decision as the council voted on it, with its annex, without what marks a draft."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oleksandria_intl import acts, papers, path
from oleksandria_intl.acts import documents
from oleksandria_intl.documents.blocks import Block, Blocks, DraftMark, Landscape, PreparedBy
from oleksandria_intl.documents.document import Document
from oleksandria_intl.models import Decision, Stage

KIND = "signing-copy"
FORMATS = ("pdf", "docx")
"""Those in which it is issued."""
SUFFIX = "/to-sign"
"""What its key has behind that of the decision: who may read the decision does not find what was made to be signed."""


def is_due(decision: Decision) -> bool:
    """Whether a decision is to be signed: its body has voted, if it votes, and nobody has signed yet."""
    return decision.stage == Stage.VOTED if decision.body.votes else decision.stage in path.UNSIGNED


def key_of(decision: Decision) -> str:
    """Return the key of the paper to sign."""
    return f"{acts.key_of(decision)}{SUFFIX}"


def find(key: str, scope: papers.Scope) -> Decision:
    """Return the decision that a key names, be it that of the paper to sign; raises ``PaperNotFound``."""
    return acts.find_decision(key.removesuffix(SUFFIX), scope)


def signing_copy(decision: Decision) -> Document:
    """Return the paper to sign; raises ``PaperNotFound`` before the vote and after the signature."""
    if not is_due(decision):
        raise papers.PaperNotFound(
            _("The paper to sign is made once the council has voted, until the decision is signed.")
        )
    kind, subject = acts.paper_of(decision)
    document = kind.build(subject)
    return replace(document, mark="", blocks=tuple(_unmarked(document.blocks)))


def _unmarked(blocks: Blocks) -> Iterator[Block]:
    """Yield blocks without ПРОЄКТ and without who developed the draft and speaks on it."""
    for block in blocks:
        if isinstance(block, Landscape):
            yield Landscape(tuple(_unmarked(block.blocks)))
        elif isinstance(block, PreparedBy):
            if block.executor:
                yield replace(block, lines=())
        elif not isinstance(block, DraftMark):
            yield block


def data_of(decision: Decision) -> dict[str, Any]:
    """Return the data of what is signed."""
    kind, subject = acts.paper_of(decision)
    return kind.data(subject)


documents.register_paper(
    KIND,
    gettext_lazy("decision to sign"),
    signing_copy,
    data_of,
    find=find,
    key_of=key_of,
    place=47,
    formats=(*FORMATS, "html"),
    applies=is_due,
)
path.register_papers(lambda decision: [key_of(decision)])
