"""What people do with the portal, in Chromium."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser

from programs.models import Edition
from tests.walk.hearing import heard

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = ("/", "/en/", "/programs/", "/en/programs/", "/programs/2020/", "/en/programs/2020/", "/programs/2020/text/")
MONEY = ("/budget/2020/", "/en/budget/2020/", "/budget/2020/report/", "/en/budget/2020/report/?by=payee&from=x")
SOUVENIRS = "2.4"


@pytest.mark.parametrize("width", [1280, 320])
def test_a_stranger_reads_every_page_without_a_complaint_or_a_sideways_scroll(
    width: int, chromium: Browser, live_server: Any, programme_2020: Edition
) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 800})
    complaints = heard(page, live_server.url)
    for address in PAGES + MONEY:
        answer = page.goto(live_server.url + address)
        assert answer is not None
        assert answer.status == 200, address
        wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        assert not wide, address
    assert complaints == []


def test_the_head_changes_an_amount_and_sees_every_sum_follow(
    chromium: Browser, live_server: Any, programme_2020: Edition
) -> None:
    User.objects.create_superuser("iryna", password="a long enough word")
    page = chromium.new_page()
    page.goto(f"{live_server.url}/admin/")
    page.fill("#id_login", "iryna")
    page.fill("#id_password", "a long enough word")
    page.click("button[type=submit]")
    page.goto(f"{live_server.url}/admin/budget/measureline/?edition__id__exact={programme_2020.pk}")
    page.get_by_role("row").filter(has_text=SOUVENIRS).get_by_role("link").first.click()
    page.fill("#id_funding-0-amount", "46 500,00")
    page.click("input[name=_continue]")
    assert "581\u00a0500,00" in page.inner_text("#content")
    page.goto(f"{live_server.url}/programs/2020/")
    shown = page.inner_text("main")
    assert "151,5" in shown
    assert "581,5" in shown
