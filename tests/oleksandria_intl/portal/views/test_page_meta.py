"""The metadata of every page: what search engines and social networks read."""

from __future__ import annotations

import re
from html import unescape
from io import BytesIO
from itertools import product
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from oleksandria_intl import page_meta, pictures
from partners.models import City
from programs.models import Edition
from tests.public_pages import headings, is_strict, page

PATHS = (
    "/",
    "/programs/",
    "/programs/2020/",
    "/programs/2020/text/",
    "/programs/2020/decisions/",
    "/budget/2020/",
    "/budget/2020/report/",
    "/budget/2020/payments/",
    "/partners/",
    "/partners/jarocin/",
    "/visits/",
    "/visits/?view=month&month=2020-09",
    "/visits/2020-visit-jarocin/",
    "/visits/2020-conference-geneva/",
    "/documents/",
    "/data/",
    "/search/",
    "/about/",
    "/accessibility/",
    "/privacy/",
)
ADDRESSES = [prefix + path for prefix, path in product(("", "/en"), PATHS)]
ONCE = (
    "description",
    "og:type",
    "og:site_name",
    "og:title",
    "og:description",
    "og:url",
    "og:locale",
    "og:locale:alternate",
    "og:image",
    "og:image:type",
    "og:image:width",
    "og:image:height",
    "og:image:alt",
    "twitter:card",
)
SITE = "http://testserver"
META = re.compile(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">')
LINK = re.compile(r'<link rel="(canonical|alternate)"(?: hreflang="([^"]+)")? href="([^"]*)">')


def head_of(html: str) -> dict[str, str]:
    """Return what the page's meta elements say, by name; each stands once."""
    found = META.findall(html.partition("</head>")[0])
    names = [name for name, _text in found]
    assert len(names) == len(set(names))
    return {name: unescape(text) for name, text in found}


def links(html: str) -> dict[str, str]:
    """Return the page's addresses: the canonical one, and by language; each stands once."""
    found = LINK.findall(html.partition("</head>")[0])
    assert len(found) == len({(kind, language) for kind, language, _address in found})
    return {language or kind: unescape(address) for kind, language, address in found}


def title(html: str) -> str:
    """Return the only title of the page (charts have titles too, but with attributes)."""
    [found] = re.findall("<title>(.*?)</title>", html)
    return unescape(found)


def picture(client: Client, html: str) -> Any:
    """Return the answer at the address of the page's picture."""
    address = head_of(html)["og:image"]
    assert address.startswith(f"{SITE}/pictures/")
    return client.get(address.removeprefix(SITE))


def words(html: str) -> pictures.Words:
    """Return what is written on the page's picture."""
    return pictures.read(head_of(html)["og:image"].removeprefix(f"{SITE}/pictures/").removesuffix(".png"))


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_says_once_what_it_is(stranger: Client, programme_2020: Edition, address: str) -> None:
    html = page(stranger, address)
    said = head_of(html)
    assert said.keys() >= set(ONCE)
    assert all(said.values())
    assert title(html) == f"{said['og:title']} - {said['og:site_name']}"
    assert said["description"] == said["og:description"]
    assert len(said["description"]) <= 160
    assert said["twitter:card"] == "summary_large_image"
    assert (said["og:image:width"], said["og:image:height"]) == ("1200", "630")
    is_english = address.startswith("/en/")
    assert said["og:locale"] == ("en_GB" if is_english else "uk_UA")
    assert said["og:locale:alternate"] == ("uk_UA" if is_english else "en_GB")
    assert is_strict(html.replace('<script type="application/ld+json">', ""))


@pytest.mark.parametrize("path", PATHS)
def test_every_page_leads_to_itself_in_each_language(stranger: Client, programme_2020: Edition, path: str) -> None:
    languages = {"uk": f"{SITE}{path}", "en": f"{SITE}/en{path}", "x-default": f"{SITE}{path}"}
    for prefix in ("", "/en"):
        html = page(stranger, prefix + path)
        assert links(html) == {"canonical": f"{SITE}{prefix}{path}", **languages}
        assert head_of(html)["og:url"] == f"{SITE}{prefix}{path}"


def test_no_two_pages_have_the_same_title_or_description(stranger: Client, programme_2020: Edition) -> None:
    pages = [page(stranger, f"/en{path}") for path in PATHS]
    assert len({title(html) for html in pages}) == len(PATHS)
    assert len({head_of(html)["description"] for html in pages}) == len(PATHS)


@pytest.mark.parametrize("address", ["/programs/2020/", "/en/partners/jarocin/"])
def test_the_picture_answers(stranger: Client, programme_2020: Edition, address: str) -> None:
    html = page(stranger, address)
    answer = picture(stranger, html)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/png"
    assert Image.open(BytesIO(answer.content)).size == (1200, 630)
    assert words(html).title == head_of(html)["og:title"]
    assert words(html).council == head_of(html)["og:site_name"]


def test_the_picture_is_kept_by_those_who_have_it(stranger: Client, programme_2020: Edition) -> None:
    html = page(stranger, "/partners/")
    first = picture(stranger, html)
    assert first["Cache-Control"] == "public, max-age=31536000, immutable"
    address = head_of(html)["og:image"].removeprefix(SITE)
    again = stranger.get(address, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert again["Cache-Control"] == first["Cache-Control"]


def test_the_picture_asks_the_database_nothing(stranger: Client) -> None:
    signed = pictures.sign(pictures.Words("Назва", "Опис", "Рада"))
    assert stranger.get(f"/pictures/{signed}.png").status_code == 200


def test_nobody_but_the_portal_says_what_is_written(stranger: Client, db: None) -> None:
    signed = pictures.sign(pictures.Words("Назва", "Опис", "Рада"))
    changed = ("" if signed[-1] != "A" else "B").join((signed[:-1], "")) + ("A" if signed[-1] != "A" else "B")
    for other in (changed, signed[1:], signed.partition(":")[0], f"{signed}x", "x", "а:б"):
        page(stranger, f"/pictures/{other}.png", status=404)


def test_the_words_of_a_search_are_not_said_in_the_councils_name(stranger: Client, programme_2020: Edition) -> None:
    html = page(stranger, "/en/search/?q=resigned&kind=resigned&page=resigned")
    assert title(html).startswith("Search: resigned")
    assert "resigned" not in " ".join(head_of(html).values())
    assert "resigned" not in repr(words(html))
    assert head_of(html)["robots"] == "noindex"


@pytest.mark.parametrize("path", PATHS)
def test_what_a_stranger_puts_into_an_address_is_on_no_picture_and_in_no_address(
    stranger: Client, programme_2020: Edition, path: str
) -> None:
    asked = "&".join(f"{name}=resigned" for name in ("q", "title", *page_meta.CHOICES))
    html = page(stranger, f"/en{path}?{asked}")
    assert "resigned" not in repr(words(html))
    assert "resigned" not in " ".join([*head_of(html).values(), *links(html).values()])


def test_a_choice_is_part_of_the_address_and_a_mark_of_advertisers_is_not(
    stranger: Client, programme_2020: Edition
) -> None:
    html = page(stranger, "/en/partners/?utm_source=x&page=1&kind=twin&fbclid=1&country=&area=")
    assert links(html)["canonical"] == f"{SITE}/en/partners/?kind=twin"
    assert links(html)["uk"] == f"{SITE}/partners/?kind=twin"
    assert head_of(html)["og:url"] == f"{SITE}/en/partners/?kind=twin"


@pytest.mark.parametrize("path", PATHS)
def test_whatever_a_form_lets_choose_is_part_of_the_address(
    stranger: Client, programme_2020: Edition, path: str
) -> None:
    forms = re.findall(r'<form[^>]*method="get".*?</form>', page(stranger, path), re.DOTALL)
    names = set(re.findall(r'<(?:input|select)[^>]*\sname="(\w+)"', " ".join(forms)))
    assert names <= {"q", *page_meta.CHOICES}


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("/budget/2020/report/?from=2020-01-01&to=2020-03-31&by=code", "?from=2020-01-01&to=2020-03-31&by=code"),
        ("/budget/2020/report/?from=2020-04-01&to=2020-03-31", ""),
        ("/programs/2020/text/?on=31.03.2020", "?on=31.03.2020"),
        ("/visits/?view=month&month=2020-13", ""),
        ("/visits/?page=99", ""),
        ("/visits/?view=month&month=2020-05", "?view=month&month=2020-05"),
        ("/visits/?month=2020-05", ""),
    ],
)
def test_the_address_holds_what_the_page_shows(
    stranger: Client, programme_2020: Edition, asked: str, kept: str
) -> None:
    assert links(page(stranger, asked))["canonical"] == f"{SITE}{asked.partition('?')[0]}{kept}"


def test_the_words_of_a_page_are_escaped_once(stranger: Client, programme_2020: Edition) -> None:
    name = "\"Ко\" & <b>'Ді'</b> 🎉 &amp;"
    City.objects.filter(slug="jarocin").update(name_uk=name, name_en="")
    for address in ("/partners/jarocin/", "/en/partners/jarocin/"):
        html = page(stranger, address)
        assert head_of(html)["og:title"].startswith(f"{name}, ")
        assert name in head_of(html)["description"]
        assert title(html).startswith(f"{name}, ")
        assert "<b>" not in html.partition("</head>")[0].partition("ld+json")[0]
        assert picture(stranger, html).status_code == 200


def test_a_very_long_name_does_no_harm(stranger: Client, programme_2020: Edition) -> None:
    City.objects.filter(slug="jarocin").update(name_uk=("Дуже довга назва " * 6)[:100], region_uk="область " * 12)
    html = page(stranger, "/partners/jarocin/")
    assert len(head_of(html)["description"]) <= 160
    assert picture(stranger, html).status_code == 200


def test_what_lacks_english_is_told_without_markup(stranger: Client, programme_2020: Edition) -> None:
    City.objects.filter(slug="jarocin").update(name_en="")
    html = page(stranger, "/en/partners/jarocin/")
    assert "span" not in html.partition("</head>")[0]
    assert "\n" not in head_of(html)["description"]


@pytest.mark.parametrize("address", ["/nowhere/", "/en/nowhere/", "/visits/nothing/", "/en/programs/1999/"])
def test_a_page_that_is_not_there_is_not_shared(stranger: Client, programme_2020: Edition, address: str) -> None:
    html = page(stranger, address, status=404)
    assert title(html)
    assert links(html) == {}
    assert head_of(html).keys() == {"viewport", "color-scheme"}


def test_the_pages_say_what_they_are_before_any_data(stranger: Client, db: None) -> None:
    html = page(stranger, "/en/")
    assert head_of(html)["og:site_name"] == "City council"
    assert picture(stranger, html).status_code == 200
    assert len(headings(html)) == 1
