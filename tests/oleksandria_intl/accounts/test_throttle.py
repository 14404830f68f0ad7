"""Who is stopped when passwords are guessed, and who gets in meanwhile."""

from __future__ import annotations

import re
from collections.abc import Callable
from ipaddress import ip_network
from typing import Any
from unittest.mock import Mock

import pytest
from django.contrib.auth import hashers
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client

from tests.guessing import FIFTY, guess

PASSWORD = "цілком-довгий-пароль"
LOGIN = "/accounts/login/"


@pytest.fixture(autouse=True)
def behind_a_proxy(settings: Any) -> None:
    """Let the tests' own address be a proxy that says where readers come from."""
    settings.TRUSTED_PROXIES = [ip_network("127.0.0.1")]


@pytest.fixture
def oksana(clerk: User) -> User:
    clerk.set_password(PASSWORD)
    clerk.save()
    return clerk


def try_password(client: Client, password: str, *, name: str = "clerk", address: str = "192.0.2.1") -> Any:
    """Send a name and a password from an address."""
    return client.post(LOGIN, {"login": name, "password": password}, headers={"X-Forwarded-For": address})


def is_in(answer: HttpResponse) -> bool:
    return answer.status_code == 302


def known_browser(address: str = "192.0.2.1") -> Client:
    """Return a browser in which the clerk has logged in before and out again."""
    client = Client()
    assert is_in(try_password(client, PASSWORD, address=address))
    client.post("/accounts/logout/")
    return client


@pytest.mark.parametrize("addresses", [("192.0.2.1",), FIFTY], ids=["one address", "fifty addresses"])
def test_after_a_hundred_wrong_passwords_the_right_one_is_of_no_use_to_the_guesser(
    oksana: User, addresses: tuple[str, ...]
) -> None:
    guess(100, addresses=addresses)
    answer = try_password(Client(), PASSWORD, address=addresses[0])
    assert not is_in(answer)
    assert "Too many attempts" in answer.content.decode() or "Забагато спроб" in answer.content.decode()


@pytest.mark.parametrize("addresses", [("192.0.2.1",), FIFTY], ids=["one address", "fifty addresses"])
def test_meanwhile_the_right_person_gets_in_from_a_browser_known_before(
    oksana: User, addresses: tuple[str, ...]
) -> None:
    browser = known_browser()
    guess(100, addresses=addresses)
    assert is_in(try_password(browser, PASSWORD, address=addresses[0]))


def test_one_address_locks_a_name_for_itself_alone(oksana: User) -> None:
    guess(100)
    assert is_in(try_password(Client(), PASSWORD, address="203.0.113.7"))


def test_an_office_that_mistypes_forty_times_still_logs_in(oksana: User) -> None:
    for number in range(40):
        guess(1, name=f"colleague-{number}")
    assert is_in(try_password(Client(), PASSWORD))


def test_an_address_that_guesses_at_many_names_is_stopped(oksana: User) -> None:
    for number in range(50):
        guess(1, name=f"somebody-{number}")
    assert not is_in(try_password(Client(), PASSWORD))


def test_logging_in_does_not_count(oksana: User) -> None:
    for _number in range(11):
        assert is_in(try_password(Client(), PASSWORD))


def test_the_lock_opens_when_its_time_is_over(oksana: User, it_is: Callable[[str], None]) -> None:
    it_is("2026-11-24T12:00")
    guess(10)
    it_is("2026-11-24T12:14")
    assert not is_in(try_password(Client(), PASSWORD))
    it_is("2026-11-24T12:16")
    assert is_in(try_password(Client(), PASSWORD))


def test_the_sentence_says_when_to_try_again(oksana: User, it_is: Callable[[str], None]) -> None:
    it_is("2026-11-24T12:00")
    guess(10)
    assert "12:16" in try_password(Client(), PASSWORD).content.decode()


def test_a_known_browser_is_stopped_after_ten_failures_of_its_own(oksana: User) -> None:
    browser = known_browser()
    for _number in range(10):
        try_password(browser, "wrong")
    assert not is_in(try_password(browser, PASSWORD))


def test_a_browser_known_to_one_person_is_unknown_to_another(oksana: User, accountant: User) -> None:
    accountant.set_password(PASSWORD)
    accountant.save()
    browser = known_browser()
    guess(30, name="accountant", addresses=FIFTY)
    assert not is_in(try_password(browser, PASSWORD, name="accountant"))


def test_a_changed_password_makes_its_known_browsers_unknown(oksana: User) -> None:
    browser = known_browser()
    oksana.set_password("інший-довгий-пароль")
    oksana.save()
    guess(30, addresses=FIFTY)
    assert not is_in(try_password(browser, "інший-довгий-пароль"))


def test_a_forged_cookie_makes_no_browser_known(oksana: User) -> None:
    browser = known_browser()
    browser.cookies["known_browser"] = browser.cookies["known_browser"].value[:-2] + "xx"
    guess(30, addresses=FIFTY)
    assert not is_in(try_password(browser, PASSWORD))


def test_a_header_that_no_trusted_proxy_wrote_is_not_believed(oksana: User, settings: Any) -> None:
    settings.TRUSTED_PROXIES = []
    guess(10, addresses=FIFTY)
    assert not is_in(try_password(Client(), PASSWORD, address="203.0.113.99"))


def test_a_name_counts_however_it_is_typed(oksana: User) -> None:
    for name in ("CLERK", "Clerk", " clerk", "clerk "):
        guess(3, name=name)
    assert not is_in(try_password(Client(), PASSWORD))


def test_the_admins_own_login_is_no_back_door(oksana: User) -> None:
    answer = Client().post("/admin/login/", {"username": "clerk", "password": PASSWORD})
    assert answer.status_code == 302
    assert answer["Location"].startswith(LOGIN)


# Nothing tells whether a name exists


def bare(answer: HttpResponse, name: str) -> str:
    """Return a page without its token, its nonce and the name that was typed."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())
    return text.replace(f'value="{name}"', "")


@pytest.fixture
def shut_account(head: User) -> User:
    head.set_password(PASSWORD)
    head.is_active = False
    head.save()
    return head


@pytest.mark.parametrize("earlier", [0, 10], ids=["wrong", "throttled"])
def test_known_unknown_and_shut_names_are_answered_alike(oksana: User, shut_account: User, earlier: int) -> None:
    answers = set()
    for name, password in (("clerk", "wrong"), ("nobody", "wrong"), ("head", PASSWORD)):
        for _number in range(earlier):
            guess(1, name=name, addresses=(f"203.0.113.{len(name)}",))
        answer = try_password(Client(), password, name=name, address=f"203.0.113.{len(name)}")
        answers.add((answer.status_code, bare(answer, name)))
    assert len(answers) == 1


@pytest.mark.parametrize("earlier", [0, 10], ids=["wrong", "throttled"])
@pytest.mark.parametrize("name", ["clerk", "nobody", "head", "without-password"])
def test_every_failure_computes_one_hash(
    oksana: User, shut_account: User, monkeypatch: pytest.MonkeyPatch, name: str, earlier: int
) -> None:
    User.objects.create_user("without-password")
    guess(earlier, name=name)
    encode = Mock(side_effect=hashers.MD5PasswordHasher().encode)
    monkeypatch.setattr(hashers.MD5PasswordHasher, "encode", encode)
    try_password(Client(), PASSWORD if name == "head" else "wrong", name=name)
    assert encode.call_count == 1
