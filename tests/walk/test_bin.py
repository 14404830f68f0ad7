"""Deleting and changing one's mind in Chromium, under the portal's own policy of what a page may do."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser

from programs.models import CityProfile, Edition, Section
from tests.admin_pages import address
from tests.walk.hearing import heard

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [1280, 390])
def test_the_head_deletes_section_vi_and_undoes_it(
    width: int, chromium: Browser, live_server: Any, programme_2020: Edition
) -> None:
    User.objects.create_superuser("iryna", password="a long enough word")
    page = chromium.new_page(viewport={"width": width, "height": 800})
    page.goto(f"{live_server.url}/admin/")
    page.fill("[name=login]", "iryna")
    page.fill("[name=password]", "a long enough word")
    page.click("form:has([name=password]) button[type=submit]")
    page.wait_for_selector("#user-tools")
    complaints = heard(page, live_server.url)
    section = Section.objects.get(edition=programme_2020, code="relations")
    page.goto(live_server.url + address(Section, "delete", section.pk))
    page.click("#content input[type=submit]")
    page.wait_for_selector(".messagelist")
    assert not CityProfile.objects.exists()
    page.click(".messagelist button")
    page.wait_for_url(f"**{address(Section, 'change', section.pk)}")
    assert CityProfile.objects.count() == 6
    assert complaints == []
