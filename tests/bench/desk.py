"""What the workspace of an edition costs: opening it, and a saved cell back in the paper, in seconds of CPU.

    python -m tests.bench.desk [measures]

The demonstration, or its edition with so many further measures in a transaction that is rolled back; beside it a
form of the staff that shows next to nothing.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from statistics import median
from typing import Any

import django

REPEATED = 5
LIMIT = 0.3
"""Seconds of CPU in which a saved cell is back in the paper."""


def main() -> None:
    """Measure, and print what came of it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "oleksandria_intl.settings")
    os.environ["STAFF_MFA_REQUIRED"] = "0"
    django.setup()
    from django.db import transaction

    with transaction.atomic():
        _measure(int(sys.argv[1]) if len(sys.argv) > 1 else 0)
        transaction.set_rollback(True)


def _measure(further: int) -> None:
    from django.contrib.auth.models import User
    from django.test import Client

    from budget.models import Funding
    from programs.models import Edition

    edition = Edition.objects.changing().first()
    assert edition is not None, "there is no draft: load the demonstration first"
    _add_measures(edition, further)
    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.create_superuser("bench-desk"))
    funding = Funding.objects.filter(edition=edition).first()
    desk = f"/admin/programs/edition/{edition.pk}/desk/"
    print(f"{Funding.objects.filter(edition=edition).count()} amounts")
    _print("the simplest page of the staff", lambda: client.get("/admin/partners/country/add/"))
    _print("the workspace", lambda: client.get(desk))
    _print("what does not agree", lambda: client.get(f"{desk}state/"))
    seconds = _print("a saved cell back in the paper", lambda: client.get(f"{desk}paper/"))
    _print("its form, shown again", lambda: client.get(_form_of(funding)))
    print("within the limit" if seconds <= LIMIT else f"over the limit of {LIMIT:.1f} s")


def _form_of(funding: Any) -> str:
    return f"/admin/budget/measureline/{funding.measure_line_id}/change/"


def _add_measures(edition: Any, count: int) -> None:
    from budget.models import Direction, Funding, FundingSource, MeasureLine

    direction = Direction.objects.filter(edition=edition).first()
    source = FundingSource.objects.first()
    for number in range(count):
        row = MeasureLine.objects.create(
            edition=edition,
            direction=direction,
            code=f"bench.{number}",
            order=1000 + number,
            name_uk=f"Захід {number}: забезпечення участі у міжнародних заходах і прийому делегацій",
        )
        Funding.objects.create(measure_line=row, year=edition.year_from, source=source, amount=1000 + number)


def _print(name: str, ask: Callable[[], Any]) -> float:
    """Print the median of a request's CPU, and how many questions it asks; return the seconds."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    taken = []
    for _turn in range(REPEATED):
        start = time.process_time()
        answer = ask()
        taken.append(time.process_time() - start)
        assert answer.status_code == 200, answer.status_code
    with CaptureQueriesContext(connection) as asked:
        ask()
    print(f"{name}: {1000 * median(taken):.0f} ms, {len(asked)} queries, {len(answer.content) // 1024} kB")
    return median(taken)


if __name__ == "__main__":
    main()
