"""How long a session lasts, what counts as activity, and what opens one that is locked."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client

from programs.models import Edition, Section
from tests.admin_pages import address, shown

PASSWORD = "цілком-довгий-пароль"
PAGE = "/admin/partners/city/"
OPENING = "/accounts/reauthenticate/"


@pytest.fixture
def at_nine(client: Client, clerk: User, it_is: Callable[[str], None]) -> Client:
    """Return the browser of the clerk, who logged in at nine."""
    clerk.set_password(PASSWORD)
    clerk.save()
    it_is("2026-11-24T09:00")
    client.post("/accounts/login/", {"login": "clerk", "password": PASSWORD})
    return client


def lets_in(client: Client) -> bool:
    return client.get(PAGE).status_code == 200


def test_after_half_an_hour_without_a_request_the_session_is_locked(
    at_nine: Client, it_is: Callable[[str], None]
) -> None:
    it_is("2026-11-24T09:29")
    assert lets_in(at_nine)
    it_is("2026-11-24T10:00")
    assert not lets_in(at_nine)


def test_who_works_all_day_logs_in_anew_after_eight_hours(at_nine: Client, it_is: Callable[[str], None]) -> None:
    for minutes in range(20, 480, 20):
        it_is(f"2026-11-24T{9 + minutes // 60:02}:{minutes % 60:02}")
        assert lets_in(at_nine)
    it_is("2026-11-24T17:01")
    assert not lets_in(at_nine)
    answer = at_nine.get(PAGE, follow=True)
    assert answer.redirect_chain[-1][0].startswith("/accounts/login/")


def test_a_locked_session_asks_for_the_password_alone_and_goes_on_where_it_was(
    at_nine: Client, it_is: Callable[[str], None]
) -> None:
    it_is("2026-11-24T10:00")
    page = at_nine.get(f"{PAGE}?q=Minsk", follow=True)
    assert page.redirect_chain[-1][0].startswith(OPENING)
    assert 'name="login"' not in page.content.decode()
    answer = at_nine.post(page.redirect_chain[-1][0], {"password": PASSWORD})
    assert answer["Location"] == f"{PAGE}?q=Minsk"
    assert lets_in(at_nine)


def test_a_wrong_password_does_not_open_a_locked_session(at_nine: Client, it_is: Callable[[str], None]) -> None:
    it_is("2026-11-24T10:00")
    assert at_nine.post(OPENING, {"password": "wrong"}).status_code == 200
    assert not lets_in(at_nine)


def test_a_locked_session_takes_no_other_name(at_nine: Client, accountant: User, it_is: Callable[[str], None]) -> None:
    accountant.set_password(PASSWORD)
    accountant.save()
    it_is("2026-11-24T10:00")
    answer = at_nine.post("/accounts/login/", {"login": "accountant", "password": PASSWORD, "next": PAGE})
    assert answer["Location"] == f"{OPENING}?next={PAGE}"
    assert not lets_in(at_nine)


def test_a_code_of_the_second_factor_does_not_open_a_locked_session(
    at_nine: Client, it_is: Callable[[str], None]
) -> None:
    it_is("2026-11-24T10:00")
    assert at_nine.post("/accounts/2fa/reauthenticate/", {"code": "123456"}).status_code == 302
    assert not lets_in(at_nine)


def test_a_locked_session_writes_nothing(at_nine: Client, it_is: Callable[[str], None]) -> None:
    it_is("2026-11-24T10:00")
    answer = at_nine.post("/admin/partners/area/add/", {"code": "sport", "name_uk": "Спорт", "name_en": "Sport"})
    assert answer.status_code == 302
    assert answer["Location"].startswith(("/accounts/", "/admin/login/"))


def test_what_is_posted_in_a_locked_session_comes_back_after_the_password(
    at_nine: Client, edition: Edition, it_is: Callable[[str], None]
) -> None:
    section = Section.objects.create(edition=edition, order=1, title_uk="Вступ", body_uk="Було.")
    page = at_nine.get(address(Section, "change", section.pk))
    form = shown(page) | {"typed_by": page.context["typed_by"], "body_uk": "Набране", "_save": "1"}
    it_is("2026-11-24T10:00")
    kept = at_nine.post(address(Section, "change", section.pk), form, HTTP_ORIGIN="http://testserver")
    asked = at_nine.get(kept["Location"], follow=True)
    assert asked.redirect_chain[-1][0].startswith(OPENING)
    answer = at_nine.post(asked.redirect_chain[-1][0], {"password": PASSWORD}, follow=True)
    assert shown(answer)["body_uk"] == "Набране"
    section.refresh_from_db()
    assert section.body_uk == "Було."


def test_opening_a_locked_session_does_not_make_it_longer_than_eight_hours(
    at_nine: Client, it_is: Callable[[str], None]
) -> None:
    it_is("2026-11-24T16:50")
    at_nine.post(OPENING, {"password": PASSWORD})
    assert lets_in(at_nine)
    it_is("2026-11-24T17:01")
    assert not lets_in(at_nine)


def test_typing_counts_as_activity(at_nine: Client, it_is: Callable[[str], None]) -> None:
    it_is("2026-11-24T09:29")
    assert at_nine.post("/accounts/session/").json()["idle"] == pytest.approx(30 * 60, abs=2)
    it_is("2026-11-24T09:50")
    assert lets_in(at_nine)


def test_asking_what_is_left_does_not(at_nine: Client, it_is: Callable[[str], None]) -> None:
    it_is("2026-11-24T09:29")
    assert at_nine.get("/accounts/session/").json()["idle"] == pytest.approx(60, abs=2)
    it_is("2026-11-24T09:31")
    assert not lets_in(at_nine)


def test_public_pages_do_not_count_as_activity(at_nine: Client, it_is: Callable[[str], None]) -> None:
    it_is("2026-11-24T09:29")
    at_nine.get("/")
    it_is("2026-11-24T09:31")
    assert not lets_in(at_nine)


def test_a_stranger_has_nothing_left(stranger: Client, db: None) -> None:
    assert stranger.get("/accounts/session/").json() == {"person": None, "idle": 0, "whole": 0}


def test_activity_is_written_once_a_minute(at_nine: Client, it_is: Callable[[str], None]) -> None:
    written = []
    for second in (30, 59):
        it_is(f"2026-11-24T09:00:{second}")
        at_nine.post("/accounts/session/")
        written.append(Session.objects.get(pk=at_nine.session.session_key).session_data)
    assert written[0] == written[1]
    it_is("2026-11-24T09:01:01")
    at_nine.post("/accounts/session/")
    assert Session.objects.get(pk=at_nine.session.session_key).session_data != written[0]


def test_a_public_page_without_a_session_cookie_asks_for_no_session(stranger: Client, db: None) -> None:
    assert "Cookie" not in stranger.get("/about/").get("Vary", "")


def test_a_login_leads_to_a_page_of_the_portal_and_nowhere_else(client: Client, clerk: User) -> None:
    clerk.set_password(PASSWORD)
    clerk.save()
    for asked_for, leads_to in (
        (PAGE, PAGE),
        ("https://example.org/admin/", "/admin/"),
        ("//example.org/", "/admin/"),
        ("/no-such-page/", "/admin/"),
        ("/en/programs/", "/en/programs/"),
    ):
        answer = Client().post("/accounts/login/", {"login": "clerk", "password": PASSWORD, "next": asked_for})
        assert answer["Location"] == leads_to
