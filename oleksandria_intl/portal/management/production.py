"""What a server needs to run the portal, filled in for this machine: units, nginx site, environment."""

from __future__ import annotations

import os
import re
import secrets
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.template import Context, Engine
from gunicorn.config import KNOWN_SETTINGS

BASE = Path(__file__).resolve().parents[3]
ENVIRONMENT = "environment"
"""The file with the secret: written once, and never again."""
MODES = {ENVIRONMENT: 0o600, "manage": 0o755}
HOMES = ("/home", "/root", "/run/user")
LEAST_WORKERS = 3

HOST = re.compile(r"(?!.{254})([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z]([a-z0-9-]{0,61}[a-z0-9])?")
NAME = re.compile(r"(?!.*-(backup|housekeeping|reminders)$)[a-z][a-z0-9-]{0,30}")
"""A user's name; not one under which the units of another portal go."""
PLAIN_PATH = re.compile(r"/[\w./+-]*", re.ASCII)
"""A path that systemd, nginx and a shell read as it stands."""


def ascii_host(text: str) -> str:
    """Return a host name as DNS knows it, a Ukrainian one in its Latin form; raise ValueError where it is none."""
    try:
        host = text.lower().encode("idna").decode("ascii")
    except UnicodeError:
        host = ""
    if not HOST.fullmatch(host):
        raise ValueError(text)
    return host


@dataclass(frozen=True)
class Portal:
    """One portal on this machine; its name keeps it apart from others: user, units, socket, folders, database."""

    host: str
    name: str
    prefix: str
    certificate: str
    key: str
    backups: str

    @property
    def url(self) -> str:
        return f"https://{self.host}{self.prefix}"

    @property
    def settings(self) -> str:
        return f"/etc/{self.name}"

    @property
    def state(self) -> str:
        return f"/var/lib/{self.name}"

    @property
    def socket(self) -> str:
        return f"/run/{self.name}.sock"

    @property
    def checkout(self) -> Path:
        return BASE

    @property
    def bin(self) -> Path:
        """Where this Python's commands lie, gunicorn among them."""
        return Path(sys.executable).parent

    @property
    def homes(self) -> str:
        """Whether a unit sees anything of people's homes: only where the portal's code or Python lies in one."""
        places = (self.checkout, Path(sys.executable).resolve())
        return "read-only" if any(place.is_relative_to(home) for place in places for home in HOMES) else "yes"

    @property
    def workers(self) -> int:
        return max(LEAST_WORKERS, (os.cpu_count() or 1) + 1)

    @property
    def gunicorn_flags(self) -> str:
        """Newer releases of gunicorn open a socket in their user's home unless asked not to; older ones lack this."""
        flag = "--no-control-socket"
        return f" {flag}" if any(flag in (each.cli or ()) for each in KNOWN_SETTINGS) else ""


def files(portal: Portal) -> Iterator[tuple[str, int, str]]:
    """Yield name, mode and content of every file that the server needs."""
    engine = Engine(dirs=[str(BASE / "oleksandria_intl" / "production")], autoescape=False)
    for template, name in _names(portal.name).items():
        context = Context({"portal": portal, "secret": secrets.token_urlsafe(50)}, autoescape=False)
        yield name, MODES.get(template, 0o644), engine.get_template(template).render(context)


def _names(portal: str) -> dict[str, str]:
    """Return the templates, and under which name each is written."""
    jobs = [f"{job}.{kind}" for job in ("backup", "housekeeping", "reminders") for kind in ("service", "timer")]
    return {
        "portal.service": f"{portal}.service",
        "portal.socket": f"{portal}.socket",
        **{job: f"{portal}-{job}" for job in jobs},
        "nginx.conf": "nginx.conf",
        "manage": f"{portal}-manage",
        ENVIRONMENT: ENVIRONMENT,
    }


def write(portal: Portal, folder: Path) -> list[Path]:
    """Write the files into a folder, made if it is not there; raise FileExistsError where it holds an environment."""
    if (folder / ENVIRONMENT).exists():
        raise FileExistsError(folder / ENVIRONMENT)
    folder.mkdir(mode=0o750, parents=True, exist_ok=True)
    return [_write(folder / name, mode, content) for name, mode, content in files(portal)]


def _write(file: Path, mode: int, content: str) -> Path:
    """Write a file that nobody can read before it has its mode."""
    file.touch(mode=0o600)
    file.write_text(content, encoding="utf-8")
    file.chmod(mode)
    return file
