"""What the admin says is Ukrainian: on every page of a kind, and where it refuses what was posted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.test import Client

from budget.models import Payment
from oleksandria_intl.admin.base import ReadOnlyAdmin
from partners.models import Area, City, Country
from programs.models import Edition
from tests import factories
from tests.admin_pages import address, posted

NAMES = """
    Word Excel Markdown PDF Google Authenticator Aegis FreeOTP JavaScript Windows Mac iOS Android Prozorro EDR
    admin English eng ISO UTF CSV XLSX JSON XML DBF DOCX PIN TOTP QR ASIC ASiC zip GPS VII VIII III XVII ЄС EUR
    USD UAH JPEG PNG WebP
    http https www org com example Ctrl Enter Esc Tab SHA dd mm yyyy
""".split()
"""Words in Latin letters that have no others: programs, formats, currencies, numerals."""
SAMPLES = re.compile(r"[«“\"'][^»”\"']*[»”\"']|\{[^}]*\}|https?://\S+|\S+@\S+|\S*[-_./\\]\S*|\w*\d\w*")
"""What is quoted as an example, words in braces, addresses, codes, names of files."""
LATIN = re.compile(r"[A-Za-z]{3,}")
SILENT = {"script", "style", "template", "textarea", "code", "pre", "title"}


class Reader(HTMLParser):
    """Reads what a page shows to people."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SILENT:
            self.open.append(tag)
        said = dict(attrs)
        self.texts += [said.get(name) or "" for name in ("alt", "title", "aria-label", "placeholder")]
        if tag == "input" and said.get("type") == "submit":
            self.texts.append(said.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1] == tag:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if not self.open:
            self.texts.append(data)


def english(response: Any, known: set[str]) -> set[str]:
    """Return the English words of a page; what the database holds may be in Latin letters."""
    reader = Reader()
    reader.feed(response.content.decode())
    words = {word for text in reader.texts for word in LATIN.findall(SAMPLES.sub(" ", text))}
    return words - known - set(NAMES)


@pytest.fixture
def keeper(client: Client, administrator: User, edition: Edition) -> Client:
    factories.everything(edition)
    client.force_login(administrator)
    return client


@pytest.fixture
def known() -> set[str]:
    """The words of codes and names that the database holds."""
    return {
        "administrator",
        "clerk",
        "mozyr",
        "council",
        "culture",
        "city",
        "day",
        "aid",
        "youth",
        "programme",
        "mayor",
        "general",
        "fund",
    }


def pages() -> Iterator[Any]:
    """Yield the pages of models that are edited."""
    return (page for page in admin.site._registry.values() if not isinstance(page, ReadOnlyAdmin))


@pytest.mark.parametrize("model", [City, Edition, Payment])
def test_lists_are_ukrainian(keeper: Client, known: set[str], model: Any) -> None:
    for query in ("", "?q=zzz"):
        assert english(keeper.get(address(model, "changelist") + query), known | {"zzz"}) == set()


def test_every_form_and_what_it_refuses_is_ukrainian(keeper: Client, known: set[str]) -> None:
    found = {}
    for page in pages():
        fields = page.get_form(keeper.get("/admin/").wsgi_request).base_fields
        where = address(page.model, "add")
        response = keeper.post(where, dict.fromkeys(fields, "\x00x"))
        if response.status_code == 200 and (words := english(response, known)):
            found[where] = words
    assert found == {}


@pytest.mark.parametrize(
    ("page", "status"),
    [
        ("/admin/nowhere/", 404),
        ("/admin/oleksandria_intl/council/add/", 403),
        ("/admin/partners/city/999999/change/", 302),
        ("/admin/partners/city/?nonsense=1", 302),
        ("/admin/partners/city/?p=999", 200),
        ("/admin/partners/city/1x/history/", 404),
    ],
)
def test_pages_that_are_not_there_say_so_in_ukrainian(keeper: Client, known: set[str], page: str, status: int) -> None:
    response = keeper.get(page)
    assert response.status_code == status
    assert english(keeper.get(page, follow=True), known) == set()


def test_deleting_is_asked_about_refused_and_told_in_ukrainian(keeper: Client, known: set[str]) -> None:
    area, country, city = Area.objects.get(), Country.objects.get(), City.objects.get()
    answers = [keeper.get(address(type(each), "delete", each.pk)) for each in (area, country, city)]
    picked = {"_selected_action": [country.pk], "action": "delete_selected"}
    answers.append(keeper.post(address(Country, "changelist"), picked))
    picked = {"_selected_action": [area.pk], "action": "delete_selected"}
    answers.append(keeper.post(address(Area, "changelist"), picked))
    answers.append(keeper.post(address(Area, "changelist"), {"action": "delete_selected"}, follow=True))
    answers.append(keeper.post(address(Area, "changelist"), picked | {"post": "yes"}, follow=True))
    for response in answers:
        assert english(response, known) == set(), response.request


def test_a_change_is_told_and_kept_in_ukrainian(keeper: Client, known: set[str]) -> None:
    city = City.objects.get()
    page = address(City, "change", city.pk)
    answers = posted(keeper, page) | {"website": "https://example.org/"}
    assert english(keeper.post(page, answers, follow=True), known) == set()
    assert english(keeper.post(page, answers, follow=True), known) == set()  # the version is gone by now
    assert english(keeper.get(address(City, "history", city.pk)), known) == set()


PASSWORDS = ("short", "1234567890123", "password1234", "clerk-clerk-clerk")


@pytest.mark.parametrize("word", PASSWORDS)
def test_passwords_are_refused_in_ukrainian(client: Client, clerk: User, known: set[str], word: str) -> None:
    clerk.set_password("a long enough word")
    clerk.save()
    client.force_login(clerk)
    words = {"oldpassword": "a long enough word", "password1": word, "password2": word}
    response = client.post("/accounts/password/change/", words, follow=True)
    assert english(response, known) == set()
