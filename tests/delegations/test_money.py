"""The estimate of a delegation is committed and set free: once however often it is asked, and by somebody."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import translation

from budget import commitments
from budget.models import Commitment
from budget.periods import ReasonNeeded
from delegations import money
from delegations.models import Delegation
from delegations.money import commit_estimate, release_estimate
from oleksandria_intl import clock
from programs.models import Edition
from tests import trip_money as trips
from tests.closing import closed
from tests.spending import KEKV, KPK, budget_decision, grant, pay


@pytest.fixture
def trip(edition: Edition) -> Delegation:
    """A trip of 900 by two lines of the city's, and 300 of sponsors; 5 000 are granted under 2250, 400 under 2240."""
    grant("1.2", 5_000, economic_code=trips.TRAVEL_CODE)
    grant("1.2", 400)
    row = trips.trip()
    trips.line(row, 600)
    trips.line(row, 300, economic_code=trips.code(trips.TRAVEL_CODE))
    trips.line(row, 300, source=trips.source("sponsors", "other"))
    return row


def refusal(deed: Any, **asked: Any) -> str:
    with translation.override("en"):
        with pytest.raises(ValidationError) as refused:
            deed(**asked)
        assert not hasattr(refused.value, "error_dict")
        return " ".join(refused.value.messages).replace("\u00a0", " ")


def test_the_citys_part_of_an_estimate_is_committed_and_nobody_elses(trip: Delegation, head: User) -> None:
    row: Any = commit_estimate(delegation=trip, by=head)[0]
    assert (row.record_key, row.measure, row.year, row.amount) == (
        "delegation:jarocin:city:2250", trip.measure, 2020, 900,
    )  # fmt: skip
    assert (row.program_code_id, row.economic_code_id, row.signed_on) == (KPK, "2250", clock.today())
    assert row.subject == f"Службове відрядження: {trip}"
    assert row.history.get().history_user == head


def test_asked_again_nothing_happens_and_a_changed_estimate_changes_it(trip: Delegation, head: User) -> None:
    commit_estimate(delegation=trip, by=head)
    commit_estimate(delegation=trip, by=head)
    assert Commitment.objects.get().history.count() == 1
    trip.lines.filter(amount=600).update(amount=700)
    trips.line(trip, 350, economic_code=trips.code(KEKV))
    made: list[Any] = commit_estimate(delegation=trip, by=head, reason="Дорожчі квитки")
    assert [(row.record_key, row.amount) for row in made] == [
        ("delegation:jarocin:city:2240", 350),
        ("delegation:jarocin:city:2250", 1000),
    ]
    assert made[1].history.latest().history_change_reason == "Дорожчі квитки"


def test_what_the_estimate_no_longer_takes_is_released_and_committed_anew_under_the_next_key(
    trip: Delegation, head: User
) -> None:
    commit_estimate(delegation=trip, by=head)
    paid_by_city = list(trip.lines.filter(source__code="city"))
    trip.lines.filter(source__code="city").delete()
    assert commit_estimate(delegation=trip, by=head) == []
    (row,) = money.commitments_of(trip)
    assert (row.cancelled_on, row.history.latest().history_change_reason) == (clock.today(), "Кошторис змінено")
    paid_by_city[0].save(force_insert=True)
    assert [row.record_key for row in commit_estimate(delegation=trip, by=head)] == ["delegation:jarocin:city:2250:2"]
    other = trips.trip("jarocin-2")
    assert money.commitments_of(other) == []


def test_above_what_is_free_it_is_refused_with_the_sums_unless_somebody_says_why(trip: Delegation, head: User) -> None:
    pay("1.2", 4_500, economic_code=trips.TRAVEL_CODE)
    sentence = refusal(commit_estimate, delegation=trip, by=head)
    assert "900 грн, and 500 грн is free" in sentence
    assert not Commitment.objects.exists()
    commit_estimate(delegation=trip, by=head, reason="Рішення голови № 5")
    assert Commitment.objects.get().override_reason == "Рішення голови № 5"


def test_the_order_gives_its_number_and_day(trip: Delegation, head: User) -> None:
    trip.order = budget_decision(date(2020, 9, 10))
    trip.save()
    commit_estimate(delegation=trip, by=head)
    row = Commitment.objects.get()
    assert (row.number, row.signed_on) == ("0910", date(2020, 9, 10))


def test_a_stay_is_called_one(trip: Delegation, head: User) -> None:
    Delegation.objects.update(direction="in")
    commit_estimate(delegation=trip, by=head)
    assert Commitment.objects.get().subject.startswith("Прийом делегації: ")


def test_without_a_measure_or_days_nothing_of_the_citys_is_committed(trip: Delegation, head: User) -> None:
    Delegation.objects.update(period_precision="month")
    assert "Give the days" in refusal(commit_estimate, delegation=trip, by=head)
    Delegation.objects.update(measure=None)
    assert "Choose the measure" in refusal(commit_estimate, delegation=trip, by=head)
    trip.lines.filter(source__code="city").delete()
    assert commit_estimate(delegation=trip, by=head) == []


def test_a_source_of_which_nobody_said_the_fund_is_the_citys_where_it_was_granted(trip: Delegation) -> None:
    trips.source("city", "")
    trips.source("sponsors", "")
    shares: list[Any] = money.shares_of(trip)
    assert [(share.source.code, share.amount) for share in shares] == [("city", 900)]


def test_under_a_code_that_was_granted_nothing_the_measures_programme_code_is_named(trip: Delegation) -> None:
    trip.lines.filter(amount=600).update(economic_code=trips.code("2800"))
    shares: list[Any] = money.shares_of(trip)
    assert [(share.program_code, share.economic_code, share.amount) for share in shares] == [
        (KPK, "2250", 300),
        (KPK, "2800", 600),
    ]


def test_releasing_sets_free_what_is_not_paid_from_a_day_on(trip: Delegation, head: User) -> None:
    trip.order = budget_decision(date(2020, 9, 10))
    trip.save()
    commit_estimate(delegation=trip, by=head)
    assert "Write why" in refusal(release_estimate, delegation=trip, on=date(2020, 9, 20), by=head, reason=" ")
    for day in (1, 20):
        release_estimate(delegation=trip, on=date(2020, 9, day), by=head, reason="Візит скасовано")
    row = Commitment.objects.get()
    # The first day was before the commitment: it is released on its own.
    assert (row.cancelled_on, row.history.count()) == (date(2020, 9, 10), 2)
    assert (row.history.latest().history_user, row.history.latest().history_change_reason) == (head, "Візит скасовано")


def test_what_a_closed_period_counts_takes_a_reason(
    trip: Delegation, head: User, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    trip.order = budget_decision(date(2020, 3, 10))
    trip.save()
    closed()
    with pytest.raises(ReasonNeeded):
        commit_estimate(delegation=trip, by=head)
    assert len(commit_estimate(delegation=trip, by=head, reason="Розпорядження надійшло пізно")) == 1


def test_nobody_changes_the_delegation_meanwhile_and_all_is_done_or_nothing(
    trip: Delegation, head: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    trips.line(trip, 500, economic_code=trips.code(KEKV))
    assert "400 грн is free" in refusal(commit_estimate, delegation=trip, by=head)
    assert not Commitment.objects.exists()
    trip.lines.filter(amount=500).update(amount=100)
    commit_estimate(delegation=trip, by=head)
    done = commitments.release
    left = iter([done, None])

    def once(**asked: Any) -> Commitment:
        deed = next(left)
        if deed is None:
            raise ValidationError("Ні")
        return deed(**asked)

    monkeypatch.setattr(commitments, "release", once)
    refusal(release_estimate, delegation=trip, on=date(2020, 9, 20), by=head, reason="Візит скасовано")
    assert not Commitment.objects.exclude(cancelled_on=None).exists()
