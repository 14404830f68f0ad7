"""How long the server takes for the public pages when the data grow: one programme, then a hundred.

usage: DATABASE_URL=postgres://... python tests/bench/pages.py [--programmes 100] [--measures 200] [--payments 100000]
Makes its rows in a transaction that it rolls back; run it on a database that holds the portal's tables.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import time
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[2])
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "oleksandria_intl.settings")

import django

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client

from budget.models import Direction, Funding, FundingSource, Measure, MeasureLine, Payment
from oleksandria_intl import search
from oleksandria_intl.models import Council
from programs.models import Edition, Program
from tests import factories, spending

LIMIT = 1.5
ROUNDS = 9
PAGES = (
    "/",
    "/programs/",
    "/programs/2020/",
    "/programs/2020/decisions/",
    "/budget/2020/",
    "/budget/2020/report/",
    "/budget/2020/payments/",
    "/partners/",
    "/visits/",
    "/documents/",
    "/data/",
    "/search/?q=напрям",
)


def programme(year: int, slug: str, measures: int) -> Edition:
    """Make a public programme of so many measures."""
    if not Council.objects.exists():
        factories.council()
    program = Program.objects.create(slug=slug)
    edition = Edition.objects.create(
        program=program, name_uk="розвитку", year_from=year, year_to=year, status="published"
    )
    directions = [
        Direction.objects.create(edition=edition, code=str(n), order=n, name_uk=f"Напрям {n}") for n in (1, 2)
    ]
    codes = [f"{number % 2 + 1}.{number}" for number in range(measures)]
    rows = Measure.objects.bulk_create(Measure(program=program, code=code) for code in codes)
    lines = MeasureLine.objects.bulk_create(
        MeasureLine(edition=edition, measure=row, direction=directions[n % 2], code=row.code, order=n, name_uk="Захід")
        for n, row in enumerate(rows)
    )
    source, _made = FundingSource.objects.get_or_create(code="city", defaults={"name_uk": "Міський бюджет"})
    Funding.objects.bulk_create(
        Funding(edition=edition, measure_line=line, code=line.code, year=year, source=source, amount=1000)
        for line in lines
    )
    return edition


def pay(edition: Edition, count: int) -> None:
    """Make so many payments of a programme's year."""
    chance = random.Random(1)
    measures = list(Measure.objects.filter(program=edition.program))
    payer, source, codes = spending.unit(), spending.source(), spending.codes()
    first = date(edition.year_from, 1, 1)
    rows = (
        Payment(
            measure=chance.choice(measures),
            source=source,
            payer=payer,
            amount=Decimal(chance.randrange(1, 10**6)) / 100,
            paid_on=first + timedelta(chance.randrange(365)),
            payee_name=f"ТОВ «Одержувач {chance.randrange(300)}»",
            purpose="Оплата послуг",
            **codes,
        )
        for _number in range(count)
    )
    Payment.objects.bulk_create(rows, batch_size=2000)


def seconds(client: Client, page: str) -> float:
    """Return the median of the server's time for a page, after a first answer."""
    assert client.get(page).status_code == 200, page
    times = []
    for _round in range(ROUNDS):
        begun = time.perf_counter()
        client.get(page)
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


def measured(client: Client) -> dict[str, float]:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return {page: seconds(client, page) for page in PAGES}


def renewal() -> float:
    """Return how long the search takes to take notice of one changed measure."""
    line = MeasureLine.objects.first()
    assert line is not None
    line.name_uk += "!"
    line.save()
    begun = time.perf_counter()
    search.entries()
    return time.perf_counter() - begun


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--programmes", type=int, default=100)
    parser.add_argument("--measures", type=int, default=200)
    parser.add_argument("--payments", type=int, default=100_000)
    options = parser.parse_args()
    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
    client = Client()
    share = options.payments // options.programmes
    with transaction.atomic():
        pay(programme(2020, "2020", options.measures), share)
        few = measured(client)
        soon = renewal()
        for number in range(1, options.programmes):
            pay(programme(1991 + number % 29, f"p{number}", options.measures), share)
        many = measured(client)
        late = renewal()
        transaction.set_rollback(True)
    failed = False
    print(f"{connection.vendor}: 1 programme, then {options.programmes} of {options.measures} measures")
    for page in PAGES:
        ratio = many[page] / few[page]
        failed |= ratio > LIMIT
        print(f"{page:28} {1000 * few[page]:7.1f} ms {1000 * many[page]:7.1f} ms {ratio:6.2f}")
    print(f"search, renewed after a change of one measure: {1000 * soon:.0f} ms, {1000 * late:.0f} ms")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
