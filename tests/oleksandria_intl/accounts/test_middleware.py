"""Nobody sees a page of the staff's side before they have a second factor."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from partners.models import Country

SET_UP = "/accounts/2fa/"


@pytest.fixture(autouse=True)
def required(settings: Any) -> None:
    settings.STAFF_MFA_REQUIRED = True


@pytest.mark.parametrize("page", ["admin:index", "admin:partners_country_changelist", "admin:password_change"])
def test_a_clerk_without_a_second_factor_is_led_to_set_one_up(page: str, client: Client, clerk: User) -> None:
    client.force_login(clerk)
    assert client.get(reverse(page)).headers["Location"] == SET_UP


def test_a_post_without_a_second_factor_changes_nothing(client: Client, administrator: User) -> None:
    client.force_login(administrator)
    row = {"code": "pl", "name_uk": "Польща", "name_en": "Poland"}
    assert client.post(reverse("admin:partners_country_add"), row).headers["Location"] == SET_UP
    assert not Country.objects.exists()


def test_a_clerk_with_a_second_factor_works(client: Client, clerk: User) -> None:
    TOTP.activate(clerk, generate_totp_secret())
    client.force_login(clerk)
    assert client.get(reverse("admin:index")).status_code == 200


def test_recovery_codes_alone_are_no_second_factor(client: Client, clerk: User) -> None:
    RecoveryCodes.activate(clerk)
    client.force_login(clerk)
    assert client.get(reverse("admin:index")).headers["Location"] == SET_UP


def test_a_clerk_without_a_second_factor_may_still_log_out(client: Client, clerk: User) -> None:
    client.force_login(clerk)
    client.post(reverse("admin:logout"))
    assert "_auth_user_id" not in client.session


def test_where_it_is_not_required_the_password_is_enough(client: Client, clerk: User, settings: Any) -> None:
    settings.STAFF_MFA_REQUIRED = False
    client.force_login(clerk)
    assert client.get(reverse("admin:index")).status_code == 200


def test_the_stranger_reads_public_pages_and_is_asked_to_log_in_elsewhere(stranger: Client, db: None) -> None:
    assert stranger.get("/about/").status_code == 200
    assert stranger.get(reverse("admin:index")).headers["Location"].startswith("/admin/login/")
