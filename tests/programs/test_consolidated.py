"""The whole text of a programme on a day: with the changes made until then, and the acts that made them."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import User

from oleksandria_intl import papers
from oleksandria_intl.documents.blocks import ApprovalMark, Blocks, DraftMark
from programs.consolidated import NOTHING, changed_by, program
from programs.edition_paper import EditionPaper
from programs.models import Edition
from tests import factories
from tests.programs.amendments import DECEMBER, MAY, NEW_WORDS, adopted, with_five_changes

pytestmark = pytest.mark.usefixtures("quick_papers")


def marks(blocks: Blocks) -> list[str]:
    return [line for block in blocks if isinstance(block, (ApprovalMark, DraftMark)) for line in block.lines]


def on(day: date) -> Edition:
    """Return the edition that the paper of a day is made of."""
    found: Edition = papers.get("program").find("2020", papers.Scope(on=day))
    return found


def test_on_every_day_it_is_the_text_in_force(programme_2020: Edition, head: User) -> None:
    first = adopted(programme_2020, "1000", DECEMBER, head)
    second = adopted(with_five_changes(first, head), "1100", MAY, head)
    assert [on(day) for day in (date(2020, 1, 1), date(2020, 5, 4), MAY)] == [first, first, second]
    assert [NEW_WORDS in str(program(edition).blocks) for edition in (first, second)] == [False, True]
    assert changed_by(first) == ""
    assert marks(program(second).blocks)[-1] == (
        "(зі змінами, внесеними рішенням міської ради від 5 травня 2020 року № 1100)"
    )


def test_it_stands_under_the_mark_of_the_decision_that_approved_the_programme(
    programme_2020: Edition, head: User
) -> None:
    second = with_five_changes(adopted(programme_2020, "1000", DECEMBER, head), head)
    assert "від 20 грудня 2019 року № 1000" in marks(program(second).blocks)


def test_a_draft_is_marked_as_one(programme_2020: Edition) -> None:
    assert marks(program(programme_2020).blocks)[0] == "ПРОЄКТ"


def test_all_amendments_are_named_in_their_order(db: None) -> None:
    edition = factories.edition(status="adopted")
    for number in ("876", "877"):
        edition = factories.amendment(edition, status="adopted", in_force_from=MAY)
        edition.decision.number = number  # type: ignore[union-attr]
    assert changed_by(edition).index("876") < changed_by(edition).index("877")


def test_it_holds_the_whole_annex(programme_2020: Edition) -> None:
    blocks = program(programme_2020).blocks
    assert len(blocks) == len(EditionPaper(programme_2020).annex()) + 1


def test_a_programme_without_a_text_has_no_such_paper(db: None) -> None:
    with pytest.raises(papers.PaperNotFound, match=str(NOTHING)):
        program(factories.edition())
