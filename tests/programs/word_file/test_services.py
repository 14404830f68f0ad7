"""An edited Word file comes back: each text that differs waits beside its field, until a person decides."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.contrib.auth.models import User

from programs.models import Edition, WordProposal
from programs.word_file import fields, services
from programs.word_file.proposals import proposed_value
from programs.words import words_of
from tests.programs.word_file.files import Edited, marked, texts
from tests.programs.word_file.ten_edits import TEN


def edited(content: bytes) -> BytesIO:
    """Return the file with the ten edits."""
    file = Edited(content)
    for edit in TEN:
        if edit.was:
            file.replace(edit.beginning, edit.was, edit.now, edit.place)
        elif edit.now:
            file.add_below(edit.beginning, edit.now)
        else:
            file.remove(edit.beginning)
    return file.saved()


def taken(edition: Edition, file: BytesIO, by: User) -> list[WordProposal]:
    """Bring a file back; return what it proposes."""
    kept = services.take_in(edition=Edition.objects.of_key(edition.key), file=file, file_name="decision.docx", by=by)
    return list(kept.proposals.all())


def accept(proposals: list[WordProposal]) -> None:
    """Save each field with what is proposed, as its form does."""
    for proposal in proposals:
        if proposal.placement == "field":
            edition = proposal.file.edition
            row: Any = fields.row_of(proposal.source, edition)  # type: ignore[arg-type]
            setattr(row, proposal.field, proposed_value(proposal, row, words_of(edition)))
            row.full_clean()
            row.save()


def test_ten_edits_are_ten_proposals_each_at_its_field_or_named_as_not_placed(
    programme_2020: Edition, clerk: User
) -> None:
    proposals = taken(programme_2020, edited(marked(programme_2020)), clerk)
    found = [(f"{each.model.partition('.')[2]}.{each.field}", each.placement) for each in proposals]
    assert found == [(edit.field, edit.placement) for edit in TEN]


def test_what_is_accepted_prints_as_the_file_says(programme_2020: Edition, clerk: User) -> None:
    file = edited(marked(programme_2020))
    accept(taken(programme_2020, file, clerk))
    now, wanted = texts(marked(programme_2020)), texts(file.getvalue())
    assert [(one, other) for one, other in zip(now, wanted, strict=True) if one != other] == []
