"""The demonstration's invented delegations: what they say of themselves, what they add up to, how they go again."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps

from budget.execution import Execution
from budget.models import Commitment, Payment
from budget.querysets import Span
from delegations import reporting
from delegations.models import Delegation, EstimateLine, FollowUp, Giving, Participant, Purchase, WriteOffAct
from oleksandria_intl.models import Decision, Official, Term
from oleksandria_intl.portal.management import demonstration, demonstration_delegations
from partners.models import Greeting
from programs.models import Edition
from tests.seed import BASE, programme_2020

__all__ = ["programme_2020"]
TRIP = "demo-jarocin-2020-09"
FILES = [BASE / "fixtures" / f"{name}.json" for name in ("demo_delegations", "demo_delegation_steps")]
BROUGHT = [json.loads(file.read_text(encoding="utf-8")) for file in FILES]
MODELS = {apps.get_model(row["model"]) for rows in BROUGHT for row in rows}
MARKED = (Delegation, Giving, Purchase, WriteOffAct, Greeting, Commitment, Payment)


def counts() -> Counter[str]:
    return Counter({model.__name__: model._default_manager.count() for model in MODELS})


@pytest.fixture
def invented(programme_2020: Edition) -> Edition:
    """The programme of 2020 with its invented money and delegations."""
    demonstration.load_missing(demonstration.SPENDING)
    demonstration_delegations.load()
    return programme_2020


def test_every_row_says_that_it_is_invented_and_would_pass_the_forms(invented: Edition) -> None:
    for model in MARKED:
        rows: Any = model._default_manager.all()
        assert rows
        assert all(row.is_demonstration for row in rows), model
    people = [f"{row.full_name} {row.full_post} {row.name_uk}" for row in Participant.objects.all()]
    assert [said for said in people if "вигадан" not in said and "члени делегації" not in said] == []
    brought = Decision.objects.filter(code__startswith="demo-order")
    assert [row for row in brought if "демонстраційні дані" not in f"{row.subject}"] == []
    for model in MODELS - {Giving}:  # those of a signed act do not pass
        for row in model._default_manager.all():
            row.full_clean()


def test_it_shows_trips_in_every_state_with_their_money_reports_and_what_was_given(invented: Edition) -> None:
    states = Counter((row.direction, row.kind, row.status) for row in Delegation.objects.all())
    assert states == {
        ("out", "visit", "reported"): 1,
        ("out", "visit", "cancelled"): 1,
        ("out", "conference", "reported"): 1,
        ("in", "visit", "reported"): 1,
    }
    lines = EstimateLine.objects.filter(delegation__code=TRIP, source__fund="general")
    (commitment,) = Commitment.objects.filter(record_key__contains=TRIP)
    assert lines.planned() == commitment.amount == Decimal(34_440)
    guests = EstimateLine.objects.filter(delegation__direction="in")
    assert guests.planned() == Decimal(11_500)
    spent = sum(row.spent for row in lines if row.spent)
    assert spent == sum(row.amount for row in commitment.payments.all()) == Decimal(34_080)
    assert [str(row.state) for row in FollowUp.objects.order_by("place")] == ["done", "not-yet", "never"]
    assert [row.place for row in reporting.asked(date(2021, 12, 1))] == [2]
    assert [row for row in Delegation.objects.all() if row.status == "reported" and reporting.lacks(row)] == []
    execution = Execution(invented, Span.to(date(2020, 12, 31)))
    figures = {row.measure.code: row.figures for each in execution.directions for row in each.measures}
    assert [code for code, each in figures.items() if each.free < 0 or (each.deviation or 0) < 0] == []


def test_it_goes_again_and_comes_back(programme_2020: Edition) -> None:
    demonstration.load_missing(demonstration.SPENDING)
    before = counts()
    demonstration_delegations.load()
    there = counts()
    assert demonstration_delegations.is_here()
    demonstration_delegations.remove()
    left = counts() - before
    assert set(left) == {"Commitment", "Payment"}  # which go with the rest of the money
    assert not demonstration_delegations.is_here()
    assert demonstration_delegations.remove() == 0
    demonstration_delegations.load()
    assert counts() == there


def test_what_somebody_entered_stays_with_what_it_points_at(invented: Edition) -> None:
    own: Any = Giving(
        purchase=Purchase.objects.get(record_key="demo-purchase-1"),
        given_on=date(2020, 11, 1),
        delegation=Delegation.objects.get(code=TRIP),
        to_whom="гостеві",
    )
    own.save()
    Official.objects.filter(code="demo-culture").update(given_name="Ольга")
    demonstration_delegations.remove()
    assert list(Giving.objects.all()) == [own]
    (kept,) = Delegation.objects.all()
    assert (kept.code, kept.status, kept.steps.count()) == (TRIP, "reported", 2)
    assert kept.report.follow_ups.count() == 3
    assert Term.objects.filter(code__startswith="demo-").exists()


def test_the_files_name_their_rows_by_natural_keys_alone() -> None:
    assert [row for rows in BROUGHT for row in rows if "pk" in row] == []
