"""What the public sees of a programme: its text and its papers."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from budget.models import Funding
from oleksandria_intl.models import IssuedPaper
from programs.models import Edition, Section
from programs.views import issued_sizes
from tests import factories
from tests.public_pages import headings, is_strict, language, page

PDF = "/programs/2020/decision.pdf"
WORD = "/programs/2020/decision.docx"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture
def published(db: None) -> Edition:
    """A small published draft of 2020."""
    return factories.edition(status="published")


def file_name(answer: Any) -> str:
    """Return the name that a browser gives the file."""
    return unquote(answer["Content-Disposition"].partition("utf-8''")[2])


def test_a_stranger_reads_the_pdf_in_the_browser(stranger: Client, published: Edition) -> None:
    answer = stranger.get(PDF)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("inline")
    assert file_name(answer) == "Рішення. Програма розвитку співробітництва на 2020 рік (проєкт).pdf"
    assert answer.content.startswith(b"%PDF-")


def test_a_stranger_saves_the_word_file(stranger: Client, published: Edition) -> None:
    answer = stranger.get(WORD)
    assert answer["Content-Type"] == WORD_TYPE
    assert answer["Content-Disposition"].startswith("attachment")
    assert file_name(answer).endswith(".docx")
    assert "word/document.xml" in ZipFile(BytesIO(answer.content)).namelist()


def test_an_adopted_programme_is_no_draft_by_the_name_of_its_file(stranger: Client, db: None) -> None:
    factories.edition(status="adopted")
    assert file_name(stranger.get(PDF)) == "Рішення. Програма розвитку співробітництва на 2020 рік.pdf"


def test_the_size_of_a_paper_is_that_of_the_issued_file_and_no_drafts(published: Edition) -> None:
    IssuedPaper.objects.create(
        kind="decision", key="2020/1", title="Рішення", format="pdf", size=141_312, sha256="0" * 64, file="decision.pdf"
    )
    assert issued_sizes(published) == {}
    published.status = "adopted"
    assert issued_sizes(published) == {"pdf": 141_312}


def test_a_browser_that_has_the_paper_is_not_sent_it_again(stranger: Client, published: Edition) -> None:
    tag = stranger.get(PDF)["ETag"]
    again = stranger.get(PDF, headers={"If-None-Match": tag})
    assert again.status_code == 304
    assert again.content == b""


def test_a_browser_is_sent_the_paper_anew_after_a_change(stranger: Client, published: Edition) -> None:
    tag = stranger.get(PDF)["ETag"]
    Funding.objects.filter(edition=published, amount=45_000).update(amount=46_500)
    changed = stranger.get(PDF, headers={"If-None-Match": tag})
    assert changed.status_code == 200
    assert changed["ETag"] != tag


def test_the_head_of_a_paper_comes_without_its_body(stranger: Client, published: Edition) -> None:
    head = stranger.head(PDF)
    assert head.status_code == 200
    assert head.content == b""
    assert head["Content-Length"] == stranger.get(PDF)["Content-Length"]


def test_the_paper_is_the_same_on_the_english_side(stranger: Client, published: Edition) -> None:
    assert stranger.get(f"/en{PDF}").content == stranger.get(PDF).content


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
@pytest.mark.parametrize("address", [PDF, WORD, "/programs/2020/text/", "/programs/2020/", "/en/programs/2020/"])
def test_what_is_not_published_is_not_there(stranger: Client, db: None, status: str, address: str) -> None:
    factories.edition(status=status)
    assert stranger.get(address).status_code == 404


def test_a_programme_that_never_was_is_not_there(stranger: Client, db: None) -> None:
    page(stranger, "/programs/1999/decision.pdf", status=404)
    page(stranger, "/programs/1999/text/", status=404)


@pytest.mark.parametrize(("address", "expected"), [("/programs/2020/text/", "uk"), ("/en/programs/2020/text/", "en")])
def test_the_whole_text_stands_on_one_page(
    stranger: Client, programme_2020: Edition, address: str, expected: str
) -> None:
    html = page(stranger, address)
    assert language(html) == expected
    assert [text.removesuffix(" #") for text in headings(html)] == [
        "ПРОГРАМА РОЗВИТКУ МІЖНАРОДНОГО СПІВРОБІТНИЦТВА М.\N{NO-BREAK SPACE}ОЛЕКСАНДРІЇ НА 2020 РІК".replace(
            "\N{NO-BREAK SPACE}", " "
        )
    ]
    assert '<article class="paper" lang="uk">' in html
    assert is_strict(html)


def test_the_contents_lead_to_every_section(stranger: Client, programme_2020: Edition) -> None:
    html = page(stranger, "/programs/2020/text/")
    for section in Section.objects.listed(programme_2020):
        assert f'href="#section-{section.code}"' in html
        assert f'id="section-{section.code}"' in html


def test_the_english_page_says_that_the_text_is_ukrainian(stranger: Client, programme_2020: Edition) -> None:
    assert "The text that the council adopts is in Ukrainian." in page(stranger, "/en/programs/2020/text/")
    assert "The text that the council adopts is in Ukrainian." not in page(stranger, "/programs/2020/text/")


def test_a_longer_text_asks_the_database_no_more_often(stranger: Client, published: Edition) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            page(stranger, "/programs/2020/text/")
        return len(asked)

    Section.objects.create(edition=published, order=1, title_uk="Вступ", body_uk="Текст.")
    few = queries()
    for order in range(2, 30):
        Section.objects.create(edition=published, order=order, title_uk=f"Розділ {order}", body_uk="Текст.")
    assert queries() == few
