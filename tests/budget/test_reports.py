"""The reports as papers: the same figures on every one, the head, the notes, the number once issued."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from openpyxl import load_workbook

from budget import services
from budget.admin.issuing import IssueForm
from budget.documents import parts
from budget.documents.execution import data_of, execution_report
from budget.documents.parts import DEMONSTRATION, period_words
from budget.models import ClosingReport, Explanation, Payment, ReportSignatory
from budget.querysets import Span
from budget.reports import Report, kinds, report_of
from oleksandria_intl import papers
from oleksandria_intl.documents.blocks import Block, Landscape, Table
from oleksandria_intl.documents.cells import text_cell
from oleksandria_intl.models import IssuedPaper, Term
from oleksandria_intl.typesetting import typeset_text
from programs.models import Edition
from tests import factories
from tests.money_pages import REPORTS
from tests.reading import letters, of_docx, of_html, of_pdf
from tests.snapshots import bring_in
from tests.spending import grant, measure_of, pay, promise, random_payments

QUARTER = papers.Scope(start=date(2020, 1, 1), end=date(2020, 3, 31))
AMOUNT = re.compile(r"(?<![\d\xa0])-?\d{1,3}(?:\xa0\d{3})*,\d\d(?!\d)")


@pytest.fixture
def published(edition: Edition) -> Edition:
    """The programme of the tests as the public sees it."""
    Edition.objects.filter(pk=edition.pk).update(status="published")
    return edition


@pytest.fixture
def spent(published: Edition) -> Edition:
    """A year of money: grants, promises, random payments."""
    bring_in("a year of money", _spend)
    return published


def _spend() -> None:
    grant("1.1", "20000.10")
    grant("1.2", 180_000, economic_code="2250")
    grant("1.2", "-999.99", on=date(2020, 2, 20), economic_code="2250")
    promise("1.2", "50000.05", until=date(2020, 12, 31))
    random_payments(120)
    Explanation.objects.create(measure=measure_of("1.2"), on=date(2020, 3, 31), text="Поїздку перенесено.")


def told(kind: str, scope: papers.Scope = QUARTER) -> Report:
    report: Report = papers.get(kind).find("2020", scope)
    return report


def text(kind: str, scope: papers.Scope = QUARTER) -> str:
    return of_html(papers.content(papers.get(kind), told(kind, scope), "html"))


def tables(blocks: tuple[Block, ...]) -> Iterator[Table]:
    for block in blocks:
        if isinstance(block, Table):
            yield block
        elif isinstance(block, Landscape):
            yield from tables(block.blocks)


def built(kind: str, report: Report) -> Counter[Decimal]:
    """Return the amounts that the builder set in the tables, each as often as it stands there."""
    cells = (
        cell
        for table in tables(papers.get(kind).build(report).blocks)
        for group in table.groups
        for row in group.rows
        for cell in row.cells
    )
    return Counter(
        cell.value for cell in cells if isinstance(cell.value, Decimal) and cell.value.as_tuple().exponent == -2
    )


def rows_of_figures(report: Report, kind: str) -> list[str]:
    """Return the digits of each row's figures one after another, as the PDF has them in reading order."""
    rows = (
        row for table in tables(papers.get(kind).build(report).blocks) for group in table.groups for row in group.rows
    )
    told = [[letters(str(cell.value)) for cell in row.cells if isinstance(cell.value, Decimal)] for row in rows]
    return ["".join(figures) for figures in told if figures]


def written(text: str) -> Counter[Decimal]:
    """Return the amounts with kopiykas that stand in a text."""
    return Counter(number(found) for found in AMOUNT.findall(text))


def number(text: str) -> Decimal:
    return Decimal(text.replace("\xa0", "").replace(",", "."))


def of_xlsx(content: bytes) -> Counter[Decimal]:
    """Return the amounts of all sheets, as viewers show them that do not count."""
    book = load_workbook(BytesIO(content), data_only=True)
    cells = (cell for sheet in book for row in sheet.iter_rows() for cell in row)
    return Counter(
        Decimal(str(cell.value)) for cell in cells if cell.number_format == "#,##0.00" and cell.value is not None
    )


def of_csv(content: bytes) -> Counter[Decimal]:
    rows = csv.reader(StringIO(content.decode("utf-8-sig")), delimiter=";")
    return Counter(number(cell) for row in rows for cell in row if re.fullmatch(r"-?\d+,\d\d", cell))


def without_zeros(amounts: Counter[Decimal]) -> Counter[Decimal]:
    return Counter({amount: count for amount, count in amounts.items() if amount})


def of_json(value: Any) -> Counter[Decimal]:
    if isinstance(value, dict):
        return sum((of_json(each) for each in value.values()), Counter())
    if isinstance(value, list):
        return sum((of_json(each) for each in value), Counter())
    return Counter([Decimal(value)]) if isinstance(value, str) and re.fullmatch(r"-?\d+\.\d\d", value) else Counter()


@pytest.mark.parametrize("kind", REPORTS)
def test_every_figure_is_the_same_in_every_format(spent: Edition, kind: str) -> None:
    report, paper = told(kind), papers.get(kind)
    made = {format: papers.content(paper, told(kind), format) for format in paper.formats}
    figures = built(kind, report)
    assert figures.total() > 5
    assert written(of_html(made["html"])) - (written(of_html(made["html"])) - figures) == figures
    assert written(of_docx(made["docx"])) == written(of_html(made["html"]))
    read = letters(of_pdf(made["pdf"]))
    assert [row for row in rows_of_figures(report, kind) if row not in read] == []
    # Where people fill in a column by hand, its total is a formula that gives nothing yet.
    assert without_zeros(of_xlsx(made["xlsx"])) == without_zeros(figures)
    assert without_zeros(of_csv(made["csv"])) == without_zeros(figures)
    assert not set(figures) - set(of_json(json.loads(made["json"]))), "the data hold every figure of the tables"


def test_the_page_shows_the_figures_of_the_paper(spent: Edition, client: Client) -> None:
    page = client.get("/budget/2020/report/", {"from": "01.01.2020", "to": "31.03.2020"}).content.decode()
    shown = written(of_html(page.encode()))
    report = told("execution-report")
    by_measure = next(tables(papers.get("execution-report").build(report).blocks))
    rows = [row for group in by_measure.groups for row in group.rows if row.key]
    cells = [cell.value for row in rows for cell in row.cells]
    amounts = Counter(value for value in cells if isinstance(value, Decimal) and value.as_tuple().exponent == -2)
    assert len(amounts) > 5
    assert not amounts - shown


def test_the_totals_of_the_spreadsheet_are_formulas(spent: Edition) -> None:
    content = papers.content(papers.get("execution-report"), told("execution-report"), "xlsx")
    sheet = load_workbook(BytesIO(content)).worksheets[1]
    formulas = [cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert any("SUM(" in formula or "+" in formula for formula in formulas)
    assert sheet.freeze_panes


def subtotals() -> int:
    """Return how many subtotals the reconciliation by codes has."""
    by_code = next(tables(papers.get("reconciliation").build(told("reconciliation")).blocks))
    return [row.cells[2] for group in by_code.groups for row in group.rows].count(
        text_cell("Разом", bold=True, heads_row=True)
    )


def test_only_several_programme_codes_have_subtotals(published: Edition) -> None:
    grant("1.1", 100)
    grant("1.2", 200, economic_code="2250")
    assert subtotals() == 0
    grant("1.2", 300, program_code="0219999")
    assert subtotals() == 2


def test_an_explanation_stands_beside_its_measure(spent: Edition) -> None:
    assert "Поїздку перенесено." in text("execution-report")


def test_the_statement_tells_the_grants_decision_by_decision(spent: Edition) -> None:
    statement = text("budget-statement")
    assert "рішення від\xa020.02.2020 №\xa00220" in statement
    assert "-999,99" in statement
    assert "179\xa0000,01" in statement


def test_the_register_names_no_natural_person(published: Edition) -> None:
    pay("1.1", 100, payee_name="Шевченко Тарас", payee_is_person=True, purpose="Добові Шевченку Т. Г.")
    pay("1.1", 70, payee_name="ТОВ «Чайка»", purpose="Оренда зали")
    for format in ("html", "csv", "json"):
        content = papers.content(papers.get("payments-register"), told("payments-register"), format).decode()
        assert "Шевченк" not in content
        assert "фізична особа" in content
        assert "ТОВ «Чайка»" in content


def test_a_correction_names_in_the_register_what_it_corrects(published: Edition) -> None:
    paid = pay("1.1", 100, document="15")
    pay("1.1", -30, corrects=paid, purpose="Повернення")
    assert "Повернення; виправляє платіж від\xa016.03.2020 №\xa015" in text("payments-register")


def test_a_register_too_long_for_paper_is_a_spreadsheet(published: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("budget.documents.working.MOST_ON_PAPER", 1)
    pay("1.1", 1)
    pay("1.1", 2)
    kind = papers.get("payments-register")
    with pytest.raises(papers.PaperNotFound, match="XLSX"):
        papers.content(kind, told("payments-register"), "pdf")
    assert "3,00" in papers.content(kind, told("payments-register"), "csv").decode()


def test_payments_that_wait_are_noted_under_the_table(published: Edition) -> None:
    pay(None, "70.07")
    waiting = "Не віднесено до заходів і не враховано у звіті: 1 платіж на суму 70,07 грн."
    assert typeset_text(waiting) in text("execution-report")


@pytest.mark.parametrize("kind", REPORTS)
def test_demonstration_figures_are_marked_on_the_paper(spent: Edition, kind: str) -> None:
    assert typeset_text(DEMONSTRATION) not in text(kind)
    Payment.objects.filter(pk=Payment.objects.earliest("pk").pk).update(is_demonstration=True)
    assert typeset_text(DEMONSTRATION) in text(kind)


def test_those_sign_who_hold_the_post_on_the_day(published: Edition) -> None:
    term = Term.objects.get()
    ReportSignatory.objects.create(order=1, term=term)
    assert "С.\xa0ЦАПЮК" in text("execution-report")
    term.until = date(2020, 1, 31)
    term.save()
    assert "ЦАПЮК" not in text("execution-report")


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ((2020, 1, 1), (2020, 3, 31), "за січень-березень 2020 року"),
        ((2020, 1, 1), (2020, 12, 31), "за 2020 рік"),
        ((2020, 2, 1), (2020, 2, 29), "за лютий 2020 року"),
        ((2021, 1, 1), (2023, 12, 31), "за 2021-2023 роки"),
        ((2020, 2, 10), (2020, 3, 31), "за період з 10.02.2020 до 31.03.2020"),
        ((2020, 11, 1), (2021, 2, 28), "за період з 01.11.2020 до 28.02.2021"),
    ],
)
def test_a_period_is_told_in_words(start: tuple[int, int, int], end: tuple[int, int, int], words: str) -> None:
    assert period_words(Span.to(date(*end), date(*start))) == words


@pytest.mark.parametrize(
    ("scope", "sentence"),
    [
        (papers.Scope(start=date(2020, 4, 1), end=date(2020, 3, 1)), "ends before it starts|закінчується раніше"),
        (papers.Scope(start=date(2019, 4, 1), end=date(2020, 3, 1)), "2020"),
    ],
)
def test_a_period_that_cannot_be_is_refused_in_a_sentence(
    published: Edition, scope: papers.Scope, sentence: str
) -> None:
    with pytest.raises(papers.PaperNotFound, match=sentence):
        report_of("2020", scope)


def test_there_is_no_report_on_a_programme_that_nobody_may_see(edition: Edition) -> None:
    with pytest.raises(papers.PaperNotFound):
        report_of("2020", papers.Scope())


def test_issuing_keeps_numbered_files_that_do_not_change(spent: Edition, accountant: User) -> None:
    issued = services.issue_report(kind="execution-report", report=told("execution-report"), by=accountant)
    assert {paper.format for paper in issued} == {"pdf", "docx", "xlsx", "csv", "csvm", "json"}
    [number] = {paper.number for paper in issued}
    assert number.startswith("1/")
    kept = {paper.format: paper.sha256 for paper in issued}
    pay("1.1", 5_000)
    found = IssuedPaper.objects.on_program("2020")
    assert {paper.format: paper.sha256 for paper in found} == kept
    with found.get(format="json").file.open() as file:
        data = json.load(file)
    assert data["number"] == number


def test_the_next_report_gets_the_next_number(spent: Edition, accountant: User) -> None:
    for _time in range(2):
        issued = services.issue_report(kind="reconciliation", report=told("reconciliation"), by=accountant, again=True)
    assert issued[0].number.startswith("2/")


def closing(edition: Edition) -> ClosingReport:
    """Make the final report with the draft of its decision."""
    decision = factories.decision("closing")
    decision.subject = "Про підсумки виконання {Програми}"
    decision.save()
    return ClosingReport.objects.create(program=edition.program, decision=decision, note="Візитів **три**.")


def test_the_council_takes_note_of_the_final_report(spent: Edition) -> None:
    paper = of_html(papers.content(papers.get("report-decision"), closing(spent), "html"))
    assert "Про підсумки виконання Програми розвитку співробітництва на\xa02020\xa0рік" in paper
    assert "ПРОЄКТ" in paper
    assert "Візитів три." in paper
    assert "ВСЬОГО" in paper


def test_a_decision_that_was_made_is_kept_and_closes_the_programme(spent: Edition, secretary: User) -> None:
    final = closing(spent)
    with pytest.raises(Exception, match=r"number|номер"):
        services.close_program(closing=final, by=secretary)
    decision = final.decision
    decision.number, decision.period_precision = "7", "day"
    decision.period_start = decision.period_end = date(2021, 2, 1)
    decision.save()
    services.close_program(closing=final, by=secretary)
    kind = papers.get("report-decision")
    before = papers.content(kind, final, "pdf")
    pay("1.1", 5_000)
    assert papers.content(kind, final, "pdf") == before, "what was issued does not change"
    with pytest.raises(Exception, match=r"kept already|не змінюється"):
        services.close_program(closing=final, by=secretary)


def test_a_new_kind_of_report_is_one_registration(
    spent: Edition, monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    monkeypatch.setattr(papers, "KINDS", dict(papers.KINDS))
    parts.register_report("results", "звіт про результати", execution_report, data_of, place=9)
    assert [kind.kind for kind in kinds()][-1] == "results"
    assert ("results", "звіт про результати") in IssueForm().fields["kind"].choices  # type: ignore[attr-defined]
    slug = spent.program.slug
    assert f"/budget/{slug}/results.pdf" in client.get(f"/budget/{slug}/").content.decode()
    assert client.get(f"/budget/{slug}/results.json").status_code == 200
