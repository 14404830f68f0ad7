"""What is recorded of follow-ups: who answered what, when, and what is in the way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import override

from delegations import follow_ups
from delegations.models import FollowUp, FollowUpAnswer, TripReport
from tests import trips

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


def test_what_is_in_the_way_of_an_answer_is_said(clerk: User, it_is: Callable[[str], None]) -> None:
    it_is("2021-06-01")
    follow_up = trips.reported()
    later = {"period_start": date(2020, 10, 20), "period_end": date(2020, 10, 21)}
    unreported = trips.follow_up(trips.report(trips.ordered("again", **later)))
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


def test_of_an_answer_that_fails_nothing_stays(clerk: User, monkeypatch: pytest.MonkeyPatch) -> None:
    follow_up, save = trips.reported(), FollowUpAnswer.save

    def fail(row: FollowUpAnswer, *args: Any, **kwargs: Any) -> None:
        save(row, *args, **kwargs)
        raise OSError("no room")

    monkeypatch.setattr(FollowUpAnswer, "save", fail)
    with pytest.raises(OSError, match="no room"):
        answer(follow_up, clerk)
    assert not FollowUpAnswer.objects.exists()
