"""A page is made once for all anonymous readers, and anew as soon as anything has changed."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.cache import cache
from django.core.exceptions import MiddlewareNotUsed
from django.core.files.base import ContentFile
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory

from oleksandria_intl import content_version
from oleksandria_intl.models import IssuedPaper
from oleksandria_intl.page_cache import MOST_BYTES, PageCache, page_of
from partners.models import City
from programs.models import Edition
from tests import factories
from tests.kept_pages import ADDRESSES, body, is_found, kept_pages, of_another_process

GZIP = {"Accept-Encoding": "gzip"}


@pytest.fixture(autouse=True)
def settled(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Take what a test writes as committed, though it is rolled back in the end."""
    monkeypatch.setattr(content_version, "is_settled", lambda: True)
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where papers are kept: the same one takes a second to make."""
    return tmp_path_factory.mktemp("var")


@pytest.fixture
def published(db: None, settings: Any, folder: Path) -> Edition:
    """The public draft of 2020 with everything that a page may show."""
    settings.VAR_DIR = folder
    # The number goes back with what a test wrote, and the next test writes something else under it.
    content_version.draw_epoch()
    edition = factories.edition(status="published")
    Edition.objects.update(published_on=date(2019, 11, 1))
    factories.everything(edition)
    return edition


def whole(client: Client, address: str, **extra: Any) -> Any:
    """Return an answer that was read to its end, as a server does."""
    answer = client.get(address, **extra)
    body(answer)
    return answer


def rename_city(name: str = "Інша") -> None:
    City.objects.update(name_uk=name)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_is_made_once(stranger: Client, published: Edition, address: str) -> None:
    first = stranger.get(address)
    assert first.status_code == 200
    assert is_found(stranger, address)
    assert body(stranger.get(address)) == body(first)


@pytest.mark.parametrize("address", ADDRESSES)
def test_who_has_a_page_is_told_so(stranger: Client, published: Edition, address: str) -> None:
    first = whole(stranger, address)
    assert first["Cache-Control"] == "no-cache"
    again = stranger.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_head_of_a_page_is_that_of_the_whole(stranger: Client, published: Edition, address: str) -> None:
    head = stranger.head(address)
    whole = stranger.get(address)
    again = stranger.head(address)
    assert body(head) == body(again) == b""
    kept = {"ETag", "Content-Length", "Content-Type", "Cache-Control", "Content-Security-Policy"}
    for answer in (head, again):
        assert {name: answer[name] for name in kept} == {name: whole[name] for name in kept}
    assert int(whole["Content-Length"]) == len(body(whole))


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_is_the_same_at_any_minute_of_the_day(stranger: Client, published: Edition, address: str) -> None:
    made = []
    for hour in (8, 20):
        of_another_process()
        with time_machine.travel(f"2026-03-15T{hour:02}:17:31+02:00"):
            made.append(body(stranger.get(address)))
    assert made[0] == made[1]


@pytest.mark.parametrize("address", ["/", "/data/programs.csv", "/sitemap.xml"])
def test_texts_are_kept_compressed_and_plain(stranger: Client, published: Edition, address: str) -> None:
    plain, compressed = stranger.get(address), stranger.get(address, headers=GZIP)
    assert "Content-Encoding" not in plain
    assert compressed["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in plain["Vary"]
    assert "Accept-Encoding" in compressed["Vary"]
    assert gzip.decompress(compressed.content) == plain.content
    assert compressed["ETag"] == f"W/{plain['ETag']}", "other bytes, the same page"
    assert stranger.get(address, headers={**GZIP, "If-None-Match": compressed["ETag"]}).status_code == 304


def test_a_paper_is_not_compressed_again(stranger: Client, published: Edition) -> None:
    answer = stranger.get("/programs/2020/decision.pdf", headers=GZIP)
    assert "Content-Encoding" not in answer
    assert body(answer).startswith(b"%PDF")


def test_a_change_is_seen_by_the_next_reader(stranger: Client, published: Edition) -> None:
    first = stranger.get("/partners/")
    rename_city("Нова назва")
    second = stranger.get("/partners/", headers={"If-None-Match": first["ETag"]})
    assert second.status_code == 200
    assert "Нова назва" in second.content.decode()


def test_a_change_back_is_the_page_that_the_reader_has(stranger: Client, published: Edition) -> None:
    name = City.objects.get().name_uk
    tag = stranger.get("/partners/")["ETag"]
    rename_city()
    rename_city(name)
    assert stranger.get("/partners/", headers={"If-None-Match": tag}).status_code == 304


def test_what_changes_while_a_page_is_made_is_on_the_next(stranger: Client, published: Edition) -> None:
    """The version is asked for first: a page with the older name may be kept under the older version only."""

    def slow(request: Any) -> HttpResponse:
        answer = HttpResponse(City.objects.get().name_uk)
        if answer.content.decode() != "Інша":
            rename_city()
        return answer

    cached = PageCache(slow)
    request = RequestFactory().get("/partners/")
    assert cached(request).content.decode() != "Інша"  # type: ignore[attr-defined]
    assert cached(request).content.decode() == "Інша"  # type: ignore[attr-defined]


def test_what_is_withdrawn_is_gone(stranger: Client, published: Edition) -> None:
    addresses = ("/programs/2020/", "/programs/2020/decision.pdf", "/budget/2020/report.csv")
    tags = {address: whole(stranger, address)["ETag"] for address in addresses}
    Edition.objects.update(status="withdrawn")
    for address, tag in tags.items():
        assert stranger.get(address, headers={"If-None-Match": tag}).status_code == 404


def test_a_page_of_yesterday_is_not_shown_today(stranger: Client, published: Edition) -> None:
    with time_machine.travel("2026-03-15T23:59:50+02:00"):
        stranger.get("/")
        assert is_found(stranger, "/")
    with time_machine.travel("2026-03-16T00:00:01+02:00"):
        assert not is_found(stranger, "/")


@pytest.mark.parametrize("cookie", ["sessionid", "messages"])
def test_who_may_have_a_session_gets_a_page_of_their_own(stranger: Client, published: Edition, cookie: str) -> None:
    stranger.get("/")
    stranger.cookies[cookie] = "x"
    assert not is_found(stranger, "/")
    assert "ETag" not in stranger.get("/")


def test_what_staff_are_shown_is_not_kept(client: Client, published: Edition, clerk: User) -> None:
    client.force_login(clerk)
    client.get("/")
    client.logout()
    assert not is_found(client, "/")


def test_other_cookies_are_no_session(stranger: Client, published: Edition) -> None:
    stranger.get("/")
    stranger.cookies["utm"] = stranger.cookies["csrftoken"] = stranger.cookies["django_language"] = "en"
    assert is_found(stranger, "/")


def test_a_page_has_one_entry_whatever_else_is_asked(stranger: Client, published: Edition) -> None:
    first = stranger.get("/visits/?when=past&kind=visit")
    for asked in ("kind=visit&when=past", "utm_source=x&kind=visit&when=past&page=", "kind=a&kind=visit&when=past"):
        assert is_found(stranger, f"/visits/?{asked}")
        assert stranger.get(f"/visits/?{asked}").content == first.content
    assert not is_found(stranger, "/visits/?kind=visit")


def test_a_page_names_nothing_that_it_does_not_know(stranger: Client, published: Edition) -> None:
    assert stranger.get("/visits/?utm_source=x").content == stranger.get("/visits/").content
    assert b"utm_source" not in stranger.get("/visits/?utm_source=x").content


def test_hosts_and_schemes_have_pages_of_their_own(stranger: Client, published: Edition, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["a.example", "b.example"]
    for origin in ("http://a.example", "https://a.example", "https://b.example"):
        scheme, _, host = origin.partition("://")
        html = stranger.get("/", headers={"Host": host}, secure=scheme == "https").content.decode()
        assert f'<link rel="canonical" href="{origin}/">' in html


def test_a_host_that_is_not_ours_is_refused(stranger: Client, published: Edition, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["a.example"]
    assert stranger.get("/", headers={"Host": "evil.example"}).status_code == 400


def test_the_address_and_not_the_browser_says_the_language(stranger: Client, published: Edition) -> None:
    for asked in ("en", "uk", "de"):
        of_another_process()
        answers = [stranger.get("/", headers={"Accept-Language": each}) for each in (asked, "en", "uk")]
        assert {answer["Content-Language"] for answer in answers} == {"uk"}
        assert {re.findall(r'<html lang="(\w+)"', answer.content.decode())[0] for answer in answers} == {"uk"}
    assert b'<html lang="en"' in stranger.get("/en/", headers={"Accept-Language": "uk"}).content


@pytest.mark.parametrize("address", ["/", "/programs/2020/text/", "/visits.ics"])
def test_what_is_kept_has_the_headers_of_what_is_made(stranger: Client, published: Edition, address: str) -> None:
    made, kept = stranger.get(address), stranger.get(address)
    names = ("Content-Security-Policy", "X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy", "Vary")
    assert {name: kept.get(name) for name in names} == {name: made.get(name) for name in names}
    assert "default-src 'self'" in kept["Content-Security-Policy"]
    assert kept["X-Content-Type-Options"] == "nosniff"


def test_what_is_not_for_keeping_is_made_every_time(stranger: Client, published: Edition, settings: Any) -> None:
    paper = IssuedPaper(kind="decision", key="2020/1", title="Рішення", format="pdf", size=3, sha256="")
    paper.sha256 = hashlib.sha256(b"PDF").hexdigest()
    paper.file.save("decision.pdf", ContentFile(b"PDF"))
    for address in (
        "/search/",
        "/search/?q=захід",
        "/documents/?sha256=" + "0" * 64,
        "/documents/?sha256=",
        f"/documents/{paper.pk}/{paper.file_name}",
        "/budget/2020/report/?from=2020-01-02&to=2020-03-31",
        "/budget/2020/report/?to=2020-03-31&on=2020-03-31",
        "/budget/2020/report.csv?from=2020-02-01&to=2020-03-31",
        "/programs/2020/text/?on=2020-05-05",
        "/healthz",
        "/admin/login/",
        "/no-such-page/",
        "/programs/1999/",
    ):
        whole(stranger, address)
        assert kept_pages() == 0, address


def test_a_page_that_is_not_there_is_looked_for_again(stranger: Client, published: Edition) -> None:
    assert stranger.get("/partners/gomel/").status_code == 404
    assert "ETag" not in stranger.get("/partners/gomel/")


def test_within_a_transaction_nothing_is_kept(
    stranger: Client, published: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    assert "ETag" not in stranger.get("/")
    assert not is_found(stranger, "/")


def test_without_a_cache_a_page_is_made_anew_and_still_known_again(
    stranger: Client, published: Edition, settings: Any
) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    tag = stranger.get("/")["ETag"]
    assert not is_found(stranger, "/")
    assert stranger.get("/", headers={"If-None-Match": tag}).status_code == 304


def test_a_cache_that_fails_costs_time_and_no_page(
    stranger: Client, published: Edition, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise ConnectionError("no cache")

    monkeypatch.setattr(cache, "get", fail)
    monkeypatch.setattr(cache, "set", fail)
    assert stranger.get("/about/").status_code == 200
    assert "no cache" in caplog.text


def test_a_page_says_since_when_it_is_so_once_its_second_is_over(stranger: Client, published: Edition) -> None:
    """Within the second it may change once more, and who asks by the second would not be told."""
    with time_machine.travel("2026-03-15T12:00:00.2+00:00", tick=False):
        assert "Last-Modified" not in stranger.get("/")
        assert "Last-Modified" not in stranger.get("/")
    with time_machine.travel("2026-03-15T12:00:01+00:00", tick=False):
        since = stranger.get("/")["Last-Modified"]
        assert since == "Sun, 15 Mar 2026 12:00:00 GMT"
        assert stranger.get("/", headers={"If-Modified-Since": since}).status_code == 304
        rename_city()
        assert stranger.get("/", headers={"If-Modified-Since": since}).status_code == 200


@pytest.mark.parametrize(
    "answer",
    [
        HttpResponse("Немає", status=404),
        HttpResponse("Так", headers={"Vary": "Accept-Encoding, Cookie"}),
        HttpResponse("Так", headers={"Cache-Control": "max-age=0, no-cache, no-store"}),
        HttpResponse("Так", headers={"Cache-Control": "private"}),
        HttpResponse(b"x" * (MOST_BYTES + 1)),
    ],
)
def test_what_is_not_for_everybody_or_too_long_is_not_kept(answer: HttpResponse) -> None:
    assert page_of(answer) is None


def test_an_answer_that_sets_a_cookie_is_not_kept() -> None:
    answer = HttpResponse("Так")
    answer.set_cookie("a", "b")
    assert page_of(answer) is None


def test_a_long_stream_goes_on_to_its_reader_unbroken() -> None:
    answer = StreamingHttpResponse(b"x" * 1024 for _ in range(MOST_BYTES // 1024 + 5))
    assert page_of(answer) is None
    assert len(body(answer)) == MOST_BYTES + 5 * 1024


def test_of_a_long_stream_that_the_reader_has_nothing_is_read(db: None) -> None:
    def rows() -> Iterator[bytes]:
        raise AssertionError("a row was read")
        yield b""

    cached = PageCache(lambda request: StreamingHttpResponse(rows(), headers={"ETag": '"1"'}))
    answer = cached(RequestFactory().get("/data/payments.csv", headers={"If-None-Match": '"1"'}))
    assert answer.status_code == 304


def test_a_developer_sees_every_change_of_a_template(settings: Any) -> None:
    settings.DEBUG = True
    with pytest.raises(MiddlewareNotUsed):
        PageCache(lambda request: HttpResponse())


def test_a_page_of_another_release_is_not_shown(settings: Any, published: Edition) -> None:
    request = RequestFactory().get("/about/")
    for release in ("2026.1", "2026.2"):
        settings.RELEASE = release
        cached = PageCache(lambda request, release=release: HttpResponse(release))  # type: ignore[misc]
        assert [cached(request).content.decode() for _time in (1, 2)] == [release] * 2  # type: ignore[attr-defined]


def test_a_page_of_a_database_that_was_replaced_is_not_shown(stranger: Client, published: Edition) -> None:
    stranger.get("/")
    content_version.draw_epoch()
    assert not is_found(stranger, "/")
