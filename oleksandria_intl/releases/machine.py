"""A portal on its machine: whose code and data are, its unit, its settings; every command run by whom it belongs to."""

from __future__ import annotations

import os
import pwd
import re
import shlex
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from gettext import translation
from pathlib import Path
from typing import Any

_ = translation("django", Path(__file__).resolve().parent.parent / "locale", ["uk"], fallback=True).gettext
DATA = (Path(__file__).parent / "data.py").read_text(encoding="utf-8")
LAST_LINES = 15
"""How much of what a command said is shown where it failed."""
SHARED = ("PATH", "LANG", "LC_ALL")
"""The variables of who upgrades that a portal under a unit is given, too."""


Variables = Mapping[str, str]
NONE: Variables = {}


class Failed(Exception):
    """A step that did not succeed; the message is what the administrator reads."""


def user_of(path: Path) -> str:
    """Return the name of the user to whom a file belongs."""
    return pwd.getpwuid(path.stat().st_uid).pw_name


@dataclass(frozen=True)
class Machine:
    """The portal in a checkout, under a unit of systemd where there is one."""

    checkout: Path
    unit: str

    @cached_property
    def units(self) -> list[str]:
        """The service, and the socket that would start it again with the next request; nothing without systemd."""
        return [
            unit
            for unit in (f"{self.unit}.socket", f"{self.unit}.service")
            if self._asked(unit, "LoadState") == "loaded"
        ]

    @cached_property
    def owner(self) -> str:
        """The user to whom the code belongs."""
        return user_of(self.checkout)

    @cached_property
    def user(self) -> str:
        """The user as whom the portal runs, and to whom its data belong."""
        named = self._asked(f"{self.unit}.service", "User")
        return named or (user_of(self.shared) if self.shared.exists() else self.owner)

    @cached_property
    def environment(self) -> dict[str, str]:
        """The variables with which the portal runs; those of the unit where there is one."""
        service = f"{self.unit}.service"
        found = {name: os.environ[name] for name in SHARED if name in os.environ} if self.units else dict(os.environ)
        found |= dict(word.split("=", 1) for word in shlex.split(self._asked(service, "Environment")) if "=" in word)
        for file in re.findall(r"^(/.+?) \(ignore_errors=", self._asked(service, "EnvironmentFiles"), re.MULTILINE):
            found |= _read(Path(file))
        return found

    @property
    def shared(self) -> Path:
        """VAR_DIR, where static files are collected."""
        return Path(self.environment.get("VAR_DIR") or self.checkout / "var")

    @property
    def own(self) -> Path:
        """Where the portal's own data lie."""
        namespace = self.environment.get("PORTAL_NAMESPACE", "")
        return self.shared / "portals" / namespace if namespace else self.shared

    def refuse_strangers(self) -> None:
        """Raise ``Failed`` unless who runs this is root, or the one user to whom everything belongs."""
        me = pwd.getpwuid(os.geteuid()).pw_name
        if me != "root" and {self.owner, self.user} != {me}:
            sentence = _("The code belongs to %(owner)s and the data to %(user)s: run this as root (sudo).")
            raise Failed(sentence % {"owner": self.owner, "user": self.user})

    def by_owner(self, *command: str, at: Path | None = None) -> str:
        """Run a command on the code; return what it prints."""
        return _run(self.owner, command, at or self.checkout, {**os.environ, "HOME": pwd.getpwnam(self.owner).pw_dir})

    def by_user(self, *command: str, at: Path | None = None, given: str = "", variables: Variables = NONE) -> str:
        """Run a command on the data, with the portal's settings and further variables; return what it prints."""
        environment = {**self.environment, "VAR_DIR": str(self.shared), "HOME": str(self.shared), **variables}
        return _run(self.user, command, at or self.checkout, environment, given)

    def git(self, *arguments: str) -> str:
        """Return what git says of the checkout."""
        return self.by_owner("git", *arguments).strip()

    def manage(self, *arguments: str, variables: Variables = NONE) -> str:
        """Run a command of the release that lies in the checkout."""
        return self.by_user(".venv/bin/python", "manage.py", *arguments, variables=variables)

    def on_data(self, deed: str, given: str = "") -> str:
        """Run a deed of ``data.py`` under the release that lies in the checkout."""
        return self.by_user(".venv/bin/python", "-c", DATA, deed, given=given)

    def stop(self) -> None:
        """Stop the portal, its socket too."""
        if self.units:
            _run("root", ["systemctl", "stop", *self.units], self.checkout, os.environ)

    def start(self) -> None:
        """Start the portal."""
        if self.units:
            _run("root", ["systemctl", "start", *self.units], self.checkout, os.environ)

    def _asked(self, unit: str, name: str) -> str:
        if not shutil.which("systemctl"):
            return ""
        command = ["systemctl", "show", unit, "--property", name, "--value"]
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def _read(file: Path) -> dict[str, str]:
    """Return the variables of a file that systemd and a shell read alike."""
    printed = _run("root", ["bash", "-c", 'set -a; . "$1"; env -0', "-", str(file)], Path("/"), {})
    variables = dict(pair.split("=", 1) for pair in printed.split("\0") if "=" in pair)
    return {name: value for name, value in variables.items() if name not in ("PWD", "SHLVL", "_")}


def _run(user: str, command: Sequence[str], at: Path, variables: Variables, given: str = "") -> str:
    """Run a command as a user; raises ``Failed`` with its last lines."""
    done = subprocess.run(
        command,
        cwd=at,
        env=dict(variables),
        input=given,
        capture_output=True,
        text=True,
        check=False,
        **_become(user),
    )
    if done.returncode:
        said = "\n".join((done.stderr or done.stdout).strip().splitlines()[-LAST_LINES:])
        shown = shlex.join(each for each in command if each != DATA)
        raise Failed(_("“%(command)s” failed:\n%(said)s") % {"command": shown, "said": said})
    return done.stdout


def _become(user: str) -> dict[str, Any]:
    """Return what makes a command another user's; nothing where it is one's own."""
    if os.geteuid() or user == "root":
        return {}
    facts = pwd.getpwnam(user)
    groups = os.getgrouplist(user, facts.pw_gid)
    return {"user": facts.pw_uid, "group": facts.pw_gid, "extra_groups": groups, "umask": 0o022}
