"""A file waits for its import: a day at most, for whoever uploaded it; and it comes in once."""

from __future__ import annotations

import os
import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from budget.importing import kept
from budget.models import ImportBatch, Payment
from oleksandria_intl import roles
from tests import factories
from tests.import_pages import (
    LIST,
    kept_files,
    maria,
    media,
    page,
    said,
    staff_in_english,
    tried,
    upload_and_bring_in,
)
from tests.payment_files import csv_of

__all__ = ["maria", "media", "staff_in_english"]


def test_a_second_click_brings_in_nothing_twice(maria: Client) -> None:
    batch = upload_and_bring_in(maria, csv_of({}))
    imported_at = batch.imported_at
    for answer in (maria.post(page("try", batch)), maria.get(page("try", batch)), maria.post(page("discard", batch))):
        assert "imported already" in said(answer)
        assert answer["Location"] == page("change", batch)
    batch.refresh_from_db()
    assert (Payment.objects.count(), batch.imported_at) == (1, imported_at)


def test_a_click_that_comes_late_finds_the_file_brought_in(maria: Client, accountant: User) -> None:
    tried(maria, csv_of({}))
    late = ImportBatch.objects.get()
    assert kept.bring_in_kept(batch=late, is_whole=True, by=accountant)
    assert kept.bring_in_kept(batch=late, is_whole=True, by=accountant) is None
    assert Payment.objects.count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_bring_in_a_file_once(maria: Client, accountant: User) -> None:
    tried(maria, csv_of({}))
    batch = ImportBatch.objects.get()
    outcomes: list[Any] = []

    def second() -> None:
        try:
            outcomes.append(kept.bring_in_kept(batch=batch, is_whole=True, by=accountant))
        finally:
            connection.close()

    thread = threading.Thread(target=second)
    with transaction.atomic():
        first = kept.bring_in_kept(batch=batch, is_whole=True, by=accountant)
        thread.start()
        thread.join(0.5)
        assert thread.is_alive(), "it waits"
    thread.join(20)
    assert first.created.count == Payment.objects.count() == 1
    assert outcomes == [None]


def test_two_files_wait_beside_each_other(maria: Client, media: Path) -> None:
    tried(maria, csv_of({}))
    tried(maria, csv_of({"id": "2"}))
    first, second = ImportBatch.objects.order_by("pk")
    assert len(kept_files(media)) == 2
    maria.post(page("try", second))
    assert Payment.objects.get().batch == second
    maria.post(page("try", first))
    assert Payment.objects.count() == 2


def test_the_accountant_cancels_and_the_file_is_forgotten(
    maria: Client, media: Path, django_capture_on_commit_callbacks: Any
) -> None:
    tried(maria, csv_of({}))
    gone = ImportBatch.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        answer = maria.post(page("discard"))
    assert answer["Location"] == LIST
    assert (ImportBatch.objects.count(), kept_files(media)) == (0, [])
    for again in (maria.get(page("try", gone)), maria.post(page("try", gone)), maria.post(page("discard", gone))):
        assert "not kept any more" in said(again)


def test_a_file_waits_a_day_and_no_longer(maria: Client, media: Path, django_capture_on_commit_callbacks: Any) -> None:
    tried(maria, csv_of({}))
    tried(maria, csv_of({}))
    old, fresh = ImportBatch.objects.order_by("pk")
    before = timezone.now() - timedelta(days=1, minutes=1)
    ImportBatch.objects.filter(pk=old.pk).update(uploaded_at=before)
    (media / "interrupted").write_bytes(b"")
    os.utime(media / "interrupted", (before.timestamp(), before.timestamp()))
    with django_capture_on_commit_callbacks(execute=True):
        tried(maria, csv_of({}))
    assert not ImportBatch.objects.filter(pk=old.pk).exists()
    assert ImportBatch.objects.filter(pk=fresh.pk).exists()
    assert set(kept_files(media)) == {Path(batch.file.name).name for batch in ImportBatch.objects.all()}


def test_a_file_that_vanished_is_asked_for_again(maria: Client, media: Path) -> None:
    tried(maria, csv_of({}))
    for file in media.iterdir():
        file.unlink()
    for answer in (maria.get(page("try")), maria.post(page("try"))):
        assert "Upload it again" in answer.context["error"]


def test_a_file_that_waits_is_seen_by_whoever_uploaded_it(maria: Client, accountant: User, administrator: User) -> None:
    tried(maria, csv_of({}))
    assert maria.get(page("change"))["Location"] == page("try")
    other = factories.person("other", roles.ACCOUNTANT, "Інна Фінансист")
    maria.force_login(other)
    assert "payments.csv" not in maria.get(LIST).content.decode()
    for answer in (maria.get(page("try")), maria.post(page("try")), maria.post(page("discard"))):
        assert answer.status_code == 302
    assert maria.get(page("change")).status_code == 302
    assert (Payment.objects.count(), ImportBatch.objects.count()) == (0, 1)
    maria.force_login(administrator)
    assert "payments.csv" in maria.get(LIST).content.decode()
    assert maria.get(page("try")).status_code == 200


def test_a_file_that_waits_cannot_be_taken_back(maria: Client) -> None:
    tried(maria, csv_of({}))
    assert maria.get(page("withdraw")).status_code == 302
    assert maria.post(page("withdraw")).status_code == 302
    assert ImportBatch.objects.exists()
