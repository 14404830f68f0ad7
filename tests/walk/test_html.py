"""Every public page, read by the Nu Html Checker: it says nothing of errors, nor of what it only doubts."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory
from django.views import defaults

from programs.models import Edition
from tests import factories
from tests.walk.addresses import ADDRESSES, LANGUAGES
from tests.walk.crawling import at, crawled

pytestmark = [pytest.mark.html, pytest.mark.django_db]

ASKED = (
    "/search/?q=міст",
    "/search/?q=міст&page=2",
    "/search/?q=мозир&kind=city",
    "/search/?q=щщщ",
    "/search/?q=…",
    f"/search/?q={'я' * 201}",
    "/budget/2020/report/?by=source",
    "/budget/2020/report/?by=payee&from=2020-06-30&to=2020-01-01",
    "/budget/2020/payments/?measure=9.9",
    "/documents/?sha256=short",
    f"/documents/?sha256={'a' * 64}",
    "/partners/?kind=twin",
    "/partners/?kind=none",
    "/visits/?kind=visit&when=past",
    "/visits/?kind=none&when=none",
)
"""What readers ask with forms, rightly and wrongly."""


def answers(client: Client, addresses: Iterable[str]) -> dict[str, str]:
    """Return the HTML at addresses in both languages."""
    places = [language + address for address in addresses for language in LANGUAGES]
    return {place: at(client, place).html for place in places}


def linked(client: Client) -> dict[str, str]:
    """Return the HTML of all pages that are linked."""
    return {address: page.html for address, page in crawled(client).items()}


def refusals() -> dict[str, str]:
    """Return the pages of what is forbidden and of what failed."""
    asked = RequestFactory().get("/")
    return {
        "403": defaults.permission_denied(asked, PermissionDenied()).content.decode(),
        "500": defaults.server_error(asked).content.decode(),
    }


def said_of(pages: dict[str, str], folder: Path) -> str:
    """Return what the checker says: an address, a line and a column, a sentence."""
    files = {folder / f"{number}.html": address for number, address in enumerate(pages)}
    for file, address in files.items():
        file.write_text(pages[address], encoding="utf-8")
    command = [str(settings.BASE_DIR / ".ci" / "html" / "check"), *map(str, files)]
    checked = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=300)
    said = checked.stdout + checked.stderr
    for file, address in files.items():
        said = said.replace(f'"file:{file}"', address)
    return said or {0: "", 1: "It failed without a word."}[checked.returncode]


def test_every_page_is_valid_html(stranger: Client, walked: Edition, tmp_path: Path) -> None:
    pages = linked(stranger) | answers(stranger, ADDRESSES + ASKED) | refusals()
    assert len(pages) > 110
    assert "page=1" in pages["/search/?q=міст&page=2"]
    assert said_of(pages, tmp_path) == ""


def test_a_programme_of_which_little_is_known_is_valid_html(stranger: Client, edition: Edition, tmp_path: Path) -> None:
    Edition.objects.update(status="published")
    factories.everything(edition)
    assert said_of(linked(stranger), tmp_path) == ""


def test_a_portal_without_any_data_is_valid_html(stranger: Client, tmp_path: Path) -> None:
    asked = [address for address in ADDRESSES + ASKED if "2020" not in address]
    assert said_of(linked(stranger) | answers(stranger, asked), tmp_path) == ""


def test_what_is_not_valid_is_said_with_its_address_and_line(tmp_path: Path) -> None:
    wrong = "<!DOCTYPE html>\n<html lang=en><title>1</title>\n<p role=none id=1 id=2>"
    said = said_of({"/wrong/": wrong}, tmp_path)
    assert said.startswith("/wrong/:3.")
    assert "Duplicate attribute" in said
