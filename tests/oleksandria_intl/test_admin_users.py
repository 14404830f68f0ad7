"""How an administrator invites and helps members of staff on their pages."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.models import Group, User
from django.core import mail
from django.test import Client
from django.urls import reverse

from oleksandria_intl import roles
from oleksandria_intl.accounts import mail as letters
from tests import factories

ADD = "/admin/auth/user/add/"


@pytest.fixture
def keeper(client: Client, db: None) -> User:
    """Адам, logged in, has the role of the administrator, and is no superuser."""
    person = factories.person("adam", roles.ADMINISTRATOR, "Адам Адміністратор")
    client.force_login(person)
    return person


def invitation(**fields: Any) -> dict[str, Any]:
    clerks = Group.objects.get(name=roles.CLERK)
    return {"username": "oksana", "first_name": "Оксана", "last_name": "Шевчук", "groups": [clerks.pk], **fields}


def test_a_new_member_is_invited_by_letter_and_sets_a_password(
    client: Client,
    keeper: User,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    settings.HAS_MAIL = True
    monkeypatch.setattr(letters, "send_soon", lambda letter: letter.send())
    with django_capture_on_commit_callbacks(execute=True):
        client.post(ADD, invitation(email="oksana@example.org"))
    oksana = User.objects.get(username="oksana")
    assert oksana.is_staff
    assert not oksana.has_usable_password()
    assert [group.name for group in oksana.groups.all()] == [roles.CLERK]
    [letter] = mail.outbox
    assert letter.to == ["oksana@example.org"]
    [path] = re.findall(r"http://testserver(/accounts/\S+)", letter.body)
    assert 'name="password1"' in Client().get(path, follow=True).content.decode()


def test_without_mail_a_link_is_shown_once(client: Client, keeper: User) -> None:
    answer = client.post(ADD, invitation())
    page = reverse("admin:auth_user_link", args=[User.objects.get(username="oksana").pk])
    assert answer.headers["Location"] == page
    shown = client.post(page, {"way": "screen"})
    assert "no-store" in shown["Cache-Control"]
    assert 'id="address">http://testserver/accounts/password/reset/key/' in shown.content.decode()
    assert 'id="address"' not in client.get(page).content.decode()


def test_a_second_factor_is_reset_after_a_question(client: Client, keeper: User, clerk: User) -> None:
    TOTP.activate(clerk, generate_totp_secret())
    page = reverse("admin:auth_user_factor", args=[clerk.pk])
    client.get(page)
    assert Authenticator.objects.exists()
    client.post(page)
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("name", ["link", "factor"])
def test_a_superuser_is_nobodys_to_let_in(name: str, client: Client, keeper: User, administrator: User) -> None:
    page = reverse(f"admin:auth_user_{name}", args=[administrator.pk])
    assert [client.get(page).status_code, client.post(page).status_code] == [403, 403]
    change = client.get(reverse("admin:auth_user_change", args=[administrator.pk])).content.decode()
    assert page not in change


@pytest.mark.parametrize("name", ["link", "factor"])
def test_the_auditor_sees_accounts_and_lets_nobody_in(name: str, client: Client, auditor: User, clerk: User) -> None:
    client.force_login(auditor)
    assert client.get(reverse("admin:auth_user_change", args=[clerk.pk])).status_code == 200
    assert client.post(reverse(f"admin:auth_user_{name}", args=[clerk.pk])).status_code == 403


@pytest.mark.parametrize("name", ["link", "factor"])
def test_an_account_that_is_not_there_is_not_found(name: str, client: Client, keeper: User) -> None:
    assert client.get(reverse(f"admin:auth_user_{name}", args=[10**9])).status_code == 404


def test_the_page_of_a_person_shows_nothing_of_the_password(client: Client, keeper: User, clerk: User) -> None:
    clerk.set_password("a long enough word")
    clerk.save()
    html = client.get(reverse("admin:auth_user_change", args=[clerk.pk])).content.decode()
    assert "pbkdf2" not in html
    assert "md5$" not in html
    assert "algorithm" not in html


def test_no_page_lets_an_administrator_choose_a_password(client: Client, keeper: User, clerk: User) -> None:
    answer = client.get(f"/admin/auth/user/{clerk.pk}/password/", follow=True)
    assert "password1" not in answer.content.decode()


def test_saving_a_person_leaves_the_password(client: Client, keeper: User, clerk: User) -> None:
    clerk.set_password("a long enough word")
    clerk.save()
    page = reverse("admin:auth_user_change", args=[clerk.pk])
    form = {"username": "clerk", "first_name": "Оксана", "is_active": "on", "is_staff": "on"}
    joined = {"date_joined_0": "15.03.2020", "date_joined_1": "12:00"}
    assert client.post(page, form | joined).status_code == 302
    clerk.refresh_from_db()
    assert clerk.check_password("a long enough word")
    assert clerk.first_name == "Оксана"


def test_nobody_deletes_an_account_which_history_names(admin_client: Client, db: None) -> None:
    person = factories.person("oksana", roles.CLERK, "Оксана Шевчук")
    assert admin_client.post(f"/admin/auth/user/{person.pk}/delete/", {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk=person.pk).exists()
