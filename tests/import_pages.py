"""What tests of the import's pages do: upload a file, look at it, bring it in; and who does it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from budget.models import ImportBatch
from oleksandria_intl import middleware
from programs.models import Edition
from tests import spending
from tests.admin_pages import address, form_data

UPLOAD = address(ImportBatch, "add")
LIST = address(ImportBatch, "changelist")


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    """Keep files in a folder of the test's own; return where those that wait are."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path / "imports"


@pytest.fixture(autouse=True)
def staff_in_english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Say the sentences as the sources do, whatever the catalogue makes of them."""
    monkeypatch.setattr(middleware, "STAFF_LANGUAGE", "en")
    with translation.override("en"):
        yield


@pytest.fixture
def maria(client: Client, accountant: User, edition: Edition) -> Client:
    """The accountant at work: a spending unit, codes and a grant are there."""
    spending.grant("2.1", 30_000)
    client.force_login(accountant)
    return client


def upload(client: Client, content: bytes, name: str = "payments.csv", **filled: Any) -> Any:
    """Post the form as the browser shows it, with a file and what else is filled in; None empties an input."""
    form = form_data(client.get(UPLOAD).context["form"]) | filled
    form = {field: value for field, value in form.items() if value is not None}
    return client.post(UPLOAD, form | {"file": SimpleUploadedFile(name, content)})


def tried(client: Client, content: bytes, **filled: Any) -> Any:
    """Upload a file and return the page that says what would become of it."""
    answer = upload(client, content, **filled)
    assert answer.status_code == 302, answer.context["form"].errors
    return client.get(answer["Location"])


def page(name: str, batch: ImportBatch | None = None) -> str:
    """Return the address of a page of an import, or of the only one."""
    return reverse(f"admin:budget_importbatch_{name}", args=[(batch or ImportBatch.objects.get()).pk])


def said(response: Any) -> str:
    """Return what the portal told the person."""
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def counts(shown: Any) -> dict[str, int]:
    """Return how many rows the page counts of each kind, where there are any."""
    return {name: count for name, count, _sum, _look in shown.context["tallies"] if count}


def kept_files(media: Path) -> list[str]:
    """Return the names of the files that are kept."""
    return sorted(file.name for file in media.iterdir()) if media.exists() else []


def upload_and_bring_in(client: Client, content: bytes, **filled: Any) -> ImportBatch:
    """Go all the way with a file."""
    tried(client, content, **filled)
    batch = ImportBatch.objects.latest("pk")
    client.post(page("try", batch))
    batch.refresh_from_db()
    assert batch.imported_at
    return batch
