"""Who signs the reports and the annex of the decision on them, and who is named below the signatures."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils.translation import override

from budget.checks.signing import of_closing
from budget.checks.spending import of_spending
from budget.documents.parts import DEMONSTRATION
from budget.models import ClosingReport, Payment, ReportSignatory
from budget.reports import Report
from oleksandria_intl import papers
from oleksandria_intl.documents.blocks import DraftMark, Landscape, PreparedBy, Signature
from oleksandria_intl.models import Decision, Official, Term
from programs.models import Edition
from tests import factories
from tests.money_pages import REPORTS
from tests.reading import of_html, of_pdf
from tests.spending import grant, pay

QUARTER = papers.Scope(start=date(2020, 1, 1), end=date(2020, 3, 31))


@pytest.fixture
def published(edition: Edition) -> Edition:
    """The programme of the tests as the public sees it."""
    Edition.objects.filter(pk=edition.pk).update(status="published")
    return edition


def told(kind: str = "execution-report") -> Report:
    report: Report = papers.get(kind).find("2020", QUARTER)
    return report


def text(kind: str) -> str:
    return of_html(papers.content(papers.get(kind), told(kind), "html"))


@pytest.fixture
def executor(published: Edition) -> Term:
    """Анна Куркова prepares the reports, and does not sign them."""
    clerk = Official.objects.create(code="kurkova", surname="Куркова", given_name="Анна")
    term = Term.objects.create(official=clerk, code="clerk", post_uk="Головний спеціаліст", phone="7-12-34")
    ReportSignatory.objects.create(order=2, term=term, is_executor=True)
    return term


@pytest.mark.parametrize("kind", REPORTS)
def test_a_report_ends_with_the_signature_and_the_executor_without_a_phone(executor: Term, kind: str) -> None:
    ReportSignatory.objects.create(order=1, term=Term.objects.get(code="mayor-2015"))
    (turned,) = papers.get(kind).build(told(kind)).blocks
    assert isinstance(turned, Landscape)
    assert turned.blocks[-2:] == (Signature("Міський голова", "С. ЦАПЮК"), PreparedBy((), "Куркова"))


@pytest.mark.parametrize("kind", REPORTS)
def test_only_a_working_copy_for_staff_has_the_phone(executor: Term, kind: str) -> None:
    paper = papers.get(kind)
    assert "Куркова 7-12-34" in papers.content(paper, told(kind), "html", for_staff=True).decode()
    for format in ("html", "json", "csv"):
        assert "7-12-34" not in papers.content(paper, told(kind), format).decode()


@pytest.mark.parametrize("kind", REPORTS)
def test_where_nobody_signs_no_blank_is_left_to_sign_on(published: Edition, kind: str) -> None:
    assert "____" not in text(kind)
    assert "Відповідальний виконавець" not in text(kind)


def test_that_nobody_signs_is_found_before_a_report_is_issued(published: Edition) -> None:
    grant("1.1", 1)
    with override("en"):
        assert any("Nobody signs the reports" in each.sentence for each in of_spending(published))
        ReportSignatory.objects.create(order=1, term=Term.objects.get())
        assert not any("Nobody signs the reports" in each.sentence for each in of_spending(published))


def test_the_note_on_invented_money_stands_apart_from_the_councils_name(published: Edition) -> None:
    pay("1.1", 1)
    Payment.objects.update(is_demonstration=True)
    (turned,) = papers.get("execution-report").build(told()).blocks
    assert isinstance(turned, Landscape)
    assert turned.blocks[0] == DraftMark((DEMONSTRATION,))


@pytest.mark.parametrize(
    ("count", "word"), [(1, "платіж"), (2, "платежі"), (5, "платежів"), (11, "платежів"), (24, "платежі")]
)
def test_payments_are_counted_in_words_that_agree(published: Edition, count: int, word: str) -> None:
    for _number in range(count):
        pay(None, 1)
    assert f"{count} {word} на суму" in text("execution-report")


def test_the_officer_looks_at_a_copy_with_the_phone_and_the_public_at_one_without(
    client: Client, accountant: User, executor: Term
) -> None:
    asked = {"from": "2020-01-01", "to": "2020-03-31"}
    public = client.get("/budget/2020/report.pdf", asked)
    assert "7-12-34" not in of_pdf(b"".join(public))  # type: ignore[arg-type]
    address = "/admin/budget/issuedreport/copies/2020/report.pdf"
    assert client.get(address, asked).status_code == 302
    client.force_login(accountant)
    assert "Куркова 7-12-34" in of_pdf(client.get(address, asked).content)


@pytest.fixture
def closing(published: Edition) -> ClosingReport:
    """The final report on the programme, of which the council is yet to take note."""
    return ClosingReport.objects.create(program=published.program, decision=factories.decision("closing"))


def test_the_annex_of_the_decision_on_the_report_is_signed(closing: ClosingReport, executor: Term) -> None:
    Decision.objects.filter(code="closing").update(executor=executor)
    closing.refresh_from_db()
    *_others, turned = papers.get("report-decision").build(closing).blocks
    assert isinstance(turned, Landscape)
    assert turned.blocks[-2:] == (Signature("Міський голова", "Степан ЦАПЮК"), PreparedBy((), "Куркова"))
    assert "7-12-34" in papers.content(papers.get("report-decision"), closing, "html", for_staff=True).decode()
    assert "7-12-34" not in papers.content(papers.get("report-decision"), closing, "html").decode()


def test_every_page_of_the_draft_of_that_decision_says_so_and_that_its_figures_are_interim(
    closing: ClosingReport, it_is: object
) -> None:
    it_is("2020-03-15")  # type: ignore[operator]
    paper = papers.get("report-decision").build(closing)
    assert paper.blocks[0] == DraftMark(("ПРОЄКТ",))
    assert paper.mark == "ПРОЄКТ, проміжні дані станом на 15.03.2020"


def test_the_annex_for_the_council_has_no_note_of_the_bookkeeping(closing: ClosingReport) -> None:
    pay(None, 1)
    paper = of_html(papers.content(papers.get("report-decision"), closing, "html"))
    assert "Не віднесено" not in paper
    assert "редакція 1" not in paper
    assert "Не віднесено" in text("execution-report")


def test_what_the_decision_on_the_report_lacks_is_found(closing: ClosingReport) -> None:
    Decision.objects.filter(code="closing").update(signatory=None, approver=None, preamble="")
    closing.refresh_from_db()
    with override("en"):
        assert [each.sentence for each in of_closing(closing)] == [
            "The decision has no preamble.",
            "Nobody signs the decision.",
            "Nobody signs the annex of the decision.",
        ]


def test_the_page_of_the_final_report_says_what_it_lacks(client: Client, head: User, closing: ClosingReport) -> None:
    Decision.objects.filter(code="closing").update(signatory=None)
    client.force_login(head)
    page = client.get(f"/admin/budget/closingreport/{closing.pk}/change/").content.decode()
    assert f"/decision/{closing.decision_id}/change/#id_signatory" in page
