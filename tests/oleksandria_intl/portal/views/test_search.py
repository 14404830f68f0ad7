"""The page of the search: what it answers, in both languages, to any query."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from oleksandria_intl import search
from partners.models import City
from programs.models import Edition, Section
from tests import factories
from tests.money_pages import text
from tests.public_pages import headings, is_strict, language, page


def asked(client: Client, query: str, prefix: str = "", more: str = "") -> str:
    """Return the page of the answer to a query."""
    return page(client, f"{prefix}/search/?q={quote(query)}{more}")


def queries(client: Client, query: str) -> int:
    """Return how often an answer from an index that is up to date asks the database."""
    asked(client, query)
    with CaptureQueriesContext(connection) as counted:
        asked(client, query)
    return len(counted)


@pytest.mark.parametrize("query", ["'; --", "%", "_", "x" * 10_000, "🎉", "\0", "", "   ", "\\", "а " * 90, "ь", "ґ'"])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_no_query_does_harm(stranger: Client, programme_2020: Edition, query: str, prefix: str) -> None:
    html = asked(stranger, query, prefix)
    assert len(headings(html)) == 1
    assert is_strict(html)
    assert City.objects.exists()


def test_what_was_found_is_shown_with_the_apostrophe_of_all_pages(stranger: Client, programme_2020: Edition) -> None:
    City.objects.filter(slug="tervel").update(description_uk="Місто здоров'я")
    shown = asked(stranger, "тервел здоровя")
    assert "<mark>здоров’я</mark>" in shown
    assert "здоров&#x27;я" not in shown


def test_a_sign_that_databases_take_for_any_letter_finds_nothing_by_itself(
    stranger: Client, programme_2020: Edition
) -> None:
    assert "There is no letter or digit to look for." in asked(stranger, "%_", "/en")
    assert "Nothing was found" in asked(stranger, "%зирь", "/en")


def test_a_query_that_is_too_long_is_answered_by_a_sentence(stranger: Client, db: None) -> None:
    assert "The search takes up to 200 characters." in asked(stranger, "x" * 201, "/en")


def test_a_zero_byte_is_a_space(stranger: Client, programme_2020: Edition) -> None:
    assert "<mark>Мозирь</mark>" in asked(stranger, "\0мозирь")


@pytest.mark.parametrize(("prefix", "expected"), [("", "uk"), ("/en", "en")])
@pytest.mark.parametrize("query", ["", "мозирь", "нічого такого"])
def test_the_page_answers_in_both_languages(
    stranger: Client, programme_2020: Edition, query: str, prefix: str, expected: str
) -> None:
    html = asked(stranger, query, prefix)
    assert language(html) == expected
    assert len(headings(html)) == 1
    assert is_strict(html)


def test_what_was_typed_stands_in_the_box_and_the_title_escaped(stranger: Client, db: None) -> None:
    html = asked(stranger, "<b>\"x'")
    assert "<b>" not in html
    assert html.count("&lt;b&gt;&quot;x&#x27;") >= 2


def test_the_answer_counts_by_kind_and_shows_one_kind(stranger: Client, programme_2020: Edition) -> None:
    shown = text(asked(stranger, "мозирь", "/en"))
    assert "3 places found" in shown
    assert "Cities (1)" in shown
    assert "Agreements (1)" in shown
    only = asked(stranger, "мозирь", "/en", "&kind=agreement")
    assert only.count("<mark>") >= 1
    assert only.count('<p class="card-title">') == 1
    assert asked(stranger, "мозирь", "/en", "&kind=nonsense").count('<p class="card-title">') == 3


def test_found_words_are_marked_and_lead_to_their_place(stranger: Client, programme_2020: Edition) -> None:
    html = asked(stranger, "очікувані результати")
    assert "<mark>Очікувані</mark> <mark>результати</mark>" in html
    assert 'href="/programs/2020/text/#section-outcomes"' in html
    assert 'href="/en/programs/2020/text/#section-outcomes"' in asked(stranger, "expected outcomes", "/en")


def test_every_place_that_is_found_answers(stranger: Client, programme_2020: Edition) -> None:
    html = asked(stranger, "2020")
    links = {part.partition('"')[0].partition("#")[0] for part in _main(html).split('href="/')[1:]}
    addresses = [f"/{link}" for link in links if not link.startswith("search")]
    assert addresses
    for address in addresses:
        page(stranger, address)


def _main(html: str) -> str:
    return html.partition("<main")[2].partition("</main")[0]


def test_ukrainian_texts_are_marked_as_such_on_an_english_page(stranger: Client, programme_2020: Edition) -> None:
    html = asked(stranger, "віночок", "/en")
    assert '<p lang="uk">' in html
    assert "Some of this page is available in Ukrainian only." in html
    assert "Some of this page" not in asked(stranger, "industrial parks", "/en", "&kind=visit")


def test_many_answers_come_in_pages(stranger: Client, db: None) -> None:
    edition = factories.edition(status="published")
    for order in range(45):
        Section.objects.create(edition=edition, order=order, title_uk=f"Розділ {order}")
    assert "45 places found" in asked(stranger, "розділ", "/en")
    counts = [
        asked(stranger, "розділ", "", f"&page={number}").count('<p class="card-title">') for number in (1, 2, 3, 99)
    ]
    assert counts == [20, 20, 5, 5]


def test_a_longer_answer_asks_the_database_no_more_often(stranger: Client, db: None) -> None:
    edition = factories.edition(status="published")
    few = queries(stranger, "захід")
    for number in range(3, 18):
        factories.measure(edition, f"2.{number}")
        factories.city(f"city-{number}", f"Захід {number}")
    assert queries(stranger, "захід") == few


def test_a_kind_that_the_portal_no_longer_knows_is_not_found(
    stranger: Client, programme_2020: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked(stranger, "мозирь")
    monkeypatch.delitem(search.KINDS, "agreement")
    assert "2 places found" in text(asked(stranger, "мозирь", "/en"))
