"""Always at hand, in Chromium under the policy: Ctrl+S saves and stays, rows are dragged, lists are read on a phone."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Browser, Page

from oleksandria_intl.models import Decision, DecisionPoint
from programs.models import Edition, Section
from tests.admin_pages import address
from tests.walk.hearing import heard
from tests.walk.test_pages import complaints_of
from tests.walk.test_staff import UNREACHED

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SIZES = ((1280, 900), (390, 800))


@pytest.fixture
def rows(edition: Edition) -> Decision:
    """A programme of three sections, and a decision of many points."""
    for title in ("Вступ", "Мета", "Кошторис на {рік}"):
        Section.objects.create(edition=edition, title_uk=title)
    Section.objects.create(edition=edition, title_uk="Міста", parent=Section.objects.get(title_uk="Мета"))
    decision = edition.decision
    assert decision is not None
    for place in range(12):
        DecisionPoint.objects.create(decision=decision, text=f"Пункт {place}.")
    return decision


@pytest.fixture
def page(chromium: Browser, client: Client, administrator: User, rows: Decision, live_server: Any) -> Page:
    """The browser of one who may do everything."""
    client.force_login(administrator)
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    session = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    return context.new_page()


def texts(decision: Decision) -> list[str]:
    return list(decision.points.order_by("order").values_list("text", flat=True))


def test_the_keyboard_saves_moves_and_stays(page: Page, rows: Decision, live_server: Any) -> None:
    complaints = heard(page, live_server.url)
    page.goto(live_server.url + address(Decision, "change", rows.pk))
    last = page.locator("#points-group tr.has_original textarea").last
    last.focus()
    last.press("End")
    last.type(" І ще.")
    name = last.get_attribute("id")
    before = page.evaluate("scrollY")
    with page.expect_navigation():
        page.keyboard.press("Control+KeyS")
    page.locator(".portal-saved").wait_for()
    assert texts(rows)[-1] == "Пункт 11. І ще."
    assert page.evaluate("document.activeElement.id") == name
    assert abs(page.evaluate("scrollY") - before) < 250
    assert page.locator("[name=_continue]").bounding_box()["y"] < 900  # type: ignore[index]
    up = page.locator("#points-group tr.has_original button[value$=':up']").last
    up.focus()
    page.keyboard.press("Enter")
    with page.expect_navigation():
        page.keyboard.press("Meta+KeyS")
    page.locator(".portal-saved").wait_for()
    assert texts(rows)[-2] == "Пункт 11. І ще."
    assert complaints == []


def test_a_section_is_dragged_and_the_list_read_on_a_phone(page: Page, rows: Decision, live_server: Any) -> None:
    complaints = heard(page, live_server.url)
    page.goto(live_server.url + address(Section, "changelist"))
    lines = page.locator("#result_list tbody tr")
    with page.expect_navigation():
        lines.last.locator(".portal-place").drag_to(
            lines.first, source_position={"x": 8, "y": 12}, target_position={"x": 300, "y": 3}
        )
    page.locator(".messagelist .success").wait_for()
    first = Section.objects.listed(edition_of(rows)).first()
    assert first is not None
    assert first.title_uk == "Кошторис на {рік}"
    # What axe-core does to the page afterwards is complained of, too.
    assert complaints == []
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        for url in (address(Section, "changelist"), address(Decision, "change", rows.pk)):
            page.goto(live_server.url + url)
            assert complaints_of(page) + page.evaluate(UNREACHED) == [], url


def edition_of(decision: Decision) -> Edition:
    return Edition.objects.get(decision=decision)
