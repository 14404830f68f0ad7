"""With wrong settings nothing starts: neither a command nor the server, and one sentence says why."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from oleksandria_intl import environment, starting
from tests.seed import BASE

UNREADABLE = "DATABASE_URL cannot be read"


def start(folder: Path, *command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    own = {"VAR_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "oleksandria_intl.settings", "PYTHONPATH": str(BASE)}
    return subprocess.run(
        [sys.executable, *command],
        cwd=BASE,
        env=os.environ | own | variables,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(("command", "code"), [("manage.py migrate", 1), ("-m oleksandria_intl.wsgi", 3)])
def test_a_wrong_setting_is_one_sentence_of_a_command_and_of_the_server(
    tmp_path: Path, command: str, code: int
) -> None:
    done = start(tmp_path, *command.split(), DATABASE_URL="postgres://portal:s3@cret@host/name")
    assert done.returncode == code
    assert done.stderr.startswith(UNREADABLE)
    assert len(done.stderr.splitlines()) == 1
    assert "cret" not in done.stderr


@pytest.mark.parametrize(
    ("hosts", "is_root", "is_refused"), [("a", True, True), ("a", False, False), ("", True, False)]
)
def test_root_does_not_serve_a_public_portal(
    settings: Any, monkeypatch: pytest.MonkeyPatch, hosts: str, is_root: bool, is_refused: bool
) -> None:
    settings.PUBLIC_HOSTS = [hosts] if hosts else []
    monkeypatch.setattr(environment, "is_root", lambda: is_root)
    assert bool(starting.complaint_of_server()) is is_refused
