"""The list of programmes and a programme's page."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from budget.models import Direction, Funding
from oleksandria_intl.models import Council
from programs.models import Edition, PassportRow, Program, Section
from tests import factories
from tests.public_pages import headings, is_strict, language, page
from tests.spending import grant, pay


@pytest.fixture
def published(db: None) -> Edition:
    """A published draft of 2020 with a passport and a section."""
    row = factories.edition(status="published")
    PassportRow.objects.create(
        edition=row, order=1, label_uk="Термін", label_en="Period", value_uk="{рік}", value_en="{years}"
    )
    PassportRow.objects.create(edition=row, order=2, label_uk="Обсяг", value_uk="", figure="total")
    Section.objects.create(edition=row, code="introduction", order=1, title_uk="Вступ", body_uk="Текст.")
    return row


def queries(client: Client, address: str) -> int:
    """Return how often a page asks the database."""
    with CaptureQueriesContext(connection) as asked:
        page(client, address)
    return len(asked)


@pytest.mark.parametrize("path", ["/programs/", "/programs/2020/"])
@pytest.mark.parametrize(("prefix", "expected"), [("", "uk"), ("/en", "en")])
def test_the_pages_answer_in_both_languages(
    stranger: Client, published: Edition, path: str, prefix: str, expected: str
) -> None:
    html = page(stranger, prefix + path)
    assert language(html) == expected
    assert len(headings(html)) == 1
    assert is_strict(html)


def test_the_list_shows_the_public_programmes_the_newest_first(stranger: Client, published: Edition) -> None:
    factories.edition("2021", years=(2021, 2021), status="adopted")
    factories.edition("2022", years=(2022, 2022), status="draft")
    html = page(stranger, "/programs/")
    assert re.findall(r'card-title"><a href="/programs/(\d+)/"', html) == ["2021", "2020"]
    assert "<strong>385,0</strong>" in html


def test_the_list_is_paged(stranger: Client, published: Edition) -> None:
    for year in range(2021, 2042):
        program = Program.objects.create(slug=str(year))
        Edition.objects.create(program=program, name_uk="програма", year_from=year, year_to=year, status="published")
    assert page(stranger, "/programs/").count("card-title") == 20
    assert page(stranger, "/programs/?page=2").count("card-title") == 2


def test_the_page_tells_a_draft_from_an_adopted_programme(stranger: Client, published: Edition) -> None:
    assert "stage-draft" in page(stranger, "/programs/2020/")
    factories.edition("2021", years=(2021, 2021), status="adopted")
    html = page(stranger, "/programs/2021/")
    assert "stage-adopted" in html
    assert "stage-draft" not in html


def test_every_sum_of_the_page_follows_the_measures(stranger: Client, published: Edition) -> None:
    Funding.objects.filter(edition=published, amount=45_000).update(amount=46_500)
    head, _main, html = page(stranger, "/programs/2020/").partition("<main")
    assert head.count("386,5") == 2  # in the description, for those who index and for those who share
    assert html.count("386,5") == 3  # at a glance, in the total of the table, in the passport
    assert html.count("46,5") == 2  # of its direction, of the measure


def test_the_bar_shows_what_share_each_direction_gets(stranger: Client, published: Edition) -> None:
    html = page(stranger, "/programs/2020/")
    assert re.findall(r'<rect class="segment [^"]+" x="([^"]+)%" width="([^"]+)%"', html) == [
        ("0", "88.3"),
        ("88.3", "11.7"),
    ]
    assert "Найбільше коштів – на напрям 1: 88,3\xa0%" in html
    assert "напрям 1: 88,3\xa0%; напрям 2: 11,6\xa0%" in html


def test_nothing_planned_differs_from_a_planned_zero(stranger: Client, published: Edition) -> None:
    Funding.objects.filter(edition=published, amount=45_000).update(amount=0)
    Funding.objects.filter(edition=published, amount=40_000).delete()
    html = page(stranger, "/en/programs/2020/")
    assert html.count("no money planned") == 1
    assert "<strong>0.0</strong>" in html


def test_a_programme_of_several_years_tells_the_money_of_each(stranger: Client, db: None) -> None:
    factories.edition("2021-2022", years=(2021, 2022), status="published")
    html = page(stranger, "/programs/2021-2022/")
    assert "<strong>770,0</strong>" in html
    assert re.findall(r"<dt>(\d+)</dt><dd>([\d,]+)</dd>", html) == [("2021", "385,0"), ("2022", "385,0")]


def test_the_passport_fills_in_the_words_in_braces(stranger: Client, published: Edition) -> None:
    assert "<p>2020\xa0рік</p>" in page(stranger, "/programs/2020/").replace(' class="flush"', "")
    assert "{" not in page(stranger, "/en/programs/2020/")


def test_the_english_page_marks_what_stays_ukrainian(stranger: Client, published: Edition) -> None:
    Direction.objects.filter(edition=published, code="1").update(name_en="Partner cities")
    html = page(stranger, "/en/programs/2020/")
    assert ">Partner cities</a>" in html
    assert '<span lang="uk">Напрям 2</span>' in html
    assert 'class="notice"' in html


def test_headings_inside_a_text_stay_below_those_of_the_page(stranger: Client, published: Edition) -> None:
    PassportRow.objects.filter(order=1).update(value_uk="# Велика назва\n\nТекст")
    html = page(stranger, "/programs/2020/")
    assert len(headings(html)) == 1
    assert "Велика назва</h4>" in html


def test_the_page_leads_to_the_papers_with_their_size_and_to_the_text(
    stranger: Client, published: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes = {"pdf": 141_312, "docx": 141_312}
    monkeypatch.setattr("oleksandria_intl.portal.views.programs.issued_sizes", lambda edition: sizes)
    html = page(stranger, "/en/programs/2020/")
    assert 'href="/en/programs/2020/decision.pdf"' in html
    assert 'href="/en/programs/2020/text/#section-introduction"' in html
    assert re.findall(r'file-size">([^<]+)<', html) == ["138.0\xa0KB", "138.0\xa0KB"]


def test_more_measures_ask_the_database_no_more_often(stranger: Client, published: Edition) -> None:
    address = "/programs/2020/"
    few = queries(stranger, address)
    for number in range(3, 40):
        factories.measure(published, f"1.{number}", order=number, amount=1_000)
        Section.objects.create(edition=published, order=number, title_uk=f"Розділ {number}")
    assert queries(stranger, address) == few


def test_more_programmes_ask_the_database_no_more_often(stranger: Client, published: Edition) -> None:
    few = queries(stranger, "/programs/")
    for year in range(2021, 2030):
        factories.edition(str(year), years=(year, year), status="published")
    assert queries(stranger, "/programs/") == few


def test_findings_are_not_public(stranger: Client, published: Edition) -> None:
    before = page(stranger, "/programs/2020/")
    Section.objects.create(edition=published, code="empty", order=2, title_uk="Порожній")
    after = page(stranger, "/programs/2020/")
    assert [line for line in after.splitlines() if line not in before] == []


def test_the_state_of_a_measure_goes_by_its_sums(stranger: Client, published: Edition) -> None:
    grant("1.1", 100_000)
    pay("1.1", "99999.99")
    grant("1.2", 1000)
    grant("1.2", -1000)
    pay("2.1", 500)
    states = re.findall(r'<span class="stage stage-\w+">([^<]+)</span> <span>', page(stranger, "/en/programs/2020/"))
    assert states == ["partly spent", "not appropriated yet", "spent, though nothing is appropriated"]
    pay("1.1", "0.01")
    assert "spent in full" in page(stranger, "/en/programs/2020/")


def test_directions_that_get_alike_are_told_together(stranger: Client, published: Edition) -> None:
    Funding.objects.update(amount=0)
    for code in ("1.1", "2.1"):
        Funding.objects.filter(measure_line__code=code).update(amount=1000)
    assert "Directions 1, 2 get the most, each 50.0%" in page(stranger, "/en/programs/2020/")
    Funding.objects.filter(measure_line__code="1.1").update(amount=10_000_000)
    assert "direction 1: 99.9%; direction 2: 0.0%" in page(stranger, "/en/programs/2020/")


def test_the_page_says_whom_to_ask_and_how(stranger: Client, published: Edition) -> None:
    assert "Телефону й електронної пошти до порталу ще не внесено" in page(stranger, "/programs/2020/")
    Council.objects.update(email="vms@example.org", phone="+380 (5235) 0-00-00", address_uk="вул. Міська, 1")
    html = page(stranger, "/programs/2020/")
    assert 'href="mailto:vms@example.org"' in html
    assert 'href="tel:+380523500000"' in html
    Council.objects.update(phone="(05235) 7-00-00, 7-11-11")
    assert 'href="tel:0523570000"' in page(stranger, "/programs/2020/")
    assert "вул. Міська, 1" in html
    assert "ще не внесено" not in html
    assert '<span lang="uk">вул. Міська, 1</span>' in page(stranger, "/en/programs/2020/")
