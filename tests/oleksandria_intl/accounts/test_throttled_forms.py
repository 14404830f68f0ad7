"""Codes of the second factor, old passwords and letters about forgotten ones: tried a few times, then no more."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.core.context import request_context
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth.models import AnonymousUser, User
from django.core import mail
from django.core.cache import cache
from django.test import Client, RequestFactory

from oleksandria_intl.accounts.throttled_forms import CodeAtLogin, ThrottledReset

PASSWORD = "цілком-довгий-пароль"


@pytest.fixture
def oksana(clerk: User) -> User:
    """Return the clerk, who has an application with codes."""
    clerk.set_password(PASSWORD)
    clerk.email = "oksana@example.org"
    clerk.save()
    TOTP.activate(clerk, generate_totp_secret())
    return clerk


def code_of(person: User) -> str:
    secret = Authenticator.objects.get(user=person, type="totp").data["secret"]
    return f"{hotp_value(secret, next(yield_hotp_counters_from_time())):06}"


def lets_in(person: User, code: str, *, address: str = "192.0.2.1") -> bool:
    """Whether the second step of the login takes the code, from an unknown browser."""
    request = RequestFactory().post("/accounts/2fa/authenticate/", REMOTE_ADDR=address)
    request.user = AnonymousUser()
    form: Any = CodeAtLogin
    with request_context(request):
        return form(user=person, data={"code": code}).is_valid()


def test_after_ten_wrong_codes_the_right_one_is_not_tried(oksana: User) -> None:
    for _number in range(10):
        assert not lets_in(oksana, "000000")
    assert not lets_in(oksana, code_of(oksana))


def test_from_another_address_the_right_code_is_taken_meanwhile(oksana: User) -> None:
    for _number in range(10):
        lets_in(oksana, "000000")
    assert lets_in(oksana, code_of(oksana), address="203.0.113.7")


def test_a_code_that_was_used_is_void_in_every_process(oksana: User) -> None:
    code = code_of(oksana)
    assert lets_in(oksana, code)
    cache.clear()  # another process has a cache of its own
    assert not lets_in(oksana, code)


def test_the_old_password_is_not_guessed_at_a_screen_that_was_left_alone(client: Client, oksana: User) -> None:
    client.force_login(oksana)
    words = {"password1": "інший-довгий-пароль", "password2": "інший-довгий-пароль"}
    for _number in range(10):
        client.post("/accounts/password/change/", {"oldpassword": "wrong", **words})
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, **words})
    oksana.refresh_from_db()
    assert oksana.check_password(PASSWORD)


@pytest.mark.parametrize("mailbox", ["oksana@example.org", "nobody@example.org"])
def test_five_letters_an_hour_go_to_a_mailbox_whether_or_not_somebody_has_it(oksana: User, mailbox: str) -> None:
    request = RequestFactory().post("/accounts/password/reset/")
    with request_context(request):
        taken = [ThrottledReset({"email": mailbox}).is_valid() for _number in range(6)]
    assert taken == [True] * 5 + [False]
    assert mail.outbox == []
