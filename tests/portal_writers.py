"""A process in which eight people write to a portal until a file tells them to stop.

Each writes an official, with history, and an issued paper in one transaction: a backup has both or neither.
Run as ``python -m tests.portal_writers FILE``; says «writing» once all have begun, and at the end how many they wrote.
"""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import django

WRITERS = 8


def write(writer: int, stop: Path, begun: Barrier) -> int:
    from django.db import connection, transaction

    from oleksandria_intl.models import Official
    from tests import backups

    count = 0
    while not stop.exists():
        with transaction.atomic():
            Official.objects.create(code=f"w{writer}-{count}", surname=f"Писар{writer}", given_name=str(count))
            backups.issue(f"w{writer}-{count}.pdf", f"папір {writer} {count}".encode() * 500)
        count += 1
        if count == 1:
            begun.wait(60)
            if writer == 0:
                sys.stdout.write("writing\n")
                sys.stdout.flush()
    connection.close()
    return count


def main(stop: str) -> None:
    django.setup()
    begun = Barrier(WRITERS)
    with ThreadPoolExecutor(WRITERS) as people:
        counts = people.map(lambda writer: write(writer, Path(stop), begun), range(WRITERS))
    sys.stdout.write(f"{sum(counts)}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
