"""Which addresses become links: on pages, in papers, in what machines read."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.test import Client

from oleksandria_intl.documents import inline_markup, markdown
from oleksandria_intl.documents.blocks import Run
from oleksandria_intl.documents.word.text import safe_link
from oleksandria_intl.links import is_link
from partners.models import City
from programs.models import Edition
from tests import factories
from tests.admin_pages import address, posted
from tests.public_pages import page

GOOD = (
    "https://mozyr.gov.by/",
    "http://localhost:8000/x?a=1#b",
    "mailto:office@example.org",
    "https://олександрія.укр/",
)
BAD = (
    "javascript:alert(1)",
    "JaVaScRiPt://host/%0aalert(1)",
    " javascript:alert(1)",
    "java\nscript:alert(1)",
    "\x01javascript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "file:///etc/passwd",
    "//host/x",
    "https:",
    "https://host:x/",
    "www.example.org",
    "",
)


@pytest.mark.parametrize("good", GOOD)
def test_the_web_and_e_mail_are_linked(good: str) -> None:
    assert is_link(good)
    assert "<a " in inline_markup.inline((Run("слово", link=good),))
    assert safe_link(good)


@pytest.mark.parametrize("bad", BAD)
def test_nothing_else_is_linked_on_a_page_or_in_a_paper(bad: str) -> None:
    assert not is_link(bad)
    assert "<a " not in inline_markup.inline((Run("слово", link=bad),))
    html = inline_markup.inline(tuple(run for block in markdown.blocks_from(f"[слово](<{bad}>)") for run in block.runs))
    assert "<a " not in html


def test_the_database_takes_no_website_that_is_not_of_the_web(db: None) -> None:
    city = factories.city()
    for bad in ("javascript:alert(1)", "ftp://host/"):
        with pytest.raises(IntegrityError), transaction.atomic():
            City.objects.filter(pk=city.pk).update(website=bad)
    City.objects.filter(pk=city.pk).update(website="https://mozyr.gov.by/")


def test_a_website_that_is_not_of_the_web_is_refused_in_a_sentence(client: Client, clerk: User, db: None) -> None:
    client.force_login(clerk)
    page_of_city = address(City, "change", factories.city().pk)
    answer = client.post(page_of_city, posted(client, page_of_city) | {"website": "ftp://host/"})
    assert list(answer.context["adminform"].form.errors) == ["website"]


def test_a_page_does_not_link_what_was_planted_past_the_database(
    stranger: Client, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    city = factories.city()
    from_db = City.from_db

    def planted(*args: Any) -> City:
        row = from_db(*args)
        row.website = "javascript:alert(1)"
        return row

    monkeypatch.setattr(City, "from_db", planted)
    html = page(stranger, f"/partners/{city.slug}/")
    assert "javascript:alert(1)" in html
    assert 'href="javascript' not in html
    assert "sameAs" not in html
