"""The front page and the search of staff in Chromium: by "/", without a mouse, in both lights, wide and narrow."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from programs.models import Edition
from tests import factories, spending
from tests.walk.hearing import heard
from tests.walk.test_pages import complaints_of
from tests.walk.test_staff import UNREACHED

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WAYS = list(product((1280, 390), ("light", "dark")))
PAGES = ("/admin/", "/admin/search/?q=співробітництво", "/admin/findings/", "/admin/work/partners/")


@pytest.fixture
def page(chromium: Browser, live_server: Any, client: Client, administrator: User, edition: Edition) -> Iterator[Page]:
    """The administrator's browser, in a portal with a draft and a payment of 3 120 hryvnias."""
    factories.everything(edition)
    spending.pay(None, "3120.00")
    client.force_login(administrator)
    context = chromium.new_context(locale="uk-UA", base_url=live_server.url)
    name = django_settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
    made = context.new_page()
    made.said = heard(made, live_server.url)  # type: ignore[attr-defined]
    yield made
    context.close()


def test_the_pages_are_clean_and_reach_no_further_than_the_screen(page: Page) -> None:
    for (width, scheme), address in product(WAYS, PAGES):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.goto(address)
        page.wait_for_load_state("networkidle")
        said = list(page.said)  # type: ignore[attr-defined]
        assert (address, width, scheme, complaints_of(page), page.evaluate(UNREACHED), said) == (
            address,
            width,
            scheme,
            [],
            [],
            [],
        )


def test_a_slash_leads_to_the_search_from_every_page_but_not_while_one_types(page: Page) -> None:
    page.goto("/admin/partners/city/add/")
    page.focus("#id_name_uk")
    page.keyboard.press("/")
    expect(page.locator("#id_name_uk")).to_have_value("/")
    page.locator("#id_name_uk").fill("")
    page.locator("h1").first.click()
    page.keyboard.press("/")
    expect(page.locator("#portal-search")).to_be_focused()
    page.keyboard.type("3 120,00")
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/search/**")
    expect(page.locator(".portal-hits li")).to_have_count(1)


def test_the_front_page_fetches_what_does_not_agree(page: Page) -> None:
    page.goto("/admin/")
    expect(page.locator("#portal-findings [data-look]")).to_have_count(0)
    expect(page.locator("#portal-findings .portal-findings li").first).to_be_visible()


def test_the_filter_of_the_sidebar_looks_into_what_is_folded(page: Page) -> None:
    page.goto("/admin/partners/city/")
    country = page.locator("#nav-sidebar").get_by_role("link", name="Країни", exact=True)
    expect(country).not_to_be_visible()
    page.fill("#nav-filter", "країни")
    expect(country).to_be_visible()
    page.fill("#nav-filter", "")
    expect(country).not_to_be_visible()
