"""Two portals on one server share nothing, and are refused where they would."""

from __future__ import annotations

import json
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from oleksandria_intl.models import Council, IssuedPaper
from tests.portals import Portal

REFUSED = "portal-id"
"""What every sentence names: the file to write or to delete where it is meant."""
LOGIN = """
import json, sys, django
django.setup()
from django.contrib.auth.models import User
from django.test import Client
from django.test.utils import setup_test_environment
from django.urls import reverse
setup_test_environment()
person, _made = User.objects.get_or_create(username="admin", is_superuser=True, is_staff=True)
person.set_password("довгий-пароль-порталу")
person.save()
client = Client()
for name, value in json.loads(sys.argv[1]).items():
    client.cookies[name] = value
before = client.get(reverse("admin:index")).status_code
client.post(reverse("account_login"), {"login": "admin", "password": "довгий-пароль-порталу"})
after = client.get(reverse("admin:index")).status_code
page = client.get("/about/").content.decode()
print(json.dumps([before, after, page, {name: cookie.value for name, cookie in client.cookies.items()}]))
"""


@pytest.fixture
def one(made: Callable[..., Portal]) -> Portal:
    """The portal of Олександрія."""
    return made("one", is_filled=True)


@pytest.fixture
def other(made: Callable[..., Portal]) -> Portal:
    """The portal of Полтава."""
    portal = made("other", is_filled=True)
    Council.objects.using(portal.alias).update(name_uk="Полтавська міська рада", city_uk="Полтава")
    paper = IssuedPaper.objects.using(portal.alias).latest("pk")
    (portal.folder / "media" / str(paper.file)).write_bytes(b"of Poltava")
    return portal


def visit(portal: Portal, cookies: dict[str, str], **environment: str) -> Any:
    """Log in with a browser that has these cookies, in a process of its own; return what came of it."""
    printed = portal.done("-c", LOGIN, json.dumps(cookies), **environment, STAFF_MFA_REQUIRED="0", LOG_LEVEL="ERROR")
    return json.loads(printed.splitlines()[-1])


def test_no_row_file_cookie_or_page_of_one_is_in_the_other(one: Portal, other: Portal, tmp_path: Path) -> None:
    before = one.state()
    names = {one.alias: "oleksandriia", other.alias: "poltava"}
    first_before, first_after, first_page, first = visit(one, {})
    _before, second_after, second_page, both = visit(other, first)
    assert (first_before, first_after, second_after) == (302, 200, 200)
    assert "Полтавська" in second_page
    assert "Полтавська" not in first_page
    assert "Олександрійська" not in second_page
    archives = {portal.alias: portal.backup(tmp_path / names[portal.alias]) for portal in (one, other)}
    with tarfile.open(archives[one.alias]) as mine, tarfile.open(archives[other.alias]) as theirs:
        assert mine.getnames() == theirs.getnames()
        assert b"of Poltava" not in archives[one.alias].read_bytes()
        assert b"of Poltava" in archives[other.alias].read_bytes()
    code, _printed, warned = other.manage("restore", str(archives[one.alias]), "--yes")
    assert code == 1
    assert "Полтавська" in warned
    assert first.keys() <= both.keys()
    after = one.state()
    changed = {label for label, digest in after["rows"].items() if digest != before["rows"][label]}
    assert changed == {"auth.user"}
    assert after["papers"] == before["papers"]


@pytest.mark.parametrize("shared", ["VAR_DIR", "DATABASE_URL"])
def test_a_portal_that_would_share_is_refused(made: Callable[..., Portal], shared: str) -> None:
    first, second = made("first"), made("second")
    assert first.manage("sync_roles")[0] == 0
    taken = {shared: {"VAR_DIR": str(first.folder), "DATABASE_URL": first.address}[shared]}
    code, _printed, warned = second.manage("housekeeping", **taken)
    assert code == 1
    assert REFUSED in warned
    assert len(warned.strip().splitlines()) == 1
    server = second.start("-c", "import oleksandria_intl.wsgi", **taken)
    _printed, warned = server.communicate(timeout=60)
    assert server.returncode == 3
    assert REFUSED in warned
