"""``manage.py housekeeping``: what interrupted work left behind goes, and nothing else."""

from __future__ import annotations

import os
import time
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.utils import timezone, translation

from budget.models import ImportBatch
from oleksandria_intl import clock, locks
from oleksandria_intl.models import (
    IndexedKind,
    IssuedPaper,
    PasswordLink,
    SearchEntry,
    TableUpload,
    UndoStep,
    UnsavedPost,
    WorkingCopy,
)
from programs.models import Edition

DAY = 24 * 3600


@pytest.fixture(autouse=True)
def age_of_files() -> None:
    """Let the held clock judge files, which are planted by it."""


@pytest.fixture(autouse=True)
def var(settings: Any, tmp_path: Path) -> Path:
    settings.VAR_DIR, settings.MEDIA_ROOT, settings.KEPT_PAPERS_MB = tmp_path, tmp_path / "media", 1
    return tmp_path


def housekeeping(*arguments: str) -> str:
    out = StringIO()
    with translation.override("en"):
        call_command("housekeeping", *arguments, stdout=out)
    return out.getvalue()


def plant(file: Path, *, days: float = 2, size: int = 1) -> Path:
    """Leave a file that was written so many days ago."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"x" * size)
    os.utime(file, (time.time() - days * DAY,) * 2)
    return file


def issued(clerk: User) -> Path:
    """Issue a paper two days ago, and return its file."""
    paper = IssuedPaper.objects.create(
        kind="note", key="a", format="pdf", size=1, sha256="a" * 64, file=ContentFile(b"x", "a.pdf"), issued_by=clerk
    )
    return plant(Path(paper.file.path))


def upload(edition: Edition, by: User, *, days: float) -> ImportBatch:
    """Leave an upload that waits since so many days."""
    batch = ImportBatch(program=edition.program, file_name="a.csv", sha256="a" * 64, imported_by=by)
    batch.file.save("a", ContentFile(b"x"))
    ImportBatch.objects.filter(pk=batch.pk).update(uploaded_at=timezone.now() - timedelta(days=days))
    plant(Path(batch.file.path), days=days)
    return batch


def table(by: User, *, days: float) -> TableUpload:
    """Leave a table of a list that waits since so many days."""
    waits = TableUpload(file_name="cities.csv", table="partners.city", imported_by=by)
    waits.keep(ContentFile(b"x", "cities.csv"))
    TableUpload.objects.filter(pk=waits.pk).update(uploaded_at=timezone.now() - timedelta(days=days))
    plant(Path(waits.file.path), days=days)
    return waits


def test_files_that_no_row_names_go_once_they_are_a_day_old(var: Path, clerk: User) -> None:
    kept = issued(clerk)
    old = [plant(var / "media" / name) for name in ("papers/2020/lost.pdf", "imports/lost", "papers/.12.draft")]
    under_way = plant(var / "media" / "papers" / "2020" / "new.pdf", days=0.9)
    said = housekeeping()
    assert all(str(file) in said for file in old)
    assert not any(file.exists() for file in old)
    assert kept.exists()
    assert under_way.exists()
    assert "Removed: 3." in said


def test_a_dry_run_says_the_same_and_removes_nothing(
    var: Path, clerk: User, edition: Edition, django_capture_on_commit_callbacks: Any
) -> None:
    lost, paper = plant(var / "media" / "lost.pdf"), plant(var / "papers" / "a.pdf.1.2")
    upload(edition, clerk, days=2)
    Session.objects.create(session_key="old", expire_date=timezone.now() - timedelta(days=1))
    dry = housekeeping("--dry-run")
    assert lost.exists()
    assert paper.exists()
    assert (ImportBatch.objects.count(), Session.objects.count()) == (1, 1)
    with django_capture_on_commit_callbacks(execute=True):
        wet = housekeeping()
    assert dry.splitlines()[:-1] == wet.splitlines()[:-1]
    assert dry.splitlines()[-1] == "Would be removed: 4."


def test_uploads_that_nobody_brought_in_go_with_their_records(
    clerk: User, edition: Edition, django_capture_on_commit_callbacks: Any
) -> None:
    old, young = upload(edition, clerk, days=1.1), upload(edition, clerk, days=0.9)
    with django_capture_on_commit_callbacks(execute=True):
        housekeeping()
    assert list(ImportBatch.objects.all()) == [young]
    assert not Path(old.file.path).exists()
    assert Path(young.file.path).exists()


def test_tables_that_nobody_brought_in_go(var: Path, clerk: User, django_capture_on_commit_callbacks: Any) -> None:
    old, young = table(clerk, days=1.1), table(clerk, days=0.9)
    with django_capture_on_commit_callbacks(execute=True):
        housekeeping()
    assert list(TableUpload.objects.all()) == [young]
    assert not Path(old.file.path).exists()
    assert Path(young.file.path).exists()


def test_kept_papers_above_the_size_allowed_and_left_drafts_go(var: Path, clerk: User) -> None:
    draft = plant(var / "papers" / "a.pdf.12.345")
    used, unused = (plant(var / "papers" / f"{days}.pdf", days=days, size=700_000) for days in (1, 2))
    housekeeping()
    assert not draft.exists()
    assert used.exists()
    assert not unused.exists()


def test_expired_sessions_go(clerk: User) -> None:
    for days in (-1, 1):
        Session.objects.create(session_key=f"in {days}", expire_date=timezone.now() + timedelta(days=days))
    housekeeping()
    assert [session.session_key for session in Session.objects.all()] == ["in 1"]


def test_beside_a_database_that_nobody_works_with_no_file_is_touched(var: Path, db: None) -> None:
    """Somebody forgot to load the environment: the files belong to another database."""
    file = plant(var / "media" / "papers" / "2020" / "a.pdf")
    with pytest.raises(CommandError, match="DATABASE_URL"):
        housekeeping()
    assert file.exists()


def test_what_can_be_undone_no_more_goes(clerk: User, edition: Edition) -> None:
    now = timezone.now()
    for kind, days in (("deleted", 91), ("deleted", 89), ("changed", 2), ("changed", 0)):
        at = now - timedelta(days=days)
        UndoStep.objects.create(kind=kind, at=at, by=clerk, model="partners.city", label=f"{days}", row_count=1)
    housekeeping()
    assert {step.label for step in UndoStep.objects.all()} == {"89", "0"}


def test_forms_that_nobody_came_back_for_go_after_a_week(clerk: User) -> None:
    for days in (6, 8):
        kept_at = timezone.now() - timedelta(days=days)
        UnsavedPost.objects.create(person=clerk, browser="a", address=f"/admin/{days}", content=b"", kept_at=kept_at)
    assert "nobody came back for: 1" in housekeeping()
    assert [str(post) for post in UnsavedPost.objects.all()] == ["/admin/6"]


def test_working_copies_of_more_than_400_days_ago_are_known_no_more(clerk: User) -> None:
    for days in (400, 401):
        made_on = clock.today() - timedelta(days=days)
        WorkingCopy.objects.create(sha256=f"{days:064}", kind="a", key="b", title="c", format="pdf", made_on=made_on)
    assert "working copies that the portal need not know any more: 1" in housekeeping()
    assert WorkingCopy.objects.get().sha256.endswith("400")


def test_backups_of_what_was_before_a_restore_go_after_90_days_but_for_the_last(var: Path, clerk: User) -> None:
    folder = var / "before-restore"
    oldest, old, young = (plant(folder / f"before-restore-portal-{days}.tar.age", days=days) for days in (200, 91, 89))
    said = housekeeping()
    assert [file.exists() for file in (oldest, old, young)] == [False, False, True]
    assert str(oldest) in said
    plant(young, days=300)
    housekeeping()
    assert young.exists()


def test_backups_that_were_broken_off_go(var: Path, clerk: User) -> None:
    part = plant(var / "before-restore" / ".before-restore-portal-1.tar.part")
    under_way = plant(var / "before-restore" / ".before-restore-portal-2.tar.part", days=0.5)
    housekeeping()
    assert not part.exists()
    assert under_way.exists()


def test_backups_that_a_killed_command_had_unpacked_go(var: Path, clerk: User) -> None:
    for name, days in (("verifying-a", 2), ("upgrading-b", 2), ("verifying-c", 0.5)):
        plant(var / name / "db.sqlite3", days=days)
        os.utime(var / name, (time.time() - days * DAY,) * 2)
    housekeeping()
    assert [folder.name for folder in var.iterdir() if folder.is_dir()] == ["verifying-c"]


def test_links_for_a_password_that_are_good_no_more_go(clerk: User, head: User) -> None:
    for person, days in ((clerk, -1), (head, 1)):
        expires_at = timezone.now() + timedelta(days=days)
        PasswordLink.objects.create(person=person, digest="a", expires_at=expires_at)
    housekeeping()
    assert [link.person for link in PasswordLink.objects.all()] == [head]


def test_notes_of_sessions_that_ended_go(clerk: User) -> None:
    Session.objects.create(session_key="goes on", expire_date=timezone.now() + timedelta(hours=1))
    for key in ("goes on", "ended", "begins"):
        UserSession.objects.create(user=clerk, session_key=key, ip="127.0.0.1")
    UserSession.objects.exclude(session_key="begins").update(created_at=timezone.now() - timedelta(days=2))
    housekeeping()
    assert sorted(UserSession.objects.values_list("session_key", flat=True)) == ["begins", "goes on"]


def test_attempts_to_log_in_that_count_no_more_go(clerk: User, held_clock: time_machine.Traveller) -> None:
    caches["shared"].set("old", 1, 3600)
    caches["shared"].set("young", 1, 3 * DAY)
    held_clock.shift(2 * DAY)
    assert "attempts to log in that count no more: 1" in housekeeping()
    assert "attempts" not in housekeeping()
    assert caches["shared"].get("young") == 1


def test_kinds_of_an_earlier_release_leave_the_search_index(clerk: User) -> None:
    for kind in ("city", "of-old"):
        indexed = IndexedKind.objects.create(kind=kind, order=1)
        SearchEntry.objects.create(indexed=indexed, title_uk=kind, title_words=kind, words=kind)
    housekeeping()
    assert [entry.title_uk for entry in SearchEntry.objects.all()] == ["city"]


def test_what_cannot_be_removed_keeps_nothing_else_and_ends_with_1(
    var: Path, clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    stuck, other = plant(var / "media" / "a.pdf"), plant(var / "media" / "b.pdf")
    unlink = Path.unlink

    def refused(file: Path, missing_ok: bool = False) -> None:
        if file == stuck:
            raise PermissionError(13, "Permission denied")
        unlink(file, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", refused)
    errors = StringIO()
    with translation.override("en"), pytest.raises(CommandError, match=r"Could not be removed: 1\."):
        call_command("housekeeping", stdout=StringIO(), stderr=errors)
    assert "Permission denied" in errors.getvalue()
    assert stuck.exists()
    assert not other.exists()


def test_two_do_not_run_at_once(var: Path, clerk: User) -> None:
    file = plant(var / "media" / "a.pdf")
    with locks.held("housekeeping"), pytest.raises(CommandError, match="Another housekeeping"):
        housekeeping()
    assert file.exists()
    housekeeping()
    assert not file.exists()


def test_no_upload_waits_for_more_than_a_day_if_it_is_run_every_hour(
    clerk: User, edition: Edition, held_clock: time_machine.Traveller, django_capture_on_commit_callbacks: Any
) -> None:
    upload(edition, clerk, days=0)
    for _hour in range(23):
        housekeeping()
        held_clock.shift(3600)
    assert ImportBatch.objects.exists()
    held_clock.shift(60)
    with django_capture_on_commit_callbacks(execute=True):
        housekeeping()
    assert not ImportBatch.objects.exists()
