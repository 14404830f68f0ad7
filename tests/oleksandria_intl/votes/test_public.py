"""What residents see of the votes: counts, the majority that is needed, names."""

from __future__ import annotations

from datetime import time

import pytest
from django.test import Client
from django.urls import reverse

from oleksandria_intl.models import Decision
from oleksandria_intl.votes.public import shown_votes
from programs.models import Edition
from tests import factories


@pytest.fixture
def page(edition: Edition) -> str:
    Edition.objects.update(status="published")
    return reverse("programs:decisions", args=["2020"])


def test_votes_stand_on_the_page_of_decisions(stranger: Client, decision: Decision, page: str) -> None:
    factories.vote(decision, names={"Коваль Олена Іванівна": "abstained"}, held_at=time(11, 42, 7))
    text = stranger.get(page).content.decode()
    assert "Коваль Олена Іванівна" in text
    assert "УТРИМАЛАСЬ" in text
    assert "20.12.2019 11:42:07" in text


def test_a_decision_without_votes_says_nothing_of_them(stranger: Client, page: str) -> None:
    assert 'class="vote"' not in stranger.get(page).content.decode()


def test_counts_that_are_not_known_are_left_out(decision: Decision) -> None:
    factories.vote(decision, votes_absent=None, votes_not_voting=None)
    [shown] = shown_votes(decision)
    assert [value for _label, value in shown.counts] == [20, 3, 2]
