"""An upgrade is done as a whole or not at all, and a rollback brings back what was before it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from oleksandria_intl.releases.machine import Failed
from oleksandria_intl.releases.upgrading import roll_back, upgrade

from .portal import Portal

OLD = {"code": "v1.0.0", "packages": "django==1", "static": "v1.0.0", "tables": "0001", "rows": "before"}
NEW = {"code": "v1.1.0", "packages": "django==2", "static": "v1.1.0", "tables": "0002", "rows": "before"}
STOP, START = "stop intl.socket intl.service", "start intl.socket intl.service"


@pytest.fixture
def portal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Portal:
    """A portal of release 1.0.0; 1.1.0 with other packages and tables is published."""
    portal = Portal(tmp_path, monkeypatch)
    portal.release("v1.1.0", tables="0002", packages="django==2")
    return portal


def enter(portal: Portal) -> None:
    """Enter something."""
    (portal.var / "rows").write_text("entered since", encoding="utf-8")


def test_the_newest_release_comes_whole(portal: Portal) -> None:
    upgrade(portal.machine, "")
    assert portal.state() == NEW


def test_all_that_takes_long_is_done_while_the_portal_answers(portal: Portal) -> None:
    upgrade(portal.machine, "")
    log = portal.log()
    assert log[: log.index(STOP)] == ["make install", "check", "collectstatic"]
    assert log[log.index(STOP) :] == [STOP, "migrations", "backup", "migrate", "sync_roles", "starts", START]


def test_packages_come_from_a_folder_where_one_is_named(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WHEELS", "wheels")
    upgrade(portal.machine, "")
    assert portal.log()[0] == f"make install WHEELS={portal.checkout}/wheels"


def test_a_release_can_be_named(portal: Portal) -> None:
    portal.release("v1.2.0")
    upgrade(portal.machine, "v1.1.0")
    assert portal.state() == NEW


def test_of_tags_the_highest_number_is_the_newest(portal: Portal) -> None:
    portal.release("v1.10.0", tables="0002")
    portal.release("v1.9.0", tables="0002")
    upgrade(portal.machine, "")
    assert portal.state()["code"] == "v1.10.0"


def test_where_nothing_is_newer_nothing_is_done(portal: Portal) -> None:
    upgrade(portal.machine, "")
    portal.log()
    upgrade(portal.machine, "")
    assert portal.log() == []


def test_a_release_that_there_is_not_is_refused_before_anything_is_done(portal: Portal) -> None:
    with pytest.raises(Failed, match=r"v9\.0\.0"):
        upgrade(portal.machine, "v9.0.0")
    assert portal.log() == []


def test_changed_code_is_named_and_not_overwritten(portal: Portal) -> None:
    (portal.checkout / "style.css").write_text("mine", encoding="utf-8")
    with pytest.raises(Failed, match=r"style\.css"):
        upgrade(portal.machine, "")
    assert portal.log() == []


@pytest.mark.parametrize("deed", ["check", "collectstatic"])
def test_what_fails_while_it_is_prepared_does_not_stop_the_portal(portal: Portal, deed: str) -> None:
    portal.let_fail(deed, "v1.1.0")
    with pytest.raises(Failed, match=f"{deed} does not work"):
        upgrade(portal.machine, "")
    assert STOP not in portal.log()
    assert portal.state() == OLD


@pytest.mark.parametrize(("deed", "release"), [("backup", "v1.0.0"), ("migrate", "v1.1.0"), ("starts", "v1.1.0")])
def test_what_fails_while_the_portal_is_away_is_named_and_everything_comes_back(
    portal: Portal, deed: str, release: str
) -> None:
    portal.let_fail(deed, release)
    with pytest.raises(Failed, match=f"{deed} does not work"):
        upgrade(portal.machine, "")
    assert portal.log()[-1] == START
    assert portal.state() == OLD


def test_a_migration_that_breaks_off_brings_the_backup_though_none_was_noted(portal: Portal) -> None:
    portal.let_fail("migrate", "v1.1.0")
    with pytest.raises(Failed):
        upgrade(portal.machine, "")
    assert portal.log()[-6:] == ["empty", "migrate", "restore", "erase", "sync_roles", START]


def test_a_way_back_from_other_tables_asks_and_brings_the_backup(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    upgrade(portal.machine, "")
    enter(portal)
    monkeypatch.setattr("sys.stdin", io.StringIO("ні\n"))
    with pytest.raises(Failed):
        roll_back(portal.machine, is_agreed=False)
    assert portal.state() == NEW | {"rows": "entered since"}
    monkeypatch.setattr("sys.stdin", io.StringIO("yes\n"))
    roll_back(portal.machine, is_agreed=False)
    assert portal.state() == OLD
    assert (portal.var / "before-rollback" / "rows").read_text(encoding="utf-8") == "entered since"


def test_a_way_back_from_the_same_tables_keeps_what_was_entered(portal: Portal) -> None:
    portal.release("v1.1.1", packages="django==2")
    upgrade(portal.machine, "")
    enter(portal)
    roll_back(portal.machine, is_agreed=False)
    assert portal.state() == OLD | {"rows": "entered since"}


def test_a_way_back_that_fails_leaves_the_newer_release_and_its_data(portal: Portal) -> None:
    upgrade(portal.machine, "")
    enter(portal)
    portal.let_fail("starts", "v1.0.0")
    with pytest.raises(Failed, match="starts does not work"):
        roll_back(portal.machine, is_agreed=True)
    assert portal.state() == NEW | {"rows": "entered since"}


def test_an_upgrade_is_taken_back_once(portal: Portal) -> None:
    upgrade(portal.machine, "")
    roll_back(portal.machine, is_agreed=True)
    with pytest.raises(Failed):
        roll_back(portal.machine, is_agreed=True)


def test_an_upgrade_is_not_taken_back_where_other_code_was_put_since(portal: Portal) -> None:
    upgrade(portal.machine, "")
    portal.git("checkout", "--quiet", "v1.0.0")
    with pytest.raises(Failed, match=portal.git("rev-parse", "--short=12", "v1.1.0")):
        roll_back(portal.machine, is_agreed=True)


def test_after_a_way_back_one_can_go_again(portal: Portal) -> None:
    upgrade(portal.machine, "")
    roll_back(portal.machine, is_agreed=True)
    upgrade(portal.machine, "")
    assert portal.state() == NEW


def test_packages_that_no_release_uses_any_more_go(portal: Portal) -> None:
    for number in ("v1.1.0", "v1.2.0", "v1.3.0"):
        if number != "v1.1.0":
            portal.release(number, tables="0002", packages=f"django=={number}")
        upgrade(portal.machine, number)
    assert len(list(portal.checkout.glob(".venv-*"))) == 2
