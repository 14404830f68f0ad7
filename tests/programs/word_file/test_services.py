"""An edited Word file comes back: each text that differs waits beside its field, until a person decides."""

from __future__ import annotations

from io import BytesIO

from django.contrib.auth.models import User

from programs.models import Edition
from tests.programs.word_file.files import Edited, accept, found_in, marked, taken, texts
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


def test_ten_edits_are_ten_proposals_each_at_its_field_or_named_as_not_placed(
    programme_2020: Edition, clerk: User
) -> None:
    proposals = taken(programme_2020, edited(marked(programme_2020)), clerk)
    assert found_in(proposals) == [(edit.field, edit.placement) for edit in TEN]


def test_what_is_accepted_prints_as_the_file_says(programme_2020: Edition, clerk: User) -> None:
    file = edited(marked(programme_2020))
    accept(taken(programme_2020, file, clerk))
    now, wanted = texts(marked(programme_2020)), texts(file.getvalue())
    assert [(one, other) for one, other in zip(now, wanted, strict=True) if one != other] == []
