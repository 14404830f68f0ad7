"""What an import brought in can be taken back, but for what somebody has worked on."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from budget.importing.withdrawal import withdraw
from budget.models import ImportBatch, Payment
from programs.models import Edition
from tests import spending


def test_the_payments_of_an_import_go_and_history_says_who_took_them_back(edition: Edition, accountant: User) -> None:
    batch = spending.batch(created=2)
    paid = spending.pay("1.1", 10, batch=batch)
    spending.pay("1.1", -5, batch=batch, corrects=paid)
    spending.pay("1.1", 7)
    assert withdraw(batch=batch, by=accountant) == (2, 0)
    assert [payment.amount for payment in Payment.objects.all()] == [7]
    gone = Payment.history.filter(history_type="-")
    assert {(record.history_user, record.history_change_reason) for record in gone} == {(accountant, batch.file_name)}
    batch.refresh_from_db()
    assert batch.created == 0


def test_what_was_changed_or_corrected_since_stays(edition: Edition, accountant: User) -> None:
    batch = spending.batch(created=4)
    changed, corrected, twice, _alone = (spending.pay(None, number, batch=batch) for number in (1, 2, 3, 4))
    changed.save()
    spending.pay(None, -1, corrects=corrected)
    between = spending.pay(None, 3, batch=batch, corrects=twice)
    spending.pay(None, -1, corrects=between)
    assert withdraw(batch=batch, by=accountant) == (1, 4)
    assert set(Payment.objects.filter(batch=batch)) == {changed, corrected, twice, between}
    batch.refresh_from_db()
    assert batch.waiting == 4


def test_what_breaks_off_takes_nothing_back(
    edition: Edition, accountant: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = spending.batch(created=1)
    spending.pay("1.1", 10, batch=batch)

    def break_off(*arguments: object, **named: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(ImportBatch, "save", break_off)
    with pytest.raises(RuntimeError):
        withdraw(batch=batch, by=accountant)
    assert Payment.objects.count() == 1
