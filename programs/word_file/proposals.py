"""What differs, as proposals to the fields of an edition; what no field can take says why."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from oleksandria_intl.documents.blocks import Source
from oleksandria_intl.documents.word.reading import WordParagraph
from programs.models import Edition, WordProposal

from . import fields
from .differences import CHANGED, INSERTED, REMOVED, Difference
from .fields import Spoken
from .markdown import MarkdownField
from .printed import Unit
from .words import NotOfField, words_of_file

Placement = WordProposal.Placement


def proposal_of(difference: Difference, edition: Edition, known: Mapping[str, str]) -> WordProposal:
    """Return a difference as a proposal that waits; its file and its place in it are not set."""
    unit, is_above = _unit_of(difference)
    proposal = WordProposal(
        kind=difference.kind,
        was=_spoken([each.paragraph for each in difference.units] or ([unit.paragraph] if unit else [])),
        now=_spoken(difference.paragraphs),
        is_list=any(paragraph.is_list for paragraph in difference.paragraphs),
        is_above=is_above,
        is_outdated=difference.is_outdated,
    )
    if unit and unit.source:
        proposal.model, proposal.key, proposal.field = unit.source.model, unit.source.key, unit.source.field
        proposal.place = unit.mark.place
    proposal.placement = _placement(proposal, difference, unit, edition, known)
    proposal.digest = _digest(proposal)
    return proposal


def proposed_value(proposal: WordProposal, row: Any, known: Mapping[str, str]) -> Any:
    """Return the value that the field of a row has once a proposal is taken; raises ``NotOfField``."""
    source = proposal.source
    if source is None or row is None or not source.field:
        raise NotOfField
    was: Spoken = [tuple(each) for each in proposal.was]
    now: Spoken = [tuple(each) for each in proposal.now]
    common: dict[str, Any] = {"place": proposal.place, "known": known}
    if proposal.kind == CHANGED:
        return fields.value_with(row, source, was, now, **common)
    if proposal.kind == REMOVED:
        return fields.value_without(row, source, was, **common)
    return fields.value_with_new(row, source, was, now, is_list=proposal.is_list, above=proposal.is_above, **common)


def _unit_of(difference: Difference) -> tuple[Unit | None, bool]:
    """Return the text of the paper that a difference is told by, and whether what is new stands above it."""
    if difference.kind != INSERTED:
        named = [unit for unit in difference.units if unit.source and unit.source.field]
        return next(iter(named or difference.units)), False
    above, below = difference.above, difference.below
    if below and _takes_texts(below) and not (above and _takes_texts(above)):
        return below, True
    return above or below, above is None and below is not None


def _takes_texts(unit: Unit) -> bool:
    return unit.source is not None and fields.is_markdown(unit.source)


def _placement(
    proposal: WordProposal, difference: Difference, unit: Unit | None, edition: Edition, known: Mapping[str, str]
) -> str:
    """Return whether a field can take a proposal, and why not."""
    if unit is None or (difference.kind == INSERTED and len(difference.paragraphs) > 1):
        return Placement.ROW if difference.paragraphs and difference.paragraphs[0].spot.table else Placement.NOWHERE
    if unit.source is None:
        return Placement.FORM if difference.kind != INSERTED else Placement.NOWHERE
    row = fields.row_of(unit.source, edition)
    if row is None:
        return Placement.NOWHERE
    if not fields.is_of_edition(row, edition):
        return Placement.REGISTER
    if len(difference.units) > 1 or _is_row(difference, unit, row, known):
        return Placement.ROW
    if not unit.source.field:
        return Placement.COMPUTED if difference.kind != INSERTED else Placement.NOWHERE
    try:
        proposed_value(proposal, row, known)
    except NotOfField:
        return Placement.NOWHERE
    return Placement.FIELD


def _is_row(difference: Difference, unit: Unit, row: Any, known: Mapping[str, str]) -> bool:
    """Whether a point of a list is a row of its own, and no text of a field: a decision's points."""
    source: Source | None = unit.source
    if source is None or difference.kind == CHANGED or not unit.paragraph.is_list or not fields.is_markdown(source):
        return False
    if difference.kind == INSERTED and not difference.paragraphs[0].is_list:
        return False
    value = MarkdownField(getattr(row, source.field), known)
    try:
        return not value.is_list(words_of_file(_spoken([unit.paragraph])), unit.mark.place)
    except NotOfField:
        return False


def _spoken(paragraphs: Iterable[WordParagraph]) -> Spoken:
    """Return what paragraphs say; the cells of a row stand apart."""
    found: Spoken = []
    for paragraph in paragraphs:
        found += [(" | ", False, False)] if found else []
        found += [(letters.text, letters.bold, letters.italic) for letters in paragraph.letters]
    return found


def _digest(proposal: WordProposal) -> str:
    """Return by what the same proposal is known in another file."""
    facts = (proposal.kind, proposal.model, proposal.key, proposal.field, proposal.said_was, proposal.said_now)
    return hashlib.sha256(json.dumps(facts, ensure_ascii=False).encode()).hexdigest()
