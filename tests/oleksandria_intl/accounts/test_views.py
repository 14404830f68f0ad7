"""The pages of the login: only those there are, in the portal's look, and silent about names."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client

from oleksandria_intl.accounts import mail as letters

PASSWORD = "a long enough word"


@pytest.fixture
def oksana(clerk: User) -> User:
    clerk.set_password(PASSWORD)
    clerk.email = "oksana@example.org"
    clerk.save()
    return clerk


@pytest.fixture
def post_office(settings: Any, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Send letters, and at once."""
    settings.HAS_MAIL = True
    monkeypatch.setattr(letters, "send_soon", lambda letter: letter.send())
    return mail.outbox


@pytest.mark.parametrize("path", ["signup/", "email/", "profile/", "login/code/", "3rdparty/", "social/signup/"])
def test_what_does_not_exist_is_not_found(path: str, stranger: Client, db: None) -> None:
    assert stranger.get(f"/accounts/{path}").status_code == 404


def test_the_admins_own_login_is_no_way_in(stranger: Client, oksana: User) -> None:
    answer = stranger.post("/admin/login/?next=/admin/partners/", {"username": "clerk", "password": PASSWORD})
    assert answer.headers["Location"] == "/accounts/login/?next=/admin/partners/"
    assert "_auth_user_id" not in stranger.session


def test_the_login_leads_to_where_one_wanted(stranger: Client, oksana: User) -> None:
    form = {"login": "clerk", "password": PASSWORD, "next": "/admin/partners/"}
    assert stranger.post("/accounts/login/", form).headers["Location"] == "/admin/partners/"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_the_login_leads_to_no_other_site(elsewhere: str, stranger: Client, oksana: User) -> None:
    form = {"login": "clerk", "password": PASSWORD, "next": elsewhere}
    assert stranger.post("/accounts/login/", form).headers["Location"] == "/admin/"


def test_with_a_second_factor_the_password_alone_lets_nobody_in(stranger: Client, oksana: User) -> None:
    TOTP.activate(oksana, generate_totp_secret())
    answer = stranger.post("/accounts/login/", {"login": "clerk", "password": PASSWORD})
    assert answer.headers["Location"].startswith("/accounts/2fa/authenticate/")
    assert stranger.get("/admin/").status_code == 302


def without_tokens(html: str, name: str) -> str:
    return re.sub(r'value="\w{64}"', "", html).replace(name, "NAME")


def test_the_login_answers_to_an_unknown_name_as_to_a_known_one(stranger: Client, oksana: User) -> None:
    answers = [
        stranger.post("/accounts/login/", {"login": name, "password": "wrong"}).content.decode()
        for name in ("clerk", "nobody")
    ]
    assert without_tokens(answers[0], "clerk") == without_tokens(answers[1], "nobody")


def test_a_forgotten_password_answers_to_every_address_alike(
    stranger: Client, oksana: User, post_office: list[Any]
) -> None:
    answers = [
        stranger.post("/accounts/password/reset/", {"email": email}, follow=True).content.decode()
        for email in ("oksana@example.org", "nobody@example.org")
    ]
    assert answers[0] == answers[1]
    assert [letter.to for letter in post_office] == [["oksana@example.org"]]


def test_the_letter_sets_another_password_and_leaves_the_second_factor(
    stranger: Client, oksana: User, post_office: list[Any]
) -> None:
    TOTP.activate(oksana, generate_totp_secret())
    stranger.post("/accounts/password/reset/", {"email": "oksana@example.org"})
    [address] = re.findall(r"http://testserver(\S+)", post_office[0].body)
    page = stranger.get(address, follow=True)
    new = {"password1": "інше довге слово", "password2": "інше довге слово"}
    stranger.post(page.request["PATH_INFO"], new)
    assert stranger.get("/admin/").status_code == 302
    answer = stranger.post("/accounts/login/", {"login": "clerk", "password": "інше довге слово"})
    assert answer.headers["Location"].startswith("/accounts/2fa/authenticate/")


def test_where_there_is_no_mail_the_page_says_so_and_sends_nothing(stranger: Client, oksana: User) -> None:
    page = stranger.post("/accounts/password/reset/", {"email": "oksana@example.org"})
    assert page.status_code == 200
    assert mail.outbox == []
    assert 'name="email"' not in page.content.decode()


PAGES = (
    "2fa/",
    "2fa/totp/activate/",
    "2fa/totp/deactivate/",
    "2fa/recovery-codes/",
    "2fa/recovery-codes/generate/",
    "2fa/webauthn/",
    "2fa/webauthn/add/",
    "2fa/reauthenticate/",
    "reauthenticate/",
    "password/change/",
    "logout/",
)


def is_dressed(html: str) -> bool:
    """Whether a page has the portal's head, one heading, and nothing inline that a browser would run."""
    scripts = re.findall(r"<script([^>]*)>", html)
    inline = [each for each in scripts if "src=" not in each and 'type="application/json"' not in each]
    return (html.count("<h1"), "brand-council" in html, inline, "style=" in html) == (1, True, [], False)


@pytest.mark.parametrize("has_factor", [True, False])
def test_every_page_of_an_account_is_in_the_portals_look(has_factor: bool, client: Client, oksana: User) -> None:
    client.post("/accounts/login/", {"login": "clerk", "password": PASSWORD})
    if has_factor:
        TOTP.activate(oksana, generate_totp_secret())
    shown = [client.get(f"/accounts/{path}", follow=True) for path in PAGES]
    whole = [page for page in shown if page.status_code == 200]
    assert len(whole) >= len(PAGES) - 2
    assert [page.request["PATH_INFO"] for page in whole if not is_dressed(page.content.decode())] == []


@pytest.mark.parametrize(
    "path", ["login/", "inactive/", "password/reset/", "password/reset/done/", "password/reset/key/1-x/"]
)
def test_every_page_before_the_login_is_in_the_portals_look(path: str, stranger: Client, db: None) -> None:
    assert is_dressed(stranger.get(f"/accounts/{path}").content.decode())


def test_passkeys_are_let_through_where_one_logs_in_and_nowhere_else(stranger: Client, db: None) -> None:
    assert "publickey-credentials-get=(self)" in stranger.get("/accounts/login/")["Permissions-Policy"]
    assert "publickey-credentials-get=()" in stranger.get("/about/")["Permissions-Policy"]
