"""What the staff's pages cost: an address of every kind, on the demonstration and with a hundred programmes besides.

    VAR_DIR=... python -m tests.bench.staff [--programmes 100] [--measures 200] [--payments 10000] [--fresh]

Queries, CPU beside the constant view (which answers eight bytes through the same middleware) and the longest select
box of each page; ``check_data`` of all. Runs in the portal that is there, which is to be the demonstration, and rolls
back what it makes. What misses a limit is marked; ends with 1 where anything is.
"""

from __future__ import annotations

import argparse
import importlib
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

sys.path[0] = str(Path(__file__).resolve().parents[2])
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.site_settings"
os.environ["STAFF_MFA_REQUIRED"] = "0"

# The portal as it is served.
importlib.import_module("oleksandria_intl.wsgi")

from django.contrib.auth.models import User
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from programs.models import Edition
from tests.bench.pages import pay, programme
from tests.walk import staff_pages

QUERIES, CONSTANT_VIEWS, OPTIONS = 60, 100, 50
MORE_QUERIES, MORE_CPU = 3, 2.0
"""So many queries more, and so many times the CPU, with all programmes are still constant."""
CHECKED_IN = 10
ROUNDS = 3
CONSTANT = "/constant/"
FURTHER = ("/admin/findings/", "/admin/search/?q=сувеніри", "/admin/search/?q=3120")
SELECT = re.compile(r"<select[^>]*\bname=\"([^\"]*)\"[^>]*>(.*?)</select>", re.DOTALL)
OPTION = re.compile(r"<option[^>]*>(.*?)</option>", re.DOTALL)


class Cost(NamedTuple):
    """What a page cost: queries, seconds of CPU, and what is wrong with its select boxes."""

    queries: int
    cpu: float
    boxes: str

    @property
    def misses(self) -> Iterator[str]:
        """What is beyond a limit, whatever else there is."""
        if self.queries > QUERIES:
            yield f"over {QUERIES} queries"
        if self.boxes:
            yield self.boxes


def seconds(ask: Callable[[], Any], rounds: int) -> float:
    """Return the least CPU that an answer takes: another process adds to it, and nothing takes away."""
    taken = []
    for _round in range(rounds):
        begun = time.process_time()
        ask()
        taken.append(time.process_time() - begun)
    return min(taken)


def cost(client: Client, page: str, *, is_fresh: bool) -> Cost:
    """Return what a page costs once its templates are read; as after a change, where nothing that was kept counts."""

    def look() -> Any:
        if is_fresh:
            cache.clear()
        return client.get(page)

    look()
    with CaptureQueriesContext(connection) as asked:
        answer = look()
    text = b"".join(answer).decode(errors="ignore") if answer.streaming else answer.content.decode(errors="ignore")
    return Cost(len(asked), seconds(look, ROUNDS), boxes_of(text))


def boxes_of(page: str) -> str:
    """Return what is wrong with the select boxes of a page: too long, or options that nobody can tell apart."""
    found = []
    for name, box in SELECT.findall(page):
        options = [option.strip() for option in OPTION.findall(box)]
        if len(options) > OPTIONS:
            found.append(f"{name}: {len(options)} options")
        # The one without words is where nothing is chosen yet.
        if repeated := [text for text, count in Counter(filter(None, options)).items() if count > 1]:
            found.append(f"{name}: “{repeated[0]}” again")
    return ", ".join(found[:3])


def addresses(client: Client) -> dict[str, str]:
    """Return the addresses of the pages by their names, with what the workspace asks for."""
    found = staff_pages.pages(client) | {page: page for page in FURTHER}
    return found | of_edition(Edition.objects.order_by("pk").first())


def of_edition(edition: Any) -> dict[str, str]:
    """Return the pages of an edition that grow with it."""
    root = f"/admin/programs/edition/{edition.pk}/"
    pages = {"change": "change/", "workspace": "desk/", "paper": "desk/paper/", "findings": "desk/state/"}
    return {f"edition {edition.key}: {name}": f"{root}{page}" for name, page in pages.items()} | {
        f"edition {edition.key}: on the findings' page": f"/admin/findings/?part=draft-{edition.pk}"
    }


def report(name: str, few: Cost | None, many: Cost, constant: float) -> bool:
    """Print a page's line; return whether it keeps all limits."""
    missed = list(many.misses)
    if few is not None:
        if few.cpu > CONSTANT_VIEWS * constant:
            missed.append(f"over {CONSTANT_VIEWS} constant views")
        # A list shows a page of rows where there was one: only its queries are as before.
        grows = many.cpu > MORE_CPU * few.cpu + constant and not name.endswith("_changelist")
        if many.queries > few.queries + MORE_QUERIES or grows:
            missed.append("not constant")
    before = f"{few.queries:4} {1000 * few.cpu:7.1f} {few.cpu / constant:6.0f}" if few else " " * 19
    after = f"{many.queries:4} {1000 * many.cpu:7.1f}"
    print(f"{name[:52]:52} {before} {after}  {'MISSED: ' + ', '.join(missed) if missed else ''}", flush=True)
    return not missed


def checked() -> float:
    """Return the seconds of CPU that ``check_data`` takes of all programmes."""

    def check() -> None:
        with suppress(SystemExit):
            call_command("check_data", stdout=StringIO())

    return seconds(check, 1)


def grow(options: argparse.Namespace) -> Edition:
    """Make the further programmes, and return the last."""
    share = options.payments // options.programmes
    made = [programme(1991 + number % 29, f"p{number}", options.measures) for number in range(1, options.programmes)]
    for number, edition in enumerate(made, 1):
        edition.name_uk = f"розвитку галузі № {number}"
        edition.save(update_fields=["name_uk"])
        pay(edition, share)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return made[-1]


def measure(options: argparse.Namespace) -> bool:
    """Measure all pages few and many; return whether all limits are kept."""
    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.create_superuser("bench-staff"))
    look = partial(cost, client, is_fresh=options.fresh)
    constant = seconds(lambda: client.get(CONSTANT), 200)
    pages = addresses(client)
    few = {name: look(page) for name, page in pages.items() if options.only in name}
    pages |= of_edition(grow(options))
    print(f"the constant view: {1000 * constant:.2f} ms; queries, CPU in ms and in constant views, then with many")
    asked = ((name, page) for name, page in pages.items() if options.only in name)
    lines = [report(name, few.get(name), look(page), constant) for name, page in asked]
    taken = checked()
    print(f"check_data: {taken:.1f} s{'' if taken < CHECKED_IN else '  MISSED'}")
    return all(lines) and taken < CHECKED_IN


def main(arguments: Iterable[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--programmes", type=int, default=100)
    parser.add_argument("--measures", type=int, default=200)
    parser.add_argument("--payments", type=int, default=10_000)
    parser.add_argument("--fresh", action="store_true", help="each look is the first after a change")
    parser.add_argument("--only", default="", help="pages whose name holds this")
    # As on the portal, where these pages are not within a transaction: what is kept of the content is kept here.
    with transaction.atomic(), patch("oleksandria_intl.content_version.is_settled", lambda: True):
        fine = measure(parser.parse_args(arguments))  # type: ignore[arg-type]
        transaction.set_rollback(True)
    sys.exit(0 if fine else 1)


if __name__ == "__main__":
    main()
