"""What waits stands by the office's work, the overdue first, with its day; decisions wait for their next step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from oleksandria_intl.decisions_waiting import next_steps
from oleksandria_intl.models import Decision, DecisionStep
from oleksandria_intl.waiting import FEW, Waiting, each_or_all, grouped
from oleksandria_intl.work import Work
from tests import factories

TODAY = date(2026, 11, 24)
"""The day on which tests begin."""


def row(number: int, due: date | None = None, group: Work = Work.MONEY) -> Waiting:
    return Waiting(f"Рядок {number}", f"/{number}/", 1, group, due)


def test_the_earliest_day_leads_in_its_group_and_groups_stand_in_the_order_of_the_menu() -> None:
    rows = [
        row(1),
        row(2, date(2027, 1, 1)),
        row(3, date(2020, 1, 1)),
        row(4, group=Work.PROGRAMME),
        row(5, date(2019, 1, 1), Work.DECISIONS),
    ]
    found = [(group.work, [each.link for each in group.rows]) for group in grouped(rows)]
    assert found == [(Work.PROGRAMME, ["/4/"]), (Work.MONEY, ["/3/", "/2/", "/1/"]), (Work.DECISIONS, ["/5/"])]


def test_a_day_is_overdue_the_day_after_it(it_is: Callable[[str], None]) -> None:
    it_is("2026-11-24")
    assert [row(1, day).is_overdue for day in (date(2026, 11, 23), TODAY, None)] == [True, False, False]
    assert row(1, TODAY).words == "Рядок 1 (до 24.11.2026)"
    assert row(1, date(2026, 11, 23)).words == "Рядок 1 (строк минув 23.11.2026)"
    assert row(1).words == "Рядок 1"


def test_few_rows_are_shown_each_and_many_are_counted_with_the_earliest_of_their_days() -> None:
    days = [date(2027, 1, 1 + number) for number in range(FEW + 1)]
    together = row(100)
    few = list(each_or_all(days[:FEW], lambda day: row(day.day, day), lambda: together))
    assert [each.link for each in few] == ["/1/", "/2/", "/3/", "/4/", "/5/"]
    (many,) = each_or_all(days, lambda day: row(day.day, day), lambda: together)
    assert (many.link, many.due) == ("/100/", days[0])


# Decisions


@pytest.fixture
def draft(db: None) -> Decision:
    """The draft of a decision on an agreement, to be considered on 1 December 2026."""
    made = factories.twinning()
    Decision.objects.filter(pk=made.pk).update(planned_session_on=date(2026, 12, 1))
    return Decision.objects.get(pk=made.pk)


def at(decision: Decision, stage: str, **fields: object) -> None:
    Decision.objects.filter(pk=decision.pk).update(stage=stage, **fields)


def page(decision: Decision, step: str = "") -> str:
    name = "admin:oleksandria_intl_decision_"
    return reverse(f"{name}step", args=[decision.pk, step]) if step else reverse(f"{name}change", args=[decision.pk])


@pytest.mark.parametrize(
    ("stage", "step"),
    [
        ("draft", ""),
        ("returned", ""),
        ("executive", ""),
        ("committees", "session"),
        ("session", "voted"),
        ("stopped", ""),
        ("voted", "signed"),
    ],
)
def test_a_decision_waits_at_every_stage_where_its_step_is_taken(
    draft: Decision, secretary: User, stage: str, step: str
) -> None:
    at(draft, stage)
    (found,) = next_steps(secretary)
    assert (found.link, found.group) == (page(draft, step), Work.DECISIONS)
    assert "Про встановлення побратимських відносин" in found.sentence


def test_a_draft_waits_until_its_session_and_a_vote_five_days(draft: Decision, secretary: User) -> None:
    (found,) = next_steps(secretary)
    assert found.due == date(2026, 12, 1)
    at(draft, "voted")
    DecisionStep.objects.create(
        decision=draft, step="voted", on=date(2026, 11, 20), stage_before="session", stage_after="voted"
    )
    (found,) = next_steps(secretary)
    assert found.due == date(2026, 11, 25)


@pytest.mark.parametrize("stage", ["in-force", "closed", "rejected"])
def test_a_decision_at_the_end_of_its_way_waits_for_nothing(draft: Decision, secretary: User, stage: str) -> None:
    at(draft, stage, number="1", period_start=TODAY, period_end=TODAY, period_precision="day")
    assert list(next_steps(secretary)) == []


def test_a_decision_signed_elsewhere_waits_for_nothing(draft: Decision, secretary: User) -> None:
    at(draft, "draft", number="1", period_start=TODAY, period_end=TODAY, period_precision="day")
    assert list(next_steps(secretary)) == []


def test_steps_wait_for_who_records_them_alone(draft: Decision, clerk: User, accountant: User, head: User) -> None:
    assert [len(list(next_steps(person))) for person in (clerk, accountant, head)] == [0, 0, 1]


def test_many_decisions_are_counted(draft: Decision, secretary: User, it_is: Callable[[str], None]) -> None:
    for number in range(FEW):
        factories.twinning(f"twinning-{number}")
    (found,) = next_steps(secretary)
    assert (found.count, found.due) == (FEW + 1, date(2026, 12, 1))
    assert found.link.startswith(reverse("admin:oleksandria_intl_decision_changelist"))
