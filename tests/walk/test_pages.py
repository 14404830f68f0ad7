"""Every public page, read by axe-core in Chromium: both languages, light and dark, wide and narrow.

A sample by default; ``make walk`` (WALK=all) walks all of them.
"""

from __future__ import annotations

import os
from itertools import product
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from programs.models import Edition
from tests.walk.addresses import ADDRESSES, EXISTING, LANGUAGES
from tests.walk.hearing import heard

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WAYS = list(product(LANGUAGES, ("light", "dark"), (1280, 390)))
SAMPLE = [("", "light", 390), ("/en", "dark", 1280)]
AT_REST = "document.getAnimations().forEach((each) => each.finish())"
"""Links change their colour within a moment, in which its contrast is neither the old nor the new."""


def complaints_of(page: Page) -> list[str]:
    """Return what axe-core says of the page, in a line each."""
    page.evaluate(AT_REST)
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in found]


@pytest.mark.parametrize(("language", "scheme", "width"), WAYS if os.environ.get("WALK") == "all" else SAMPLE)
def test_axe_finds_nothing_on_any_page(
    language: str, scheme: Any, width: int, chromium: Browser, live_server: Any, walked: Edition
) -> None:
    page = chromium.new_context(color_scheme=scheme, viewport={"width": width, "height": 900}).new_page()
    found = {}
    for address in ADDRESSES:
        page.goto(live_server.url + language + address)
        if complaints := complaints_of(page):
            found[address] = complaints
    assert found == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_complained_of_nor_asked_of_other_hosts(
    language: str, chromium: Browser, live_server: Any, walked: Edition
) -> None:
    page = chromium.new_page()
    complaints = heard(page, live_server.url)
    titles = {}
    for address in EXISTING:
        answer = page.goto(live_server.url + language + address)
        assert answer is not None
        assert answer.status == 200, address
        assert page.locator("h1").count() == 1, address
        assert page.get_attribute("html", "lang") == ("en" if language else "uk"), address
        titles[address.partition("?")[0]] = page.title()
    assert complaints == []
    assert len(set(titles.values())) == len(titles), "every page has a title of its own"


def test_every_page_is_read_without_scripts(chromium: Browser, live_server: Any, walked: Edition) -> None:
    page = chromium.new_context(java_script_enabled=False).new_page()
    for address in EXISTING:
        page.goto(live_server.url + address)
        assert len(page.inner_text("main")) > 100, address


def test_the_keyboard_reaches_everything_and_begins_with_a_way_past_the_head(
    chromium: Browser, live_server: Any, walked: Edition
) -> None:
    page = chromium.new_page()
    page.goto(f"{live_server.url}/budget/2020/report/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    stops = page.locator("a[href], button, input, select, summary, [tabindex='0']").count()
    reached = set()
    for _press in range(stops + 5):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("[...document.querySelectorAll('*')].indexOf(document.activeElement)"))
    assert len(reached) > stops * 0.8, "no trap holds the focus"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_twice_as_large_does_not_scroll_sideways(
    language: str, chromium: Browser, live_server: Any, walked: Edition
) -> None:
    page = chromium.new_page(viewport={"width": 640, "height": 800}, device_scale_factor=2)
    narrow = chromium.new_page(viewport={"width": 320, "height": 800})
    for address in ADDRESSES:
        for each in (page, narrow):
            each.goto(live_server.url + language + address)
            wide = each.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
            assert not wide, address
