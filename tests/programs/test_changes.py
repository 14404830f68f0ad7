"""When somebody last changed an edition, and how its papers are dated by it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from budget.models import MeasureLine
from partners.models import City
from programs.changes import changed_at
from programs.edition_paper import moment_of
from programs.models import Edition, Section
from tests import clock

DAY = "2020-03-15"
ROWS: dict[str, Callable[[], Any]] = {
    "a section": lambda: Section.objects.get(code="goals"),
    "a measure": lambda: MeasureLine.objects.order_by("pk").last(),
    "the edition": Edition.objects.get,
    "the decision": lambda: Edition.objects.get().decision,
    "a point of the decision": lambda: Edition.objects.get().decision.points.first(),
}


def save(row: Any, by: User | None) -> None:
    row._history_user = by
    row.save()


def test_what_was_loaded_is_dated_by_the_day_of_its_data(programme_2020: Edition) -> None:
    assert changed_at(programme_2020) is None
    assert moment_of(programme_2020).date() == date(2019, 12, 1)


@pytest.mark.parametrize("name", ROWS)
def test_a_change_by_a_person_dates_the_paper_and_one_by_a_command_does_not(
    programme_2020: Edition, clerk: User, it_is: Callable[[str], None], name: str
) -> None:
    it_is(DAY)
    save(ROWS[name](), clerk)
    it_is("2020-03-20")
    save(Section.objects.get(code="introduction"), None)
    assert timedelta() <= moment_of(programme_2020) - clock.moment(DAY) < timedelta(minutes=5)


def test_the_newest_of_several_changes_counts(
    programme_2020: Edition, clerk: User, head: User, it_is: Callable[[str], None]
) -> None:
    for day, name, by in (
        ("2020-03-10", "a section", head),
        (DAY, "a measure", clerk),
        ("2020-03-12", "a section", head),
    ):
        it_is(day)
        save(ROWS[name](), by)
    assert moment_of(programme_2020).date() == date(2020, 3, 15)


def test_a_row_that_is_gone_was_changed_too(programme_2020: Edition, clerk: User, it_is: Callable[[str], None]) -> None:
    it_is(DAY)
    section = ROWS["a section"]()
    section._history_user = clerk
    section.delete()
    assert moment_of(programme_2020).date() == date(2020, 3, 15)


def test_what_many_papers_share_dates_none_of_them(programme_2020: Edition, clerk: User) -> None:
    save(City.objects.first(), clerk)
    assert changed_at(programme_2020) is None


def test_one_query_tells(programme_2020: Edition) -> None:
    with CaptureQueriesContext(connection) as asked:
        changed_at(programme_2020)
    assert len(asked) == 1
