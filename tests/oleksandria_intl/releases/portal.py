"""A portal of shell scripts and a repository, quick enough to be moved between releases in every test."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from oleksandria_intl.releases.machine import Machine

PYTHON = """#!/bin/bash
# Stands in for the portal's Python: a release's migrations are its file "tables", those of the database lie in var.
var=$VAR_DIR deed=$2
[ "$1" = -c ] && { deed=${3:-starts}; }
real=$(cd {root}/var && pwd)
echo "$deed" >>{root}/log
grep -qx "$deed of $(cat style.css)" {root}/fails 2>/dev/null && { echo "$deed does not work" >&2; exit 1; }
case $deed in
    migrations) echo "[[\\"partners\\", \\"$(cat $real/tables)\\"]]" ;;
    erasures) echo '[]' ;;
    erase) cat >/dev/null ;;
    empty) rm $real/tables ;;
    migrate) cp tables $real/tables ;;
    backup) mkdir -p "$3"; cp $real/tables "$3/made"; cp $real/rows "$3/rows"; echo "$3/made" ;;
    restore) cp "$3" $real/tables; cp "$(dirname "$3")/rows" $real/rows ;;
    collectstatic) mkdir "$var/static"; cp style.css "$var/static" ;;
esac
"""
SYSTEMCTL = """#!/bin/bash
case "$*" in
    "show intl.socket --property LoadState --value" | "show intl.service --property LoadState --value") echo loaded ;;
    "show intl.service --property EnvironmentFiles --value") echo "{root}/environment (ignore_errors=no)" ;;
    show*) ;;
    *) echo "$*" >>{root}/log ;;
esac
"""
MAKE = """#!/bin/bash
echo "make $1${3:+ $3}" >>{root}/log
folder=${2#VENV=}
mkdir -p $folder/bin && cp {root}/python $folder/bin/python && cp requirements.lock $folder
"""


class Portal:
    """The portal, and what happened to it."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        if shutil.which("git") is None:
            pytest.skip("needs git")
        self.root, self.checkout, self.var = root, root / "portal", root / "var"
        for name, script in (("python", PYTHON), ("bin/systemctl", SYSTEMCTL), ("bin/make", MAKE)):
            file = root / name
            file.parent.mkdir(exist_ok=True)
            file.write_text(script.replace("{root}", str(root)), encoding="utf-8")
            file.chmod(0o755)
        (root / "environment").write_text(f"VAR_DIR='{self.var}'\n", encoding="utf-8")
        monkeypatch.setenv("PATH", f"{root / 'bin'}:{os.environ['PATH']}")
        for name in ("GIT_AUTHOR", "GIT_COMMITTER"):
            monkeypatch.setenv(f"{name}_NAME", "Адам")
            monkeypatch.setenv(f"{name}_EMAIL", "adam@example.org")
        self._install()

    def _install(self) -> None:
        """Publish release 1.0.0, clone it, and let it run."""
        (self.root / "origin").mkdir()
        self.git("init", "--quiet", "--initial-branch=main", at="origin")
        self.release("v1.0.0")
        self.git("clone", "--quiet", str(self.root / "origin"), "portal", at=".")
        (self.checkout / ".venv" / "bin").mkdir(parents=True)
        (self.checkout / ".venv" / "bin" / "python").symlink_to(self.root / "python")
        (self.checkout / ".venv" / "requirements.lock").write_text("django==1\n", encoding="utf-8")
        (self.var / "static").mkdir(parents=True)
        for name, text in (("tables", "0001"), ("rows", "before"), ("static/style.css", "v1.0.0")):
            (self.var / name).write_text(text, encoding="utf-8")

    def release(self, tag: str, *, tables: str = "0001", packages: str = "django==1") -> None:
        """Publish a release."""
        files = {"tables": tables, "requirements.lock": f"{packages}\n", "style.css": tag, ".gitignore": ".venv*\n"}
        for name, text in files.items():
            (self.root / "origin" / name).write_text(text, encoding="utf-8")
        self.git("add", ".", at="origin")
        self.git("commit", "--quiet", "--message", tag, at="origin")
        self.git("tag", tag, at="origin")

    def git(self, *arguments: str, at: str = "portal") -> str:
        """Return what git says."""
        done = subprocess.run(["git", *arguments], cwd=self.root / at, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    @property
    def machine(self) -> Machine:
        """The portal as who moves it sees it."""
        return Machine(self.checkout, "intl")

    def let_fail(self, deed: str, release: str) -> None:
        """Let a command of a release end with an error from now on."""
        (self.root / "fails").write_text(f"{deed} of {release}\n", encoding="utf-8")

    def state(self) -> dict[str, str]:
        """Return which release lies where."""
        return {
            "code": self.git("describe", "--tags"),
            "packages": (self.checkout / ".venv" / "requirements.lock").read_text(encoding="utf-8").strip(),
            "static": (self.var / "static" / "style.css").read_text(encoding="utf-8"),
            "tables": (self.var / "tables").read_text(encoding="utf-8"),
            "rows": (self.var / "rows").read_text(encoding="utf-8"),
        }

    def log(self) -> list[str]:
        """Return what was done since this was asked the last time."""
        file = self.root / "log"
        lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
        file.unlink(missing_ok=True)
        return lines
