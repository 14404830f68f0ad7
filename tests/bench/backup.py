"""How long a backup, its trial, a restore and a move take, and how much memory: with few payments, then with many.

    python tests/bench/backup.py [--rows 100000] [--encrypted]

Works in a folder of its own, on a new SQLite file or, with DATABASE_URL, on the empty PostgreSQL database that it
names; many rows move to MOVE_TO_URL, if it is set, few to an SQLite file. Prints a table in Markdown; ends with 1
where memory grows with the rows. Seconds depend on the machine.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BASE = Path(__file__).resolve().parent.parent.parent
FEW = 100
MOST_GROWTH = 60
"""Megabytes by which many rows may take more than few."""
FILL = """
import sys, django
django.setup()
from budget.models import Payment
from tests import factories, spending
if not Payment.objects.exists():
    factories.edition("bench")
spending.random_payments(int(sys.argv[1]) - Payment.objects.count())
"""


def run(*arguments: str) -> tuple[float, float]:
    """Run Python in the portal; return its seconds and its peak memory in megabytes."""
    began = time.perf_counter()
    process = subprocess.Popen([sys.executable, *arguments], cwd=BASE, stdout=subprocess.DEVNULL)
    _pid, status, used = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{arguments} failed")
    return time.perf_counter() - began, used.ru_maxrss / 1024


def measure(rows: int, folder: Path, identity: Path) -> list[tuple[str, float, float]]:
    """Return of each command its name, seconds and megabytes, for a portal of so many payments."""
    run("-c", FILL, str(rows))
    found = [("backup", *run("manage.py", "backup", str(folder / str(rows))))]
    (file,) = (folder / str(rows)).iterdir()
    print(f"{rows:,} payments: an archive of {file.stat().st_size / 1024**2:.1f} MB")
    for name, *more in (("verify_backup",), ("restore", "--yes")):
        found.append((name, *run("manage.py", name, str(file), "--identity", str(identity), *more)))
    source = os.environ.get("DATABASE_URL") or f"sqlite:///{folder}/db.sqlite3"
    target = os.environ.get("MOVE_TO_URL") if rows > FEW else ""
    return [
        *found,
        ("move_data", *run("manage.py", "move_data", source, target or f"sqlite:///{folder}/{rows}.sqlite3")),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--encrypted", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ |= {"VAR_DIR": name, "DJANGO_SETTINGS_MODULE": "oleksandria_intl.settings", "LOG_LEVEL": "ERROR"}
        if options.encrypted:
            import pyrage

            key = pyrage.x25519.Identity.generate()
            (folder / "key").write_text(str(key), encoding="utf-8")
            os.environ["BACKUP_KEY"] = str(key.to_public())
        run("manage.py", "migrate", "--verbosity=0")
        few, many = (measure(rows, folder, folder / "key") for rows in (FEW, options.rows))
    print(f"| | seconds with {FEW} | MB | seconds with {options.rows:,} | MB |\n| --- | --- | --- | --- | --- |")
    for (command, seconds, memory), (_same, more_seconds, more_memory) in zip(few, many, strict=True):
        print(f"| {command} | {seconds:.1f} | {memory:.0f} | {more_seconds:.1f} | {more_memory:.0f} |")
    own = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    print(f"all of it: {own:.0f} s of CPU")
    if any(large[2] - small[2] > MOST_GROWTH for small, large in zip(few, many, strict=True)):
        sys.exit("Memory grows with the rows.")


if __name__ == "__main__":
    main()
