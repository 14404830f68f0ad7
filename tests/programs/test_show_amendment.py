"""The programme of 2020 adopted as № 1000, amended in five places, the amendment adopted as № 1100."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth.models import User

from budget.documents import CostEstimate
from delegations.models import PlannedVisit
from oleksandria_intl import papers
from programs.comparison import Comparison
from programs.consolidated import program
from programs.differences import difference
from programs.models import Edition
from programs.proposing import propose_points
from tests.programs.amendments import DECEMBER, MAY, NEW_MEASURE, NEW_WORDS, adopted, with_five_changes
from tests.programs.replaying import applied, facts_of


@pytest.fixture
def editions(programme_2020: Edition, head: User, quick_papers: None) -> tuple[Edition, Edition]:
    """What was adopted, and what it was amended to."""
    first = adopted(programme_2020, "1000", DECEMBER, head)
    draft = with_five_changes(first, head)
    propose_points(edition=draft, by=head)
    return first, adopted(draft, "1100", MAY, head)


def text_on(day: date) -> str:
    """Return the whole text of the programme on a day."""
    return str(program(papers.get("program").find("2020", papers.Scope(on=day))).blocks)


def test_each_day_has_its_text(editions: tuple[Edition, Edition]) -> None:
    texts = [NEW_WORDS, NEW_MEASURE, "250,0", "Фінансується спільно з візитом до м. Тервел"]
    assert [text in text_on(date(2020, 1, 1)) for text in texts] == [False, False, False, True]
    assert [text in text_on(MAY) for text in texts] == [True, True, True, False]


def test_the_comparison_names_exactly_five_changes(editions: tuple[Edition, Edition]) -> None:
    assert len(Comparison(editions[1]).names()) == 5


def test_the_total_stays_and_the_visits_cost_less(editions: tuple[Edition, Edition]) -> None:
    first, second = editions
    assert [CostEstimate(edition).total.total for edition in editions] == [Decimal(580_000)] * 2
    costs = [sum(visit.amount or 0 for visit in PlannedVisit.objects.filter(edition=each)) for each in (first, second)]
    assert costs == [300_000, 180_000]


def test_the_comparison_applied_to_the_old_gives_the_new(editions: tuple[Edition, Edition]) -> None:
    first, second = editions
    assert applied(difference(first, second), facts_of(first)) == facts_of(second)


def test_the_proposed_points_say_all_that_changed(editions: tuple[Edition, Edition]) -> None:
    decision = editions[1].decision
    assert decision is not None
    first = decision.points.all()[0].text
    assert "у розділі III «Сучасний стан міжнародного співробітництва в місті» слово «ефективного»" in first
    assert first.count("викласти в новій редакції (додається)") == 2
