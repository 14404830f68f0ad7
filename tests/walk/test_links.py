"""Every link of every public page: it has a name, and leads to a page and to a place there that exist."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from programs.models import Edition
from tests.walk.crawling import Found, crawled

SHOWN = "not(ancestor-or-self::*[@aria-hidden='true'])"


def nameless(page: Found) -> list[str]:
    """Return the links that a screen reader has no word for."""
    return [link.get("href", "nowhere") for link in page.tree.xpath("//a") if not name_of(link)]


def name_of(link: Any) -> str:
    """Return what a link is called: its label, or the words and the pictures in it that are not hidden."""
    parts = f".//text()[{SHOWN}] | .//img[{SHOWN}]/@alt | .//*[{SHOWN}]/@aria-label"
    return link.get("aria-label", "").strip() or "".join(link.xpath(parts)).strip()


def complaints(pages: dict[str, Found]) -> Iterator[str]:
    """Yield what is wrong with the links of pages, and with the places they lead to."""
    for page in pages.values():
        if page.status != 200:
            yield f"{page.address} answers {page.status}"
        yield from (f"{page.address}: the link to {address} has no name" for address in nameless(page))
        yield from (f"{page.address}: there are two of #{name}" for name in {*page.ids} if page.ids.count(name) > 1)
        for link in page.links:
            if link.place and link.address in pages and link.place not in pages[link.address].ids:
                yield f"{page.address}: there is no #{link.place} at {link.address}"


def test_every_link_has_a_name_and_leads_to_a_place_that_exists(stranger: Client, walked: Edition) -> None:
    pages = crawled(stranger)
    assert len(pages) > 60
    assert {"/en/visits/2020-visit-lublin/", "/budget/2020/payments/?measure=&page=2"} < pages.keys()
    assert list(complaints(pages)) == []


@pytest.mark.django_db
def test_no_link_leads_nowhere_before_any_data(stranger: Client) -> None:
    assert list(complaints(crawled(stranger))) == []


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('<a href="#x"></a><p id="x">', "/: the link to #x has no name"),
        ('<a href="/"><img alt=""><span aria-hidden="true">1</span></a>', "/: the link to / has no name"),
        ('<a href="#nowhere">1</a>', "/: there is no #nowhere at /"),
        ('<p id="x"><p id="x">', "/: there are two of #x"),
        ('<a><span aria-hidden="true">1</span> more</a><a href="#y"><img alt="1"></a>', "/: there is no #y at /"),
    ],
)
def test_what_is_wrong_with_a_link_is_said(body: str, said: str) -> None:
    assert list(complaints({"/": Found("/", 200, f"<title>1</title>{body}")})) == [said]
