"""The executive committee's decision on a draft, and the paper to sign: what is refused, what is written."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import connection

from oleksandria_intl import acts, papers
from oleksandria_intl.acts.services import begin_executive_decision, issue_to_sign
from oleksandria_intl.models import Body, Decision, DecisionPoint, IssuedPaper, MistakenPaper
from oleksandria_intl.path import services as path
from tests import factories


@pytest.fixture
def committee(db: None, twinning: Decision) -> Body:
    names = {"short_name": "виконавчий комітет", "short_name_genitive": "виконавчого комітету"}
    return factories.body("executive", **names)


def refused(decision: Decision, by: User, sentence: str) -> None:
    count = Decision.objects.count()
    with pytest.raises(ValidationError, match=sentence):
        begin_executive_decision(decision=decision, by=by)
    assert Decision.objects.count() == count


def test_the_draft_gets_a_decision_of_the_executive_committee(
    twinning: Decision, committee: Body, secretary: User
) -> None:
    made = begin_executive_decision(decision=twinning, by=secretary)
    assert (made.body, made.code, made.number) == (committee, "twinning-executive", "")
    assert made.subject == "Про схвалення проєкту рішення міської ради «Про встановлення побратимських відносин»"
    assert made.preamble.endswith("розглянувши проєкт рішення міської ради «Про встановлення побратимських відносин»")
    assert [point.text for point in made.points.all()] == [
        "Схвалити проєкт рішення міської ради «Про встановлення побратимських відносин».",
        "Внести проєкт рішення на розгляд сесії міської ради.",
    ]


def test_the_draft_of_a_settlement_goes_to_the_settlements_council(
    twinning: Decision, committee: Body, secretary: User
) -> None:
    Body.objects.filter(pk=twinning.body_id).update(short_name_genitive="селищної ради", act_name="ухвала")
    twinning.refresh_from_db()
    made = begin_executive_decision(decision=twinning, by=secretary)
    assert [point.text for point in made.points.all()] == [
        "Схвалити проєкт ухвали селищної ради «Про встановлення побратимських відносин».",
        "Внести проєкт ухвали на розгляд сесії селищної ради.",
    ]


def test_it_is_introduced_and_signed_as_the_draft_is(twinning: Decision, committee: Body, secretary: User) -> None:
    factories.papers_of(twinning)
    made = begin_executive_decision(decision=twinning, by=secretary)
    assert made.signatory == twinning.signatory
    assert (made.developer, made.executor) == (twinning.developer, twinning.executor)
    assert None not in (made.signatory, made.developer, made.executor)


def test_the_draft_names_it_from_then_on(twinning: Decision, committee: Body, secretary: User) -> None:
    version = twinning.version
    made = begin_executive_decision(decision=twinning, by=secretary)
    assert Decision.objects.get(pk=twinning.pk).prior == made
    assert (twinning.prior, twinning.version) == (made, version + 1)


def test_its_day_is_known_to_the_year_where_the_drafts_is(twinning: Decision, committee: Body, secretary: User) -> None:
    day = date(2026, 3, 27)
    twinning.period_start, twinning.period_end, twinning.period_precision = day, day, "day"
    twinning.save()
    made = begin_executive_decision(decision=twinning, by=secretary)
    assert (made.period_start, made.period_end) == (date(2026, 1, 1), date(2026, 12, 31))
    assert made.period_precision == "year"


def test_history_says_who_began_it(twinning: Decision, committee: Body, secretary: User) -> None:
    made = begin_executive_decision(decision=twinning, by=secretary)
    assert made.history.get().history_user == secretary
    assert twinning.history.latest().history_user == secretary
    assert {record.history_user for record in DecisionPoint.history.filter(decision=made.pk)} == {secretary}


def test_it_is_begun_whole_or_not_at_all(
    twinning: Decision, committee: Body, secretary: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("the machine stops")

    monkeypatch.setattr(DecisionPoint, "save", fail)
    with pytest.raises(RuntimeError, match="stops"):
        begin_executive_decision(decision=twinning, by=secretary)
    assert not Decision.objects.filter(body=committee).exists()


def test_a_code_that_is_taken_is_not_given_again(twinning: Decision, committee: Body, secretary: User) -> None:
    Decision.objects.create(code="twinning-executive", body=committee, subject="Про інше")
    Decision.objects.create(code="twinning-executive-2", body=committee, subject="Про інше")
    assert begin_executive_decision(decision=twinning, by=secretary).code == "twinning-executive-3"


def test_a_long_code_stays_within_its_column(twinning: Decision, committee: Body, secretary: User) -> None:
    Decision.objects.filter(pk=twinning.pk).update(code="a" * 80)
    twinning.refresh_from_db()
    assert begin_executive_decision(decision=twinning, by=secretary).code == "a" * 60 + "-executive"


def test_a_draft_has_one_decision_of_the_executive_committee(
    twinning: Decision, committee: Body, secretary: User
) -> None:
    begin_executive_decision(decision=twinning, by=secretary)
    refused(twinning, secretary, "has a decision on this draft already")


def test_the_draft_of_a_decision_that_was_made_is_not_approved_any_more(
    twinning: Decision, committee: Body, secretary: User
) -> None:
    day = date(2026, 3, 27)
    Decision.objects.filter(pk=twinning.pk).update(number="7", period_start=day, period_end=day, period_precision="day")
    refused(twinning, secretary, "The decision is made")


def test_the_committees_own_decision_needs_none(twinning: Decision, committee: Body, secretary: User) -> None:
    Decision.objects.filter(pk=twinning.pk).update(body=committee)
    refused(twinning, secretary, "a decision of the executive committee itself")


def test_without_an_executive_committee_the_secretary_hears_where_to_enter_it(
    twinning: Decision, secretary: User
) -> None:
    refused(twinning, secretary, "Enter the executive committee")


TOO_EARLY = "The paper to sign is made once the council has voted, until the decision is signed."


def test_the_paper_to_sign_is_issued_after_the_vote_and_once_more_after_a_change(
    twinning: Decision, secretary: User, quick_papers: None
) -> None:
    path.record_vote(decision=twinning, by=secretary, on=date(2026, 3, 27))
    for count in (1, 2):
        issued = issue_to_sign(decision=twinning, by=secretary)
        assert [(paper.kind, paper.format, paper.issued_by) for paper in issued] == [
            ("signing-copy", "pdf", secretary),
            ("signing-copy", "docx", secretary),
        ]
        assert IssuedPaper.objects.count() == 2 * count
    assert not IssuedPaper.objects.public(acts.public_keys()).exists()


def test_nobody_changes_the_decision_while_its_paper_to_sign_is_issued(
    twinning: Decision, secretary: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.record_vote(decision=twinning, by=secretary, on=date(2026, 3, 27))
    depths = [len(connection.savepoint_ids)]
    monkeypatch.setattr(papers, "issue", lambda *args, **kwargs: depths.append(len(connection.savepoint_ids)))
    issue_to_sign(decision=twinning, by=secretary)
    assert depths == [depths[0], depths[0] + 1]


def test_there_is_no_paper_to_sign_before_the_vote_nor_after_the_signature(
    twinning: Decision, secretary: User, quick_papers: None
) -> None:
    with pytest.raises(ValidationError, match=TOO_EARLY):
        issue_to_sign(decision=twinning, by=secretary)
    path.record_vote(decision=twinning, by=secretary, on=date(2026, 3, 27))
    path.sign(decision=twinning, number="77", dated=date(2026, 3, 27), on=date(2026, 3, 30), by=secretary)
    with pytest.raises(ValidationError, match=TOO_EARLY):
        issue_to_sign(decision=twinning, by=secretary)
    assert not IssuedPaper.objects.filter(kind="signing-copy").exists()
    assert not IssuedPaper.objects.public(acts.public_keys()).filter(key__endswith="to-sign").exists()


def test_the_paper_to_sign_was_issued_by_mistake_once_the_vote_is_taken_back(
    twinning: Decision, secretary: User, quick_papers: None
) -> None:
    vote = path.record_vote(decision=twinning, by=secretary, on=date(2026, 3, 27))
    issued = issue_to_sign(decision=twinning, by=secretary)
    path.take_back(step=vote, reason="Голосували за інший проєкт.", by=secretary)
    assert set(MistakenPaper.objects.values_list("paper", flat=True)) == {paper.pk for paper in issued}
