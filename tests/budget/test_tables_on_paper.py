"""The tables of every paper as printed: nothing broken, nothing outside its cell, pages filled."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

import pymupdf
import pytest

from budget.models import Funding
from oleksandria_intl import papers
from oleksandria_intl.documents.continuing import WORDS
from oleksandria_intl.documents.fitting import DENSE, fit
from oleksandria_intl.documents.splitting import LANDSCAPE
from oleksandria_intl.models import Council
from programs.models import Edition
from tests.budget.test_documents import estimate, rows
from tests.reading import made, pages_of_pdf
from tests.seed import add_sources
from tests.spending import DAY, pay

PAGE_NUMBER = 50
"""Above this, in points, stands the number of the page."""
MARKER = re.compile(r"–|\d+\.|.*-")
"""What begins an item of a list, and the part of a word before a hyphen."""


@pytest.fixture(params=["2020", "2021-2023", "2021-2025", "2021-2025 of four sources"])
def edition(request: pytest.FixtureRequest, db: None) -> Edition:
    """From one year and one source to five years and four sources."""
    slug, *sources = request.param.split(" of ")
    found: Edition = request.getfixturevalue(f"programme_{slug.replace('-', '_')}")
    if sources:
        add_sources(found, 2)
    return found


@pytest.mark.parametrize("kind", ["cost-estimate", "passport"])
def test_no_word_number_or_code_is_broken_without_a_hyphen(edition: Edition, kind: str) -> None:
    body = made(edition, "html", kind).decode().partition("<body>")[2]
    whole = {*html.unescape(re.sub(r"<[^>]+>", " ", body)).split(), *WORDS.split()}
    with pymupdf.open(stream=made(edition, "pdf", kind), filetype="pdf") as pdf:
        printed = [word for page in pdf for word in words_of(page)]
    for start in (word[:-1] for word in printed if word.endswith("-") and word not in whole):
        whole |= {word[len(start) :].removeprefix("-") for word in whole if word.startswith(start)}
    assert [word for word in printed if word not in whole and not MARKER.fullmatch(word)] == []


def words_of(page: pymupdf.Page) -> Iterator[str]:
    """Yield the words of a page but for what stands in its margins."""
    for _left, top, _right, bottom, word, *_place in page.get_text("words"):
        if top > PAGE_NUMBER and bottom < page.rect.height - PAGE_NUMBER:
            yield from word.replace("\u00ad", "-").split()


def test_no_text_stands_outside_its_cell(edition: Edition) -> None:
    with pymupdf.open(stream=made(edition, "pdf", "cost-estimate"), filetype="pdf") as pdf:
        for page in pdf:
            edges = [(box.x0, box.x1, box.y0, box.y1) for box in rectangles(page) if box.width < 2 < box.height]
            for left, top, right, bottom, word, *_place in page.get_text("words"):
                middle = (top + bottom) / 2
                crossed = [x for x, end, y0, y1 in edges if left + 0.5 < x and end < right - 0.5 and y0 < middle < y1]
                assert not crossed, word


def rectangles(page: pymupdf.Page) -> list[pymupdf.Rect]:
    return [drawing["rect"] for drawing in page.get_drawings()]


def test_a_table_is_closed_at_both_ends_of_each_page(programme_2021_2025: Edition) -> None:
    with pymupdf.open(stream=made(programme_2021_2025, "pdf", "cost-estimate"), filetype="pdf") as pdf:
        assert len(pdf) > 2
        for page in pdf:
            lines = [box for box in rectangles(page) if box.height < 2 < box.width]
            for end in (min(box.y0 for box in lines), max(box.y0 for box in lines)):
                drawn = sum(box.width for box in lines if abs(box.y0 - end) < 1)
                assert drawn == pytest.approx(257 / 25.4 * 72, rel=0.02)


def test_no_page_of_a_table_begins_with_a_total(edition: Edition) -> None:
    first = re.compile(r"\b1\s+2\s+3\s+4\s+5\s+6(?:\s+\d+\b(?!\.))*\s+(\S+)")
    for page in pages_of_pdf(made(edition, "pdf", "cost-estimate"))[1:]:
        assert first.search(page)[1] != "ВСЬОГО"


def test_pages_of_the_estimate_are_filled(programme_2021_2025: Edition) -> None:
    with pymupdf.open(stream=made(programme_2021_2025, "pdf", "cost-estimate"), filetype="pdf") as pdf:
        filled = [max(box.y1 for box in rectangles(page)) / (page.rect.height - 57) for page in pdf]
    # The last page has the last measure, all totals and the signature, which stay together.
    assert min(filled[:-2]) > 0.7


def test_years_stand_side_by_side_as_long_as_they_fit(programme_2021_2025: Edition) -> None:
    table = estimate(programme_2021_2025)
    assert fit(table, LANDSCAPE.width).is_whole
    assert fit(table, LANDSCAPE.width).size == DENSE
    assert "2025 рік (тис. грн)" in [column.head for column in table.columns]


def test_years_that_do_not_fit_become_rows_under_the_measure(programme_2021_2025: Edition) -> None:
    edition = programme_2021_2025
    for money in Funding.objects.filter(edition=edition):
        money.amount = money.amount * 1000 + Decimal("0.01")
        money.save()
    table = estimate(edition)
    assert fit(table, LANDSCAPE.width).is_whole
    assert [column.head for column in table.columns][5:7] == ["Рік", "Фінансування (тис. грн)"]
    assert [row[5:7] for row in rows(edition)][:3] == [
        ["2021", "120\xa0000,00001"],
        ["2022", "130\xa0000,00001"],
        ["2023", "145\xa0500,00001"],
    ]


def test_the_register_prints_fifteen_payments_a_page_and_their_total(programme_2020: Edition) -> None:
    for number in range(60):
        pay(
            "1.2",
            1000 + number,
            on=DAY + timedelta(number),
            payee_name=f"ТОВ «Приклад-Транс {number}» (демонстраційні дані)",
        )
    found = papers.get("payments-register")
    pages = pages_of_pdf(papers.content(found, found.find("2020", papers.Scope()), "pdf"))
    counts = [page.count("Приклад-") for page in pages]
    assert sum(counts) == 60
    assert min(counts[1:-1]) >= 15
    assert "ВСЬОГО" in pages[-1]
    assert "Платник: Управління економіки" in pages[0]


def test_a_council_chooses_how_a_table_goes_on(programme_2020: Edition) -> None:
    assert WORDS in pages_of_pdf(made(programme_2020, "pdf", "cost-estimate"))[1]
    Council.objects.update(table_continuation=Council.TableContinuation.HEADS)
    again = pages_of_pdf(made(programme_2020, "pdf", "cost-estimate"))[1]
    assert WORDS not in again
    assert "Напрямки реалізації" in again
