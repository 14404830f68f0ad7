"""The execution report by the sets of columns that a council chooses among, with its head, notes and outcomes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timezone
from decimal import Decimal
from io import BytesIO

import pytest
from django.contrib.auth.models import User
from django.test import Client
from openpyxl import load_workbook

from budget import report_notes
from budget.documents.execution_tables import NOT_GRANTED, fits
from budget.documents.information_measures import MeasuresInRows
from budget.models import FundingSource, ProgramCode
from budget.reports import Report
from oleksandria_intl import papers
from oleksandria_intl.documents.blocks import Block, Landscape, Table
from oleksandria_intl.documents.measures import LANDSCAPE_WIDTH, TEXT_WIDTH
from oleksandria_intl.documents.sheets import sheets_of, write_csv, write_xlsx
from oleksandria_intl.models import Council, Decision
from oleksandria_intl.typesetting import typeset_text
from programs.amending import amend
from programs.models import Edition, Indicator, IndicatorFact, PassportRow
from tests import factories
from tests.reading import of_html
from tests.snapshots import bring_in
from tests.spending import codes, grant, pay, source

YEAR = papers.Scope(start=date(2020, 1, 1), end=date(2020, 12, 31))
SECOND_QUARTER = papers.Scope(start=date(2020, 4, 1), end=date(2020, 6, 30))
Columns = Council.ReportColumns
MOMENT = datetime(2020, 12, 31, tzinfo=timezone.utc)
MEASURES = ("1.1", "1.2", "2.1")


@pytest.fixture
def spent(edition: Edition) -> Edition:
    """A published programme with money of both funds and of sponsors."""
    bring_in("money of both funds and of sponsors", lambda: _spend(edition))
    return edition


def _spend(edition: Edition) -> None:
    Edition.objects.filter(pk=edition.pk).update(status="published")
    for code, fund in (("city", "general"), ("own", "special"), ("growth", "development"), ("sponsors", "other")):
        source(code, f"Джерело {code}")
        FundingSource.objects.filter(code=code).update(fund=fund)
    codes()
    for code, amount in (("city", "1234567.80"), ("own", 500), ("growth", 70), ("sponsors", 8)):
        grant("1.1", amount, source_code=code)
        pay("1.1", Decimal(amount) / 4, source_code=code, on=date(2020, 5, 12))


def report(kind: str = "execution-report", scope: papers.Scope = YEAR) -> Report:
    found: Report = papers.get(kind).find("2020", scope)
    return found


def choose(columns: str) -> None:
    Council.objects.update(report_columns=columns)


def text(kind: str = "execution-report", scope: papers.Scope = YEAR) -> str:
    return of_html(papers.content(papers.get(kind), report(kind, scope), "html"))


def blocks_of(kind: str = "execution-report", scope: papers.Scope = YEAR) -> tuple[Block, ...]:
    return papers.get(kind).build(report(kind, scope)).blocks


def tables(blocks: tuple[Block, ...]) -> Iterator[Table]:
    for block in blocks:
        if isinstance(block, Landscape):
            yield from tables(block.blocks)
        elif isinstance(block, Table):
            yield block


def amounts(table: Table, key: str) -> list[str]:
    """Return the figures of the row with a key, as printed."""
    [row] = [row for group in table.groups for row in group.rows if row.key == key]
    return [str(cell.value) for cell in row.cells if isinstance(cell.value, Decimal)]


@pytest.mark.parametrize("scope", [YEAR, SECOND_QUARTER], ids=["year", "quarter"])
@pytest.mark.parametrize("columns", Columns.values)
def test_no_word_and_no_sum_of_a_set_is_broken(spent: Edition, columns: str, scope: papers.Scope) -> None:
    choose(columns)
    blocks = blocks_of(scope=scope)
    width = LANDSCAPE_WIDTH if isinstance(blocks[0], Landscape) else TEXT_WIDTH
    assert all(fits(table, width) for table in tables(blocks))


def test_a_short_report_stands_upright(spent: Edition) -> None:
    choose(Columns.SHORT)
    assert not any(isinstance(block, Landscape) for block in blocks_of())
    heads = [column.head for column in next(tables(blocks_of())).columns]
    assert heads[2:-1] == [
        "Передбачено програмою",
        "Затверджено зі змінами",
        "Касові видатки за період",
        "Відхилення",
        "% року",
    ]


def test_a_full_report_says_who_when_and_all_percentages(spent: Edition) -> None:
    choose(Columns.FULL)
    heads = [column.head for column in next(tables(blocks_of())).columns]
    assert {"Виконавець", "Строк виконання", "План періоду", "Відхилення", "% періоду", "% програми"} <= set(heads)
    assert amounts(next(tables(blocks_of())), "1.1")[-3:] == ["25.0", "25.0", "772.0"]


def test_by_funds_each_sum_is_said_in_total_of_the_general_and_of_the_special_fund(spent: Edition) -> None:
    choose(Columns.BY_FUNDS)
    by_measure, _commitments, _by_source, by_code, *_others = tables(blocks_of())
    assert amounts(by_measure, "1.1")[:4] == ["40000.00", "1235145.80", "308786.45", "926359.35"]
    assert amounts(by_measure, "1.1 general")[1:4] == ["1234567.80", "308641.95", "925925.85"]
    assert amounts(by_measure, "1.1 special")[:3] == ["570.00", "142.50", "427.50"]
    assert amounts(by_code, "0210180/2240 special")[:2] == ["570.00", "142.50"]
    assert [row.sums for row in by_measure.groups[-1].rows][2] == tuple(f"{code} special" for code in MEASURES)
    assert "не належать до загального чи спеціального фонду: Джерело sponsors." in text()


def test_the_head_names_the_decision_the_spending_unit_who_answers_and_the_code(spent: Edition) -> None:
    PassportRow.objects.create(
        edition=spent, label_uk="Відповідальний виконавець Програми", value_uk="Відділ {рік}", order=50
    )
    ProgramCode.objects.filter(code="0210180").update(name_uk="Інша діяльність")
    shown = text()
    for said in (
        "Програму ще не затверджено: подано за проєктом.",
        "Головний розпорядник коштів: Управління економіки (код за ЄДРПОУ 12345678)",
        "Відповідальний виконавець: Відділ 2020 рік",
        "КПКВКМБ: 0210180 Інша діяльність",
        "(грн)",
    ):
        assert typeset_text(said) in shown


def test_a_measure_that_was_planned_and_never_granted_says_so_in_its_last_column(spent: Edition) -> None:
    [row] = [row for group in next(tables(blocks_of())).groups for row in group.rows if row.key == "1.2"]
    assert row.cells[-1].content[0].runs[0].text == NOT_GRANTED  # type: ignore[union-attr]


def test_a_registered_note_stands_on_the_paper_the_page_and_in_the_data(
    spent: Edition, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report_notes, "NOTES", [lambda report: ["Зобов’язання перевищено."]])
    assert "Зобов’язання перевищено." in text()
    assert papers.get("execution-report").data(report())["notes"] == ["Зобов’язання перевищено."]
    page = client.get("/budget/2020/report/", {"from": "01.01.2020", "to": "31.12.2020"}).content.decode()
    assert "Зобов’язання перевищено." in page


def test_outcomes_stand_by_kind_with_plan_fact_and_reason(spent: Edition) -> None:
    indicator = Indicator.objects.create(edition=spent, code="visits", name_uk="Візитів", unit_uk="од.", kind="product")
    indicator.values.create(edition=spent, year=2020, value=4)
    IndicatorFact.objects.create(
        program=spent.program, indicator="visits", on=date(2020, 9, 30), value=3, reason="Карантин"
    )
    for kind in ("execution-report", "programme-information"):
        shown = text(kind)
        assert "Показники продукту" in shown
        assert "Карантин; за даними на 30.09.2020" in shown.replace("\xa0", " ")
        [outcome] = papers.get(kind).data(report(kind))["outcomes"]
        assert (outcome["plan"], outcome["fact"], outcome["deviation"]) == ("4.00", "3.00", "-1.00")


def test_the_information_counts_from_january_by_fund_and_by_budget(spent: Edition) -> None:
    found = report("programme-information", SECOND_QUARTER)
    assert found.span.start == date(2020, 1, 1)
    FundingSource.objects.filter(code="growth").update(fund="state")
    money, measures = tables(blocks_of("programme-information"))
    assert amounts(money, "0210180")[:6] == [
        *("1235145.80", "1234567.80", "500.00"),
        *("308786.45", "308641.95", "125.00"),
    ]
    paid = ["308786.45", "17.50", "308766.95", "2.00"]
    assert amounts(measures, "1.1")[-4:] == paid
    assert amounts(MeasuresInRows(found).table(), "1.1 paid_to_date") == paid, "one under the other where sums are long"


@pytest.mark.parametrize("columns", Columns.values)
def test_the_spreadsheet_of_a_set_says_what_its_formulas_give(spent: Edition, columns: str) -> None:
    choose(columns)
    sheets = sheets_of(papers.get("execution-report").build(report()))
    book = load_workbook(BytesIO(write_xlsx(sheets, title="Звіт", author="Рада", dated=MOMENT)))
    total = [cell.value for cell in list(book.worksheets[0].iter_rows())[-1]]
    assert any(str(value).startswith("=") for value in total)
    assert len(list(write_csv(*sheets))) == 1


def test_the_head_names_the_decision_that_approved_and_those_that_amended(db: None, head: User) -> None:
    first = factories.edition(status="adopted")
    assert "Зміни: не вносилися" in text()
    [decision] = papers.get("execution-report").data(report())["decisions"]
    assert typeset_text(f"Програму затверджено: {decision['name']}") in text()
    second = amend(edition=first, by=head)
    Decision.objects.filter(pk=second.decision_id).update(
        number="77", period_start=date(2020, 3, 2), period_end=date(2020, 3, 2), period_precision="day"
    )
    Edition.objects.filter(pk=second.pk).update(status="adopted", in_force_from=date(2020, 3, 2))
    names = [each["number"] for each in papers.get("execution-report").data(report())["decisions"]]
    assert names == [decision["number"], "77"]
    assert typeset_text("від 2 березня 2020 року № 77 «Про") in text().partition("Зміни:")[2]
