"""What is left of a measure is one number wherever it stands: granted less committed less paid without commitment."""

from __future__ import annotations

import csv
import io
import random
import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.utils import translation
from openpyxl import load_workbook

from budget.admin.panels import measure_money
from budget.models import Appropriation, Commitment, Measure
from budget.reports import REPORT, kinds
from oleksandria_intl import papers
from oleksandria_intl.documents.blocks import Block, Landscape, Table
from programs.models import Edition
from tests import factories
from tests.admin_pages import address
from tests.public_pages import page
from tests.snapshots import bring_in
from tests.spending import grant, pay, promise

pytestmark = pytest.mark.django_db
HEAD, PAGE_HEAD = "Вільний залишок", "Uncommitted balance"
CODES = ("1.1", "1.2", "2.1")
PLACES = [(source, code) for source in ("city", "grants") for code in ("2210", "2240", None)]
TRUTH = """
SELECT m.code,
  coalesce((SELECT sum(round(a.amount * 100)) FROM budget_appropriation a JOIN oleksandria_intl_decision d
    ON d.id = a.decision_id WHERE a.measure_id = m.id AND a.year = 2020 AND d.number <> ''
    AND d.period_start <= '2020-12-31'), 0)
  - coalesce((SELECT sum(round(c.amount * 100)) FROM budget_commitment c WHERE c.measure_id = m.id AND c.year = 2020
    AND c.signed_on <= '2020-12-31' AND (c.cancelled_on IS NULL OR c.cancelled_on > '2020-12-31')), 0)
  - coalesce((SELECT sum(round(p.amount * 100)) FROM budget_payment p LEFT JOIN budget_commitment c
    ON c.id = p.commitment_id WHERE p.measure_id = m.id AND p.paid_on BETWEEN '2020-01-01' AND '2020-12-31'
    AND (c.id IS NULL OR c.cancelled_on <= '2020-12-31')), 0)
FROM budget_measure m
"""
Left = dict[str, Decimal]


@pytest.fixture
def spent(db: None) -> Edition:
    """A published programme whose money is granted, cut, committed, released and paid at random."""
    edition = factories.edition(status="published")
    bring_in("money at random", _spend)
    return edition


def _spend() -> None:
    chance = random.Random(2020)
    for code in CODES[:2]:
        for source, economic in PLACES:
            where: dict[str, Any] = {"source_code": source, "economic_code": economic}
            sums = [Decimal(chance.randrange(1, 5_000_000)) / 100 for _each in range(4)]
            grant(code, sums[0] + sums[1], **where)
            grant(code, -sums[0] / 4, on=date(2020, 5, 20), **where)
            kept = promise(code, sums[1], **where)
            over = promise(code, sums[2], cancelled_on=date(2020, 9, 1), **where)
            for commitment in (kept, over, None):
                pay(code, sums[3] / 8, commitment=commitment, **where)
    grant("2.1", 100, on=date(2021, 1, 20))


def truth() -> Left:
    """Return what is left of every measure by its rows alone, asked in plain SQL."""
    with connection.cursor() as cursor:
        cursor.execute(TRUTH)
        return {code: Decimal(round(kopiykas)) / 100 for code, kopiykas in cursor.fetchall()}


def number(text: str) -> Decimal:
    """Return an amount as it is written: «1 250,50», «-1,250.50»."""
    plain = re.sub(r"[^\d,.\-]", "", text.replace("−", "-").replace("–", "-"))
    mark = max(plain.rfind(","), plain.rfind("."))
    return Decimal(re.sub(r"[,.]", "", plain[:mark]) + "." + plain[mark + 1 :] if mark >= 0 else plain)


def tables(blocks: Iterable[Block]) -> Iterator[Table]:
    for block in blocks:
        if isinstance(block, Table):
            yield block
        elif isinstance(block, Landscape):
            yield from tables(block.blocks)


def of_blocks(kind: papers.PaperKind) -> Iterator[tuple[str, Left]]:
    """Yield what each table of a paper that has the column says, by measure."""
    for table in tables(kind.build(kind.find("2020", papers.Scope())).blocks):
        heads = [column.head for column in table.columns]
        if HEAD in heads:
            rows = (row for group in table.groups for row in group.rows if row.key in CODES)
            yield f"blocks of {kind.kind}", {row.key: _amount(row.cells[heads.index(HEAD)].value) for row in rows}


def _amount(value: Any) -> Decimal:
    return Decimal(value or 0)


def of_lines(lines: Iterable[Iterable[Any]]) -> Left:
    """Return what the rows of a file say below the column's head, by measure."""
    found, at = {}, None
    for line in lines:
        cells = [str(cell if cell is not None else "") for cell in line]
        at = cells.index(HEAD) if HEAD in cells else at
        named = [match[1] for cell in cells if (match := re.fullmatch(r"Захід (\d\.\d)", cell))]
        if at is not None and named and named[0] not in found:
            found[named[0]] = number(cells[at])
    return found


def of_files() -> Iterator[tuple[str, Left]]:
    """Yield what the files of the report say."""
    kind = papers.get(REPORT)
    report = kind.find("2020", papers.Scope())
    data = kind.data(report)
    yield "JSON", {row["code"]: Decimal(row["free"]) for row in data["measures"]}
    yield "JSON in all", {"": Decimal(data["total"]["free"])}
    plan = papers.get("cash-plan")
    yield "cash plan", {"": Decimal(plan.data(plan.find("2020", papers.Scope()))["months"][-1]["free"])}
    text = papers.content(kind, report, "csv").decode("utf-8-sig")
    yield "CSV", of_lines(csv.reader(io.StringIO(text), delimiter=";"))
    book = load_workbook(io.BytesIO(papers.content(kind, report, "xlsx")), data_only=True)
    yield "XLSX", of_lines(row for sheet in book for row in sheet.iter_rows(values_only=True))


def of_pages(stranger: Client) -> Iterator[tuple[str, Left]]:
    """Yield what the public pages say."""
    table = stranger.get("/en/budget/2020/report/").context["table"]
    rows = [row for group in table.groups for row in group.rows]
    told = [next(cell.text for cell in row.cells if cell.label == PAGE_HEAD) for row in [*rows, table.total]]
    yield "report", {row.about.code: number(text) for row, text in zip(rows, told, strict=False) if text}
    yield "report in all", {"": number(told[-1])}
    shown = page(stranger, "/en/budget/2020/")
    yield "budget page", {"": number(re.findall(r"Uncommitted balance: (\S+) UAH", shown)[0])}
    named = re.findall(r'<p class="measure">.*?Захід (\d\.\d).*?uncommitted balance (\S+) UAH', shown, re.DOTALL)
    yield "deviations", {code: number(text) for code, text in named}


def of_staff(client: Client, by: User) -> Iterator[tuple[str, Left]]:
    """Yield what the pages of the staff say."""
    client.force_login(by)
    request = client.get(address(Measure, "changelist")).wsgi_request
    for measure in Measure.objects.all():
        with translation.override("en"):
            panel = measure_money(request, measure)["money_rows"]
        code = measure.code
        yield f"measure {code}", {code: number(next(row.amounts[0] for row in panel if row.name == PAGE_HEAD))}
    for model in (Appropriation, Commitment):
        for row in model.objects.filter(year=2020).order_by("pk")[:7:3]:
            shown = client.get(address(model, "change", row.pk)).context
            yield str(row), {row.measure.code: number(shown["free"])}


def test_what_is_left_is_one_number_on_every_page_paper_and_file(
    client: Client, stranger: Client, accountant: User, spent: Edition
) -> None:
    left = truth()
    left[""] = sum(left.values(), Decimal(0))
    told = [pair for kind in kinds() for pair in of_blocks(kind)]
    told += [*of_files(), *of_pages(stranger), *of_staff(client, accountant)]
    assert [(place, found) for place, found in told if not found] == []
    differing = [
        (place, code, each, left[code]) for place, found in told for code, each in found.items() if each != left[code]
    ]
    assert differing == []
    assert len(told) > 15
