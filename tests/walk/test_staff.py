"""Every page of the staff, in Chromium: axe-core, the console, Ukrainian, nothing cut; light, dark, wide and narrow.

A page of every kind by default, each in one of the four ways; ``make walk`` (WALK=all) walks all pages in all ways.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import cycle, product
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page

from partners.models import Area
from programs.models import Edition
from tests.admin_pages import address
from tests.walk.hearing import heard
from tests.walk.staff_pages import ACCOUNT, LOGIN, SAMPLE, import_steps, pages
from tests.walk.test_pages import complaints_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ALL = os.environ.get("WALK") == "all"
PASSWORD = "a long enough word"
SCHEMES = ("light", "dark")
WAYS: list[Any] = list(product((1280, 390), SCHEMES))
UNREACHED = """() => {
  const isBox = (each) => /auto|scroll/.test(getComputedStyle(each).overflowX);
  const scrolls = (each) => each && (isBox(each) || scrolls(each.parentElement));
  const page = document.documentElement;
  return page.scrollWidth > page.clientWidth ? ["the page scrolls sideways"] :
    [...document.querySelectorAll("#container *")].filter((each) => {
      const box = each.getBoundingClientRect();
      const isSeen = box.width > 1 && box.height > 1;
      return isSeen && (box.left < -1 || box.right > innerWidth + 1) && !scrolls(each.parentElement);
    }).map((each) => each.outerHTML.slice(0, 100));
}"""
"""What stands beyond the edge of the screen, in no box that scrolls."""
FOREIGN = """() => {
  const said = [...document.querySelectorAll("[alt], [title], [aria-label], [placeholder], button, input[type=submit]")]
    .filter((each) => !each.matches(".select2-selection__rendered, .select2-selection__choice"))
    .flatMap((each) => [each.alt, each.title, each.getAttribute("aria-label"), each.placeholder,
                        each.matches("button") ? each.textContent : "",
                        each.matches("input[type=submit]") ? each.value : ""]);
  return said.filter((words) => words && /[A-Za-z]{3,}/.test(words) && !/[а-яіїєґ]/i.test(words));
}"""
"""What the page says beside its text in another language than Ukrainian."""


@pytest.fixture
def staff(client: Client, administrator: User, walked: Edition, settings: Any, tmp_path: Any) -> Client:
    """The browser of one who may do everything."""
    settings.MEDIA_ROOT = tmp_path
    client.force_login(administrator)
    area = Area.objects.create(code="removed", name_uk="Вилучене")
    client.post(address(Area, "delete", area.pk), {"post": "yes"})
    return client


def contexts(browser: Browser, client: Client, host: str) -> Iterator[tuple[Any, BrowserContext]]:
    """Yield a browser for each way of looking, logged in as the client is."""
    [(name, session)] = [(name, cookie.value) for name, cookie in client.cookies.items() if name == "sessionid"]
    for width, scheme in WAYS:
        context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
        context.add_cookies([{"name": name, "value": session, "url": host}])
        yield (width, scheme), context


def findings(page: Page, url: str, host: str) -> list[str]:
    """Open a page; return what is wrong with it."""
    complaints = heard(page, host)
    page.goto(url)
    # What axe-core does to the page afterwards is complained of, too; and Chromium says what it was answered.
    said = [each for each in complaints if "responded with a status of 40" not in each]
    found = said + seen(page) + page.evaluate(FOREIGN)
    if page.locator("h1").count() != 1:
        found.append("not one heading of the first level")
    return found


def seen(page: Page) -> list[str]:
    """Return what is wrong with an open page as it is shown now."""
    return complaints_of(page) + page.evaluate(UNREACHED)


def wrong_with(page: Page, url: str, host: str, schemes: Iterable[Any]) -> list[str]:
    """Open a page in the first of the color schemes, and show it in the others; return what is wrong with it."""
    found = []
    for place, scheme in enumerate(schemes):
        page.emulate_media(color_scheme=scheme)
        wrong = seen(page) if place else findings(page, url, host)
        found += [f"{scheme}: {each}" for each in wrong]
    page.close()
    return found


@pytest.mark.parametrize("widths", [(1280,), (390,)] if ALL else [(1280, 390)])
def test_nothing_is_wrong_with_any_page_of_the_staff(
    widths: tuple[int, ...], chromium: Browser, live_server: Any, staff: Client
) -> None:
    addresses = pages(staff) | import_steps(staff)
    assert set(SAMPLE) <= set(addresses)
    chosen = addresses if ALL else {name: addresses[name] for name in (*SAMPLE, *list(addresses)[-2:])}
    looks = {way: context for way, context in contexts(chromium, staff, live_server.url) if way[0] in widths}
    found = {}
    for (name, path), (way, context) in zip(chosen.items(), cycle(looks.items())):
        schemes = SCHEMES if ALL else way[1:]
        if wrong := wrong_with(context.new_page(), live_server.url + path, live_server.url, schemes):
            found[name, way[0]] = wrong
    assert not found, "\n".join(f"{name} {width}: {wrong}" for (name, width), wrong in found.items())


def test_nothing_is_wrong_with_the_pages_of_the_login_and_of_ones_account(
    chromium: Browser, live_server: Any, administrator: User, settings: Any
) -> None:
    administrator.set_password(PASSWORD)
    administrator.save()
    found = {}
    for width, scheme in WAYS if ALL else (WAYS[0], WAYS[-1]):
        page = chromium.new_context(color_scheme=scheme, viewport={"width": width, "height": 900}).new_page()
        for path in LOGIN:
            found[path, width, scheme] = findings(page, live_server.url + path, live_server.url)
        page.goto(f"{live_server.url}/accounts/login/")
        page.fill("#id_login", administrator.username)
        page.fill("#id_password", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("**/admin/")
        for path in ACCOUNT:
            found[path, width, scheme] = findings(page, live_server.url + path, live_server.url)
    wrong = {way: said for way, said in found.items() if said}
    assert not wrong, "\n".join(f"{way}: {said}" for way, said in wrong.items())


def test_an_open_choice_and_an_open_calendar_speak_ukrainian_and_have_names(
    chromium: Browser, live_server: Any, staff: Client
) -> None:
    page = next(contexts(chromium, staff, live_server.url))[1].new_page()
    page.goto(f"{live_server.url}/admin/partners/agreement/add/")
    page.get_by_role("link", name="Додати ще").first.click()
    page.get_by_role("combobox").last.click()
    page.get_by_role("searchbox").last.fill("такого немає")
    page.get_by_text("Нічого не знайдено").wait_for()
    assert complaints_of(page) + page.evaluate(FOREIGN) == []
    page.keyboard.press("Escape")
    page.locator(".date-icon").first.click()
    assert complaints_of(page) + page.evaluate(FOREIGN) == []
