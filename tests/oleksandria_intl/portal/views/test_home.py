"""The home page, and what every address shares."""

from __future__ import annotations

import gzip

import pytest
from django.template.loader import render_to_string
from django.test import Client

from budget.models import Funding
from oleksandria_intl import clock
from programs.models import Edition
from tests import factories
from tests.public_pages import headings, is_strict, language, page


@pytest.fixture
def published(db: None) -> Edition:
    """A published draft of 2020."""
    return factories.edition(status="published")


@pytest.mark.parametrize(("address", "expected"), [("/", "uk"), ("/en/", "en")])
def test_the_home_page_answers_in_both_languages(
    stranger: Client, published: Edition, address: str, expected: str
) -> None:
    html = page(stranger, address)
    assert language(html) == expected
    assert len(headings(html)) == 1
    assert is_strict(html)


def test_the_language_goes_by_the_address_and_not_by_the_browser(stranger: Client, published: Edition) -> None:
    answer = stranger.get("/", headers={"Accept-Language": "en"})
    assert language(answer.content.decode()) == "uk"


def test_the_home_page_stands_before_any_data(stranger: Client, db: None) -> None:
    assert len(headings(page(stranger, "/en/"))) == 1


def test_the_home_page_leads_to_the_newest_programme_and_its_papers(stranger: Client, published: Edition) -> None:
    factories.edition("2021", years=(2021, 2021), status="adopted")
    factories.edition("2022", years=(2022, 2022), status="draft")
    html = page(stranger, "/")
    assert 'href="/programs/2021/"' in html
    assert 'href="/programs/2021/decision.pdf"' in html
    assert 'href="/programs/2021/decision.docx"' in html
    assert "/programs/2020/" not in html
    assert "/programs/2022/" not in html


def test_the_planned_money_follows_the_measures(stranger: Client, published: Edition) -> None:
    assert "<strong>385,0</strong>" in page(stranger, "/")
    Funding.objects.filter(edition=published, amount=45_000).update(amount=46_500)
    assert "<strong>386,5</strong>" in page(stranger, "/")
    assert "<strong>386.5</strong>" in page(stranger, "/en/")


def test_partner_cities_are_named_and_destinations_are_not(stranger: Client, published: Edition) -> None:
    factories.city("tervel", "Тервел", "twin")
    factories.city("ramat-gan", "Рамат-Ган", "partner")
    factories.city("lublin", "Люблін", "destination")
    html = page(stranger, "/")
    assert "<strong>2</strong>" in html
    assert "Тервел" in html
    assert "Рамат-Ган" in html
    assert "Люблін" not in html


def test_what_lacks_english_is_marked_as_ukrainian_and_the_page_says_so(stranger: Client, published: Edition) -> None:
    factories.city("tervel", "Тервел", "twin")
    assert '<span lang="uk">Тервел</span>' in page(stranger, "/en/")
    assert "available in Ukrainian only" in page(stranger, "/en/")
    assert 'class="notice"' not in page(stranger, "/")


def test_what_the_clerk_wrote_cannot_become_markup(stranger: Client, published: Edition) -> None:
    factories.city("tervel", "<script>alert(1)</script>", "twin")
    assert is_strict(page(stranger, "/"))
    assert is_strict(page(stranger, "/en/"))


def test_the_language_switch_leads_to_the_same_page(stranger: Client, published: Edition) -> None:
    assert 'href="/en/programs/2020/text/"' in page(stranger, "/programs/2020/text/")
    assert 'href="/programs/2020/text/"' in page(stranger, "/en/programs/2020/text/")


def test_a_page_that_is_not_there_helps_in_the_readers_language(stranger: Client, published: Edition) -> None:
    html = page(stranger, "/en/nowhere/", status=404)
    assert language(html) == "en"
    assert 'href="/en/programs/"' in html
    assert language(page(stranger, "/nowhere/", status=404)) == "uk"


def test_the_page_of_a_failure_needs_nothing_of_the_portal(db: None) -> None:
    html = render_to_string("500.html")
    assert 'href="/"' in html
    assert 'href="/en/"' in html
    assert is_strict(html)


def test_on_paper_a_page_tells_its_address_its_day_and_the_edition(stranger: Client, published: Edition) -> None:
    html = page(stranger, "/programs/2020/?x=1")
    assert f"http://testserver/programs/2020/<br>Станом на {clock.today():%d.%m.%Y};" in html
    assert "редакція 1, проєкт" in html
    Edition.objects.filter(pk=published.pk).update(status="adopted")
    assert "редакція 1, чинна з 1 січня 2020 року" in page(stranger, "/programs/2020/")
    assert "редакція" not in page(stranger, "/partners/").partition('class="container printed"')[2]


def test_texts_are_sent_compressed_and_papers_as_they_are(stranger: Client, published: Edition) -> None:
    asked = {"Accept-Encoding": "gzip"}
    for address in ("/", "/data/catalog.json", "/sitemap.xml"):
        answer = stranger.get(address, headers=asked)
        assert answer["Content-Encoding"] == "gzip", address
        assert "Accept-Encoding" in answer["Vary"]
    assert gzip.decompress(stranger.get("/", headers=asked).content).startswith(b"<!DOCTYPE html>")
    paper = stranger.get("/programs/2020/decision.docx", headers=asked)
    assert "Content-Encoding" not in paper
    assert b"".join(paper)
