"""The settings as a whole: wrong ones stop the start with a sentence, and all of them are written down."""

from __future__ import annotations

import ast
import os
import re
import runpy
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.test import Client

from tests.seed import BASE

Settings = dict[str, Any]
SECRET = "0123456789" * 5
PUBLIC = {"ALLOWED_HOSTS": "intl.example.org", "SECRET_KEY": SECRET}


@cache
def asked_variables() -> set[str]:
    """Return the variables that the code asks the environment for: the first arguments of its functions."""
    names = {"SECRET_KEY"}
    for file in (BASE / "oleksandria_intl").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("environment.") and node.args:
                first = node.args[0]
                names |= {str(first.value)} if isinstance(first, ast.Constant) else set()
    return {name for name in names if re.fullmatch("[A-Z_]+", name)} - {"EMAIL_FROM"}


@pytest.fixture
def settings_of(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Settings]:
    """Read the settings anew, by an environment of these variables alone."""

    def read(**variables: str) -> Settings:
        for name in asked_variables():
            monkeypatch.delenv(name, raising=False)
        for name, value in {"VAR_DIR": str(tmp_path / "var"), **variables}.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(BASE / "oleksandria_intl" / "settings.py"))

    return read


WRONG = [
    ({"VAR_DIR": "/dev/null/portal"}, "VAR_DIR: /dev/null/portal cannot be made or opened (Not a directory)."),
    ({"VAR_DIR": "var"}, "VAR_DIR is 'var': set it to a path from the root"),
    ({"PORTAL_NAMESPACE": "Полтава"}, "PORTAL_NAMESPACE is 'Полтава': use small Latin letters"),
    ({"DEBUG": "maybe"}, "DEBUG is 'maybe': set it to 1 or 0"),
    ({**PUBLIC, "DEBUG": "1"}, "DEBUG is 1, which shows errors in full to everybody"),
    ({"ALLOWED_HOSTS": "https://intl.example.org"}, "ALLOWED_HOSTS has 'https://intl.example.org': set it to names"),
    ({"ALLOWED_HOSTS": "intl.example.org:8443"}, "ALLOWED_HOSTS has 'intl.example.org:8443': set it to names"),
    ({"ALLOWED_HOSTS": "intl.example.org/portal"}, "ALLOWED_HOSTS has 'intl.example.org/portal': set it to names"),
    ({"ALLOWED_HOSTS": "intl.example.org"}, "SECRET_KEY is not set, and ALLOWED_HOSTS makes this portal public."),
    ({**PUBLIC, "SECRET_KEY": "short"}, "SECRET_KEY is too short, and ALLOWED_HOSTS makes this portal public."),
    ({"PUBLIC_URL": "intl.example.org"}, "PUBLIC_URL is 'intl.example.org': set it to an address like https://"),
    ({**PUBLIC, "PUBLIC_URL": "https://else.where"}, "PUBLIC_URL leads to 'else.where', which ALLOWED_HOSTS does not"),
    ({"PATH_PREFIX": "intl"}, "PATH_PREFIX is 'intl': set it to a path like /intl, with a slash before it"),
    ({"PATH_PREFIX": "/intl/"}, "PATH_PREFIX is '/intl/': set it to a path like /intl, with a slash before it"),
    ({"PATH_PREFIX": "/data"}, "PATH_PREFIX is '/data', and addresses of the portal itself begin so: set it to"),
    ({**PUBLIC, "PATH_PREFIX": "/a", "PUBLIC_URL": "https://intl.example.org"}, "PUBLIC_URL is 'https://intl.example"),
    ({**PUBLIC, "PUBLIC_URL": "https://intl.example.org/a"}, "PUBLIC_URL is 'https://intl.example.org/a', and PATH_"),
    ({"DATABASE_URL": "postgres://u:p@ss@host/name"}, "DATABASE_URL cannot be read (is there an @, # or / in its"),
    ({"DATABASE_URL": "mysql://host/name"}, "DATABASE_URL begins with no database that is known here: set it to"),
    ({"DATABASE_URL": "postgres://u:p@host"}, "DATABASE_URL names no database: set it to postgres://"),
    ({"CACHE_URL": "memcached://localhost"}, "CACHE_URL is no address of Redis: set it to one like redis://"),
    ({**PUBLIC, "CSRF_TRUSTED_ORIGINS": "intl.example.org"}, "CSRF_TRUSTED_ORIGINS has 'intl.example.org': set it to"),
    ({"HSTS_SECONDS": "an hour"}, "HSTS_SECONDS is 'an hour': set it to a whole number from 0"),
    ({"HSTS_PRELOAD": "1"}, "HSTS_PRELOAD is 1: that needs HSTS_SECONDS=31536000 (a year) or more"),
    ({"SECURE_SSL_REDIRECT": "sometimes"}, "SECURE_SSL_REDIRECT is 'sometimes': set it to 1 or 0"),
    ({"TRUSTED_PROXIES": "nginx"}, "TRUSTED_PROXIES has 'nginx', which is no address and no network."),
    ({"ADMINS": "adam"}, "ADMINS: 'adam' is no e-mail address."),
    ({"ADMINS": "adam@example.org"}, "EMAIL_URL does not name a mail server, for ADMINS is set"),
    ({"EMAIL_URL": "mail.example.org"}, "EMAIL_URL does not name a mail server: set it to smtp://"),
    ({"DEFAULT_FROM_EMAIL": "portal"}, "DEFAULT_FROM_EMAIL: 'portal' is no e-mail address."),
    ({"EMAIL_FROM": "portal@example.org"}, "EMAIL_FROM is called DEFAULT_FROM_EMAIL now: rename it."),
    ({"LOG_LEVEL": "loud"}, "LOG_LEVEL is 'loud': set it to one of DEBUG, INFO, WARNING, ERROR"),
    ({"LOG_FORMAT": "xml"}, "LOG_FORMAT is 'xml': set it to one of plain, json"),
    ({"RENDERINGS_AT_ONCE": "0"}, "RENDERINGS_AT_ONCE is '0': set it to a whole number from 1"),
    ({"SLOW_REQUEST_SECONDS": "two"}, "SLOW_REQUEST_SECONDS is 'two': set it to a number"),
    ({"BACKUP_KEY": "AGE-SECRET-KEY-1"}, "BACKUP_KEY is no public key of age: set it to the line"),
]


@pytest.mark.parametrize(("variables", "sentence"), WRONG, ids=[sentence[:40] for _wrong, sentence in WRONG])
def test_a_wrong_setting_stops_the_start_and_says_what_to_set(
    settings_of: Callable[..., Settings], variables: dict[str, str], sentence: str
) -> None:
    with pytest.raises(ImproperlyConfigured) as refused:
        settings_of(**variables)
    assert str(refused.value).startswith(sentence)


def test_nothing_has_to_be_set_on_ones_own_machine(settings_of: Callable[..., Settings]) -> None:
    found = settings_of()
    assert found["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]
    assert not found["SECURE_SSL_REDIRECT"]
    assert not found["SECURE_HSTS_SECONDS"]


def test_a_developer_may_name_the_hosts_of_their_own_machine(settings_of: Callable[..., Settings]) -> None:
    assert settings_of(DEBUG="1", ALLOWED_HOSTS="localhost", SECRET_KEY=SECRET)["DEBUG"]


def test_a_public_portal_keeps_browsers_to_https_for_an_hour_and_for_its_own_host(
    settings_of: Callable[..., Settings],
) -> None:
    found = settings_of(**PUBLIC)
    assert found["SECURE_SSL_REDIRECT"]
    assert found["SESSION_COOKIE_SECURE"]
    assert found["CSRF_COOKIE_SECURE"]
    assert found["SECURE_HSTS_SECONDS"] == 3600
    assert not found["SECURE_HSTS_INCLUDE_SUBDOMAINS"]
    assert not found["SECURE_HSTS_PRELOAD"]


def test_more_of_https_is_kept_to_when_it_is_asked_for(settings_of: Callable[..., Settings]) -> None:
    found = settings_of(**PUBLIC, HSTS_SECONDS="31536000", HSTS_SUBDOMAINS="1", HSTS_PRELOAD="1")
    assert found["SECURE_HSTS_SECONDS"] == 31536000
    assert found["SECURE_HSTS_INCLUDE_SUBDOMAINS"]
    assert found["SECURE_HSTS_PRELOAD"]


def test_without_https_neither_cookies_nor_browsers_ask_for_it(settings_of: Callable[..., Settings]) -> None:
    found = settings_of(**PUBLIC, SECURE_SSL_REDIRECT="0")
    names = ("SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_HSTS_SECONDS")
    assert not any(found[name] for name in names)


def browsed(client: Client, method: str, path: str, data: dict[str, str] | None = None) -> HttpResponse:
    """Ask over http as a browser does, which keeps no cookie there that is for HTTPS."""
    answer: HttpResponse = getattr(client, method)(path, data or {}, HTTP_HOST="intl.example.org")
    for name, cookie in answer.cookies.items():
        if cookie["secure"]:
            del client.cookies[name]
    return answer


def test_one_logs_in_without_https_where_that_is_asked_for(
    settings_of: Callable[..., Settings], settings: Any, clerk: User
) -> None:
    for name, value in settings_of(**PUBLIC, SECURE_SSL_REDIRECT="0").items():
        if name.startswith(("SECURE_", "SESSION_COOKIE", "CSRF_COOKIE", "CSRF_TRUSTED", "ALLOWED_HOSTS")):
            setattr(settings, name, value)
    clerk.set_password("a long enough word")
    clerk.save()
    client = Client(enforce_csrf_checks=True)
    browsed(client, "get", "/accounts/login/")
    form = {
        "login": "clerk",
        "password": "a long enough word",
        "csrfmiddlewaretoken": client.cookies["csrftoken"].value,
    }
    assert browsed(client, "post", "/accounts/login/", form).status_code == 302
    assert browsed(client, "get", "/admin/").status_code == 200


def test_under_a_path_static_files_and_cookies_are_there_too(settings_of: Callable[..., Settings]) -> None:
    found = settings_of(**PUBLIC, PATH_PREFIX="/intl", PUBLIC_URL="https://intl.example.org/intl/")
    assert found["FORCE_SCRIPT_NAME"] == "/intl"
    assert found["STATIC_URL"] == "/intl/static/"
    assert found["SESSION_COOKIE_PATH"] == found["CSRF_COOKIE_PATH"] == "/intl/"
    assert found["PUBLIC_URL"] == "https://intl.example.org/intl"
    assert "https://intl.example.org" in found["CSRF_TRUSTED_ORIGINS"]


def test_letters_come_from_the_first_host_unless_an_address_is_set(settings_of: Callable[..., Settings]) -> None:
    assert settings_of(**PUBLIC)["DEFAULT_FROM_EMAIL"] == "portal@intl.example.org"
    found = settings_of(**PUBLIC, DEFAULT_FROM_EMAIL="office@example.org")
    assert found["DEFAULT_FROM_EMAIL"] == found["SERVER_EMAIL"] == "office@example.org"


def test_what_is_uploaded_is_not_for_others(settings_of: Callable[..., Settings]) -> None:
    found = settings_of()
    assert (found["FILE_UPLOAD_PERMISSIONS"], found["FILE_UPLOAD_DIRECTORY_PERMISSIONS"]) == (0o640, 0o750)
    assert Path(found["VAR_DIR"]).stat().st_mode & 0o777 == 0o750
    assert os.umask(0o027) == 0o027


def test_the_example_of_an_environment_names_every_setting_and_no_other() -> None:
    text = (BASE / ".env.example").read_text(encoding="utf-8")
    assert set(re.findall(r"^#([A-Z_]+)=", text, re.MULTILINE)) == asked_variables()


def test_the_table_of_readme_names_every_setting_and_no_other() -> None:
    text = (BASE / "README.md").read_text(encoding="utf-8")
    rows = text.partition("| variable | meaning |")[2].partition("\n\n")[0].splitlines()[2:]
    assert {name for row in rows for name in re.findall(r"`([A-Z_]+)`", row.split("|")[1])} == asked_variables()
