"""A list's file waits until it came in or is cancelled, and leaves nothing behind; payments' are in test_kept."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from budget.models import SpendingUnit
from oleksandria_intl import roles
from oleksandria_intl.models import TableUpload
from programs.models import Edition
from tests import factories
from tests.admin_pages import address

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    """Keep files in a folder of the test's own; return where those of lists wait."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path / "tables"


@pytest.fixture
def maria(client: Client, accountant: User, edition: Edition) -> Client:
    client.force_login(accountant)
    return client


def tried(client: Client) -> Any:
    """Upload a file and return the page that says what would become of it."""
    file = SimpleUploadedFile("таблиця.csv", "ЄДРПОУ;Назва\n00012345;Відділ".encode())
    return client.post(address(SpendingUnit, "import"), {"of": "spendingunit", "file": file}, follow=True)


def left(media: Path) -> tuple[int, int]:
    """Return how many records wait, and how many files."""
    return TableUpload.objects.count(), len(list(media.iterdir()))


def test_what_came_in_is_deleted_with_its_record(
    maria: Client, media: Path, django_capture_on_commit_callbacks: Any
) -> None:
    page = tried(maria)
    assert left(media) == (1, 1)
    with django_capture_on_commit_callbacks(execute=True):
        maria.post(page.request["PATH_INFO"], page.context["verdict"].posts)
    assert left(media) == (0, 0)
    assert SpendingUnit.objects.exists()


@pytest.mark.parametrize("button", ["another", "cancel"])
def test_what_is_cancelled_is_deleted_with_its_record(
    maria: Client, media: Path, django_capture_on_commit_callbacks: Any, button: str
) -> None:
    page = tried(maria)
    with django_capture_on_commit_callbacks(execute=True):
        maria.post(page.context["discard_url"], {button: "1"})
    assert left(media) == (0, 0)
    assert not SpendingUnit.objects.exists()


def test_a_file_waits_a_day_and_no_longer(maria: Client, media: Path, django_capture_on_commit_callbacks: Any) -> None:
    tried(maria)
    before = timezone.now() - timedelta(days=1, minutes=1)
    TableUpload.objects.update(uploaded_at=before)
    (media / "interrupted").write_bytes(b"")
    os.utime(media / "interrupted", (before.timestamp(), before.timestamp()))
    with django_capture_on_commit_callbacks(execute=True):
        tried(maria)
    assert left(media) == (1, 1)


def test_nobody_sees_or_cancels_the_file_of_another(maria: Client, media: Path) -> None:
    page = tried(maria)
    maria.force_login(factories.person("other", roles.ACCOUNTANT, "Інна Фінансист"))
    for answer in (maria.get(page.request["PATH_INFO"]), maria.post(page.context["discard_url"])):
        assert answer["Location"] == address(SpendingUnit, "changelist")
    assert left(media) == (1, 1)


def test_a_list_does_not_take_the_file_of_another_list(maria: Client) -> None:
    page = tried(maria)
    elsewhere = page.request["PATH_INFO"].replace("spendingunit", "programcode")
    assert maria.post(elsewhere, page.context["verdict"].posts)["Location"].endswith("/programcode/")
    assert not SpendingUnit.objects.exists()
