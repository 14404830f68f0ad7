"""What a reader's telephone has to fetch for a page, in Chromium.

The test's server sends static files as they lie, and so bodies are compressed here, as ``collectstatic`` does for
production. A picture that gzip makes no smaller counts as it is.
"""

from __future__ import annotations

import gzip
from typing import Any

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.http import HttpRequest
from playwright.sync_api import Browser, Page, Response

from programs.models import Edition
from tests.walk.addresses import ADDRESSES, LANGUAGES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FIRST, SECOND = 120_000, 30_000
"""The most that a page may weigh in bytes: to who comes for the first time, and to who has seen another page."""
FROM_CACHE = "performance.getEntriesByType('resource').filter(each => each.transferSize === 0).map(each => each.name)"


@pytest.fixture(autouse=True)
def held_clock() -> None:
    """Leave the clock alone: the browser has its own, by which it keeps what it was sent."""


@pytest.fixture(autouse=True)
def kept_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a browser keep static files as in production; else it keeps them by their age, and in a new clone not."""
    serve = StaticFilesHandler.serve

    def may_be_kept(handler: StaticFilesHandler, request: HttpRequest) -> Any:
        answer = serve(handler, request)
        answer["Cache-Control"] = "max-age=3600"
        return answer

    monkeypatch.setattr(StaticFilesHandler, "serve", may_be_kept)


def weigh(page: Page, address: str) -> tuple[int, int]:
    """Open an address; return the bytes of all that it needs, and of what was not in the browser's cache."""
    asked: list[str] = []

    def hear(answer: Response) -> None:
        asked.append(answer.url)

    page.on("response", hear)
    page.goto(address)
    page.remove_listener("response", hear)
    cached = page.evaluate(FROM_CACHE)
    # Asked for again: a browser does not keep the bodies of a page that it left.
    weights = {url: compressed(page.request.get(url).body()) for url in asked}
    return sum(weights.values()), sum(weights[url] for url in weights if url not in cached)


def compressed(body: bytes) -> int:
    """Return how long a body is once it is compressed as servers do."""
    return min(len(body), len(gzip.compress(body, 6)))


def heavy(weights: dict[str, int], most: int) -> list[str]:
    """Return the pages that weigh too much, the heaviest first."""
    ranked = sorted(weights.items(), key=lambda item: -item[1])
    return [f"{address}: {bytes:,} bytes" for address, bytes in ranked if bytes >= most]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_is_heavy_for_who_comes_first_nor_for_who_reads_on(
    language: str, chromium: Browser, live_server: Any, walked: Edition
) -> None:
    page = chromium.new_page()
    whole, fetched = weigh(page, f"{live_server.url}{language}/")
    assert whole == fetched, "nothing was in the cache"
    weights = {address: weigh(page, f"{live_server.url}{language}{address}") for address in ADDRESSES}
    assert all(whole > fetched > 1000 for whole, fetched in weights.values()), "all but the page is in the cache"
    assert heavy({address: whole for address, (whole, _) in weights.items()}, FIRST) == []
    assert heavy({address: fetched for address, (_, fetched) in weights.items()}, SECOND) == []
