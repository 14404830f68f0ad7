"""Money is committed and set free again: once however often it is asked, with a reason, by somebody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import translation

from budget import commitments
from budget.commitments import Contract, commit, release
from budget.models import Commitment, LateChange
from budget.periods import ReasonNeeded
from oleksandria_intl import clock
from programs.models import Edition
from tests.closing import closed
from tests.spending import KEKV, KPK, codes, grant, measure_of, pay, source

TRIP = Contract(subject="Поїздка до Мозиря", number="В-1", payee_name="ТОВ «Квитки»", until=date(2020, 12, 31))
DAY = date(2020, 3, 16)


@pytest.fixture
def asked(edition: Edition, accountant: User) -> dict[str, Any]:
    """What is asked of ``commit`` for a trip of 1 000 out of 5 000."""
    grant("1.2", 5_000)
    codes()
    return {
        "key": "trip-1",
        "measure": measure_of("1.2"),
        "year": 2020,
        "source": source(),
        "program_code": KPK,
        "economic_code": KEKV,
        "amount": Decimal(1_000),
        "contract": TRIP,
        "on": DAY,
        "by": accountant,
    }


def refusal(deed: Any, **asked: Any) -> str:
    with translation.override("en"):
        with pytest.raises(ValidationError) as refused:
            deed(**asked)
        return " ".join(refused.value.messages).replace("\u00a0", " ")


def test_a_commitment_says_what_was_asked_and_who_made_it(asked: dict[str, Any], accountant: User) -> None:
    row = Commitment.objects.get(pk=commit(**asked).pk)
    said = (row.record_key, row.measure, row.year, row.source, row.program_code_id, row.economic_code_id, row.amount)
    assert said == ("trip-1", measure_of("1.2"), 2020, source(), KPK, KEKV, 1_000)
    assert (row.subject, row.number, row.payee_name, row.until, row.signed_on) == (
        TRIP.subject,
        TRIP.number,
        TRIP.payee_name,
        TRIP.until,
        DAY,
    )
    assert row.history.get().history_user == accountant


def test_without_a_day_it_is_made_today_and_keeps_its_day(asked: dict[str, Any]) -> None:
    asked |= {"on": None, "contract": replace(TRIP, until=None)}
    commit(**asked)
    assert commit(**asked | {"amount": Decimal(900)}).signed_on == clock.today()


def test_asked_again_nothing_happens(asked: dict[str, Any]) -> None:
    row = commit(**asked)
    assert commit(**asked) == row
    assert Commitment.objects.get().history.count() == 1


def test_of_the_same_key_it_becomes_what_is_said_now(asked: dict[str, Any], head: User) -> None:
    commit(**asked)
    changed = replace(TRIP, subject="Поїздка до Сопота")
    commit(**asked | {"amount": Decimal(5_000), "contract": changed, "by": head, "reason": "Кошторис змінено"})
    row = Commitment.objects.get()
    assert (row.amount, row.subject, row.override_reason) == (5_000, "Поїздка до Сопота", "")
    assert (row.history.latest().history_user, row.history.latest().history_change_reason) == (head, "Кошторис змінено")


def test_above_what_is_free_it_takes_a_reason(asked: dict[str, Any]) -> None:
    pay("1.2", 4_500)
    assert "500 грн is free" in refusal(commit, **asked)
    assert not Commitment.objects.exists()
    commit(**asked | {"reason": " Рішення голови № 5 "})
    commit(**asked)
    assert Commitment.objects.get().override_reason == "Рішення голови № 5"


def test_what_cannot_be_is_refused(asked: dict[str, Any]) -> None:
    assert "does not include this year" in refusal(commit, **asked | {"year": 2031})


def test_what_was_released_is_not_committed_again_under_its_key(asked: dict[str, Any], head: User) -> None:
    row = commit(**asked)
    release(commitment=row, on=date(2020, 5, 1), by=head, reason="Візит скасовано")
    assert "was released on 01.05.2020" in refusal(commit, **asked)


def test_releasing_sets_free_what_is_not_paid(asked: dict[str, Any], head: User) -> None:
    row = commit(**asked)
    pay("1.2", 300, commitment=row)
    release(commitment=row, on=date(2020, 5, 1), by=head, reason="Візит скасовано")
    kept = Commitment.objects.get()
    assert kept.cancelled_on == date(2020, 5, 1)
    assert (kept.history.latest().history_user, kept.history.latest().history_change_reason) == (
        head,
        "Візит скасовано",
    )
    commit(**asked | {"key": "trip-2", "amount": Decimal(4_700)})


def test_released_again_it_stays_as_it_was(asked: dict[str, Any], head: User) -> None:
    row = commit(**asked)
    for day in (1, 2):
        release(commitment=row, on=date(2020, 5, day), by=head, reason="Візит скасовано")
    kept = Commitment.objects.get()
    assert (kept.cancelled_on, kept.history.count()) == (date(2020, 5, 1), 2)


def test_releasing_takes_a_reason_and_a_day_after_it_was_made(asked: dict[str, Any], head: User) -> None:
    row = commit(**asked)
    assert "Write why" in refusal(release, commitment=row, on=date(2020, 5, 1), by=head, reason=" ")
    early = {"commitment": row, "on": date(2020, 3, 15), "by": head, "reason": "Помилка"}
    assert "cancelled before it was made" in refusal(release, **early)
    assert Commitment.objects.get().cancelled_on is None


def test_the_measure_is_locked_before_anything_is_asked(
    asked: dict[str, Any], head: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, locked = len(connection.savepoint_ids), []
    monkeypatch.setattr(commitments, "lock_measure", lambda row: locked.append(_locked(row, before)))
    row = commit(**asked)
    assert locked == [(measure_of("1.2").pk, True, False)]
    monkeypatch.setattr(Commitment, "full_clean", lambda row: locked.append(_locked(row, before)))
    release(commitment=row, on=date(2020, 5, 1), by=head, reason="Візит скасовано")
    assert locked[1] == (measure_of("1.2").pk, True, True)


def _locked(row: Commitment, before: int) -> tuple[int, bool, bool]:
    """Return the measure, whether a transaction of its own is open, whether the commitment is there."""
    return row.measure_id, len(connection.savepoint_ids) > before, Commitment.objects.exists()


def test_in_a_closed_period_both_take_a_reason_and_note_it(
    asked: dict[str, Any], head: User, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    closed()
    with pytest.raises(ReasonNeeded):
        commit(**asked)
    assert not Commitment.objects.exists()
    row = commit(**asked | {"reason": "Договір надійшов пізно"})
    release(commitment=row, on=date(2020, 3, 20), by=head, reason="Візит скасовано")
    noted = LateChange.objects.order_by("pk").values_list("reason__text", "reason__given_by__username")
    assert list(noted) == [("Договір надійшов пізно", "accountant"), ("Візит скасовано", "head")]
    assert row.override_reason == ""
