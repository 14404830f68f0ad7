"""What tests of kept pages share: a portal that keeps them, and how one sees that a page was kept."""

from __future__ import annotations

from typing import Any

from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

MOST_QUERIES = 3
"""The version, on PostgreSQL led by what the test's own transaction has changed so far."""
ADDRESSES = (
    "/",
    "/programs/",
    "/programs/2020/",
    "/programs/2020/text/",
    "/programs/2020/decisions/",
    "/programs/2020/decision.pdf",
    "/programs/2020/decisions/1/decision.docx",
    "/budget/2020/",
    "/budget/2020/report/",
    "/budget/2020/report/?from=2020-01-01&to=2020-06-30",
    "/budget/2020/report/?by=source",
    "/budget/2020/report.csv",
    "/budget/2020/report.xlsx",
    "/budget/2020/report.json",
    "/budget/2020/payments/",
    "/partners/",
    "/partners/mozyr/",
    "/visits/",
    "/visits/?view=month",
    "/visits.ics",
    "/documents/",
    "/data/",
    "/data/catalog.json",
    "/data/programs-structure.json",
    "/data/programs.csv",
    "/data/measures.xlsx",
    "/data/visits.json",
    "/feeds/decisions.rss",
    "/sitemap.xml",
    "/robots.txt",
    "/about/",
    "/accessibility/",
    "/privacy/",
    "/en/",
    "/en/budget/2020/report/",
)
"""Every kind of page that is kept."""


def body(answer: Any) -> bytes:
    """Return the bytes of an answer, be it a file or a page."""
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def is_found(client: Client, address: str, **extra: Any) -> bool:
    """Say whether an answer is found among what is kept, and not made."""
    with CaptureQueriesContext(connection) as asked:
        body(client.get(address, **extra))
    return len(asked) <= MOST_QUERIES


def kept_pages() -> int:
    """Return how many pages this process keeps."""
    return sum("page-" in key for key in cache._cache)  # type: ignore[attr-defined]


def of_another_process() -> None:
    """Be a process that has kept no page so far; the disk is everybody's."""
    cache.clear()
