"""A request is looked at before it is read; a refusal is a page in the reader's language."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from oleksandria_intl import locks
from oleksandria_intl.documents import pdf
from oleksandria_intl.documents.pdf import Pdf
from programs.models import Edition
from tests.money_pages import spent

__all__ = ["spent"]

MEGABYTE = 1024 * 1024
MULTIPART = "multipart/form-data; boundary=x"


class Unread(BytesIO):
    """A body that nobody may read."""

    def read(self, *args: Any) -> bytes:
        raise AssertionError("the body was read")

    readline = read  # type: ignore[assignment]


def send(client: Client, path: str, length: int, **headers: Any) -> Any:
    """Send a body that is said to be so long."""
    body = {"wsgi.input": Unread(), "CONTENT_LENGTH": str(length), "CONTENT_TYPE": MULTIPART}
    return client.generic("POST", path, **(body | headers))


@pytest.mark.parametrize(("prefix", "words"), [("/en", "larger than 50 MB"), ("", 'lang="uk"')])
def test_a_file_that_is_too_large_is_refused_before_it_is_read(db: None, prefix: str, words: str) -> None:
    answer = send(Client(enforce_csrf_checks=True), f"{prefix}/documents/", 51 * MEGABYTE)
    assert answer.status_code == 413
    assert words in answer.content.decode()


def test_the_largest_file_is_read(edition: Edition) -> None:
    file = SimpleUploadedFile("звіт.pdf", b"x" * 50 * MEGABYTE)
    assert Client().post("/documents/", {"file": file}).status_code == 200


@pytest.mark.parametrize("path", ["/", "/en/programs/", "/healthz", "/robots.txt", "/feeds/decisions.rss", "/nowhere"])
def test_an_address_that_takes_no_post_reads_none(db: None, path: str) -> None:
    assert send(Client(enforce_csrf_checks=True), path, 400 * MEGABYTE).status_code in (404, 405)


@pytest.mark.parametrize(
    "path", ["/partners/agreements/1%00/", "/decisions/%00/", "/documents/1/%00", "/feeds/greetings/%00.ics"]
)
def test_an_address_with_the_letter_nul_leads_nowhere(client: Client, db: None, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/accounts/login/", "/admin/login/", "/admin/budget/payment/add/"])
def test_the_staffs_side_reads_little_before_the_login(db: None, path: str) -> None:
    answer = send(Client(enforce_csrf_checks=True), path, 2 * MEGABYTE)
    assert answer.status_code == 413
    assert 'href="/admin/"' in answer.content.decode()


def test_the_staff_send_files_of_50_megabytes(client: Client, accountant: User) -> None:
    client.force_login(accountant)
    assert send(client, "/admin/budget/importbatch/add/", 51 * MEGABYTE).status_code == 413
    file = SimpleUploadedFile("payments.csv", b"x" * 20 * MEGABYTE)
    assert client.post("/admin/budget/importbatch/add/", {"file": file}).status_code not in (411, 413)


def test_a_body_of_unknown_length_is_not_read(db: None) -> None:
    reader = Client(enforce_csrf_checks=True)
    assert send(reader, "/documents/", 0, HTTP_TRANSFER_ENCODING="chunked").status_code == 411


@pytest.fixture
def quick_papers(settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Make papers in no time, one at a time, two reports in a minute."""
    settings.VAR_DIR, settings.LOCK_DIR = tmp_path, tmp_path / "locks"
    settings.RENDERINGS_AT_ONCE, settings.REPORTS_A_MINUTE = 1, 2
    monkeypatch.setattr(pdf, "write_pdf", lambda document: Pdf(b"%PDF-", {}))
    cache.clear()
    yield
    cache.clear()


def report(day: int, format: str = "pdf") -> str:
    return f"/budget/2020/report.{format}?from=2020-01-{day:02}&to=2020-03-31"


def status(client: Client, path: str) -> int:
    """Return the status of the answer, read to its end."""
    answer = client.get(path)
    assert answer.getvalue() if answer.streaming else answer.content
    return answer.status_code


def statuses(client: Client, *paths: str) -> list[int]:
    return [status(client, path) for path in paths]


def test_reports_that_have_to_be_made_are_counted_and_kept_ones_are_not(
    stranger: Client, spent: Edition, quick_papers: None
) -> None:
    assert statuses(stranger, report(1), report(2), report(3)) == [200, 200, 429]
    assert statuses(stranger, *[report(1), report(2)] * 3, "/budget/2020/report.pdf") == [200] * 7
    assert statuses(stranger, report(4, "csv"), report(5, "json"), report(6, "xlsx")) == [200, 200, 429]


@pytest.mark.parametrize(("prefix", "words"), [("/en", "Too many reports"), ("", 'lang="uk"')])
def test_the_refusal_is_a_page_that_says_when_to_come_again(
    stranger: Client, spent: Edition, quick_papers: None, settings: Any, prefix: str, words: str
) -> None:
    settings.REPORTS_A_MINUTE = 0
    answer = stranger.get(prefix + report(1))
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 60
    assert words in answer.content.decode()
    assert report(1).replace("&", "&amp;") in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"


def test_while_papers_are_made_kept_ones_and_pages_are_sent(
    stranger: Client, spent: Edition, quick_papers: None
) -> None:
    assert statuses(stranger, report(1)) == [200]
    with locks.held("rendering-0"), locks.held("waiting-0"):
        assert statuses(stranger, report(1), "/", report(2, "csv")) == [200, 200, 200]
        assert statuses(stranger, report(2), "/budget/2020/report.xlsx") == [503, 503]
        assert statuses(stranger, "/budget/2020/payments-register.xlsx") == [503], "streamed, and never kept"
    assert statuses(stranger, report(2)) == [200]


@pytest.mark.parametrize("path", [report(1), report(1, "csv"), "/budget/2020/report/?from=2020-01-02&to=2020-03-31"])
def test_what_a_reader_gets_does_not_depend_on_a_cookie(
    stranger: Client, spent: Edition, quick_papers: None, path: str
) -> None:
    answer = stranger.get(path)
    assert answer.getvalue() if answer.streaming else answer.content
    assert "Cookie" not in answer.get("Vary", "")


def test_a_member_of_staff_gets_a_paper_while_readers_have_theirs_made(
    client: Client, accountant: User, spent: Edition, quick_papers: None
) -> None:
    client.force_login(accountant)
    with locks.held("rendering-0"), locks.held("waiting-0"):
        assert statuses(client, report(1), report(2), report(3)) == [200, 200, 200]


@pytest.mark.parametrize("path", ["/budget/2020/report/?from=2020-01-02&to=2020-03-31", report(2), report(2, "csv")])
def test_reports_are_asked_for_one_at_a_time(
    stranger: Client, spent: Edition, quick_papers: None, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second one is refused before anything is read for it."""
    asked: list[int] = []
    inside = pdf.write_pdf

    def while_it_is_made(document: Any) -> Any:
        asked.append(status(Client(), path))
        return inside(document)

    monkeypatch.setattr(pdf, "write_pdf", while_it_is_made)
    assert statuses(stranger, report(1)) == [200]
    assert asked == [429]
    assert statuses(stranger, path) == [200]
