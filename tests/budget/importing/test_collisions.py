"""Two imports at the same time: one of them comes in, the other waits or is told in a sentence."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction

from budget.importing.writing import Writer
from budget.models import ImportBatch, Payment
from oleksandria_intl.tables.outcome import ImportRefused
from programs.models import Edition, Program
from tests import spending
from tests.payment_files import csv_of, take


@pytest.fixture(autouse=True)
def _payer(edition: Edition) -> None:
    spending.unit()
    spending.codes()
    spending.source()


def test_a_key_that_somebody_else_wrote_meanwhile_is_told_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, in_english: None
) -> None:
    """As when two programmes, whose imports do not wait for one another, are given the same payments."""
    spending.pay("1.1", 5, record_key="edata-1", document="9")
    monkeypatch.setattr("budget.importing.similar.known_by_key", lambda keys: {})
    with pytest.raises(ImportRefused, match="Somebody else is saving payments"):
        take(csv_of({"id": "2"}, {"id": "1"}))
    assert [payment.record_key for payment in Payment.objects.all()] == ["edata-1"]
    assert not ImportBatch.objects.exists()


def test_a_database_that_is_locked_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch, in_english: None) -> None:
    def locked(*_arguments: Any) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(Writer, "write", locked)
    with pytest.raises(ImportRefused, match="try again"):
        take(csv_of({}))


def test_another_error_of_the_database_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_arguments: Any) -> None:
        raise OperationalError("disk I/O error")

    monkeypatch.setattr(Writer, "write", broken)
    with pytest.raises(OperationalError, match="disk"):
        take(csv_of({}))


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_second_import_of_the_same_file_waits_and_finds_all_of_it_there() -> None:
    content = csv_of(*({"id": number} for number in range(5)))
    outcomes: list[Any] = []

    def second() -> None:
        try:
            outcomes.append(take(content))
        finally:
            connection.close()

    thread = threading.Thread(target=second)
    with transaction.atomic():
        Program.objects.select_for_update(no_key=True).get()
        thread.start()
        thread.join(0.5)
        assert thread.is_alive(), "it waits"
        outcomes.append(take(content))
    thread.join(20)
    assert [(one.created.count, one.unchanged.count) for one in outcomes] == [(5, 0), (0, 5)]
