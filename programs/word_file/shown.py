"""Proposals as their page shows them: what was and what is now, beside the field, with what can be done."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from programs.models import Edition, WordFile, WordProposal
from programs.word_file import fields
from programs.word_file.pages import Page, page_of
from programs.word_file.words import as_plain, words_of_file

State, Placement, Kind = WordProposal.State, WordProposal.Placement, WordProposal.Kind
LONGEST_COMPARED = 8_000
"""Letters of two texts whose words are compared one by one."""
REASONS = {
    Placement.COMPUTED: _("The portal computes this; change there what it is computed from."),
    Placement.REGISTER: _("A register says this, and other papers print it, too; if it is wrong, change it there."),
    Placement.FORM: _("These words belong to the form of the paper; no field holds them."),
    Placement.ROW: _("This is a row of its own: it is added or deleted there, not written into a field."),
    Placement.NOWHERE: _("The portal found no field that could take this; write it where it belongs by hand."),
}


class Piece(NamedTuple):
    """Words that stay, go or come."""

    text: str
    look: str = ""


class ShownProposal(NamedTuple):
    """A proposal with its place in words, its page, and why no field takes it."""

    proposal: WordProposal
    where: str
    was: list[Piece]
    now: list[Piece]
    page: Page | None
    reason: Any

    @property
    def is_waiting(self) -> bool:
        """Whether nobody decided it."""
        return self.proposal.state == State.WAITING

    @property
    def opens(self) -> str:
        """The address of the form that opens with the proposal in it."""
        if not (self.is_waiting and self.proposal.placement == Placement.FIELD and self.page and self.page.may_change):
            return ""
        return f"{self.page.address}?proposal={self.proposal.pk}"

    @property
    def is_of_others(self) -> bool:
        """Whether there is a field, which the reader may not change."""
        return self.proposal.placement == Placement.FIELD and not (self.page and self.page.may_change)


def shown_proposals(file: WordFile, request: HttpRequest) -> Iterator[ShownProposal]:
    """Yield the proposals of a file in the order of the paper."""
    for proposal in file.proposals.select_related("decided_by"):
        row = fields.row_of(proposal.source, file.edition) if proposal.source else None
        was, now = _compared(proposal)
        page = page_of(row, request) if row is not None else None
        reason = REASONS.get(Placement(proposal.placement), "")
        yield ShownProposal(proposal, _where(proposal, row), was, now, page, reason)


def _where(proposal: WordProposal, row: Any) -> str:
    """Return what the field and its row are called."""
    if row is None:
        return ""
    name = str(row.titled() if isinstance(row, Edition) else row)
    about = f"{capfirst(row._meta.verbose_name)} «{name}»"
    return f"{about}: {row._meta.get_field(proposal.field).verbose_name}" if proposal.field else about


def _compared(proposal: WordProposal) -> tuple[list[Piece], list[Piece]]:
    """Return both texts with the words marked that differ; of what was added the neighbour is not shown."""
    was, now = words_of_file(proposal.was), words_of_file(proposal.now)
    if proposal.kind == Kind.INSERTED:
        return [], [Piece(as_plain(now), "new")]
    if not now or len(proposal.said_was) + len(proposal.said_now) > LONGEST_COMPARED:
        return [Piece(as_plain(was))], [Piece(as_plain(now))] if now else []
    pieces: tuple[list[Piece], list[Piece]] = ([], [])
    keys = [word.key for word in was], [word.key for word in now]
    for step, first, last, begin, stop in SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        same = step == "equal"
        pieces[0].append(Piece(as_plain(was[first:last]), "" if same else "old"))
        pieces[1].append(Piece(as_plain(now[begin:stop]), "" if same else "new"))
    return pieces
