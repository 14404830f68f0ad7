"""Who moves a portal finds in its unit whose it is and what it is given."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from oleksandria_intl.releases import machine as module
from oleksandria_intl.releases.machine import Failed, Machine
from tests.seed import BASE

from .portal import Portal


@pytest.fixture
def portal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Portal:
    """A portal under the unit «intl»."""
    return Portal(tmp_path, monkeypatch)


def test_the_settings_are_those_of_the_unit_and_not_of_who_upgrades(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEBUG", "1")
    line = "SECRET_KEY='a $(date) \"b\" #c'\n"
    file = portal.root / "environment"
    file.write_text(file.read_text(encoding="utf-8") + line, encoding="utf-8")
    found = portal.machine.environment
    assert found.keys() <= {"VAR_DIR", "SECRET_KEY", "PATH", "LANG", "LC_ALL"}
    assert (found["VAR_DIR"], found["SECRET_KEY"]) == (str(portal.var), 'a $(date) "b" #c')


def test_without_a_unit_they_are_those_of_who_upgrades(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAR_DIR", "/srv/elsewhere")
    machine = Machine(portal.checkout, "other")
    assert machine.units == []
    assert machine.shared == Path("/srv/elsewhere")


def test_a_portal_of_several_has_its_own_folder_and_shares_static_files(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VAR_DIR", "/srv/var")
    monkeypatch.setenv("PORTAL_NAMESPACE", "poltava")
    machine = Machine(portal.checkout, "other")
    assert (machine.shared, machine.own) == (Path("/srv/var"), Path("/srv/var/portals/poltava"))


def test_whoever_is_neither_root_nor_the_owner_of_all_is_refused(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "user_of", lambda path: "portal")
    monkeypatch.setattr("pwd.getpwuid", lambda number: SimpleNamespace(pw_name="oksana"))
    with pytest.raises(Failed, match="portal"):
        portal.machine.refuse_strangers()
    for me in ("root", "portal"):
        monkeypatch.setattr("pwd.getpwuid", lambda number, me=me: SimpleNamespace(pw_name=me))
        portal.machine.refuse_strangers()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become others")
def test_root_works_on_the_data_as_their_user(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    machine = portal.machine
    monkeypatch.setitem(machine.__dict__, "user", "nobody")
    assert machine.by_user("id", "-un", at=Path("/")) == "nobody\n"


def test_of_a_command_that_fails_the_last_lines_are_shown(portal: Portal) -> None:
    with pytest.raises(Failed, match="two\nthree"):
        portal.machine.by_owner("bash", "-c", "echo one two >&2; echo two >&2; echo three >&2; exit 1")


def test_two_do_not_move_a_portal_at_once(portal: Portal) -> None:
    lock = os.open(portal.checkout, os.O_RDONLY)
    fcntl.flock(lock, fcntl.LOCK_EX)
    command: list[Any] = [sys.executable, "-m", "oleksandria_intl.releases", "upgrade", "--checkout", portal.checkout]
    done = subprocess.run(command, cwd=BASE, capture_output=True, text=True)
    os.close(lock)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert portal.log() == []


def test_what_moves_a_portal_needs_no_package(portal: Portal) -> None:
    """Its packages are replaced meanwhile."""
    code = "import oleksandria_intl.releases.__main__, sys; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-S", "-c", code], cwd=BASE).returncode == 0
