"""Every figure of every paper, page and data set equals an independent count of the stored rows in plain SQL.

That the formats of a paper hold the same figures is tested in ``test_reports``.
"""

from __future__ import annotations

import csv
import json
from datetime import date
from decimal import ROUND_DOWN, Decimal
from io import StringIO
from typing import Any

import pytest
from django.test import Client

from oleksandria_intl import papers
from tests import factories
from tests.budget.test_reports import written
from tests.reading import of_html
from tests.recomputing import Recomputed, Sums, amounts, asked, make_random_year
from tests.snapshots import bring_in

START, END = date(2020, 1, 1), date(2020, 9, 30)
QUARTERS = papers.Scope(start=START, end=END)
CODE = ("program_code", "economic_code")
BY_CODE = "{table}.program_code_id, {table}.economic_code_id"
SEEDS = (1, 2)


@pytest.fixture(params=SEEDS)
def counted(request: pytest.FixtureRequest, db: None) -> Recomputed:
    """Three quarters of a random year, counted again."""
    factories.edition(status="published")
    bring_in(f"random year {request.param}", lambda: make_random_year(request.param))
    return Recomputed(START, END)


def data(kind: str) -> Any:
    paper = papers.get(kind)
    return json.loads(papers.content(paper, paper.find("2020", QUARTERS), "json"))


def total(sums: Sums) -> Decimal:
    return sum(sums.values(), Decimal(0))


def test_the_execution_report_says_what_the_rows_say(counted: Recomputed) -> None:
    report = data("execution-report")
    expected = {
        "planned": counted.planned(),
        "granted": counted.granted(),
        "due": counted.due(),
        "promised": counted.promised(),
        "paid": counted.paid(),
        "paid_to_date": counted.paid_to_date(),
        "unpromised": counted.unpromised(),
        "free": counted.free(),
    }
    for name, sums in expected.items():
        assert amounts(report["measures"], "code", name) == sums, name
        assert Decimal(report["total"][name]) == total(sums), name
    for row in report["measures"]:
        granted, paid = Decimal(row["granted"]), Decimal(row["paid_to_date"])
        assert Decimal(row["deviation"]) == granted - paid
        assert Decimal(row["percent"]) == (100 * paid / granted).quantize(Decimal("0.1"), ROUND_DOWN)
    assert amounts(report["sources"], "code", "granted") == counted.granted("source.code")
    assert amounts(report["sources"], "code", "promised") == counted.promised("source.code")
    assert amounts(report["sources"], "code", "paid") == counted.paid("source.code")
    assert amounts(report["codes"], CODE, "granted") == counted.granted(BY_CODE.format(table="appropriation"))
    assert amounts(report["codes"], CODE, "paid") == counted.paid(BY_CODE.format(table="payment"))
    assert amounts(report["payees"], ("name", "code"), "paid") == counted.paid("payment.payee_name, payment.payee_code")
    funds = {fund: report["total"]["funds"][fund] for fund in ("general", "special")}
    for name, sums in (("granted", counted.granted("source.fund")), ("paid", counted.paid("source.fund"))):
        assert {fund: Decimal(row[name]) for fund, row in funds.items()} == sums


def test_the_other_reports_say_what_the_rows_say(counted: Recomputed) -> None:
    granted, paid, to_date = counted.granted(), counted.paid(), counted.paid_to_date()
    statement = data("budget-statement")
    assert amounts(statement["measures"], "code", "granted") == granted
    assert total({place: Decimal(row["amount"]) for place, row in enumerate(statement["appropriations"])}) == total(
        granted
    )
    register = data("payments-register")
    assert total({place: Decimal(row["amount"]) for place, row in enumerate(register["payments"])}) == total(paid)
    assert Decimal(register["total"]) == total(paid)
    reconciliation = data("reconciliation")
    assert amounts(reconciliation["codes"], CODE, "paid_to_date") == counted.paid_to_date(
        BY_CODE.format(table="payment")
    )
    sums = reconciliation["total"]
    months = [Decimal(month["due"]) for month in reconciliation["months"]]
    assert sum(months) + Decimal(sums["later_months"]) + Decimal(sums["not_allotted"]) == total(granted)
    assert sum(Decimal(month["paid"]) for month in reconciliation["months"]) == total(to_date)
    plan = data("cash-plan")["total"]
    assert Decimal(plan["allotted"]) == total(granted)
    assert Decimal(plan["committed"]) == total(counted.promised())
    assert Decimal(plan["paid"]) == total(to_date)
    information = data("programme-information")
    assert Decimal(information["total"]["granted"]["total"]) == total(granted)
    assert Decimal(information["total"]["deviation"]["total"]) == total(granted) - total(to_date)
    assert {row["code"]: Decimal(row["fact"]["total"]) for row in information["measures"]} == to_date
    annex = data("budget-annex")["totals"][0]
    funds = counted.granted("source.fund")
    assert [Decimal(annex[name]) for name in ("total", "general", "special")] == [
        total(granted),
        funds["general"],
        funds["special"],
    ]
    commitments = data("commitment-register")
    assert Decimal(commitments["total"]) == total(counted.signed())
    assert Decimal(commitments["standing"]) == total(counted.promised())
    assert Decimal(data("financial-commitment-register")["total"]) == total(paid)


def test_the_pages_show_what_the_rows_say(counted: Recomputed, client: Client) -> None:
    page = client.get("/budget/2020/report/", {"from": "01.01.2020", "to": "30.09.2020"}).content
    shown = written(of_html(page))
    for sums in (counted.granted(), counted.paid(), counted.promised(), counted.free()):
        assert not {*sums.values(), total(sums)} - set(shown)


def test_the_data_sets_hold_the_rows_whole(counted: Recomputed, client: Client) -> None:
    for name, table in (("appropriations", "appropriation"), ("payments", "payment")):
        where = " WHERE measure_id IS NOT NULL"
        stored = asked(f"SELECT SUM(CAST(ROUND(amount * 100) AS BIGINT)), COUNT(*) FROM budget_{table}{where}")[0]
        text = client.get(f"/data/{name}.csv").getvalue().decode("utf-8-sig")
        rows = list(csv.DictReader(StringIO(text)))
        assert (sum(Decimal(row["amount"]) for row in rows), len(rows)) == (Decimal(stored[0]) / 100, stored[1])
