"""A restored portal is the one that was backed up, to the last value; a failed restore changes nothing."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Permission, User
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import IntegrityError, connection, transaction
from django.utils import timezone as clock

from oleksandria_intl import content_triggers, content_version, guards
from oleksandria_intl.backup import files, sequences
from oleksandria_intl.backup.archive import Refused
from oleksandria_intl.backup.opening import opened
from oleksandria_intl.backup.tables import Table, with_tables
from oleksandria_intl.models import Council, IssuedPaper, Official, PasswordLink, Unit
from oleksandria_intl.personal_data import erasures, people
from programs.models import Edition
from tests import backups


def wipe() -> None:
    """Delete all rows of the portal."""
    connection.check_constraints()
    with guards.lifted():
        for model in with_tables():
            model._base_manager.all()._raw_delete("default")  # type: ignore[attr-defined]
        connection.check_constraints()


def test_a_wiped_portal_comes_back_whole(db: None, tmp_path: Path) -> None:
    edition = backups.fill()
    file, before = backups.backup(tmp_path), backups.state()
    papers = list(IssuedPaper.objects.all())
    wipe()
    for paper in papers:
        paper.file.storage.delete(paper.file.name)
    assert backups.restore(file) is None, "an empty portal has nothing to be kept"
    assert backups.state() == before
    assert before["unguarded"] == []
    assert sum(rows for rows, _sum in before["rows"].values()) > 100
    assert Edition.objects.get(pk=edition.pk).frozen == '{"б": 1, "а": 2}'
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.update(name_uk="іншого")
    assert User.objects.get().get_user_permissions() == {"oleksandria_intl.view_issuedpaper"}


def test_permissions_are_found_by_name_where_their_keys_differ(db: None, tmp_path: Path) -> None:
    backups.fill()
    file = backups.backup(tmp_path)
    wipe()
    kept = Permission.objects.get(codename="view_issuedpaper")
    Permission.objects.filter(pk=kept.pk).delete()
    connection.check_constraints()
    foreign = ContentType.objects.create(app_label="removed", model="thing")
    renumbered = Permission.objects.create(
        pk=kept.pk + 5000, codename="view_issuedpaper", content_type=kept.content_type, name=kept.name
    )
    connection.check_constraints()
    backups.restore(file)
    assert list(User.objects.get().user_permissions.all()) == [renumbered]
    assert ContentType.objects.filter(pk=foreign.pk).exists(), "what this database knows besides stays"


def test_what_was_there_is_kept_in_a_backup_of_its_own(db: None, tmp_path: Path, settings: Any) -> None:
    backups.fill()
    file = backups.backup(tmp_path)
    Council.objects.update(city_uk="Олександрія над Інгульцем")
    backups.issue("later.pdf", b"later")
    later = backups.state()
    kept = backups.restore(file)
    assert kept
    assert kept.parent == settings.VAR_DIR / "before-restore"
    assert Council.objects.get().city_uk == "Олександрія"
    connection.check_constraints()
    backups.restore(kept)
    assert backups.state() == later


def test_sessions_end_and_nothing_kept_of_pages_is_shown_again(db: None, tmp_path: Path) -> None:
    backups.fill()
    file, epoch = backups.backup(tmp_path), content_version.current().epoch
    Session.objects.create(session_key="a" * 32, expire_date=clock.now())
    newcomer = User.objects.create_user("newcomer")
    PasswordLink.objects.create(person=newcomer, digest="d", expires_at=clock.now())
    UserSession.objects.create(user=newcomer, ip="127.0.0.1", session_key="a" * 32, user_agent="", data={})
    connection.check_constraints()
    backups.restore(file)
    assert [model.objects.count() for model in (Session, UserSession, PasswordLink)] == [0, 0, 0]
    assert content_version.current().epoch != epoch


def test_keys_that_were_given_are_not_given_again(db: None, tmp_path: Path) -> None:
    backups.fill()
    gone = Unit.objects.create(code="gone", name_uk="Відділ")
    pk = gone.pk
    gone.delete()
    file = backups.backup(tmp_path)
    wipe()
    backups.restore(file)
    assert Unit.objects.create(code="new", name_uk="Відділ").pk == pk + 1
    last = sequences.last_given("default", with_tables())
    assert last["auth.user"] == User.objects.get().pk


def test_a_paper_issued_since_under_the_same_name_keeps_its_bytes(db: None, tmp_path: Path, settings: Any) -> None:
    backups.fill()
    paper = backups.issue("звіт.pdf", b"the first")
    name = paper.file.name or ""
    file = backups.backup(tmp_path)
    (settings.MEDIA_ROOT / name).write_bytes(b"another with the same name")
    connection.check_constraints()
    backups.restore(file)
    restored = IssuedPaper.objects.get(pk=paper.pk)
    assert (settings.MEDIA_ROOT / name).read_bytes() == b"another with the same name"
    assert restored.file.name != name
    assert restored.file.read() == b"the first"
    restored.file.close()


def test_a_paper_that_was_lost_before_the_backup_does_not_stop_a_restore(
    db: None, tmp_path: Path, settings: Any
) -> None:
    backups.fill()
    paper = backups.issue("втрачено.pdf", b"lost")
    (settings.MEDIA_ROOT / (paper.file.name or "")).unlink()
    file = backups.backup(tmp_path)
    with opened(file) as archive:
        assert archive.manifest["amiss"] == [paper.file.name]
    connection.check_constraints()
    backups.restore(file)
    assert IssuedPaper.objects.filter(pk=paper.pk).exists()


def test_what_was_erased_since_the_backup_is_erased_again(db: None, tmp_path: Path, administrator: User) -> None:
    backups.fill()
    leaver = Official.objects.create(code="leaver", surname="Прізвищенко", given_name="Ольга")
    file = backups.backup(tmp_path)
    person = people.get("official", leaver.pk)
    assert person
    erasures.erase(person=person, by=administrator, reason="Звернення особи")
    connection.check_constraints()
    backups.restore(file)
    assert "Прізвищенко" not in Official.objects.get(pk=leaver.pk).surname
    assert len(erasures.since()) == 1


def fail(*arguments: Any) -> None:
    raise OSError("no room is left")


def forget_a_row(table: Table, lines: Any, *others: Any) -> Any:
    return INSERT(table, list(lines)[1:], *others)


INSERT = Table.insert
FAILURES = {
    "papers differ": (files, "sha256_of", lambda name: ""),
    "no triggers": (content_triggers, "missing", lambda using: ["a trigger"]),
    "rows are lost": (Table, "insert", forget_a_row),
    "no disk": (sequences, "go_on", fail),
}


@pytest.mark.parametrize("failure", FAILURES)
def test_a_restore_that_fails_leaves_the_portal_as_it_was(
    db: None, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch, failure: str
) -> None:
    backups.fill()
    file = backups.backup(tmp_path)
    Council.objects.update(city_uk="Олександрія над Інгульцем")
    backups.issue("later.pdf", b"later")
    for paper in IssuedPaper.objects.exclude(file__contains="later"):
        paper.file.storage.delete(paper.file.name)
    lying, rows = sorted(settings.MEDIA_ROOT.rglob("*")), backups.rows()
    with monkeypatch.context() as broken:
        broken.setattr(*FAILURES[failure])
        with pytest.raises((Refused, OSError, IntegrityError)):
            backups.restore(file)
    assert backups.rows() == rows
    assert guards.missing() == []
    assert sorted(settings.MEDIA_ROOT.rglob("*")) == lying


def test_the_manifest_says_when_and_of_what_the_backup_is(db: None, tmp_path: Path) -> None:
    backups.fill()
    with opened(backups.backup(tmp_path)) as archive:
        manifest = archive.manifest
    assert manifest["council"]["name"] == "Олександрійська міська рада"
    assert manifest["database"] == connection.vendor
    assert datetime.fromisoformat(manifest["made_at"]).tzinfo == timezone.utc
    assert manifest["content"]["epoch"] == content_version.current().epoch
    assert manifest["tables"]["auth.user"]["rows"] == 1
