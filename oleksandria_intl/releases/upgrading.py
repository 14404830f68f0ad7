"""An upgrade, and the way back."""

from __future__ import annotations

import json
import os
import shutil
import sys
from contextlib import ExitStack
from datetime import datetime, timezone
from pathlib import Path

from .machine import Failed, Machine, _
from .steps import (
    FOLDER,
    Before,
    away,
    backed_up,
    bring_back_data,
    check_out,
    exchange,
    folder_of_code,
    forget_note,
    read_note,
    say,
    write_note,
)

PACKAGES = (".venv", ".venv.other")
STATIC = ("static", "static.other")
"""What lies there, and what lies beside it: of the release to come, then of the release before."""


def upgrade(machine: Machine, to: str) -> None:
    """Go to a release, the newest unless one is named; raises ``Failed``, and everything is as before then."""
    _refuse_changed_code(machine)
    present, commit = machine.git("rev-parse", "HEAD"), _chosen(machine, to)
    if commit == present or (not to and _has(machine, commit)):
        say(_("The newest release is here already."))
        return
    say(_("From %(present)s to %(new)s.") % {"present": _named(machine, present), "new": _named(machine, commit)})
    with folder_of_code(machine, commit) as code:
        has_packages = _prepare(machine, present, commit, code)
    with away(machine) as undo:
        migrations = json.loads(machine.on_data("migrations"))
        backup = backed_up(machine, FOLDER)
        say(_("Backup: %(file)s") % {"file": backup})
        made_at = datetime.now(timezone.utc).isoformat()
        write_note(machine, Before(present, commit, backup, migrations, made_at, has_packages))
        is_migrating = False
        undo.callback(lambda: bring_back_data(machine, backup, migrations, is_torn=is_migrating))
        _put_in_place(machine, commit, undo, has_packages=has_packages)
        is_migrating = True
        machine.manage("migrate", "--no-input", "--verbosity=0")
        is_migrating = False
        machine.manage("sync_roles", "--verbosity=0")
    _tidy(machine)
    say(_("Done. “make rollback” goes back to what was before."))


def roll_back(machine: Machine, *, is_agreed: bool) -> None:
    """Go back to before the last upgrade; the data stay unless the release before does not know their tables."""
    _refuse_changed_code(machine)
    before = read_note(machine)
    present = json.loads(machine.on_data("migrations"))
    loses = present != before.migrations
    if loses:
        _ask(before, is_agreed=is_agreed)
    say(_("Back to %(commit)s.") % {"commit": _named(machine, before.commit)})
    with away(machine) as undo:
        if loses:
            newer = backed_up(machine, "before-rollback")
            say(_("Backup of what is there now: %(file)s") % {"file": newer})
            undo.callback(bring_back_data, machine, newer, present)
        _put_in_place(machine, before.commit, undo, has_packages=before.has_packages)
        bring_back_data(machine, before.backup, before.migrations)
    forget_note(machine)
    say(_("Done."))


def _refuse_changed_code(machine: Machine) -> None:
    if changed := machine.git("status", "--porcelain", "--untracked-files=no"):
        raise Failed(_("The code here was changed, which an upgrade would overwrite:\n%(files)s") % {"files": changed})


def _chosen(machine: Machine, to: str) -> str:
    """Return the commit to go to, after asking origin for what is new."""
    if machine.git("remote"):
        machine.git("fetch", "--quiet", "--tags", "origin")
    tags = machine.git("tag", "--list", "v*", "--sort=-version:refname").split()
    name = to or (tags[0] if tags else "origin/HEAD")
    try:
        return machine.git("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
    except Failed:
        raise Failed(_("There is no release “%(name)s” (TO=v1.1.0 names one).") % {"name": name}) from None


def _has(machine: Machine, commit: str) -> bool:
    """Whether the code here holds a commit already."""
    return machine.git("rev-list", "--count", f"HEAD..{commit}") == "0"


def _named(machine: Machine, commit: str) -> str:
    return machine.git("describe", "--tags", "--always", commit)


def _prepare(machine: Machine, present: str, commit: str, code: Path) -> bool:
    """While the portal answers, make packages and static files of a release beside those at work, and try its settings.

    Return whether it has packages of its own.
    """
    python = machine.checkout / ".venv" / "bin" / "python"
    has_packages = bool(
        machine.git("diff", "--name-only", present, commit, "--", "requirements.txt", "requirements.lock")
    )
    if has_packages:
        say(_("Packages."))
        folder = machine.checkout / f".venv-{commit[:12]}"
        wheels = os.environ.get("WHEELS")
        offline = [f"WHEELS={machine.checkout / wheels}"] if wheels else []
        machine.by_owner("make", "install", f"VENV={folder}", *offline, at=code)
        _link(machine, folder)
        python = folder / "bin" / "python"
    say(_("Settings and static files."))
    machine.by_user(str(python), "manage.py", "check", "--deploy", at=code)
    scratch = machine.own / "next-static"
    machine.by_user("rm", "-rf", str(scratch), str(machine.shared / STATIC[1]))
    machine.by_user("mkdir", "-p", str(scratch), str(machine.shared / STATIC[0]))
    machine.by_user(
        str(python), "manage.py", "collectstatic", "--no-input", at=code, variables={"VAR_DIR": str(scratch)}
    )
    machine.by_user("mv", str(scratch / "static"), str(machine.shared / STATIC[1]))
    machine.by_user("rm", "-rf", str(scratch))
    return has_packages


def _link(machine: Machine, folder: Path) -> None:
    machine.by_owner("rm", "-rf", PACKAGES[1])
    machine.by_owner("ln", "-s", folder.name, PACKAGES[1])


def _put_in_place(machine: Machine, commit: str, undo: ExitStack, *, has_packages: bool) -> None:
    check_out(machine, commit, undo)
    exchange(machine.shared, STATIC, undo)
    if has_packages:
        exchange(machine.checkout, PACKAGES, undo)


def _ask(before: Before, *, is_agreed: bool) -> None:
    """Say what a way back loses; raises ``Failed`` unless somebody agrees."""
    say(
        _(
            "The release changed the tables: the data go back to the backup made before it. What was entered in the "
            "%(hours).1f hours since then is lost here (a backup of it is kept); what was erased stays erased."
        )
        % {"hours": before.hours}
    )
    if is_agreed:
        return
    word = _("yes")
    say(_("Type “%(word)s” to go on:") % {"word": word})
    if sys.stdin.readline().strip().lower() not in (word, "yes"):
        raise Failed(_("Nothing was changed."))


def _tidy(machine: Machine) -> None:
    """Delete packages that neither release uses; compile the code where its user may not write."""
    used = {os.path.realpath(machine.checkout / name) for name in PACKAGES}
    for folder in machine.checkout.glob(".venv-*"):
        if os.path.realpath(folder) not in used:
            shutil.rmtree(folder)
    if machine.owner != machine.user:
        machine.by_owner(".venv/bin/python", "-m", "compileall", "-q", "-x", r"/\.", ".")
