"""A decision by itself as a paper: found by its code, marked while it is a draft."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User

from budget.models import ClosingReport
from oleksandria_intl import acts, papers
from oleksandria_intl.documents import blocks as b
from oleksandria_intl.models import Decision, DecisionPoint
from programs.models import Edition
from tests import factories


def found(key: str, kind: str = "decision") -> Any:
    return papers.get(kind).find(key, papers.Scope())


def blocks_of(key: str) -> b.Blocks:
    return papers.get("decision").build(found(key)).blocks


def numbered(decision: Decision) -> Decision:
    day = date(2026, 3, 27)
    decision.number, decision.period_start, decision.period_end, decision.period_precision = "77", day, day, "day"
    decision.save()
    return decision


def test_a_decision_without_a_programme_is_printed_by_its_code(twinning: Decision) -> None:
    kinds = [type(block) for block in blocks_of("d/twinning")]
    assert kinds == [
        b.DraftMark,
        b.Letterhead,
        b.Requisites,
        b.Subject,
        b.Paragraph,
        b.Paragraph,
        b.NumberedList,
        b.Signature,
    ]
    assert papers.get("decision").key_of(twinning) == "d/twinning"


def test_it_says_that_it_is_a_draft_until_it_has_its_number(twinning: Decision) -> None:
    document = papers.get("decision").build(found("d/twinning"))
    assert document.mark == "ПРОЄКТ від 01.03.2026"
    assert document.title == "Рішення «Про встановлення побратимських відносин»"
    assert document.dated.year == 2026
    numbered(twinning)
    assert papers.get("decision").build(found("d/twinning")).mark == ""
    assert not any(isinstance(block, b.DraftMark) for block in blocks_of("d/twinning"))


def test_its_paper_is_dated_by_who_changed_it_last(twinning: Decision, secretary: User) -> None:
    point = twinning.points.get(order=1)
    point._history_user = secretary  # type: ignore[attr-defined]
    point.save()
    assert papers.get("decision").build(twinning).dated == point.history.latest().history_date


def test_its_json_says_what_everybody_may_know(twinning: Decision) -> None:
    data = json.loads(papers.content(papers.get("decision"), twinning, "json"))
    assert data["subject"] == "Про встановлення побратимських відносин"
    assert data["points"] == ["Уповноважити міського голову підписати угоду.", "Контроль покласти на комісію."]
    assert data["date"] is None


@pytest.mark.parametrize(("kind", "first_line"), [("executive", "ВИКОНАВЧИЙ КОМІТЕТ"), ("mayor", "МІСЬКИЙ ГОЛОВА")])
def test_acts_of_other_bodies_are_printed_under_their_own_letterhead(
    twinning: Decision, kind: str, first_line: str
) -> None:
    names = {"name_uk": first_line.capitalize(), "act_name": "розпорядження", "act_verb": "зобов'язую"}
    twinning.body = factories.body(kind, **names)
    twinning.save()
    letterhead = next(block for block in blocks_of("d/twinning") if isinstance(block, b.Letterhead))
    assert {first_line, "РОЗПОРЯДЖЕННЯ"} <= {line.text for line in letterhead.lines}


def test_the_code_of_an_editions_decision_gives_the_editions_paper(programme_2020: Edition) -> None:
    assert found("d/programme-2020") == programme_2020
    assert papers.get("decision").key_of(found("d/programme-2020")) == "2020/1"


def test_the_decision_of_the_executive_committee_gets_its_words_from_the_programme(programme_2020: Edition) -> None:
    subject = next(block for block in blocks_of("d/programme-2020-executive") if isinstance(block, b.Subject))
    assert subject.text == f"Про затвердження {programme_2020.titled('Програми')}"


def test_a_decision_with_a_final_report_is_printed_by_the_kind_that_has_the_report(edition: Edition) -> None:
    ClosingReport.objects.create(program=edition.program, decision=factories.decision("closing"))
    with pytest.raises(papers.PaperNotFound, match="ask for “report-decision 2020”"):
        found("d/closing")
    kind, subject = acts.paper_of(Decision.objects.get(code="closing"))
    assert (kind.kind, subject.program) == ("report-decision", edition.program)


@pytest.mark.parametrize("key", ["d/", "d/poem", "d/Twinning"])
def test_a_code_that_names_no_decision_is_answered_with_a_sentence(twinning: Decision, key: str) -> None:
    with pytest.raises(papers.PaperNotFound, match=f"There is no decision “{key}”."):
        found(key)


def test_words_in_braces_stay_where_no_programme_fills_them_in(twinning: Decision) -> None:
    DecisionPoint.objects.create(decision=twinning, order=3, text="Виконувати {Програму}.")
    points = next(block for block in blocks_of("d/twinning") if isinstance(block, b.NumberedList))
    assert "{Програму}" in repr(points.items[-1])


def test_what_the_preamble_says_of_the_executive_committee_is_filled_in(twinning: Decision) -> None:
    body = factories.body("executive", short_name_genitive="виконавчого комітету")
    prior = numbered(Decision(code="prior", body=body, subject="Про схвалення проєкту"))
    twinning.prior, twinning.preamble = prior, "Враховуючи {рішення виконкому}"
    twinning.save()
    expected = "Враховуючи рішення виконавчого комітету від 27 березня 2026 року № 77 «Про схвалення проєкту»"
    assert expected in repr(blocks_of("d/twinning"))


@pytest.mark.parametrize(
    ("kind", "key", "is_public"),
    [
        ("decision", "d/twinning", True),
        ("explanatory-note", "d/twinning", True),
        ("committee-conclusion", "d/twinning/finance", True),
        ("approval-sheet", "d/twinning", False),
        ("extract", "d/twinning", False),
    ],
)
def test_a_copy_of_its_paper_is_known_to_everybody_once_the_decision_is_public(
    twinning: Decision, kind: str, key: str, is_public: bool
) -> None:
    assert not papers.get(kind).is_shown(key)
    numbered(twinning)
    assert papers.get(kind).is_shown(key) is is_public
