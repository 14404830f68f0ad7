"""The paper that the workspace shows: the decision with its programme, every text with its source."""

from __future__ import annotations

from oleksandria_intl.documents.blocks import Blocks, PageBreak
from oleksandria_intl.documents.sources import source_of, sourced
from programs.desk.parts import Part, parts_of
from programs.documents import decision_blocks
from programs.edition_paper import EditionPaper


def parts_of_paper(paper: EditionPaper) -> list[Part]:
    """Return the parts of an edition's decision; what no row prints alone is made of the edition."""
    return parts_of(sourced(_blocks(paper), source_of(paper.edition)))


def _blocks(paper: EditionPaper) -> Blocks:
    """Return the decision with its programme: of an amendment all of it, for that is where its changes are made."""
    if paper.edition.decision is None or paper.edition.is_founding:
        return decision_blocks(paper)
    return (*paper.act(), PageBreak(), *paper.annex())
