"""The warning before a session is locked, in Chromium, with limits of seconds; and a passkey while others guess."""

from __future__ import annotations

from ipaddress import ip_network
from typing import Any

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, Page, expect

from oleksandria_intl import roles
from tests import factories
from tests.guessing import FIFTY, guess
from tests.walk.hearing import heard
from tests.walk.test_login import Visit
from tests.walk.test_pages import complaints_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "a long enough word"


@pytest.fixture
def oksana(settings: Any) -> User:
    """Return the clerk, whose sessions are locked after twelve idle seconds, eight of them warned."""
    settings.SESSION_IDLE_SECONDS, settings.SESSION_WARNING_SECONDS = 12, 8
    clerk = factories.person("clerk", roles.HEAD, "Оксана Діловод")
    clerk.set_password(PASSWORD)
    clerk.save()
    return clerk


@pytest.fixture
def page(chromium: Browser, live_server: Any, oksana: User) -> Page:
    """Return the form of a new country, where the clerk has logged in."""
    page = chromium.new_page(viewport={"width": 390, "height": 800})
    page.goto(f"{live_server.url}/accounts/login/?next=/admin/partners/country/add/")
    page.fill("#id_login", "clerk")
    page.fill("#id_password", PASSWORD)
    page.click(".account form[action='/accounts/login/'] button")
    page.wait_for_selector("#id_name_uk")
    return page


def test_who_does_nothing_is_warned_and_goes_on(page: Page, live_server: Any) -> None:
    complaints = heard(page, live_server.url)
    expect(page.locator("#session-end")).to_be_visible(timeout=9_000)
    expect(page.locator("#session-end button")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#session-end")).to_be_hidden()
    page.reload()
    expect(page.locator("#id_name_uk")).to_be_visible()
    assert complaints == []


def test_nothing_is_wrong_with_the_warning(page: Page) -> None:
    expect(page.locator("#session-end")).to_be_visible(timeout=9_000)
    assert complaints_of(page) == []


def test_who_types_is_not_warned(page: Page) -> None:
    for _number in range(12):
        page.type("#id_name_uk", "а")
        page.wait_for_timeout(1_000)
        expect(page.locator("#session-end")).to_be_hidden()
    page.reload()
    expect(page.locator("#id_name_uk")).to_be_visible()


def test_what_was_typed_is_saved_after_the_password_was_given_in_another_tab(page: Page, live_server: Any) -> None:
    page.fill("#id_code", "PL")
    page.fill("#id_name_uk", "Польща")
    page.fill("#id_formal_name_uk", "Республіка Польща")
    login = page.locator("#session-end a")
    expect(login).to_be_visible(timeout=20_000)
    with page.expect_popup() as opened:
        login.click()
    other = opened.value
    other.fill("#id_password", PASSWORD)
    other.click(".account form[action='/accounts/reauthenticate/'] button")
    other.wait_for_url("**/accounts/sessions/")
    expect(page.locator("#session-end")).to_be_hidden(timeout=20_000)
    page.click("input[name=_continue]")
    expect(page.locator(".messagelist .success")).to_be_visible()


def test_a_passkey_lets_its_person_in_while_others_guess(chromium: Browser, live_server: Any, settings: Any) -> None:
    settings.TRUSTED_PROXIES = [ip_network("127.0.0.1")]
    User.objects.create_superuser("adam", password=PASSWORD)
    visit = Visit(chromium.new_page(), live_server.url)
    visit.log_in("adam", leads_to="/admin/")
    visit.take_device()
    visit.go("/accounts/2fa/webauthn/add/")
    visit.page.check("#id_passwordless")
    visit.press("#mfa_webauthn_add", "/accounts/2fa/recovery-codes/")
    visit.log_out()
    visit.page.context.clear_cookies()  # a browser that nobody has logged in with
    guess(31, name="adam", addresses=FIFTY)
    visit.log_in("adam", leads_to="/accounts/login/")
    visit.press("#passkey_login", "/admin/")
