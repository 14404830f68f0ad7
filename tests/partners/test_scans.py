"""The scan of an agreement's signed text is kept whole or not at all, and history says by whom."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from partners import scans
from partners.models import Agreement
from tests import signatures
from tests.partners.rows import agreement, city, country


@pytest.fixture
def signed(db: None, settings: Any, tmp_path: Path) -> Agreement:
    """An agreement that is signed and of which everybody may read the scan; there is none yet."""
    settings.MEDIA_ROOT = tmp_path
    row = agreement(city("ramat-gan", "Рамат-Ган", country("IL", "Ізраїль", "Israel")), "signed", date(2020, 3, 1))
    Agreement.objects.filter(pk=row.pk).update(scan_is_public=True)
    return row


def scan() -> Any:
    file: Any = BytesIO(signatures.scan())
    file.size = len(file.getvalue())
    return file


def test_history_says_who_attached_a_scan(signed: Agreement, head: User) -> None:
    row = scans.attach_scan(agreement=signed, file=scan(), by=head)
    assert row.history.latest().history_user == head


def test_a_scan_that_history_cannot_record_is_not_attached(
    signed: Agreement, head: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: Any, **_kwargs: Any) -> None:
        raise OSError("no room")

    monkeypatch.setattr(Agreement.history.model, "save", fail)
    with pytest.raises(OSError, match="no room"):
        scans.attach_scan(agreement=signed, file=scan(), by=head)
    assert not Agreement.objects.get(pk=signed.pk).scan


def test_where_there_is_no_scan_its_page_is_not_found(client: Client, signed: Agreement, head: User) -> None:
    assert client.get(reverse("partners:agreement-scan", args=[signed.code])).status_code == 404
    client.force_login(head)
    assert client.get(reverse("admin:partners_agreement_scan", args=[signed.pk])).status_code == 404
