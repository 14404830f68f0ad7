"""The pages of what went wrong are whole, need no database where it may be away, and lead back."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.views.generic import TemplateView

from programs.models import Edition
from tests.public_pages import headings, is_strict, page


def test_staff_who_are_refused_stay_among_the_pages_of_the_office(
    client: Client, auditor: User, edition: Edition
) -> None:
    client.force_login(auditor)
    html = page(client, "/admin/programs/edition/add/", status=403)
    assert 'href="/admin/"' in html
    assert 'id="header"' in html
    assert "site-header" not in html


def test_staff_who_mistype_an_address_stay_among_the_pages_of_the_office(
    client: Client, clerk: User, edition: Edition
) -> None:
    client.force_login(clerk)
    html = page(client, "/admin/nowhere/", status=404)
    assert 'id="header"' in html
    assert "site-header" not in html


@pytest.mark.parametrize("address", ["/", "/admin/"])
def test_an_address_of_another_host_is_answered_without_the_database(address: str, stranger: Client, db: None) -> None:
    with CaptureQueriesContext(connection) as asked:
        answer = stranger.get(address, headers={"host": "evil.example"})
    html = answer.content.decode()
    assert answer.status_code == 400
    assert len(asked) == 0
    assert "evil.example" not in html
    assert headings(html) == ["Запит не зрозуміло"]
    assert is_strict(html)
    assert answer["X-Request-ID"] in html


def test_a_form_that_is_out_of_date_says_how_to_keep_what_was_typed(db: None) -> None:
    answer = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "oksana"})
    html = answer.content.decode()
    assert answer.status_code == 403
    assert headings(html) == ["Сторінка застаріла"]
    assert "«Назад»" in html
    assert 'href="/admin/"' in html
    assert "Ви не маєте дозволу" not in html
    assert not any(inline in html for inline in ("<script>", "<style", " style="))


@pytest.mark.parametrize(
    ("address", "back"), [("/about/", 'action="/search/"'), ("/accounts/login/", 'href="/admin/"')]
)
def test_a_fault_leads_back_to_the_side_where_it_was(
    address: str, back: str, stranger: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(TemplateView, "get", fail)
    monkeypatch.setattr("allauth.account.views.LoginView.get", fail)
    stranger.raise_request_exception = False
    html = page(stranger, address, status=500)
    assert back in html
    assert headings(html) == ["Сталася помилка"]
