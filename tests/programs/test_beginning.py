"""A programme is begun whole or not at all, and history says by whom."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from oleksandria_intl.models import Decision
from programs.beginning import begin_program
from programs.models import Edition, PassportRow, Program, Section

pytestmark = pytest.mark.django_db


def begin(by: User) -> Edition:
    edition = Edition(name_uk="підтримки молоді", year_from=2027, year_to=2027)
    return begin_program(edition=edition, unit=None, signatory=None, approver=None, with_outline=True, by=by)


def test_history_says_who_began_all_that_a_programme_begins_with(edition: Edition, head: User) -> None:
    row = begin(head)
    assert row.decision is not None
    rows = [*PassportRow.objects.filter(edition=row), *Section.objects.filter(edition=row)]
    made = [row, row.program, row.decision, *row.decision.points.all(), *rows]
    assert {each.history.get().history_user for each in made} == {head}
    assert row.number == 1
    assert len(rows) > 10


def test_a_programme_that_is_refused_in_its_middle_leaves_nothing(
    edition: Edition, head: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: Any, **kwargs: Any) -> None:
        raise ValidationError("Розділ не записано.")

    monkeypatch.setattr(Section, "save", refuse)
    with pytest.raises(ValidationError):
        begin(head)
    assert list(Program.objects.all()) == [edition.program]
    assert list(Decision.objects.all()) == [edition.decision]
