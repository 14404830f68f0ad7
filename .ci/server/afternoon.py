"""Runs the code blocks of README's production section in one shell, as an administrator would, and visits the portal.

Prints how long each block took, how many steps there were and what the first visit found; ends with 1 where something
of it is wrong.
"""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import looking
import visit
from browser import Browser

HERE = Path(__file__).parent
CERTIFICATE = "/etc/letsencrypt/live/intl.example.org/fullchain.pem"
NAME, PASSWORD = "olena", "Річка-Інгулець-27"
ANSWERS = [NAME, "olena@example.org", PASSWORD, PASSWORD]
"""What createsuperuser asks for."""


def blocks(readme: str) -> list[str]:
    """Return the shell's blocks of the section on production, as they stand."""
    section = re.split(r"^## ", readme.split("## Running it in production\n")[1], maxsplit=1, flags=re.MULTILINE)[0]
    return re.findall(r"^```sh\n(.*?)^```$", section, re.DOTALL | re.MULTILINE)


def script(steps: list[str]) -> str:
    """Return the blocks as one session of a shell that ends where a command fails."""
    lines = ["set -eu"]
    for number, step in enumerate(steps, 1):
        first = step.partition("\n")[0]
        lines += [f"printf '\\n== %s s, block {number}: %s\\n' $SECONDS {first!r}", step]
        if "apt-get install" in step:
            # On a server packages start their services.
            lines.append("systemctl start postgresql; systemctl start nginx")
    return "\n".join(lines)


def typed(answers: Iterator[str]) -> None:
    """Run the script in a terminal, answering its questions."""

    def read(terminal: int) -> bytes:
        said = os.read(terminal, 4096)
        if said.rstrip(b"\r\n").endswith(b": "):
            os.write(terminal, f"{next(answers)}\n".encode())
        return said

    ended = pty.spawn(["bash", str(HERE / "session")], read)
    if ended:
        sys.exit(f"The session ended with {os.waitstatus_to_exitcode(ended)}.")


def main(suite: str) -> None:
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    steps = blocks((HERE / "README.md").read_text(encoding="utf-8"))
    (HERE / "session").write_text(script(steps), encoding="utf-8")
    began = time.monotonic()
    typed(iter(ANSWERS))
    browser = Browser("https://intl.example.org/", CERTIFICATE)
    looking.wait_for_health(browser)
    visit.log_in(browser, NAME, PASSWORD)
    minutes = (time.monotonic() - began) / 60
    commands = sum(len(step.splitlines()) for step in steps)
    print(f"\n== {suite}: first login after {minutes:.1f} minutes, {len(steps)} blocks, {commands} commands")
    visit.work(browser)
    looking.at_server()
    subprocess.run(["systemctl", "stop", "portal"], check=True)
    print(f"-- {suite}: all is well, {(time.monotonic() - began) / 60:.1f} minutes")


if __name__ == "__main__":
    main(sys.argv[1])
