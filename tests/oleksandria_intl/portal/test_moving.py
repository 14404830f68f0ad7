"""A portal moves to another database whole, or not at all; what cannot be moved is refused in a sentence."""

from __future__ import annotations

import io
import json
import shutil
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import OperationalError, connections, transaction
from django.utils import timezone, translation

from oleksandria_intl import content_triggers, guards, identity
from oleksandria_intl.backup import files, further, moving, restoring, sequences, shut
from oleksandria_intl.backup.tables import MADE_BY_DATABASE, Digest, Table, tables, with_tables
from oleksandria_intl.environment import addresses
from oleksandria_intl.models import Council, IssuedPaper, PortalIdentity, Unit
from tests.portals import Portal, database, portal

KILLED = """
import os, signal, django
django.setup()
from django.core.management import call_command
from oleksandria_intl import content_version
content_version.draw_epoch = lambda using: os.kill(os.getpid(), signal.SIGKILL)
call_command("move_data", *{addresses!r})
"""


@pytest.fixture(scope="module")
def two(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: Any
) -> Iterator[tuple[Portal, Portal]]:
    """A portal with an adopted edition, and an empty one."""
    folder = tmp_path_factory.mktemp("portals")
    with django_db_blocker.unblock(), portal(folder / "there") as there, portal(folder / "new") as new:
        there.fill()
        Session.objects.using(there.alias).create(session_key="a" * 32, expire_date=timezone.now())
        Unit.objects.using(there.alias).create(code="gone", name_uk="Відділ").delete()
        with ExitStack() as hidden:
            # A test may use the databases alone that come to be known in it.
            for alias in (there.alias, new.alias):
                connections[alias].close()
                del connections[alias]
                hidden.callback(connections.databases.__setitem__, alias, connections.databases.pop(alias))
            yield there, new


@pytest.fixture(autouse=True)
def in_english(settings: Any, tmp_path: Path, further_databases: None) -> Iterator[None]:
    settings.LOCK_DIR = tmp_path / "locks"
    with translation.override("en"):
        yield


@pytest.fixture
def there(two: tuple[Portal, Portal], further_databases: None, settings: Any) -> Iterator[Portal]:
    """The portal that moves; its files are those of the process."""
    there, _new = two
    settings.VAR_DIR, settings.MEDIA_ROOT = there.folder, there.folder / "media"
    with further.connected(there.alias, further.Address(there.address, "").settings):
        yield there


@pytest.fixture
def new(two: tuple[Portal, Portal], further_databases: None) -> Iterator[Portal]:
    """The portal whose database is empty."""
    _there, new = two
    with further.connected(new.alias, further.Address(new.address, "").settings):
        yield new
        with guards.lifted(new.alias):
            for table in tables(new.alias, left_out=MADE_BY_DATABASE):
                rows = table.model._base_manager.using(new.alias)  # type: ignore[attr-defined]
                rows.all()._raw_delete(new.alias)
        PortalIdentity.objects.using(new.alias).all().delete()


def everything(using: str) -> dict[str, Any]:
    """Return what must be the same on both sides: rows, the keys given last; and the triggers that lack."""
    connections[using].close()
    found = tables(using, left_out=MADE_BY_DATABASE)
    given = sequences.last_given(using, [table.model for table in found])
    return {
        "rows": {table.label: table.digest() for table in found},
        "keys": {label: key for label, key in given.items() if key},
        "lacking": [*guards.missing(using), *content_triggers.missing(using)],
    }


def move(source: str, target: str) -> str:
    """Run the command; return what it prints."""
    out = io.StringIO()
    call_command("move_data", source, target, stdout=out)
    return out.getvalue()


def refusal(source: str, target: str) -> str:
    """Return the sentence with which the command refuses."""
    with pytest.raises(CommandError) as refused:
        move(source, target)
    return str(refused.value)


def filled(using: str) -> list[str]:
    """Return the tables that have rows which no migration makes."""
    connections[using].close()
    found = [model for model in with_tables() if model._meta.label_lower not in moving.MADE_ANEW]
    return [model._meta.label for model in found if model._base_manager.using(using).exists()]


def papers(of: Portal, address: str) -> dict[str, bytes]:
    """Return papers as they are rendered anew from a database."""
    shutil.rmtree(of.folder / "papers", ignore_errors=True)
    made = {}
    for name in ("decision.pdf", "decision.docx"):
        kind, _dot, format = name.partition(".")
        file = of.folder / name
        asked = ("document", kind, "2020", "--on", "2020-06-01", "--format", format, "--output", str(file))
        code, _printed, warned = of.manage(*asked, DATABASE_URL=address)
        assert code == 0, warned
        made[name] = file.read_bytes()
    return made


@pytest.mark.postgres
def test_a_portal_moves_to_postgresql_and_back(made: Callable[..., Portal], tmp_path: Path) -> None:
    here, back = made("here", vendor="sqlite"), made("back", vendor="sqlite")
    here.done("-m", "tests.whole_portal", "make")
    before, rendered = everything(here.alias), papers(here, here.address)
    with database("away", tmp_path, "postgresql") as away:
        for source, target in ((here.address, away), (away, back.address)):
            code, printed, warned = here.manage("move_data", source, target)
            assert code == 0, warned
            assert sum(digest.rows for digest in before["rows"].values()) > 1000
            assert f": {sum(digest.rows for digest in before['rows'].values())};" in printed
            assert connections["away"].settings_dict["PASSWORD"] not in printed
        for alias, address in (("away", away), (back.alias, back.address)):
            assert everything(alias) == before
            assert papers(here, address) == rendered
            tried = json.loads(here.done("-m", "tests.whole_portal", "try", DATABASE_URL=address))
            assert tried == {"unrefused": [], "is_back": True, "key": before["keys"]["oleksandria_intl.unit"] + 1}
    assert before["lacking"] == []
    assert everything(here.alias) == before, "the old database is as it was"


def test_everything_moves_to_an_empty_database(there: Portal, new: Portal) -> None:
    before = everything(there.alias)
    printed = move(there.address, new.address)
    assert everything(new.alias) == before
    assert before["lacking"] == []
    assert str(there.folder) in printed
    assert f"DATABASE_URL={further.Address(new.address, '')}" in printed


def test_the_new_database_is_of_the_same_portal(there: Portal, new: Portal) -> None:
    move(there.address, new.address)
    assert identity.identifier_of(new.alias) == identity.identifier_of(there.alias) != ""
    assert identity.complaint(new.alias) == ""


def test_a_database_whose_files_lie_elsewhere_is_not_moved(
    there: Portal, new: Portal, settings: Any, tmp_path: Path
) -> None:
    identity.complaint(there.alias)
    settings.VAR_DIR = tmp_path
    assert "files lie elsewhere" in refusal(there.address, new.address)
    assert filled(new.alias) == []


def test_the_portal_is_shut_meanwhile(there: Portal, new: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def look() -> moving.Moved:
        seen.append(shut.is_shut())
        return moving.Moved(0, 0, [])

    monkeypatch.setattr(moving, "_move_rows", look)
    move(there.address, new.address)
    assert seen == [True]
    assert not shut.is_shut()


def test_a_database_that_holds_something_is_not_overwritten(there: Portal, new: Portal) -> None:
    Council.objects.using(new.alias).create(name_uk="Полтавська міська рада")
    before = everything(new.alias)
    said = refusal(there.address, new.address)
    assert "not empty" in said
    assert str(Council._meta.verbose_name_plural) in said
    assert everything(new.alias) == before


def test_somebody_who_writes_meanwhile_is_named(there: Portal, new: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(restoring, "LOCK_SECONDS", 1)
    monkeypatch.setitem(addresses.SQLITE_OPTIONS, "timeout", 0.1)
    with transaction.atomic(using=there.alias):
        Council.objects.using(there.alias).update(city_uk="Олександрія над Інгульцем")
        assert "Stop the portal" in refusal(there.address, new.address)
        transaction.set_rollback(True, using=there.alias)
    assert filled(new.alias) == []


def forget_a_row(table: Table, lines: Any, *others: Any) -> Digest:
    return INSERT(table, list(lines)[1:], *others)


def read_a_row_less(rows: moving.LivingRows, label: str) -> Iterator[bytes]:
    return islice(rows.tables[label].lines(), 1 if label == "sessions.session" else 0, None)


def fail(*arguments: Any) -> None:
    raise OperationalError("database or disk is full")


INSERT = Table.insert
FAILURES = {
    "papers differ": (
        files,
        "amiss",
        lambda using, sha256: {"papers/2020.pdf"} if using == moving.TO else set(),
    ),
    "no triggers": (content_triggers, "missing", lambda using: ["a trigger"]),
    "rows are lost": (Table, "insert", forget_a_row),
    "rows are not read": (moving.LivingRows, "lines", read_a_row_less),
    "no disk": (sequences, "go_on", fail),
}


@pytest.mark.parametrize("failure", FAILURES)
def test_a_move_that_fails_leaves_the_new_database_empty(
    there: Portal, new: Portal, monkeypatch: pytest.MonkeyPatch, failure: str
) -> None:
    monkeypatch.setattr(*FAILURES[failure])
    refusal(there.address, new.address)
    monkeypatch.undo()
    assert filled(new.alias) == []
    assert everything(new.alias)["lacking"] == []


def test_a_move_killed_at_the_last_moment_leaves_the_new_database_empty_for_the_next(
    there: Portal, new: Portal
) -> None:
    process = there.start("-c", KILLED.format(addresses=(there.address, new.address)))
    process.communicate(timeout=120)
    assert process.returncode == -signal.SIGKILL
    assert filled(new.alias) == []
    move(there.address, new.address)
    assert everything(new.alias) == everything(there.alias)


def test_a_paper_that_was_lost_before_is_said_and_does_not_stop_the_move(there: Portal, new: Portal) -> None:
    paper = IssuedPaper.objects.using(there.alias).latest("pk")
    file = there.folder / "media" / str(paper.file)
    aside = file.rename(file.with_suffix(".aside"))
    warned = io.StringIO()
    call_command("move_data", there.address, new.address, stdout=io.StringIO(), stderr=warned)
    aside.rename(file)
    assert str(paper.file) in warned.getvalue()


REFUSALS = {
    "no address": ("portal.sqlite3", "sqlite:///{folder}/new", "FROM_URL begins with no database"),
    "a password with a slash": ("sqlite:///{folder}/old", "postgres://u:sec/ret@h/n", "TO_URL cannot be read"),
    "a port that is none": ("sqlite:///{folder}/old", "postgres://u@h:secret/n", "TO_URL cannot be read"),
    "another kind of database": ("mysql://u:secret@h/n", "sqlite:///{folder}/new", "FROM_URL begins with no database"),
    "memory": ("sqlite:///{folder}/old", "sqlite:///:memory:", "TO_URL names no file"),
    "the same file": ("sqlite:///{folder}/old", "sqlite:///{folder}/../{folder.name}/old", "the same database"),
    "the same server": ("postgres://u:a@h/n", "postgres://u:b@h/n", "the same database"),
    "no file": ("sqlite:///{folder}/none", "sqlite:///{folder}/new", "there is no file"),
    "no database": ("sqlite:///{folder}/letter", "sqlite:///{folder}/new", "cannot be opened"),
    "no server": ("postgres://u:secret@127.0.0.1:1/n", "sqlite:///{folder}/new", "cannot be opened"),
    "no tables": ("sqlite:///{folder}/old", "sqlite:///{folder}/new", "wrong order"),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_what_cannot_be_moved_is_refused_and_nothing_is_made(tmp_path: Path, case: str) -> None:
    source, target, sentence = REFUSALS[case]
    sqlite3.connect(tmp_path / "old").close()
    (tmp_path / "letter").write_text("Шановні колеги!" * 100, encoding="utf-8")
    said = refusal(source.format(folder=tmp_path), target.format(folder=tmp_path))
    assert sentence in said
    assert "sec" not in said
    assert {file.name for file in tmp_path.iterdir()} <= {"old", "letter", "locks"}


def test_a_folder_that_is_not_there_is_not_made(there: Portal, tmp_path: Path) -> None:
    assert "whose folder is not there" in refusal(there.address, f"sqlite:///{tmp_path}/new/db.sqlite3")
    assert not (tmp_path / "new").exists()


def test_a_file_that_was_made_goes_again_where_the_move_fails(
    there: Portal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moving, "_prepare_target", fail)
    refusal(there.address, f"sqlite:///{tmp_path}/new.sqlite3")
    assert list(tmp_path.glob("new*")) == []


def test_a_target_of_another_version_is_refused(there: Portal, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "old")) as older, older:
        older.execute("CREATE TABLE django_migrations (id integer PRIMARY KEY, app text, name text, applied text)")
        older.execute("INSERT INTO django_migrations VALUES (1, 'oleksandria_intl', '0001_initial', '2026-01-01')")
    assert "another version" in refusal(there.address, f"sqlite:///{tmp_path}/old")


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("postgres://portal:sec%40ret@db:5432/n", "postgres://portal:***@db:5432/n"),
        ("postgres://portal@db/n", "postgres://portal@db/n"),
        ("postgres://db/n?password=secret&sslmode=require", "postgres://db/n?password=%2A%2A%2A&sslmode=require"),
        ("postgres://u:p@h/n?options=-csearch_path%3Dpoltava", "postgres://u:***@h/n?options=-csearch_path%3Dpoltava"),
        ("sqlite:////tmp/db.sqlite3", "sqlite:////tmp/db.sqlite3"),
    ],
)
def test_an_address_is_shown_without_its_password(address: str, shown: str) -> None:
    assert str(further.Address(address, "TO_URL")) == shown
