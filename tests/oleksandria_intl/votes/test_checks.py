"""What does not agree in a vote is found and said; nothing of it is refused."""

from __future__ import annotations

from typing import Any

import pytest

from oleksandria_intl.checks import Severity, portal_findings
from oleksandria_intl.models import Decision
from oleksandria_intl.votes.checks import of_vote
from programs.models import Edition
from tests import factories
from tests.findings import found

pytestmark = pytest.mark.usefixtures("in_english")
CALLED = "Vote “as a basis and as a whole”"


def said(decision: Decision, **fields: Any) -> list[str]:
    findings = list(of_vote(factories.vote(decision, **fields)))
    assert {finding.severity for finding in findings} <= {Severity.WARNING}
    return [finding.sentence for finding in findings]


def test_of_a_vote_in_order_nothing_is_said(decision: Decision) -> None:
    assert said(decision) == []


def test_seventeen_of_thirty_four_and_a_mayor_are_no_majority(decision: Decision) -> None:
    assert said(decision, votes_for=17, votes_absent=9) == [
        f"{CALLED}: adopted with 17 votes for, which is no majority of the whole composition of 35: "
        "that takes 18 (Law on Local Self-Government, article 59)."
    ]
    assert said(decision, order=2, votes_for=18, votes_absent=8) == []


def test_a_mayor_who_takes_no_part_does_not_count(decision: Decision) -> None:
    vote = factories.vote(decision, composition=36, counts_mayor=False)
    assert (vote.whole_composition, vote.majority) == (36, 19)


def test_a_majority_that_was_not_enough_is_said(decision: Decision) -> None:
    [sentence] = said(decision, is_adopted=False, number="15")
    assert sentence.startswith("Vote № 15 “as a basis and as a whole”: not adopted with 20 votes for, which is a major")


def test_counts_that_are_more_or_less_than_the_composition_are_said(decision: Decision) -> None:
    assert said(decision, votes_for=21) == [f"{CALLED}: the counts add up to 36, and the whole composition is 35."]
    assert said(decision, order=2, votes_for=19) == [
        f"{CALLED}: the counts add up to 34, and the whole composition is 35."
    ]


def test_counts_of_which_one_is_not_known_may_be_less(decision: Decision) -> None:
    assert said(decision, votes_absent=None) == []
    assert len(said(decision, order=2, votes_absent=None, votes_against=30)) == 1


def test_without_a_composition_nobody_knows_the_majority(decision: Decision) -> None:
    assert said(decision, composition=None, votes_for=1) == [
        f"{CALLED}: the whole composition is not entered, so nobody knows what a majority is."
    ]


def test_names_that_do_not_add_up_to_a_count_are_said(decision: Decision) -> None:
    names = {f"Депутат {number}": "for" for number in range(19)} | {"Коваль": "against"}
    counts = {"votes_against": 1, "votes_abstained": None, "votes_not_voting": None, "votes_absent": None}
    assert said(decision, names=names, **counts) == [f"{CALLED}: “for” is 20 by count, and 19 by name."]


def test_a_member_who_votes_twice_is_said(decision: Decision) -> None:
    unknown = dict.fromkeys(("votes_for", "votes_against", "votes_abstained", "votes_not_voting", "votes_absent"))
    vote = factories.vote(decision, names={"Коваль": "for"}, **unknown)
    vote.names.create(order=2, name="Коваль", choice="against")
    assert [finding.sentence for finding in of_vote(vote)] == [
        f"{CALLED}: Коваль stands among the votes by name 2 times."
    ]


def test_the_findings_stand_among_those_of_the_edition(edition: Edition, decision: Decision) -> None:
    before = found(edition)
    factories.vote(decision, votes_for=17, votes_absent=9)
    assert len(found(edition)) == len(before) + 1


def test_votes_on_a_decision_without_a_programme_are_checked_with_the_portal(decision: Decision) -> None:
    factories.vote(decision, votes_for=17, votes_absent=9)
    assert [each for each in portal_findings() if "17 votes" in each.sentence] == []
    factories.vote(factories.twinning(), votes_for=17, votes_absent=9)
    [finding] = [each for each in portal_findings() if "17 votes" in each.sentence]
    assert finding.sentence.startswith("Про встановлення побратимських відносин")
