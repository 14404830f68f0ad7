"""The papers for the finance office and the treasury: the annex, the registers, the act, the plan by months."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from budget.models import Allotment, Commitment, FundingSource, ProgramCode
from budget.months import MonthPlans
from budget.reports import report_of
from oleksandria_intl import papers
from oleksandria_intl.documents.blocks import Landscape, Table
from oleksandria_intl.documents.sheets.words import text_in
from oleksandria_intl.typesetting import typeset_text
from programs.models import Edition
from tests.reading import of_html
from tests.spending import PAYEE, grant, pay, promise, source, unit

QUARTER = papers.Scope(start=date(2020, 1, 1), end=date(2020, 3, 31))
MARCH = papers.Scope(start=date(2020, 3, 1), end=date(2020, 3, 31))
IBAN = "UA" + "1" * 27
WORKING = ("commitment-register", "financial-commitment-register", "reconciliation-act")


@pytest.fixture
def published(edition: Edition) -> Edition:
    """The programme of the tests as the public sees it."""
    Edition.objects.filter(pk=edition.pk).update(status="published")
    return edition


def data(kind: str, scope: papers.Scope = QUARTER, key: str = "2020") -> dict[str, Any]:
    found = papers.get(kind)
    made: dict[str, Any] = json.loads(papers.content(found, found.find(key, scope), "json"))
    return made


def table_of(kind: str, scope: papers.Scope = QUARTER, key: str = "2020") -> list[list[str]]:
    """Return the texts of the first table of a paper, row by row."""
    found = papers.get(kind)
    blocks = found.build(found.find(key, scope)).blocks
    inner = blocks[0].blocks if isinstance(blocks[0], Landscape) else blocks
    table = next(block for block in inner if isinstance(block, Table))
    return [[text_in(cell).replace("\xa0", " ") for cell in row.cells] for group in table.groups for row in group.rows]


def allot(months: dict[int, str], **where: Any) -> None:
    granted = grant("1.2", sum(map(Decimal, months.values())), **where)
    for month, amount in months.items():
        Allotment.objects.create(appropriation=granted, month=month, amount=Decimal(amount))


# The plan by months


def test_the_plan_sets_every_month_against_commitments_and_payments(published: Edition) -> None:
    allot({2: "1000.00", 5: "500.50"})
    grant("1.1", "200.05")
    ends_in_may = promise("1.2", 900, until=date(2020, 5, 20))
    promise("1.2", 100, number="2", until=date(2021, 2, 1))
    promise("1.2", 50, number="3", cancelled_on=date(2020, 3, 20))
    pay("1.2", "400.40", commitment=ends_in_may)
    pay("1.1", 7, on=date(2020, 2, 3))
    plans = {plan.month: plan for plan in MonthPlans(report_of("2020", QUARTER))}
    assert plans[None].allotted == Decimal("200.05"), "what no month is allotted stands first"
    assert [plans[(2020, month)].committed for month in (3, 5, 12)] == [0, 900, 100]
    february, may, december = (plans[(2020, month)] for month in (2, 5, 12))
    assert february.paid == february.unpromised == 7
    assert february.unspent == Decimal("1193.05")
    assert may.unspent == Decimal("1293.15")
    assert may.free == Decimal("793.55")
    total = report_of("2020", QUARTER).execution.total
    assert december.unspent == total.deviation
    assert december.free == (total.granted or 0) - (total.promised or 0) - (total.unpromised or 0)


def test_the_reconciliation_by_months_adds_up_to_what_is_granted(published: Edition) -> None:
    allot({2: "1000.00", 5: "500.50"})
    grant("1.1", "200.05")
    total = data("reconciliation")["total"]
    assert (total["due"], total["later_months"], total["not_allotted"]) == ("1000.00", "500.50", "200.05")
    assert total["granted"] == "1700.55"
    found = papers.get("reconciliation")
    [paper] = found.build(found.find("2020", QUARTER)).blocks
    assert isinstance(paper, Landscape)
    *_others, months = (block for block in paper.blocks if isinstance(block, Table))
    last = [[text_in(cell).replace("\xa0", " ") for cell in group.rows[0].cells[:2]] for group in months.groups[-3:]]
    assert last == [
        ["розподілено на наступні місяці", "500,50"],
        ["не розподілено за місяцями", "200,05"],
        ["ВСЬОГО", "1 700,55"],
    ]


# The annex of the budget decision


def test_the_annex_sets_the_programme_s_money_apart_by_unit_code_and_fund(published: Edition) -> None:
    FundingSource.objects.filter(pk=source("city").pk).update(fund="general")
    FundingSource.objects.filter(pk=source("special", "Спецфонд").pk).update(fund="special")
    FundingSource.objects.filter(pk=source("build", "Бюджет розвитку").pk).update(fund="development")
    source("gifts", "Дарунки")
    for number, code in enumerate(("city", "special", "build", "gifts"), 1):
        grant("1.1", number * 100, source_code=code)
    ProgramCode.objects.update(functional_code="0133")
    grant("1.2", "0.50", program_code="0217000", on=date(2020, 2, 20))
    grant("1.2", "5.00", on=date(2020, 4, 20))
    rows = table_of("budget-annex")
    assert [row[:3] + row[6:] for row in rows] == [
        ["0210000", "", "", "1 000,50", "100,50", "500,00", "300,00"],
        ["0210180", "0180", "0133", "1 000,00", "100,00", "500,00", "300,00"],
        ["0217000", "7000", "–", "0,50", "0,50", "0,00", "0,00"],
        ["", "", "", "1 000,50", "100,50", "500,00", "300,00"],
    ]
    assert rows[0][3] == unit().name_uk
    assert rows[1][5] == "проєкт"
    page = of_html(papers.content(papers.get("budget-annex"), report_of("2020", QUARTER), "html"))
    assert typeset_text("враховано 400 грн з джерел") in page


# The registers


def test_the_register_of_commitments_holds_those_made_in_the_period_with_all_that_the_treasury_asks(
    published: Edition,
) -> None:
    grant("1.2", 10_000)
    promise("1.2", 10, number="0", on=date(2020, 2, 29))
    promise("1.2", "100.10", number="5", until=date(2020, 12, 31), payee_account=IBAN, prepayment=Decimal("30.03"))
    rows = table_of("commitment-register", MARCH)
    assert rows[0] == [
        "1",
        "0210180",
        "2240",
        "Послуги перекладу, № 5 від 16.03.2020",
        f"ТОВ «Переклад», код {PAYEE}",
        IBAN,
        "100,10",
        "30,03",
        "31.12.2020",
        "захід 1.2",
    ]
    assert len(rows) == 2
    assert rows[1][6:8] == ["100,10", "30,03"]


def test_the_register_of_financial_commitments_names_the_registered_commitment_and_adds_up_to_what_was_paid(
    published: Edition,
) -> None:
    grant("1.2", 10_000)
    known = promise("1.2", 500, treasury_number="77", treasury_on=date(2020, 3, 18), payee_account=IBAN)
    paid = pay("1.2", 100, commitment=known, purpose="Акт № 3")
    pay("1.2", "-20.20", document="18", corrects=paid)
    pay(None, 5)
    rows = table_of("financial-commitment-register")
    assert rows[0][3:8] == ["№ 77 від 18.03.2020", "Акт № 3", f"ТОВ «Переклад», код {PAYEE}", IBAN, "100,00"]
    assert rows[1][3] == "–"
    assert "виправляє платіж від 16.03.2020" in rows[1][10]
    assert data("financial-commitment-register")["total"] == "79.80" == data("execution-report")["total"]["paid"]


def test_a_register_too_long_for_paper_is_a_spreadsheet(published: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("budget.documents.working.MOST_ON_PAPER", 0)
    grant("1.2", 10_000)
    promise("1.2", 10)
    pay("1.2", 10)
    for kind in WORKING[:2]:
        with pytest.raises(papers.PaperNotFound, match="XLSX"):
            papers.content(papers.get(kind), report_of("2020", QUARTER), "pdf")


# The act of reconciliation


def test_the_act_with_the_finance_body_ends_with_what_is_granted_and_not_spent(published: Edition) -> None:
    grant("1.1", 1_000)
    grant("1.1", "-99.99", on=date(2020, 3, 10))
    pay("1.1", 10, on=date(2020, 2, 3))
    pay("1.1", "20.02")
    act = data("reconciliation-act", MARCH)
    assert (act["opening"], act["credit"], act["debit"], act["closing"]) == ("990.00", "-99.99", "20.02", "869.99")
    assert act["closing"] == f"{report_of('2020', MARCH).execution.total.deviation:.2f}"


def test_the_act_with_a_payee_ends_with_what_is_due_under_commitments_that_stand(published: Edition) -> None:
    grant("1.2", 10_000)
    standing = promise("1.2", 500, on=date(2020, 2, 1))
    closed = promise("1.2", 300, number="2", on=date(2020, 2, 2), cancelled_on=date(2020, 3, 25))
    promise("1.2", 40, number="3", payee_code="11111111")
    pay("1.2", 100, on=date(2020, 2, 20), commitment=standing)
    pay("1.2", 120, commitment=closed)
    pay("1.2", 7, on=date(2020, 3, 28), commitment=closed)
    pay("1.2", 5)
    act = data("reconciliation-act", MARCH, f"2020/{PAYEE}")
    assert (act["opening"], act["debit"], act["credit"], act["closing"]) == ("700.00", "132.00", "-168.00", "400.00")
    assert act["second_side"] == f"ТОВ «Переклад», код {PAYEE}"
    rows = table_of("reconciliation-act", MARCH, f"2020/{PAYEE}")
    assert rows[0][2:5] == ["Сальдо на 01.03.2020", "", "700,00"]
    assert rows[-1][2:5] == ["Сальдо на 31.03.2020", "", "400,00"]


def test_two_sides_sign_the_act_side_by_side(published: Edition) -> None:
    found = papers.get("reconciliation-act")
    *_blocks, signatures = found.build(found.find("2020", QUARTER)).blocks
    assert isinstance(signatures, Table)
    assert {len(row.cells) for row in signatures.groups[0].rows} == {2}


def test_there_is_no_act_with_a_payee_who_is_due_nothing(published: Edition) -> None:
    with pytest.raises(papers.PaperNotFound, match="99999999"):
        papers.get("reconciliation-act").find("2020/99999999", QUARTER)


# Who may see what


def test_what_names_accounts_is_seen_by_staff_alone(published: Edition, client: Client, accountant: User) -> None:
    grant("1.2", 10_000)
    promise("1.2", 100, payee_account=IBAN)
    for kind in WORKING:
        assert client.get(f"/budget/2020/{kind}.csv").status_code == 404
    assert not any(kind in client.get("/budget/2020/").content.decode() for kind in WORKING)
    for name in ("execution-report", "payments-register", "cash-plan", "budget-annex"):
        assert IBAN not in papers.content(papers.get(name), report_of("2020", QUARTER), "html").decode()
    client.force_login(accountant)
    page = client.get(
        reverse("admin:budget_issuedreport_working"),
        {"program": published.program_id, "kind": "commitment-register", "end": "31.03.2020"},
    )
    address = dict(page.context["files"])["CSV"]
    assert IBAN in client.get(address).content.decode("utf-8-sig")
    assert client.get(address.replace("commitment-register", "execution-report")).status_code == 404


def test_the_page_of_these_papers_says_why_there_is_no_act(
    published: Edition, client: Client, accountant: User
) -> None:
    client.force_login(accountant)
    asked = {"program": published.program_id, "kind": "reconciliation-act", "end": "31.03.2020", "payee": "99999999"}
    page = client.get(reverse("admin:budget_issuedreport_working"), asked)
    assert "99999999" in str(page.context["form"].non_field_errors())
    assert page.context["files"] == []


@pytest.mark.parametrize("account", ["UA1", "26001234567890", "ua" + "1" * 27, IBAN + "\n"])
def test_an_account_is_an_iban(published: Edition, account: str) -> None:
    field = Commitment._meta.get_field("payee_account")
    field.run_validators(IBAN)
    with pytest.raises(ValidationError):
        field.run_validators(account)


@pytest.mark.parametrize("prepayment", ["-0.01", "100.01"])
def test_a_prepayment_is_a_part_of_the_commitment(published: Edition, prepayment: str) -> None:
    grant("1.2", 10_000)
    promise("1.2", 100, prepayment=Decimal(100))
    with pytest.raises(IntegrityError):
        promise("1.2", 100, number="2", prepayment=Decimal(prepayment))
