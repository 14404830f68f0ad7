"""What is recorded of follow-ups: who answered what, when, and what is in the way."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import override

from delegations import follow_ups
from delegations.models import FollowUp, FollowUpAnswer, TripReport
from tests import trips
from tests.refusals import refused, update_refused

pytestmark = pytest.mark.django_db
DAY = date(2021, 1, 5)


def answer(follow_up: FollowUp, by: User, **facts: Any) -> FollowUpAnswer:
    known = {"outcome": "not-yet", "on": DAY, "words": " Чекаємо на підпис. ", "words_en": " Awaiting signature. "}
    return follow_ups.answer(follow_up=follow_up, by=by, **known | facts)


def test_an_answer_says_how_it_stands_and_who_said_so(clerk: User) -> None:
    follow_up = trips.reported()
    assert (follow_up.state, follow_up.is_closed) == ("open", False)
    made = answer(follow_up, clerk)
    assert (made.on, made.made_by, made.words_uk) == (DAY, clerk, "Чекаємо на підпис.")
    assert (made.words_en, made.follow_up) == ("Awaiting signature.", follow_up)
    assert (follow_up.state, follow_up.is_closed) == ("not-yet", False)
    answer(follow_up, clerk, outcome="done", words="")
    assert (follow_up.state, follow_up.is_closed) == ("done", True)
    answer(follow_up, clerk, outcome="never", words="Партнери відмовилися.")
    assert (follow_up.state, follow_up.answers.count()) == ("never", 3)


@time_machine.travel("2021-06-01")
def test_what_is_in_the_way_of_an_answer_is_said(clerk: User) -> None:
    follow_up = trips.reported()
    unreported = trips.follow_up(trips.report(trips.ordered("again")))
    answer(follow_up, clerk)
    wrong: list[tuple[FollowUp, dict[str, Any], str]] = [
        (unreported, {}, "is not handed in"),
        (follow_up, {"on": date(2021, 6, 2)}, "still to come"),
        (follow_up, {"on": date(2020, 10, 1)}, "had not come back"),
        (follow_up, {"on": date(2021, 1, 4)}, "later answer already, of 05.01.2021"),
        (follow_up, {"words": " "}, "why it is not done"),
        (follow_up, {"outcome": "open"}, "outcome"),
    ]
    for row, facts, sentence in wrong:
        with override("en"), pytest.raises(ValidationError, match=sentence):
            answer(row, clerk, **facts)
    assert FollowUpAnswer.objects.count() == 1


def test_what_was_handed_in_and_answered_stays(clerk: User) -> None:
    follow_up = trips.reported()
    answer(follow_up, clerk)
    report, answers = follow_up.report, FollowUpAnswer.objects.all()
    for rows, changes in (
        (TripReport.objects.all(), {"results_uk": "Інше."}),
        (FollowUp.objects.all(), {"due_on": DAY}),
        (answers, {"words_uk": "Інше."}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**changes)
    for rows in (answers, FollowUp.objects.all()):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows._raw_delete(rows.db)
    with pytest.raises(IntegrityError), transaction.atomic():
        trips.follow_up(report)
    report.results_en, follow_up.text_en = "An exchange.", "Prepare an agreement"
    report.save()
    follow_up.save()


def test_a_report_may_change_until_it_is_handed_in_and_numbers_its_follow_ups() -> None:
    report = trips.report(trips.ordered())
    found = [trips.follow_up(report) for _each in range(2)]
    assert [each.place for each in found] == [1, 2]
    report.results_uk = "Інше."
    report.save()
    found[0].delete()
    assert trips.follow_up(report).place == 3


def test_the_database_refuses_a_follow_up_without_one_who_answers_and_a_rule_without_days(clerk: User) -> None:
    follow_up = trips.follow_up(trips.report(trips.ordered()))
    update_refused("follow_up_has_one_who_answers", follow_up, answers_uk="")
    update_refused("follow_up_has_one_who_answers", follow_up, term=trips.Term.objects.first())
    refused("follow_up_place_unique", FollowUp(report=follow_up.report, place=1, due_on=DAY, answers_uk="а"))
    refused("follow_up_answer_says_why_not", FollowUpAnswer(follow_up=follow_up, on=DAY, outcome="never"))
    rule = trips.rule()
    update_refused("reporting_rule_asks_for_days", rule, working_days=0)
    refused("reporting_rule_day_unique", type(rule)(code="b", in_force_from=rule.in_force_from, working_days=1))
    refused("reportingrule_code_unique", type(rule)(code=rule.code, in_force_from=DAY, working_days=1))
