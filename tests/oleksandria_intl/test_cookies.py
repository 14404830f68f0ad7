"""Two portals on one host get each other's cookies, and take none of them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from tests.seed import BASE

NAMES = "from oleksandria_intl import settings as s; print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME)"


def names(folder: Path, namespace: str) -> list[str]:
    environment = os.environ | {"VAR_DIR": str(folder), "PORTAL_NAMESPACE": namespace, "DATABASE_URL": ""}
    done = subprocess.run([sys.executable, "-c", NAMES], cwd=BASE, env=environment, capture_output=True, text=True)
    return done.stdout.split()


def test_the_names_of_cookies_begin_with_the_namespace(tmp_path: Path) -> None:
    assert names(tmp_path, "") == ["sessionid", "csrftoken"]
    assert names(tmp_path, "poltava") == ["poltava-sessionid", "poltava-csrftoken"]


def test_every_cookie_of_a_member_of_staff_has_the_namespace(
    client: Client, administrator: User, settings: Any
) -> None:
    settings.COOKIES_BEGIN = "poltava-"
    settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME = "poltava-sessionid", "poltava-csrftoken"
    administrator.set_password("довгий-пароль-порталу")
    administrator.save()
    login = {"login": administrator.username, "password": "довгий-пароль-порталу"}
    assert client.post(reverse("account_login"), login).status_code == 302
    page = client.get(reverse("admin:index"), follow=True).content.decode()
    client.post(reverse("account_logout"))
    assert len(client.cookies) >= 3
    assert all(name.startswith("poltava-") for name in client.cookies)
    assert 'data-csrf-cookie="poltava-csrftoken"' in page
    assert 'data-saved-cookie="poltava-portal_saved"' in page
