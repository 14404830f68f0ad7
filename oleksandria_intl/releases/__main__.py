"""``python3 -m oleksandria_intl.releases upgrade | rollback``, from the folder of any release that has it.

TO names the release (unset: the newest tag, or where origin stands), UNIT the unit of systemd (unset: portal), YES=1
answers what a rollback asks. The portal is the one in the current folder, or in --checkout DIR.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import signal
import sys
from pathlib import Path
from typing import Any

from .machine import Failed, Machine, _
from .upgrading import roll_back, upgrade


def main() -> None:
    """Do what the line asks; end with 1 and a sentence where it could not be."""
    parser = argparse.ArgumentParser(prog="releases")
    parser.add_argument("deed", choices=("upgrade", "rollback"))
    parser.add_argument("--checkout", type=Path, default=Path.cwd())
    chosen = parser.parse_args()
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stopped)
    machine = Machine(chosen.checkout.resolve(), os.environ.get("UNIT") or "portal")
    try:
        _alone(machine)
        machine.refuse_strangers()
        if chosen.deed == "upgrade":
            upgrade(machine, os.environ.get("TO", ""))
        else:
            roll_back(machine, is_agreed=os.environ.get("YES") == "1")
    except (Failed, KeyboardInterrupt) as failed:
        sys.exit(str(failed))


def _alone(machine: Machine) -> None:
    """Raise ``Failed`` where somebody moves this portal already; the lock ends with the process."""
    try:
        fcntl.flock(os.open(machine.checkout, os.O_RDONLY), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Failed(_("Another upgrade is under way.")) from None


def _stopped(number: int, frame: Any) -> None:
    raise Failed(_("It was stopped (%(signal)s).") % {"signal": signal.Signals(number).name})


if __name__ == "__main__":
    main()
