"""Votes by name are recorded whole: in the place of those before, linked, counted where nobody has counted."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from oleksandria_intl.models import Choice, Decision, Official, Vote, VoteByName
from oleksandria_intl.votes import services
from oleksandria_intl.votes.reading import NamedVote
from tests import factories

NO_COUNTS = dict.fromkeys(("votes_for", "votes_against", "votes_abstained", "votes_not_voting", "votes_absent"))
VOTES = [NamedVote("Коваль Олена Іванівна", Choice.FOR), NamedVote("Цапюк Степан", Choice.ABSENT)]


def names(vote: Vote) -> list[tuple[int, str, str]]:
    return list(vote.names.values_list("order", "name", "choice"))


def test_the_votes_are_recorded_in_their_order(decision: Decision, secretary: User) -> None:
    vote = factories.vote(decision)
    services.record_names(vote=vote, votes=VOTES, by=secretary)
    assert names(vote) == [(1, "Коваль Олена Іванівна", "for"), (2, "Цапюк Степан", "absent")]


def test_the_history_says_who_recorded_and_who_replaced(decision: Decision, secretary: User, head: User) -> None:
    vote = factories.vote(decision)
    services.record_names(vote=vote, votes=VOTES[:1], by=head)
    services.record_names(vote=vote, votes=VOTES[1:], by=secretary)
    kept = VoteByName.history.order_by("history_id").values_list("history_type", "history_user", "name")
    assert list(kept) == [
        ("+", head.pk, "Коваль Олена Іванівна"),
        ("-", secretary.pk, "Коваль Олена Іванівна"),
        ("+", secretary.pk, "Цапюк Степан"),
    ]


def test_a_member_is_linked_to_the_official_of_that_name(decision: Decision, secretary: User) -> None:
    vote = factories.vote(decision)
    services.record_names(vote=vote, votes=VOTES, by=secretary)
    assert [row.official for row in vote.names.all()] == [None, Official.objects.get(surname="Цапюк")]


def test_of_two_officials_of_one_name_none_is_linked(decision: Decision, secretary: User) -> None:
    Official.objects.create(code="other", surname="Цапюк", given_name="Степан")
    vote = factories.vote(decision)
    services.record_names(vote=vote, votes=VOTES, by=secretary)
    assert [row.official for row in vote.names.all()] == [None, None]


def test_counts_that_nobody_entered_are_counted(decision: Decision, secretary: User) -> None:
    vote = factories.vote(decision, **NO_COUNTS)
    services.record_names(vote=vote, votes=VOTES, by=secretary)
    vote.refresh_from_db()
    assert [count.value for count in vote.counts] == [1, 0, 0, 0, 1]
    assert vote.history.latest().history_user == secretary


def test_counts_that_were_announced_stay(decision: Decision, secretary: User) -> None:
    vote = factories.vote(decision, **NO_COUNTS | {"votes_for": 20})
    services.record_names(vote=vote, votes=VOTES, by=secretary)
    vote.refresh_from_db()
    assert [count.value for count in vote.counts] == [20, None, None, None, None]


def test_an_empty_table_takes_nothing_away(decision: Decision, secretary: User) -> None:
    vote = factories.vote(decision, names={"Коваль": "for"})
    with pytest.raises(ValidationError):
        services.record_names(vote=vote, votes=[], by=secretary)
    assert vote.names.count() == 1


def test_what_fails_half_way_leaves_the_votes_as_they_were(decision: Decision, secretary: User) -> None:
    vote = factories.vote(decision, names={"Коваль": "for"})
    nothing: Any = None
    with pytest.raises(IntegrityError):
        services.record_names(vote=vote, votes=[VOTES[0], NamedVote("Лис", nothing)], by=secretary)
    assert names(vote) == [(1, "Коваль", "for")]
