"""Reports of a period that is not over: they say so everywhere, and get no number."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.test import Client
from openpyxl import load_workbook

from budget import services
from budget.admin.panels import figures_of
from budget.charts import Progress
from budget.checks.spending import last_quarter
from budget.models import ClosingReport, Explanation
from budget.querysets import Span
from budget.reports import Report, report_of
from oleksandria_intl import papers
from oleksandria_intl.models import Decision, IssuedPaper
from oleksandria_intl.typesetting import typeset_text
from programs.models import Edition
from tests import factories
from tests.money_pages import REPORTS, spent, text
from tests.public_pages import headings, page
from tests.reading import of_pdf, pages_of_pdf
from tests.spending import grant, measure_of, pay, promise

__all__ = ["spent"]

At = Callable[[str], None]
YEAR = papers.Scope(start=date(2020, 1, 1), end=date(2020, 12, 31))
WORDS = "проміжні дані станом на 15.03.2020"
SUBJECT = "Рішення «Про затвердження Програми розвитку співробітництва на 2020 рік»"
ISSUE = "/admin/budget/issuedreport/add/"


def told(kind: str = "execution-report", scope: papers.Scope = YEAR) -> Report:
    report: Report = papers.get(kind).find("2020", scope)
    return report


def content(kind: str, format: str, scope: papers.Scope = YEAR) -> bytes:
    return papers.content(papers.get(kind), told(kind, scope), format)


@pytest.fixture
def in_march(spent: Edition, it_is: At) -> Edition:
    """It is the 15th of March: what was paid in May, granted in June, explained in July is not known yet."""
    it_is("2020-03-15")
    grant("1.2", 500, on=date(2020, 6, 1))
    promise("1.2", 700, on=date(2020, 6, 1), number="2")
    Explanation.objects.create(measure=measure_of("1.2"), on=date(2020, 7, 1), text="Перенесено на осінь.")
    return spent


# What is known


def test_of_a_year_that_goes_on_only_what_is_known_today_counts(in_march: Edition) -> None:
    execution = told().execution
    assert execution.span == Span(date(2020, 1, 1), date(2020, 12, 31), date(2020, 3, 15))
    assert (execution.total.granted, execution.total.paid) == (Decimal(180_000), Decimal("12345.67"))
    assert execution.total.promised == Decimal("60000.40")
    assert [row.explanation for direction in execution.directions for row in direction.measures] == [None] * 3


def test_the_panel_of_a_measure_knows_no_more_than_the_report(in_march: Edition) -> None:
    assert figures_of(in_march, measure_of("1.2").pk, 2020).granted == 180_000


def test_once_the_year_is_over_all_of_it_counts_and_nothing_is_interim(in_march: Edition, it_is: At) -> None:
    it_is("2021-01-01")
    total = told().execution.total
    assert (total.granted, total.paid) == (Decimal(180_500), Decimal("17345.67"))
    assert not told().span.is_interim


def test_a_day_as_of_which_is_asked_for_stays_and_one_to_come_does_not(in_march: Edition) -> None:
    for asked, known in ((date(2020, 2, 9), date(2020, 2, 9)), (date(2030, 1, 1), date(2020, 3, 15))):
        assert told(scope=papers.Scope(asked, YEAR.start, YEAR.end)).span.on == known


@pytest.mark.parametrize(
    ("today", "end", "on"),
    [
        ("2019-06-01", date(2020, 12, 31), date(2019, 6, 1)),
        ("2019-12-31T23:30", date(2020, 12, 31), date(2019, 12, 31)),
        ("2020-01-01T00:30", date(2020, 1, 1), date(2020, 1, 1)),
        ("2020-12-31T23:30", date(2020, 12, 31), date(2020, 12, 31)),
        ("2021-01-01T00:30", date(2020, 12, 31), date(2020, 12, 31)),
    ],
)
def test_a_report_reaches_to_today_within_the_programmes_years(
    spent: Edition, it_is: At, today: str, end: date, on: date
) -> None:
    it_is(today)
    span = report_of("2020", papers.Scope()).span
    assert (span.end, span.on) == (end, on)


def test_the_line_of_what_is_spent_ends_with_the_month_that_goes_on(in_march: Edition) -> None:
    months = Progress(told().execution).months
    assert len(months) == 12
    assert [month.paid_to_date is None for month in months] == [False] * 3 + [True] * 9


def test_before_its_year_begins_a_programme_has_a_page_of_its_money(
    stranger: Client, spent: Edition, it_is: At
) -> None:
    it_is("2019-12-25")
    shown = text(page(stranger, "/en/budget/2020/"))
    assert "The period has not begun yet" in shown
    assert "as of 25 December 2019, and nothing was spent" in shown
    assert "No reason is given" not in shown


def test_no_payment_of_a_day_to_come_is_listed(stranger: Client, in_march: Edition) -> None:
    shown = page(stranger, "/en/budget/2020/payments/")
    assert "10.02.2020" in shown
    assert "12.05.2020" not in shown


# What says so


@pytest.mark.parametrize("kind", REPORTS)
def test_every_report_says_in_its_title_and_in_the_head_of_every_page_that_it_is_interim(
    in_march: Edition, kind: str
) -> None:
    document = papers.get(kind).build(told(kind))
    assert document.title.endswith(f"за 2020 рік ({WORDS})")
    assert document.mark == WORDS


@pytest.mark.parametrize("kind", REPORTS)
def test_the_text_of_every_report_and_what_is_said_of_its_table_say_that_it_is_interim(
    in_march: Edition, kind: str
) -> None:
    assert WORDS in content(kind, "html").decode()
    assert WORDS in papers.csv_metadata(papers.get(kind), told(kind), "x.csv").decode()


def test_every_page_of_the_pdf_says_that_it_is_interim(in_march: Edition) -> None:
    pages = pages_of_pdf(content("execution-report", "pdf"))
    assert len(pages) > 1
    assert all(WORDS in " ".join(each.split()) for each in pages)


def test_a_report_of_a_period_that_is_over_has_no_mark(in_march: Edition) -> None:
    february = papers.Scope(start=date(2020, 1, 1), end=date(2020, 2, 29))
    assert "проміжн" not in of_pdf(content("execution-report", "pdf", february))


def test_every_page_of_the_word_file_says_that_it_is_interim(in_march: Edition) -> None:
    with ZipFile(BytesIO(content("execution-report", "docx"))) as file:
        headers = [file.read(name).decode() for name in file.namelist() if "header" in name]
        assert typeset_text(WORDS) in file.read("word/document.xml").decode()
    assert [typeset_text(WORDS) in header for header in headers] == [True]


@pytest.mark.parametrize("kind", REPORTS)
def test_every_sheet_says_on_the_screen_and_on_paper_that_it_is_interim(in_march: Edition, kind: str) -> None:
    book = load_workbook(BytesIO(content(kind, "xlsx")))
    for sheet in book.worksheets:
        assert WORDS in sheet.oddFooter.right.text
        above = " ".join(str(cell.value) for row in sheet.iter_rows(max_row=8) for cell in row if cell.value)
        assert "станом на 15.03.2020" in above, sheet.title
    assert WORDS in book.properties.title


def test_the_data_says_that_it_is_interim(in_march: Edition, it_is: At) -> None:
    assert json.loads(content("execution-report", "json"))["interim"] is True
    it_is("2021-01-01")
    assert json.loads(content("execution-report", "json"))["interim"] is False


def test_the_page_of_the_year_says_in_its_title_that_it_is_interim(stranger: Client, in_march: Edition) -> None:
    html = page(stranger, "/en/budget/2020/report/?from=2020-01-01&to=2020-12-31")
    words = "Implementation for the year 2020 (interim figures as of 15 March 2020)"
    assert headings(html) == [words]
    assert f"<title>{words}" in html.replace("\n", "")
    assert "Appropriations and commitments are as of 15 March 2020." in html


def test_the_name_of_its_file_says_the_day(stranger: Client, in_march: Edition) -> None:
    answer = stranger.get("/budget/2020/report.csv?from=2020-01-01&to=2020-12-31")
    answer.close()
    assert "%D1%81%D1%82%D0%B0%D0%BD%D0%BE%D0%BC%20%D0%BD%D0%B0%2015.03.2020.csv" in answer["Content-Disposition"]


# What gets no number


@pytest.mark.parametrize(
    ("today", "is_issued"), [("2020-03-15", False), ("2020-12-30T23:30", False), ("2020-12-31T00:30", True)]
)
def test_a_report_is_issued_once_its_period_has_come_to_its_last_day(
    spent: Edition, accountant: User, it_is: At, today: str, is_issued: bool
) -> None:
    it_is(today)
    if is_issued:
        assert services.issue_report(kind="reconciliation", report=told("reconciliation"), by=accountant)
        return
    with pytest.raises(ValidationError, match=r"31\.12\.2020"):
        services.issue_report(kind="reconciliation", report=told("reconciliation"), by=accountant)
    assert not IssuedPaper.objects.exists()


def test_of_a_period_that_has_not_begun_it_is_said_that_there_is_nothing_yet(
    spent: Edition, accountant: User, it_is: At
) -> None:
    it_is("2019-12-25")
    with pytest.raises(ValidationError, match=r"01\.01\.2020"):
        services.issue_report(kind="reconciliation", report=told("reconciliation"), by=accountant)


def test_the_page_of_reports_refuses_a_period_that_goes_on_and_says_what_can_be_issued(
    client: Client, accountant: User, in_march: Edition
) -> None:
    client.force_login(accountant)
    asked = {"kind": "execution-report", "start": "01.01.2020", "end": "31.12.2020", "on": ""}
    answer = client.post(ISSUE, asked | {"program": str(in_march.program_id)})
    (sentence,) = answer.context["form"].errors["end"]
    assert "31.12.2020" in sentence
    assert "15.03.2020" in sentence
    assert not IssuedPaper.objects.exists()


def test_an_interim_report_is_issued_to_today(client: Client, accountant: User, in_march: Edition) -> None:
    client.force_login(accountant)
    asked = {"kind": "reconciliation", "start": "01.01.2020", "end": "15.03.2020", "on": ""}
    client.post(ISSUE, asked | {"program": str(in_march.program_id)})
    assert set(IssuedPaper.objects.values_list("number", flat=True)) == {"1/2020"}


def test_the_page_of_reports_begins_with_the_last_quarter_that_is_over(
    client: Client, accountant: User, spent: Edition, it_is: At
) -> None:
    it_is("2020-05-10")
    client.force_login(accountant)
    assert 'value="31.03.2020"' in client.get(ISSUE).content.decode()


def test_an_explanation_begins_with_the_last_quarter_that_is_over(
    client: Client, accountant: User, spent: Edition, it_is: At
) -> None:
    it_is("2020-05-10")
    client.force_login(accountant)
    assert 'value="31.03.2020"' in client.get("/admin/budget/explanation/add/").content.decode()


@pytest.mark.parametrize(
    ("moment", "end"),
    [
        ("2020-03-31T23:30", None),
        ("2020-04-01T00:30", date(2020, 3, 31)),
        ("2020-12-31T23:30", date(2020, 9, 30)),
        ("2021-01-01T00:30", date(2020, 12, 31)),
    ],
)
def test_a_quarter_is_asked_about_once_it_is_over(spent: Edition, it_is: At, moment: str, end: date | None) -> None:
    it_is(moment)
    assert last_quarter(spent.program) == end


def test_numbers_begin_anew_with_the_year(spent: Edition, accountant: User, it_is: At) -> None:
    quarter = papers.Scope(start=date(2020, 1, 1), end=date(2020, 3, 31))
    given = []
    for moment in ("2020-12-30", "2020-12-31T23:30", "2021-01-01T00:30"):
        it_is(moment)
        report = told("reconciliation", quarter)
        given.append(services.issue_report(kind="reconciliation", report=report, by=accountant, again=True)[0].number)
    assert given == ["1/2020", "2/2020", "1/2021"]


# The final report


@pytest.fixture
def closing(spent: Edition) -> ClosingReport:
    """The final report, by a decision that has its number."""
    decision = factories.decision("closing")
    day = date(2020, 12, 24)
    known = {"period_start": day, "period_end": day, "period_precision": "day"}
    Decision.objects.filter(pk=decision.pk).update(number="1200", **known)
    return ClosingReport.objects.create(program=spent.program, decision=Decision.objects.get(pk=decision.pk))


def test_a_final_report_is_not_kept_before_the_programmes_last_day(
    closing: ClosingReport, head: User, it_is: At
) -> None:
    it_is("2020-12-30")
    with pytest.raises(ValidationError, match=r"31\.12\.2020"):
        services.close_program(closing=closing, by=head)
    assert not IssuedPaper.objects.exists()


def test_a_draft_of_the_final_report_says_that_its_figures_are_interim(closing: ClosingReport, it_is: At) -> None:
    it_is("2020-03-15")
    pay("1.1", 5, on=date(2020, 3, 16))
    made = papers.content(papers.get("report-decision"), closing, "html").decode()
    assert typeset_text("Проміжні дані станом на 15.03.2020") in made
    assert "12\xa0345,67" in made


def test_the_title_of_that_decision_is_the_acts_own_without_a_period(closing: ClosingReport, it_is: At) -> None:
    decision = papers.get("report-decision")
    it_is("2020-03-15")
    assert decision.build(closing).title == f"{SUBJECT} ({WORDS})"
    it_is("2021-01-10")
    assert decision.build(closing).title == SUBJECT


def test_the_form_of_what_the_council_adopts_is_fixed_though_a_column_says_the_same_throughout(
    closing: ClosingReport, it_is: At
) -> None:
    it_is("2021-01-10")
    adopted = papers.content(papers.get("report-decision"), closing, "html").decode()
    assert '<th scope="col">Строк виконання</th>' in adopted
    report = papers.get("execution-report")
    own = papers.content(report, report.find("2020", papers.Scope()), "html").decode()
    assert typeset_text("Строк виконання: Протягом 2020 року") in own
