"""Looks at a server where the portal runs: who runs what, who may read what, what systemd says of the units."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path
from urllib.error import HTTPError

from browser import Browser

PRIVATE = ("/var/lib/portal", "/var/backups/portal", "/etc/portal/environment")
MOST_EXPOSED = 3.0
PATIENCE = 60
LOG = Path("/var/log/portal.log")
"""What systemd would keep in its journal."""


def wait_for_health(browser: Browser) -> None:
    """Wait until /healthz says that all is well."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            if (said := browser.go("/healthz")).startswith("ok"):
                return
        except HTTPError as error:
            said = f"{error.code} {error.read().decode(errors='replace')}"
        if time.monotonic() > until:
            raise SystemExit(f"/healthz: {said}\n{LOG.read_text(errors='replace')[-4000:]}")
        time.sleep(0.5)


def said_by(*command: str) -> str:
    """Return what a command prints on both of its streams; raise where it fails."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}")
    return done.stdout.strip()


def expect_nothing(what: str, found: str) -> None:
    if found:
        raise SystemExit(f"{what}:\n{found}")
    print(f"   none: {what}")


def at_server() -> None:
    """Make a backup and clean up by the units, then look at processes, files and units."""
    for job in ("backup", "housekeeping", "reminders"):
        said_by("systemctl", "start", f"portal-{job}.service")
    if not list(Path("/var/backups/portal").iterdir()):
        raise SystemExit("The unit made no backup.")
    expect_nothing("processes of the portal run as root", "\n".join(processes_of_root()))
    readable = said_by("find", *PRIVATE, "!", "-type", "l", "-perm", "/o=rwx")
    expect_nothing("files of the portal that others can read", readable)
    writable = said_by("find", "/srv/portal", "!", "-type", "l", "(", "!", "-user", "root", "-o", "-perm", "/go=w", ")")
    expect_nothing("code that somebody but root can change", writable)
    units = sorted(Path("/etc/portal").glob("portal*.*"))
    expect_nothing("complaints of systemd-analyze verify", said_by("systemd-analyze", "verify", *map(str, units)))
    for service in (unit for unit in units if unit.suffix == ".service"):
        most = f"--threshold={MOST_EXPOSED * 10:.0f}"
        verdict = said_by("systemd-analyze", "security", "--offline=true", most, str(service))
        print(f"   {verdict.splitlines()[-1].strip('→ ')}")


def processes_of_root() -> list[str]:
    """Return the command lines of root's processes that run the portal's code."""
    ours = []
    for process in Path("/proc").glob("[0-9]*"):
        line = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        if "/srv/portal/" in line and process.stat().st_uid == 0:
            ours.append(line)
    return ours
