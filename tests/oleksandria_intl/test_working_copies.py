"""Working copies are noted once for each file, by whatever way they are given out, and moved nothing by it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.core.management import call_command
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse

from oleksandria_intl import clock, content_version, working_copies
from oleksandria_intl.models import WorkingCopy, working_copy
from programs.models import Edition
from tests import factories
from tests.kept_pages import body, is_found

FACTS = {"kind": "decision", "key": "2020/1", "title": "Рішення", "format": "pdf"}


@pytest.fixture
def published(db: None, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Edition:
    """The public draft; its papers are made of one line."""
    settings.VAR_DIR = tmp_path
    monkeypatch.setattr(
        "oleksandria_intl.documents.store.rendered", lambda document, format, **marks: document.title.encode()
    )
    return factories.edition(status="published")


def noted() -> list[tuple[str, str, str, date]]:
    return list(WorkingCopy.objects.order_by("pk").values_list("kind", "key", "format", "made_on"))


def is_noted(content: bytes) -> bool:
    return WorkingCopy.objects.with_sum(hashlib.sha256(content).hexdigest()).exists()


def test_what_the_public_is_sent_is_noted(stranger: Client, published: Edition) -> None:
    assert is_noted(body(stranger.get("/programs/2020/decision.pdf")))
    assert noted() == [("decision", "2020/1", "pdf", clock.today())]


def test_what_staff_are_sent_is_noted(client: Client, head: User, published: Edition) -> None:
    client.force_login(head)
    answer = client.get(reverse("admin:programs_edition_paper", args=[published.pk, "decision", "pdf"]))
    assert is_noted(answer.content)


def test_what_the_command_writes_is_noted(published: Edition, tmp_path: Path) -> None:
    file = tmp_path / "decision.docx"
    call_command("document", "decision", "2020", output=file, stdout=StringIO())
    assert is_noted(file.read_bytes())


def test_a_report_is_noted_under_its_period(stranger: Client, published: Edition) -> None:
    content = body(stranger.get("/budget/2020/report.csv?from=2020-01-01&to=2020-03-31"))
    assert is_noted(content)
    assert noted()[0][1] == "2020/2020-01-01/2020-03-31"


def test_a_file_is_noted_once_with_the_day_on_which_it_was_first_made(
    published: Edition, it_is: Callable[[str], None]
) -> None:
    it_is("2020-03-15")
    working_copies.note(sha256="a" * 64, **FACTS)
    it_is("2020-04-15")
    working_copies.note(sha256="a" * 64, **FACTS)
    assert noted() == [("decision", "2020/1", "pdf", date(2020, 3, 15))]


def test_noting_moves_no_page(stranger: Client, published: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content_version, "is_settled", lambda: True)
    cache.clear()
    content_version.draw_epoch()
    before = content_version.current()
    body(stranger.get("/programs/2020/decision.pdf"))
    assert noted()
    assert content_version.current() == before
    assert is_found(stranger, "/programs/2020/decision.pdf")


def test_a_database_that_takes_nothing_keeps_nobody_from_the_file(
    stranger: Client, published: Edition, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise DatabaseError("database or disk is full")

    monkeypatch.setattr(working_copy.WorkingCopyQuerySet, "bulk_create", refuse)
    answer = stranger.get("/programs/2020/decision.pdf")
    assert answer.status_code == 200
    assert body(answer)
    assert "will not know a working copy again" in caplog.text


def test_copies_are_remembered_for_400_days(db: None) -> None:
    today = clock.today()
    for days in (399, 400, 401):
        row = {**FACTS, "sha256": f"{days:064}", "made_on": today - timedelta(days=days)}
        WorkingCopy.objects.create(**row)
    assert [copy.sha256[-3:] for copy in WorkingCopy.objects.outdated(today)] == ["401"]


def test_of_too_many_copies_the_oldest_go(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working_copy, "MOST_KEPT", 2)
    for number in range(4):
        working_copies.note(sha256=f"{number:064}", **FACTS)
    assert sorted(copy.sha256[-1] for copy in WorkingCopy.objects.outdated(clock.today())) == ["0", "1"]
