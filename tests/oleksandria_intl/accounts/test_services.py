"""What an administrator may do for whom, and that it is recorded."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.test import Client

from oleksandria_intl import roles
from oleksandria_intl.accounts import services
from oleksandria_intl.models import PasswordLink
from tests import factories


@pytest.fixture
def keeper(db: None) -> User:
    """Адам has the role of the administrator, and is no superuser."""
    return factories.person("adam", roles.ADMINISTRATOR, "Адам Адміністратор")


def test_the_administrator_makes_a_link_and_it_is_recorded_who_did(keeper: User, clerk: User) -> None:
    services.make_link(person=clerk, by=keeper)
    assert PasswordLink.objects.get().made_by == keeper
    entry = LogEntry.objects.get()
    assert (entry.user, entry.object_id) == (keeper, str(clerk.pk))


@pytest.mark.parametrize("who", ["clerk", "head", "auditor"])
def test_nobody_else_makes_one(who: str, accountant: User, request: pytest.FixtureRequest) -> None:
    with pytest.raises(PermissionDenied):
        services.make_link(person=accountant, by=request.getfixturevalue(who))
    assert not PasswordLink.objects.exists()


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
