"""Backups of a portal at work, on both databases and across; what a kill at any moment leaves."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import IntegrityError
from django.test import override_settings

from oleksandria_intl import locks
from oleksandria_intl.backup import sequences
from oleksandria_intl.backup.opening import opened
from oleksandria_intl.backup.shut import AT_WORK, RESTORING
from oleksandria_intl.backup.tables import with_tables
from oleksandria_intl.models import IssuedPaper, Official
from programs.models import Edition
from tests.portals import Portal

KILLS = int(os.environ.get("BACKUP_KILLS", "2"))
"""How many moments are tried: 20 take minutes."""

pytestmark = pytest.mark.usefixtures("further_databases")

WAYS = [
    ("sqlite", "sqlite"),
    *(
        pytest.param(*way, marks=pytest.mark.postgres)
        for way in (("postgresql", "postgresql"), ("sqlite", "postgresql"), ("postgresql", "sqlite"))
    ),
]


@pytest.mark.parametrize(("source", "target"), WAYS)
def test_a_backup_made_while_eight_people_write_restores_one_moment(
    made: Callable[..., Portal], tmp_path: Path, source: str, target: str
) -> None:
    busy = made("busy", is_filled=True, vendor=source)
    stop = tmp_path / "stop"
    writers = busy.start("-m", "tests.portal_writers", str(stop))
    assert writers.stdout
    assert writers.stdout.readline() == "writing\n"
    file = busy.backup(tmp_path / "kept")
    stop.touch()
    written = int(writers.communicate(timeout=120)[0])
    busy.lose_everything()
    new = made("new", vendor=target)
    code, _printed, warned = new.manage("restore", str(file), "--yes")
    assert code == 0, warned
    with opened(file) as archive:
        tables, files = archive.manifest["tables"], archive.manifest["files"]
        assert archive.manifest["amiss"] == []
        last = archive.manifest["sequences"]
    state = new.state()
    assert {label: list(digest) for label, digest in state["rows"].items()} == {
        label: [facts["rows"], facts["sha256"]] for label, facts in tables.items()
    }
    assert state["unguarded"] == []
    papers = IssuedPaper.objects.using(new.alias)
    assert state["papers"] == {paper.file.name: paper.sha256 for paper in papers}
    assert {name: facts["sha256"] for name, facts in files.items()} == state["papers"]
    officials = Official.objects.using(new.alias).filter(code__startswith="w").count()
    assert officials == papers.count() - 2, "an official and a paper came in one transaction"
    assert 8 <= officials < written
    with pytest.raises(IntegrityError):
        Edition.objects.using(new.alias).update(name_uk="іншого")
    given = sequences.last_given(new.alias, with_tables())
    assert {label: given[label] for label in last} == last


def is_open(of: Portal) -> bool:
    with override_settings(LOCK_DIR=of.folder / "locks"), locks.held(RESTORING) as one, locks.held(AT_WORK) as other:
        return one and other


def test_a_restore_killed_at_any_moment_is_whole_or_never_was(made: Callable[..., Portal], tmp_path: Path) -> None:
    target = made("target", is_filled=True)
    file = target.backup(tmp_path / "kept")
    wanted = target.state()
    change = "from tests import backups; backups.issue('later.pdf', b'later')"
    target.start("-c", f"import django; django.setup(); {change}").communicate(timeout=60)
    before = target.state()
    process = started_restore(target, file)
    began = time.monotonic()
    process.communicate(timeout=120)
    seconds = time.monotonic() - began
    assert target.state() == wanted
    chance = random.Random(os.urandom(8))
    ends: Counter[bool] = Counter()
    later = next((target.folder / "before-restore").glob("*.tar"))
    for _turn in range(KILLS):
        if target.state() == wanted:
            code, _printed, warned = target.manage("restore", str(later), "--yes")
            assert code == 0, warned
            assert target.state() == before
        process = started_restore(target, file)
        time.sleep(chance.uniform(0, seconds * 1.1))
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=60)
        found = target.state()
        assert found in (before, wanted)
        assert is_open(target)
        ends[found == wanted] += 1
    assert sum(ends.values()) == KILLS


def started_restore(target: Portal, file: Path) -> subprocess.Popen[str]:
    """Start a restore; return once the archive was checked and it goes to work."""
    process = target.start("manage.py", "restore", str(file), "--yes")
    assert process.stdout
    assert process.stdout.readline()
    return process


def test_a_backup_killed_at_any_moment_leaves_none_or_a_whole_one(made: Callable[..., Portal], tmp_path: Path) -> None:
    busy = made("busy", is_filled=True)
    folder = tmp_path / "kept"
    seconds = 0.0
    chance = random.Random(os.urandom(8))
    for turn in range(KILLS + 1):
        process = busy.start("manage.py", "backup", str(folder))
        while not list(folder.glob(".*.part")) and process.poll() is None:
            time.sleep(0.001)
        began = time.monotonic()
        if turn:
            time.sleep(chance.uniform(0, seconds))
            process.send_signal(signal.SIGKILL)
        else:
            # The first is let go on, to see how long it takes.
            while list(folder.glob(".*.part")):
                time.sleep(0.001)
            seconds = (time.monotonic() - began) * 1.1
        process.communicate(timeout=60)
        for file in folder.glob("*.tar"):
            with opened(file):
                file.unlink()
    code, _printed, warned = busy.manage("backup", str(folder))
    assert code == 0, warned
    assert len(list(folder.iterdir())) == 1, "what the killed ones left is gone"
