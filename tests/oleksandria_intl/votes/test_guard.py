"""The votes on a published decision stay, whoever writes; those that come later come in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, connection, transaction

from oleksandria_intl.models import Choice, Decision, Vote, VoteByName
from oleksandria_intl.votes import services
from oleksandria_intl.votes.reading import NamedVote
from tests import factories

NO_COUNTS = dict.fromkeys(("votes_for", "votes_against", "votes_abstained", "votes_not_voting", "votes_absent"))


def published(decision: Decision, stage: str = "published") -> None:
    day = date(2019, 12, 20)
    known = {"number": "1000", "period_start": day, "period_end": day, "period_precision": "day"}
    Decision.objects.filter(pk=decision.pk).update(**known, stage=stage)


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


WAYS: list[Callable[[], object]] = [
    lambda: Vote.objects.update(votes_for=30),
    lambda: Vote.objects.update(votes_for=None),
    lambda: Vote.objects.update(is_adopted=False),
    lambda: Vote.objects.update(decision=factories.decision("other")),
    lambda: VoteByName.objects.update(choice="against"),
    lambda: VoteByName.objects.all().delete(),
    lambda: sql("DELETE FROM oleksandria_intl_votebyname"),
    lambda: Vote.objects.get().delete(),
    lambda: sql("UPDATE oleksandria_intl_votebyname SET name = 'Інший'"),
]


@pytest.mark.parametrize("way", range(len(WAYS)))
def test_nothing_changes_the_votes_on_a_published_decision(decision: Decision, way: int) -> None:
    factories.vote(decision, names={"Коваль": "for"})
    published(decision)
    with pytest.raises(IntegrityError, match="stay as they were published"), transaction.atomic():
        WAYS[way]()


@pytest.mark.parametrize("stage", ["in-force", "closed"])
def test_nor_those_of_one_that_went_on(decision: Decision, stage: str) -> None:
    factories.vote(decision)
    published(decision, stage)
    with pytest.raises(IntegrityError, match="stay as they were published"), transaction.atomic():
        Vote.objects.update(votes_for=30)


@pytest.mark.parametrize("way", range(len(WAYS)))
def test_until_then_the_secretary_mends_them(decision: Decision, way: int) -> None:
    factories.vote(decision, names={"Коваль": "for"})
    published(decision, "signed")
    WAYS[way]()


def test_votes_of_an_old_decision_come_in_later(decision: Decision, secretary: User) -> None:
    published(decision)
    vote = factories.vote(decision, **NO_COUNTS)
    services.record_names(vote=vote, votes=[NamedVote("Коваль", Choice.FOR)], by=secretary)
    vote.refresh_from_db()
    assert (vote.votes_for, vote.names.get().name) == (1, "Коваль")


def test_a_correction_is_a_vote_of_its_own_that_is_shown_in_its_place(decision: Decision) -> None:
    wrong = factories.vote(decision)
    published(decision)
    right = factories.vote(decision, order=2, votes_for=21, corrects=wrong)
    assert list(Vote.objects.of_decision(decision)) == [right]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
@pytest.mark.parametrize("table", ["vote", "votebyname"])
def test_the_tables_are_not_emptied(db: None, table: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        sql(f"TRUNCATE oleksandria_intl_{table} CASCADE")
