"""Passkeys, applications with codes and recovery codes in Chromium: set up, used, lost and recovered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.mfa.totp.internal.auth import hotp_value, yield_hotp_counters_from_time
from django.contrib.auth.models import User
from playwright.sync_api import Browser, CDPSession, Page, expect

from oleksandria_intl.accounts import services
from tests.walk.hearing import heard
from tests.walk.test_pages import complaints_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "a long enough word"
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


class Visit:
    """A person at a page of Chromium, with a device that may hold passkeys."""

    def __init__(self, page: Page, portal: str) -> None:
        self.page, self.portal = page, portal
        self.complaints = heard(page, portal)
        self.devices: CDPSession = page.context.new_cdp_session(page)
        self.devices.send("WebAuthn.enable")
        self.device = ""

    def take_device(self) -> None:
        answer = self.devices.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
        self.device = answer["authenticatorId"]

    def lose_device(self) -> None:
        self.devices.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": self.device})

    def go(self, path: str) -> None:
        self.page.goto(self.portal + path)

    def press(self, selector: str, leads_to: str) -> None:
        self.page.click(selector)
        self.page.wait_for_url(lambda url: urlsplit(url).path == leads_to)

    def log_in(self, name: str, *, leads_to: str) -> None:
        self.go("/admin/")
        self.page.fill("#id_login", name)
        self.page.fill("#id_password", PASSWORD)
        self.press(".account form[action='/accounts/login/'] button", leads_to)

    def log_out(self) -> None:
        self.go("/accounts/logout/")
        self.press(".account form button", "/accounts/login/")

    def codes(self) -> list[str]:
        return self.page.locator(".account-codes code").all_inner_texts()

    def enter(self, code: str, leads_to: str) -> None:
        self.page.fill("#id_code", code)
        self.press(".account form:has(#id_code) button[type=submit]", leads_to)

    def wrong(self) -> list[str]:
        """Return what axe-core finds; what it does to the page is not the page's fault."""
        said = list(self.complaints)
        found = [f"{self.page.url}: {each}" for each in complaints_of(self.page)]
        self.page.goto("about:blank")
        self.complaints[:] = said
        return found


@pytest.fixture
def visit(chromium: Browser, live_server: Any, settings: Any) -> Iterator[Visit]:
    """Оксана at her browser; at the end nothing was complained of."""
    settings.STAFF_MFA_REQUIRED = True
    User.objects.create_superuser("oksana", password=PASSWORD)
    visit = Visit(chromium.new_page(viewport={"width": 390, "height": 800}), live_server.url)
    yield visit
    assert visit.complaints == []


def code_of(secret: str) -> str:
    """Return what an application shows now that was given the secret."""
    return f"{hotp_value(secret, next(yield_hotp_counters_from_time())):06}"


def test_a_passkey_is_set_up_used_lost_and_recovered(visit: Visit) -> None:
    visit.log_in("oksana", leads_to="/accounts/2fa/")
    visit.take_device()
    visit.go("/accounts/2fa/webauthn/add/")
    visit.page.check("#id_passwordless")
    visit.press("#mfa_webauthn_add", "/accounts/2fa/recovery-codes/")
    first, *_rest = visit.codes()
    visit.go("/admin/partners/city/")
    expect(visit.page.locator("#content")).to_be_visible()

    visit.log_out()
    visit.go("/accounts/login/?next=/admin/partners/city/")
    visit.press("#passkey_login", "/admin/partners/city/")

    visit.log_out()
    visit.log_in("oksana", leads_to="/accounts/2fa/authenticate/")
    visit.press("#mfa_webauthn_authenticate", "/admin/")

    visit.log_out()
    visit.lose_device()
    visit.take_device()
    visit.page.click("#passkey_login")
    expect(visit.page.locator("#passkey_trouble")).to_be_visible()
    visit.log_in("oksana", leads_to="/accounts/2fa/authenticate/")
    visit.enter(first, "/admin/")


def test_an_application_is_set_up_used_lost_and_recovered(visit: Visit) -> None:
    visit.log_in("oksana", leads_to="/accounts/2fa/")
    visit.go("/accounts/2fa/totp/activate/")
    secret = visit.page.inner_text("#authenticator_secret")
    visit.enter(code_of(secret), "/accounts/2fa/recovery-codes/")
    first, *_rest = visit.codes()

    visit.log_out()
    visit.log_in("oksana", leads_to="/accounts/2fa/authenticate/")
    visit.enter("000000", "/accounts/2fa/authenticate/")
    expect(visit.page.locator(".invalid-feedback")).to_be_visible()
    visit.enter(first, "/admin/")

    visit.page.wait_for_load_state("networkidle")
    services.reset_second_factor(person=User.objects.get(), by=User.objects.create_superuser("adam"))
    visit.go("/admin/")
    assert visit.page.url.startswith(f"{visit.portal}/accounts/login/"), "logged out by the reset"
    visit.log_in("oksana", leads_to="/accounts/2fa/")


ACCOUNT = (
    "2fa/",
    "2fa/totp/activate/",
    "2fa/webauthn/",
    "2fa/webauthn/add/",
    "password/change/",
    "reauthenticate/",
    "sessions/",
    "logout/",
)


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_nothing_is_wrong_with_any_page_of_an_account(visit: Visit, width: int, scheme: Any) -> None:
    visit.page.set_viewport_size({"width": width, "height": 900})
    visit.page.emulate_media(color_scheme=scheme)
    visit.go("/accounts/password/reset/")
    found = visit.wrong()
    visit.log_in("oksana", leads_to="/accounts/2fa/")
    for path in ACCOUNT:
        visit.go(f"/accounts/{path}")
        found += visit.wrong()
    visit.go("/accounts/2fa/totp/activate/")
    visit.enter(code_of(visit.page.inner_text("#authenticator_secret")), "/accounts/2fa/recovery-codes/")
    found += visit.wrong()
    clerk = User.objects.create_user("clerk", is_staff=True)
    for path in ("change/", "link/", "second-factor/"):
        visit.go(f"/admin/auth/user/{clerk.pk}/{path}")
        found += visit.wrong()
    assert found == []
