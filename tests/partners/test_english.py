"""English pages of cities: English, but for names and quotations."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

from partners.models import City
from tests.partners.rows import agreement
from tests.public_pages import page

QUOTED = re.compile(r'<blockquote.*?</blockquote>|<(\w+) lang="uk">.*?</\1>', re.DOTALL)
MOST = 0.1


def cyrillic(html: str) -> float:
    """Return the share of Cyrillic among the letters of a page's main part, without what is marked as quoted."""
    main = QUOTED.sub("", html[html.index("<main") :])
    letters = re.findall(r"[a-zа-яіїєґ]", unescape(re.sub(r"<[^>]+>", " ", main)), re.IGNORECASE)
    return sum(letter > "z" for letter in letters) / len(letters)


@pytest.mark.parametrize("address", ["/en/partners/", "/en/partners/jarocin/"])
def test_an_english_page_is_english(stranger: Client, partners: dict[str, City], address: str) -> None:
    City.objects.update(description_uk="Місто ярмарків. " * 40, relation_uk="Дружимо з 2003 року. " * 40)
    agreement(partners["jarocin"], "ended", title_uk="Угода про дружбу " * 10)
    assert cyrillic(page(stranger, address)) < MOST
    assert cyrillic(page(stranger, address.removeprefix("/en"))) > 1 - MOST * 3


def test_what_has_no_english_is_quoted_and_said_to_be(stranger: Client, partners: dict[str, City]) -> None:
    City.objects.update(description_uk="Місто ярмарків.", relation_uk="Дружимо.", relation_en="We are friends.")
    html = page(stranger, "/en/partners/jarocin/")
    assert html.count("There is no English text yet; this is quoted from the Ukrainian one:") == 1
    assert re.findall(r'<blockquote class="quoted"><div lang="uk">\s*<p>([^<]+)', html) == ["Місто ярмарків."]
    assert "blockquote" not in page(stranger, "/partners/jarocin/")
