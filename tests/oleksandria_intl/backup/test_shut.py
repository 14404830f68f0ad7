"""While a backup is restored nobody is let in, and the portal is open again however the restore ends."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from oleksandria_intl import locks
from oleksandria_intl.backup import shut
from oleksandria_intl.backup.archive import Refused
from tests import factories


@pytest.mark.parametrize("address", ["/", "/admin/", "/en/programs/", "/nowhere/"])
def test_readers_and_staff_are_asked_to_wait(client: Client, address: str) -> None:
    with shut.shut():
        answer = client.get(address)
    assert answer.status_code == 503
    assert answer["Retry-After"] == "60"
    assert "default-src 'self'" in answer["Content-Security-Policy"]
    text = answer.content.decode()
    assert "Портал відновлюють" in text
    assert "The portal is being restored" in text


def test_healthz_says_so(client: Client) -> None:
    with shut.shut():
        answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.content.decode() == "unwell\nrestoring: under way\n"


def test_the_portal_is_open_again_afterwards_and_after_a_failure(db: None, client: Client) -> None:
    factories.council()
    with pytest.raises(ValueError, match="fails"), shut.shut():
        raise ValueError("fails")
    assert client.get("/about/").status_code == 200


def test_a_restore_waits_for_whoever_is_at_work_and_gives_up(db: None) -> None:
    with shut.at_work() as is_open:
        assert is_open
        with pytest.raises(Refused, match="still at work"), shut.shut(patience=0.05):
            pass
    assert not shut.is_shut()


def test_nobody_new_comes_in_while_a_restore_waits(client: Client) -> None:
    with locks.held(shut.RESTORING):
        assert client.get("/").status_code == 503


def test_a_backup_is_not_made_of_a_portal_that_is_being_restored(db: None, tmp_path: Path) -> None:
    with shut.shut(), pytest.raises(CommandError, match="under way"):
        call_command("backup", str(tmp_path / "new"))
    assert not (tmp_path / "new").exists()


def test_no_files_are_tidied_away_meanwhile(db: None) -> None:
    with shut.shut(), pytest.raises(CommandError, match="under way"):
        call_command("housekeeping")


def test_two_restores_do_not_run_beside_each_other() -> None:
    with shut.shut(), pytest.raises(Refused, match="Another restore"), shut.shut():
        pass


def test_a_killed_restore_leaves_the_portal_open(settings: Any) -> None:
    code = (
        "import sys, time, django; django.setup(); from pathlib import Path; from django.conf import settings\n"
        "settings.LOCK_DIR = Path(sys.argv[1]); from oleksandria_intl.backup import shut\n"
        "with shut.shut(): print('shut', flush=True); time.sleep(60)"
    )
    command = [sys.executable, "-c", code, str(settings.LOCK_DIR)]
    with subprocess.Popen(command, cwd=settings.BASE_DIR, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "shut\n"
        was_shut = shut.is_shut()
        process.kill()
    assert was_shut
    assert not shut.is_shut()
