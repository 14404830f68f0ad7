"""The paper «program»: the whole text of a programme as of a day, with the changes made until then."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from oleksandria_intl import papers
from oleksandria_intl.documents import decision as acts
from oleksandria_intl.documents.blocks import ApprovalMark, Block, Blocks
from oleksandria_intl.documents.document import Document
from programs.amending import founding
from programs.documents import register_edition_paper
from programs.edition_paper import EditionPaper
from programs.marks import mark_word
from programs.models import Edition

NOTHING = _("The programme has neither a passport nor sections yet: there is nothing to print.")


def program(edition: Edition) -> Document:
    """Return the whole text of an edition, under the mark of the decision that the programme was approved by.

    Raises ``PaperNotFound`` where it has nothing to print.
    """
    paper = EditionPaper(edition)
    annex = paper.annex()
    if not annex:
        raise papers.PaperNotFound(NOTHING)
    return paper.document(edition.titled(), (*_marks(edition), *annex))


def _marks(edition: Edition) -> Blocks:
    """Return the word that marks a draft, and the mark of approval with the acts that changed what was approved."""
    marks: list[Block] = []
    if word := mark_word(edition):
        marks.append(acts.draft_mark(word, edition.decision))
    first = founding(edition)
    if first.decision and not first.is_draft:
        marks.append(amended_mark(acts.approval_mark(first.decision), edition))
    return tuple(marks)


def amended_mark(mark: ApprovalMark, edition: Edition) -> ApprovalMark:
    """Return the mark of approval with «(зі змінами, внесеними рішенням від … № …)»."""
    changes = changed_by(edition)
    return replace(mark, lines=(*mark.lines, changes)) if changes else mark


def changed_by(edition: Edition) -> str:
    """Return by which decisions the programme was changed until an edition, its own with them; nothing if by none."""
    acts_of = list(_amending(edition))[::-1]
    if not acts_of:
        return ""
    return f"(зі змінами, внесеними {', '.join(acts_of)})"


def _amending(edition: Edition) -> Iterator[str]:
    """Yield the decisions that amended the programme, the last first: «рішенням міської ради від … № …»."""
    while edition.base is not None:
        if edition.decision:
            yield acts.short_reference(edition.decision, act=edition.decision.body.act_instrumental)
        edition = edition.base


register_edition_paper("program", "programs", _("whole text of the programme with all changes"), program)
