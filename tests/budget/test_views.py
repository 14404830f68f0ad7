"""What the public sees of a programme's money: its page, its reports, their files."""

from __future__ import annotations

import re
from datetime import date, datetime, timezone
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from budget.models import Explanation, Measure
from oleksandria_intl import papers
from oleksandria_intl.documents.blocks import Paragraph, plain
from oleksandria_intl.documents.document import Document
from oleksandria_intl.models import IssuedPaper
from programs.models import Edition
from tests import factories
from tests.money_pages import QUARTER, REPORT, SECOND_QUARTER, spent, text
from tests.public_pages import headings, is_strict, language, page
from tests.spending import grant

__all__ = ["spent"]


@pytest.mark.parametrize("path", ["/budget/2020/", REPORT, QUARTER, SECOND_QUARTER, f"{REPORT}?from=x"])
@pytest.mark.parametrize(("prefix", "expected"), [("", "uk"), ("/en", "en")])
def test_the_pages_answer_in_both_languages(
    stranger: Client, spent: Edition, path: str, prefix: str, expected: str
) -> None:
    html = page(stranger, prefix + path)
    assert language(html) == expected
    assert len(headings(html)) == 1
    assert is_strict(html)
    names = re.findall(r'\sid="([^"]+)"', html)
    assert len(names) == len(set(names)), "an id stands twice"
    assert set(re.findall(r'aria-labelledby="([^" ]+)', html)) <= set(names)


@pytest.mark.parametrize("address", ["/budget/1999/", "/budget/1999/report/", "/budget/1999/report.csv"])
def test_a_programme_that_never_was_is_not_there(stranger: Client, spent: Edition, address: str) -> None:
    page(stranger, address, status=404)


@pytest.mark.parametrize("address", ["/budget/2020/", REPORT, "/budget/2020/report.csv"])
def test_the_money_of_a_draft_that_is_not_published_is_not_there(stranger: Client, db: None, address: str) -> None:
    factories.edition(status="draft")
    page(stranger, address, status=404)


def test_the_head_of_every_page_leads_to_the_money_of_the_newest_programme(stranger: Client, spent: Edition) -> None:
    assert 'href="/budget/"' in page(stranger, "/")
    assert stranger.get("/budget/")["Location"] == "/budget/2020/"
    factories.edition("2021", years=(2021, 2021), status="adopted")
    assert stranger.get("/en/budget/")["Location"] == "/en/budget/2021/"


def test_without_a_programme_the_way_to_the_money_leads_to_the_list(stranger: Client, db: None) -> None:
    assert stranger.get("/budget/")["Location"] == "/programs/"


def test_the_programme_leads_to_its_money_and_back(stranger: Client, spent: Edition) -> None:
    assert 'href="/budget/2020/"' in page(stranger, "/programs/2020/")
    html = page(stranger, "/budget/2020/")
    assert 'href="/programs/2020/"' in html
    assert f'href="{REPORT}"' in html


def test_the_page_says_in_one_sentence_how_much_was_spent(stranger: Client, spent: Edition) -> None:
    shown = text(page(stranger, "/en/budget/2020/"))
    assert "9.6% of 180.0 thousand UAH appropriated by the city budget was spent as of 31 December 2020." in shown
    assert "The programme plans 385.0 thousand UAH." in shown


def test_the_page_stands_before_anything_is_granted(stranger: Client, db: None) -> None:
    factories.edition(status="published")
    shown = text(page(stranger, "/en/budget/2020/"))
    assert "The city budget has appropriated nothing as of 31 December 2020, and nothing was spent." in shown
    assert "There are no deviations from the appropriations." in shown
    assert "No report on this programme has been issued yet." in shown


def test_the_page_tells_the_largest_deviations_first_and_why(stranger: Client, spent: Edition) -> None:
    grant("1.1", 10_000)
    measure = Measure.objects.get(code="1.2")
    Explanation.objects.create(measure=measure, on=date(2020, 12, 31), text="Дві поїздки не відбулися.")
    shown = text(page(stranger, "/en/budget/2020/")).partition("The largest deviations")[2]
    assert shown.index("162,654.33") < shown.index("10,000.00")
    assert "Дві поїздки не відбулися." in shown
    assert "No reason is given yet." in shown


@pytest.fixture
def one_kind(monkeypatch: pytest.MonkeyPatch) -> papers.PaperKind:
    """The report as a paper of one line, that needs no PDF."""
    paper = Document(
        title="Звіт",
        author="",
        subject="",
        dated=datetime(2020, 3, 31, tzinfo=timezone.utc),
        blocks=(Paragraph(plain("Рядок")),),
    )
    whole = papers.get("execution-report")
    kind = papers.PaperKind(
        kind=whole.kind,
        app=whole.app,
        title="звіт про виконання програми",
        key_help="",
        find=whole.find,
        build=lambda report: paper,
        data=lambda report: {"from": str(report.span.start), "on": str(report.span.on)},
        key_of=whole.key_of,
        formats=("pdf", "csv", "json"),
        of=whole.of,
    )
    monkeypatch.setitem(papers.KINDS, whole.kind, kind)
    return kind


def test_a_stranger_saves_the_report_under_a_ukrainian_name(
    stranger: Client, spent: Edition, one_kind: papers.PaperKind
) -> None:
    answer = stranger.get("/en/budget/2020/report.json?from=2020-01-01&to=31.03.2020")
    assert answer["Content-Type"] == "application/json"
    assert answer["Content-Language"] == "uk"
    assert answer["Content-Disposition"].startswith("attachment")
    assert unquote(answer["Content-Disposition"]).endswith(
        "Звіт про виконання програми 2020, 01.01.2020-31.03.2020.json"
    )
    assert answer.json() == {"from": "2020-01-01", "on": "2020-03-31"}


def test_a_sheet_is_sent_in_pieces_and_not_again(stranger: Client, spent: Edition, one_kind: papers.PaperKind) -> None:
    answer: Any = stranger.get("/budget/2020/report.csv")
    assert answer.streaming
    assert "Рядок" not in b"".join(answer.streaming_content).decode()  # a sheet has the tables alone
    again = stranger.get("/budget/2020/report.csv", headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304
    assert again["ETag"] == answer["ETag"]


@pytest.mark.parametrize("kind", ["report", "budget-statement", "payments-register", "reconciliation"])
@pytest.mark.parametrize("format", ["xlsx", "csv", "json"])
def test_every_paper_on_money_is_public_and_linked(stranger: Client, spent: Edition, kind: str, format: str) -> None:
    address = f"/budget/2020/{kind}.{format}"
    assert f'href="{address}?from=2020-01-01&amp;to=2020-03-31"' in page(stranger, QUARTER)
    answer: Any = stranger.get(f"{address}?from=2020-01-01&to=2020-03-31")
    assert answer.status_code == 200
    assert answer.getvalue()


def test_the_address_below_the_report_leads_to_the_files_own(stranger: Client, spent: Edition) -> None:
    answer = stranger.get("/en/budget/2020/report/report.csv?from=2020-01-01")
    assert answer.status_code == 301
    assert answer["Location"] == "/en/budget/2020/report.csv?from=2020-01-01"


@pytest.mark.parametrize(
    "address",
    ["report.exe", "report.html", "decision.pdf", "x.pdf", "report.csv?from=31.02.2020", "report.csv?to=2021-01-01"],
)
def test_a_file_that_there_cannot_be_is_not_there(stranger: Client, spent: Edition, address: str) -> None:
    page(stranger, f"/budget/2020/{address}", status=404)


def test_issued_reports_are_listed_with_their_number_size_and_hash(
    stranger: Client, spent: Edition, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    made = {
        (number, format): IssuedPaper.objects.create(
            kind="execution-report",
            key=key,
            number=number,
            title=f"Звіт {number}",
            format=format,
            file=ContentFile(b"report", f"report.{format}"),
            size=2048,
            sha256=str(len(number)) * 64,
        )
        for number, key in (("1/2020", "2020/2020-01-01/2020-03-31"), ("9/2020", "2021/2021-01-01/2021-03-31"))
        for format in ("pdf", "xlsx")
    }
    shown = page(stranger, "/en/budget/2020/").partition('id="issued"')[2]
    assert shown.count("Звіт 1/2020") == 1
    assert shown.count("6" * 64) == 2
    assert "No. 1/2020 of" in shown
    assert "Звіт 9/2020" not in shown
    for format in ("pdf", "xlsx"):
        assert f'href="/en/documents/{made["1/2020", format].pk}/' in shown


def test_every_chart_leads_to_its_data(stranger: Client, spent: Edition) -> None:
    html = page(stranger, "/en/budget/2020/")
    charts = html.split('<figure class="chart">')[1:]
    assert len(charts) == 2
    for chart in charts:
        told = chart.partition("</figure>")[0]
        for format in ("csv", "xlsx", "json"):
            (address,) = re.findall(rf'href="([^"]+\.{format}\?[^"]+)"', told)
            answer: Any = stranger.get(address.replace("&amp;", "&"))
            assert answer.status_code == 200
            assert b"".join(answer)
