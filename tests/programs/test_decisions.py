"""The decisions on a programme: the founding one and its amendments, each with its papers."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from programs.models import Edition
from tests import factories


@pytest.fixture
def amended(edition: Edition) -> Edition:
    """The programme of 2020, adopted, with an amendment that is a published draft."""
    Edition.objects.filter(pk=edition.pk).update(status="adopted", in_force_from=date(2020, 1, 1))
    council = edition.program.council
    decision = factories.decision(council, "change")
    return Edition.objects.create(
        program=edition.program, number=2, base=edition, decision=decision, status="published"
    )


def test_the_pages_tell_of_the_edition_in_force_and_not_of_a_draft_amendment(
    stranger: Client, amended: Edition
) -> None:
    assert stranger.get("/programs/2020/").context["edition"].number == 1


def test_every_public_edition_is_listed_the_newest_first(stranger: Client, amended: Edition) -> None:
    answer = stranger.get("/programs/2020/decisions/")
    assert [edition.number for edition, _words, _files in answer.context["told"]] == [2, 1]


def test_the_programmes_decision_is_the_founding_one(stranger: Client, amended: Edition) -> None:
    founding = stranger.get("/programs/2020/decision.docx").content
    assert founding == stranger.get("/programs/2020/decisions/1/decision.docx").content
    assert founding != stranger.get("/programs/2020/decisions/2/decision.docx").content


@pytest.mark.parametrize("path", ["decisions/3/decision.pdf", "decisions/2/decision.pdf", "decisions/2/decision.docx"])
def test_what_nobody_may_see_is_not_there(stranger: Client, amended: Edition, path: str) -> None:
    Edition.objects.filter(number=2).update(status="draft")
    assert stranger.get(f"/programs/2020/{path}").status_code == 404


def test_the_text_is_told_as_of_a_day(stranger: Client, amended: Edition) -> None:
    Edition.objects.filter(number=2).update(status="adopted", in_force_from=date(2020, 6, 1))
    assert stranger.get("/programs/2020/text/").context["edition"].number == 2
    assert stranger.get("/programs/2020/text/?on=2020-05-31").context["edition"].number == 1
    assert stranger.get("/programs/2020/text/?on=31.02.2020").context["edition"].number == 2


def test_each_heading_of_the_text_can_be_pointed_at(stranger: Client, amended: Edition) -> None:
    page = stranger.get("/programs/2020/text/").content.decode()
    assert 'class="anchor" href="#programme"' in page
