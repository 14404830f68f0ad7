"""A link for a password: good once, until a newer one, another password or its end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.utils import user_pk_to_url_str
from django.contrib.auth.models import User
from django.test import Client

from oleksandria_intl.accounts import links, services

WORD = "багато різних літер"


def opens(client: Client, path: str) -> bool:
    """Say whether a link leads to a form for a password."""
    return 'name="password1"' in client.get(path, follow=True).content.decode()


def set_by(client: Client, path: str, password: str) -> Any:
    page = client.get(path, follow=True)
    address = page.request["PATH_INFO"]
    return client.post(address, {"password1": password, "password2": password}, follow=True)


@pytest.fixture
def path(administrator: User, clerk: User) -> str:
    return services.make_link(person=clerk, by=administrator)


def test_a_link_sets_a_password_and_lets_nobody_in_by_itself(path: str, stranger: Client, clerk: User) -> None:
    set_by(stranger, path, WORD)
    clerk.refresh_from_db()
    assert clerk.check_password(WORD)
    assert "_auth_user_id" not in stranger.session


def test_a_link_is_good_once(path: str, stranger: Client, clerk: User) -> None:
    set_by(stranger, path, WORD)
    assert not opens(Client(), path)


def test_a_newer_link_makes_the_one_before_useless(
    path: str, stranger: Client, administrator: User, clerk: User
) -> None:
    newer = services.make_link(person=clerk, by=administrator)
    assert not opens(stranger, path)
    assert opens(Client(), newer)


def test_another_password_makes_the_link_useless(path: str, stranger: Client, clerk: User) -> None:
    clerk.set_password(WORD)
    clerk.save()
    assert not opens(stranger, path)


@pytest.mark.parametrize(("moment", "good"), [("2020-03-16T11:59", True), ("2020-03-16T12:01", False)])
def test_a_link_that_is_handed_over_is_good_for_a_day(
    moment: str, good: bool, stranger: Client, administrator: User, clerk: User, it_is: Callable[[str], None]
) -> None:
    it_is("2020-03-15T12:00")
    path = services.make_link(person=clerk, by=administrator)
    it_is(moment)
    assert opens(stranger, path) is good


def test_a_link_of_one_person_is_none_of_another(path: str, stranger: Client, clerk: User, accountant: User) -> None:
    mine, others = (f"/key/{user_pk_to_url_str(person)}-" for person in (clerk, accountant))
    assert mine in path
    assert not opens(stranger, path.replace(mine, others))


@pytest.mark.parametrize("password", ["short-word1", "qwertyuiop123", "123456789012"])
def test_a_short_or_a_common_password_is_refused(password: str, path: str, stranger: Client, clerk: User) -> None:
    set_by(stranger, path, password)
    clerk.refresh_from_db()
    assert not clerk.has_usable_password() or not clerk.check_password(password)


def test_letters_lead_to_the_public_address_whatever_host_was_asked(settings: Any) -> None:
    settings.PUBLIC_URL = "https://intl.example.org"
    assert links.public("http://evil.example/accounts/?a=1") == "https://intl.example.org/accounts/?a=1"
