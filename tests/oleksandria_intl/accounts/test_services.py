"""What an administrator may do for whom, and that it is recorded."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client

from oleksandria_intl import roles
from oleksandria_intl.accounts import mail as letters
from oleksandria_intl.accounts import services
from oleksandria_intl.models import PasswordLink
from tests import factories

Verb = Callable[[User, User], object]


def invite(person: User, by: User) -> None:
    services.invite(person=person, by=by, site="https://example.org")


def make_link(person: User, by: User) -> str:
    return services.make_link(person=person, by=by)


def reset(person: User, by: User) -> None:
    services.reset_second_factor(person=person, by=by)


VERBS = pytest.mark.parametrize("verb", [invite, make_link, reset])


@pytest.fixture
def keeper(db: None) -> User:
    """Адам has the role of the administrator, and is no superuser."""
    return factories.person("adam", roles.ADMINISTRATOR, "Адам Адміністратор")


def test_it_is_kept_who_made_a_link(keeper: User, clerk: User) -> None:
    services.make_link(person=clerk, by=keeper)
    assert PasswordLink.objects.get().made_by == keeper


@VERBS
def test_the_journal_and_the_log_say_who_helped_whom(
    verb: Verb, keeper: User, clerk: User, caplog: pytest.LogCaptureFixture
) -> None:
    verb(clerk, keeper)
    entry = LogEntry.objects.get()
    assert (entry.user, entry.object_id) == (keeper, str(clerk.pk))
    [line] = [record.getMessage() for record in caplog.records if record.name == services.__name__]
    assert line == f"Account of clerk: {entry.change_message} by=adam"


@VERBS
def test_what_cannot_be_recorded_is_not_done(
    verb: Verb, keeper: User, clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: Any, **kwargs: Any) -> None:
        raise OSError("no room")

    TOTP.activate(clerk, generate_totp_secret())
    monkeypatch.setattr(LogEntry.objects, "log_actions", refuse)
    with pytest.raises(OSError, match="no room"):
        verb(clerk, keeper)
    assert not PasswordLink.objects.exists()
    assert Authenticator.objects.exists()


def test_the_letter_of_an_invitation_goes_once_all_is_written(
    keeper: User, clerk: User, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    clerk.email = "oksana@example.org"
    monkeypatch.setattr(letters, "send_soon", lambda letter: letter.send())
    with django_capture_on_commit_callbacks(execute=True):
        invite(clerk, keeper)
        assert mail.outbox == []
    assert [letter.to for letter in mail.outbox] == [["oksana@example.org"]]


@VERBS
@pytest.mark.parametrize("who", ["clerk", "head", "auditor"])
def test_nobody_else_helps_anybody_in(verb: Verb, who: str, accountant: User, request: pytest.FixtureRequest) -> None:
    with pytest.raises(PermissionDenied):
        verb(accountant, request.getfixturevalue(who))
    assert not PasswordLink.objects.exists()
    assert not LogEntry.objects.exists()


def test_the_administrator_does_not_help_a_superuser_in(keeper: User, administrator: User) -> None:
    TOTP.activate(administrator, generate_totp_secret())
    with pytest.raises(PermissionDenied):
        services.reset_second_factor(person=administrator, by=keeper)
    assert Authenticator.objects.filter(user=administrator).exists()


def test_a_superuser_helps_another_in(administrator: User) -> None:
    other = User.objects.create_superuser("other")
    assert services.make_link(person=other, by=administrator)


def test_nobody_resets_their_own_second_factor_so(keeper: User) -> None:
    with pytest.raises(PermissionDenied):
        services.reset_second_factor(person=keeper, by=keeper)


def test_a_reset_takes_the_second_factor_and_every_session(keeper: User, clerk: User, client: Client) -> None:
    clerk.set_password("a long enough word")
    clerk.save()
    client.post("/accounts/login/", {"login": "clerk", "password": "a long enough word"})
    assert client.get("/admin/").status_code == 200
    TOTP.activate(clerk, generate_totp_secret())
    services.reset_second_factor(person=clerk, by=keeper)
    assert not Authenticator.objects.filter(user=clerk).exists()
    assert client.get("/admin/").status_code == 302
