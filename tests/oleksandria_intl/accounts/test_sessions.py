"""A person's sessions: which there are, and how they end."""

from __future__ import annotations

import re

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import User
from django.test import Client

PASSWORD = "цілком-довгий-пароль"
SESSIONS = "/accounts/sessions/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/141.0 Safari/537.36 Edg/141.0"


@pytest.fixture
def oksana(clerk: User) -> User:
    clerk.set_password(PASSWORD)
    clerk.save()
    return clerk


def logged_in(name: str = "clerk", *, browser: str = FIREFOX) -> Client:
    client = Client(headers={"User-Agent": browser})
    client.post("/accounts/login/", {"login": name, "password": PASSWORD})
    assert lets_in(client)
    return client


def lets_in(client: Client) -> bool:
    return client.get(SESSIONS).status_code == 200


def copy_of(client: Client) -> Client:
    """Return another browser that has the cookies of this one."""
    other = Client()
    other.cookies.load({name: morsel.value for name, morsel in client.cookies.items()})
    return other


@pytest.mark.parametrize("address", ["/admin/logout/", "/accounts/logout/"])
def test_a_session_copied_to_another_browser_is_dead_after_logout(oksana: User, address: str) -> None:
    client = logged_in()
    copy = copy_of(client)
    assert lets_in(copy)
    client.post(address)
    assert not lets_in(copy)


def test_the_list_says_which_browsers_and_which_is_this_one(oksana: User) -> None:
    logged_in(browser=EDGE)
    page = logged_in().get(SESSIONS).content.decode()
    assert "Edge, Windows" in page
    assert "Firefox, Linux" in page
    assert page.count('name="session"') == 1


def test_one_session_is_ended(oksana: User) -> None:
    other, third, client = logged_in(), logged_in(browser=EDGE), logged_in()
    [*keys] = re.findall(r'name="session" value="(\d+)"', client.get(SESSIONS).content.decode())
    client.post(SESSIONS, {"session": keys[0]})
    assert [lets_in(each) for each in (other, third, client)] == [True, False, True]


def test_all_others_are_ended(oksana: User) -> None:
    other, third, client = logged_in(), logged_in(), logged_in()
    client.post(SESSIONS)
    assert [lets_in(each) for each in (other, third, client)] == [False, False, True]


def test_nobody_ends_the_session_of_another(oksana: User, accountant: User) -> None:
    accountant.set_password(PASSWORD)
    accountant.save()
    other = logged_in("accountant")
    key = UserSession.objects.get(user=accountant).pk
    assert logged_in().post(SESSIONS, {"session": key}).status_code == 404
    assert lets_in(other)


@pytest.mark.parametrize("key", ["", "x", "²", "9" * 40])
def test_a_session_that_is_none_is_not_found(oksana: User, key: str) -> None:
    assert logged_in().post(SESSIONS, {"session": key}).status_code == 404


def test_a_changed_password_ends_the_other_sessions_and_keeps_the_browser_known(oksana: User) -> None:
    other, client = logged_in(), logged_in()
    known = client.cookies["known_browser"].value
    new = "інший-довгий-пароль"
    words = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    client.post("/accounts/password/change/", words)
    assert [lets_in(each) for each in (other, client)] == [False, True]
    assert client.cookies["known_browser"].value != known


def test_the_list_is_reached_from_every_page_of_the_admin(oksana: User) -> None:
    assert f'href="{SESSIONS}"' in logged_in().get("/admin/").content.decode()


def test_a_stranger_is_led_to_the_login(stranger: Client, db: None) -> None:
    assert stranger.get(SESSIONS)["Location"].startswith("/accounts/login/")
