"""The portal goes to a release: prepared while it answers, done while it is away, taken back where a step fails."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from .machine import Failed, Machine, _

FOLDER = "before-upgrade"
"""Of the backup that an upgrade makes, and of the note about what was before it; in the portal's own folder of data."""


@dataclass(frozen=True)
class Before:
    """What was before an upgrade, and where it led."""

    commit: str
    to: str
    backup: str
    migrations: list[list[str]]
    made_at: str
    has_packages: bool
    """Whether the release before has packages of its own, beside those of the new one."""

    @property
    def hours(self) -> float:
        """How long ago the upgrade was."""
        return (datetime.now(timezone.utc) - datetime.fromisoformat(self.made_at)).total_seconds() / 3600


def say(sentence: str) -> None:
    """Print a line; nobody may be there to read it any more."""
    with suppress(OSError):
        sys.stdout.write(f"{sentence}\n")
        sys.stdout.flush()


def backed_up(machine: Machine, folder: str) -> str:
    """Return the file of a new backup beside the data.

    It is not encrypted, as the data beside it are not: the key that opens one lies on another machine.
    """
    made = machine.manage("backup", str(machine.own / folder), "--keep", "1", variables={"BACKUP_KEY": ""})
    return made.splitlines()[0]


@contextmanager
def away(machine: Machine) -> Iterator[ExitStack]:
    """Stop the portal; yield what takes each further step back; start it, and say how long it was away.

    Where a step fails, those before it are taken back, the last first, and the portal is started with what was before.
    """
    began = time.monotonic()
    undo = ExitStack()
    undo.callback(machine.start)
    try:
        machine.stop()
        yield undo
        machine.by_user(".venv/bin/python", "-c", "import oleksandria_intl.wsgi")
        machine.start()
    except BaseException as error:
        say(_("It failed; what was before is brought back."))
        _take_back(undo, error)
        raise Failed(
            _("%(error)s\nThe portal is as it was before.") % {"error": error or type(error).__name__}
        ) from error
    if machine.units:
        say(_("The portal was away for %(seconds).0f s.") % {"seconds": time.monotonic() - began})
    else:
        say(_("Restart the portal's server now: there is no unit %(unit)s here that could.") % {"unit": machine.unit})


def _take_back(undo: ExitStack, error: BaseException) -> None:
    try:
        undo.close()
    except Exception as worse:
        sentence = _("%(error)s\nAnd what was before could not be brought back:\n%(worse)s")
        raise Failed(sentence % {"error": error, "worse": worse}) from error


def check_out(machine: Machine, commit: str, undo: ExitStack) -> None:
    """Put the code of a commit in the place of the present."""
    present = machine.git("rev-parse", "HEAD")
    # A branch stays one when the checkout goes back to it.
    branch = machine.git("branch", "--show-current")
    undo.callback(machine.git, "checkout", "--quiet", "--force", *([branch] if branch else ["--detach", present]))
    machine.git("checkout", "--quiet", "--detach", commit)


def exchange(folder: Path, names: tuple[str, str], undo: ExitStack) -> None:
    """Let two folders within a folder, or links to such, change their names."""
    one, other = (folder / name for name in names)
    undo.callback(_exchange, one, other)
    _exchange(one, other)


def _exchange(one: Path, other: Path) -> None:
    aside = one.with_name(f"{one.name}.aside")
    for source, target in ((one, aside), (other, one), (aside, other)):
        if os.path.lexists(source):
            source.rename(target)


def bring_back_data(machine: Machine, backup: str, migrations: list[list[str]]) -> None:
    """Under the code of a backup: restore it where the database has other migrations now; give roles their powers."""
    if json.loads(machine.on_data("migrations")) != migrations:
        erased = machine.on_data("erasures")
        machine.on_data("empty")
        machine.manage("migrate", "--no-input", "--verbosity=0")
        machine.manage("restore", backup, "--yes")
        machine.on_data("erase", given=erased)
    machine.manage("sync_roles", "--verbosity=0")


def write_note(machine: Machine, before: Before) -> None:
    """Keep what was before an upgrade, for the way back."""
    machine.by_user("tee", str(note_of(machine)), given=json.dumps(asdict(before)))


def read_note(machine: Machine) -> Before:
    """Return what was before the last upgrade; raises ``Failed`` where there was none or other code lies here now."""
    try:
        noted: dict[str, Any] = json.loads(machine.by_user("cat", str(note_of(machine))))
        before = Before(**noted)
    except (Failed, ValueError, TypeError):
        raise Failed(_("There is no upgrade that could be taken back.")) from None
    if before.to != machine.git("rev-parse", "HEAD"):
        sentence = _("The last upgrade led to %(to)s, and other code lies here now: nothing was changed.")
        raise Failed(sentence % {"to": before.to[:12]})
    return before


def forget_note(machine: Machine) -> None:
    """Forget what was before: it is there again."""
    machine.by_user("rm", "-f", str(note_of(machine)))


def note_of(machine: Machine) -> Path:
    """Return the file in which it is kept."""
    return machine.own / FOLDER / "what-was.json"


@contextmanager
def folder_of_code(machine: Machine, commit: str) -> Iterator[Path]:
    """Yield a folder with the code of a commit, which the portal's user can read."""
    scratch = Path(tempfile.mkdtemp(prefix="portal-"))
    try:
        scratch.chmod(0o755)
        code = scratch / "code"
        code.mkdir()
        code.chmod(0o755)
        shutil.chown(scratch, machine.owner)
        shutil.chown(code, machine.owner)
        machine.by_owner("bash", "-c", 'umask 022; git archive "$1" | tar -x -C "$2"', "-", commit, str(code))
        yield code
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
