"""How much longer the database works for a report than for one hand-written statement with the same sums.

usage: DATABASE_URL=postgres://... python tests/bench/reports.py [--payments 100000] [--measures 200]
Makes its rows in a transaction that it rolls back; run it on a database that holds the portal's tables.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

sys.path[0] = str(Path(__file__).resolve().parents[2])
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "oleksandria_intl.settings")

import django

django.setup()

from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from budget.execution import Execution
from budget.models import Direction, Measure, MeasureLine, Payment
from budget.querysets import Span
from budget.reports import Report
from oleksandria_intl import papers
from programs.models import Edition
from tests import factories, spending

LIMIT = 1.5
ROUNDS = 7
BY_HAND = """
SELECT measure_id, source_id, program_code_id, economic_code_id,
       sum(amount) FILTER (WHERE paid_on >= %(start)s) AS paid,
       sum(amount) AS to_date,
       sum(amount) FILTER (WHERE commitment_id IS NULL OR NOT (
           c_signed <= %(end)s AND c_year = %(year)s AND (c_cancelled IS NULL OR c_cancelled > %(end)s))) AS unpromised
FROM (SELECT p.*, c.signed_on AS c_signed, c.year AS c_year, c.cancelled_on AS c_cancelled
      FROM budget_payment p JOIN budget_measure m ON m.id = p.measure_id
      LEFT JOIN budget_commitment c ON c.id = p.commitment_id
      WHERE m.program_id = %(program)s AND p.paid_on BETWEEN %(first)s AND %(end)s) AS known
GROUP BY 1, 2, 3, 4
"""
PAYEES_BY_HAND = """
SELECT payee_is_person, CASE WHEN payee_is_person THEN '' ELSE payee_code END AS code,
       CASE WHEN payee_is_person THEN '' ELSE payee_name END AS payee, count(*), sum(amount) AS paid
FROM budget_payment p JOIN budget_measure m ON m.id = p.measure_id
WHERE m.program_id = %(program)s AND p.paid_on BETWEEN %(start)s AND %(end)s GROUP BY 1, 2, 3 ORDER BY paid DESC
"""
MONTHS_BY_HAND = """
SELECT extract(year FROM paid_on), extract(month FROM paid_on), sum(amount)
FROM budget_payment p JOIN budget_measure m ON m.id = p.measure_id
WHERE m.program_id = %(program)s AND p.paid_on BETWEEN %(first)s AND %(end)s GROUP BY 1, 2
"""
REGISTER_BY_HAND = """
SELECT p.id, p.record_key, p.paid_on, p.document, p.payee_name, p.payee_code, p.payee_is_person, p.purpose, p.amount,
       p.program_code_id, p.economic_code_id, u.name_uk, u.register_code, m.code, s.name_uk, s.code,
       k.paid_on, k.document
FROM budget_payment p JOIN budget_measure m ON m.id = p.measure_id
JOIN budget_spendingunit u ON u.id = p.payer_id JOIN budget_fundingsource s ON s.id = p.source_id
LEFT JOIN budget_payment k ON k.id = p.corrects_id
WHERE m.program_id = %(program)s AND p.paid_on BETWEEN %(start)s AND %(end)s ORDER BY p.paid_on, p.id
"""


def fill(payments: int, measures: int) -> Edition:
    """Make a programme of so many measures with grants, promises and so many payments of its year."""
    chance = random.Random(1)
    edition = factories.edition()
    Edition.objects.filter(pk=edition.pk).update(status="published")
    for number in range(measures - 3):
        row = Measure.objects.create(program=edition.program, code=f"x.{number}")
        direction = Direction.objects.filter(edition=edition)[number % 2]
        MeasureLine.objects.create(edition=edition, measure=row, direction=direction, code=row.code, name_uk="Захід")
    rows = list(Measure.objects.all())
    kinds = [spending.codes(economic_code=code) for code in ("2210", "2240", "2250")]
    for row in rows:
        spending.grant(row.code, chance.randrange(10**6, 10**7))
    promises = [spending.promise(row.code, chance.randrange(10**4, 10**6)) for row in rows]
    payer, source = spending.unit(), spending.source()
    made = (
        Payment(
            measure=commitment.measure,
            commitment=commitment if number % 2 else None,
            source=source,
            payer=payer,
            amount=Decimal(chance.randrange(1, 10**7)) / 100,
            paid_on=date(2020, 1, 1) + timedelta(chance.randrange(366)),
            payee_name=f"ТОВ «Одержувач {chance.randrange(500)}»",
            payee_code=f"{chance.randrange(500):08}",
            purpose="Оплата послуг",
            **chance.choice(kinds),
        )
        for number in range(payments)
        for commitment in [chance.choice(promises)]
    )
    Payment.objects.bulk_create(made, batch_size=2000)
    return edition


def in_database(work: Callable[[], Any]) -> tuple[float, int]:
    """Return the seconds that the database took for a piece of work, and how many statements it was asked."""
    with CaptureQueriesContext(connection) as queries:
        work()
    return sum(float(query["time"]) for query in queries), len(queries)


def by_hand(statement: str, known: Any) -> Callable[[], Any]:
    def work() -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement, known)
            cursor.fetchall()

    return work


def best(work: Callable[[], Any]) -> tuple[float, int]:
    """Return the median of several rounds."""
    times = [in_database(work) for _round in range(ROUNDS)]
    return statistics.median(seconds for seconds, _count in times), times[0][1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--payments", type=int, default=100_000)
    parser.add_argument("--measures", type=int, default=200)
    options = parser.parse_args()
    call_command("migrate", verbosity=0)
    with transaction.atomic():
        edition = fill(options.payments, options.measures)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        failed = compare(edition)
        transaction.set_rollback(True)
    sys.exit(1 if failed else 0)


def report_of(kind: str, edition: Edition, span: Span) -> Callable[[], Any]:
    """Return the work of a report's figures."""
    return lambda: papers.get(kind).data(Report(edition, span))


def register_of(edition: Edition, span: Span) -> Callable[[], Any]:
    """Return the register's statement, fetched at once: what a cursor fetches later is not told as its time."""
    statement, values = Execution(edition, span).payments.registered().query.sql_with_params()
    return by_hand(statement, values)


def compare(edition: Edition) -> bool:
    """Print each report beside the statements by hand; tell whether any takes too long."""
    span = Span.to(date(2020, 9, 30))
    known = {"program": edition.program_id, "start": span.start, "end": span.end, "first": span.first_day, "year": 2020}
    statements = {
        "execution-report": [BY_HAND, PAYEES_BY_HAND],
        "budget-statement": [BY_HAND],
        "reconciliation": [BY_HAND, MONTHS_BY_HAND],
        "payments-register": [REGISTER_BY_HAND],
    }
    failed = False
    print(f"{connection.vendor}, {Payment.objects.count()} payments, {Measure.objects.count()} measures")
    for kind, texts in statements.items():
        ours, count = best(
            register_of(edition, span) if kind == "payments-register" else report_of(kind, edition, span)
        )
        hand = sum(best(by_hand(text, known))[0] for text in texts)
        failed |= ours > LIMIT * hand
        print(
            f"{kind:20} {1000 * ours:8.1f} ms in {count:2} queries, by hand {1000 * hand:8.1f} ms: {ours / hand:5.2f}"
        )
    started = time.perf_counter()
    total = Execution(edition, span).total
    print(f"figures of all places: {1000 * (time.perf_counter() - started):.1f} ms, paid {total.paid}")
    return failed


if __name__ == "__main__":
    main()
