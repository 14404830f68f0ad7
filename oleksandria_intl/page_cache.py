"""Pages, papers and data for anonymous readers: made once, then kept until the content changes.

The key holds the version of the content, which is asked for *before* the page is made: the worst is newer content under
an older version, which nobody asks for again. Whoever keeps a copy elsewhere asks every time (``no-cache``), and is
answered 304 by the hash of the body.
"""

from __future__ import annotations

import gzip
import hashlib
import logging
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import DisallowedHost, MiddlewareNotUsed
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import re_accepts_gzip
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date, parse_http_date_safe

from oleksandria_intl import clock, content_version, cookies, file_sums
from oleksandria_intl.files import StoredFile
from oleksandria_intl.kept_files import Known, opened_for
from oleksandria_intl.middleware import TEXTS
from oleksandria_intl.page_parameters import keeping_of
from oleksandria_intl.release import release

logger = logging.getLogger(__name__)

MOST_BYTES = 512 * 1024
"""A longer body is kept only as a file of the store of papers."""
FEWEST_COMPRESSED = 200
KEPT_SECONDS = 24 * 3600
NOT_FOR_ALL = re.compile("no-store|private")
CONDITIONS = ("HTTP_IF_MATCH", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_UNMODIFIED_SINCE")


class Page(NamedTuple):
    """An answer as it is kept: its headers, and its body plain and compressed, or as a file of the store."""

    headers: dict[str, str]
    etag: str
    length: int
    made_at: int
    """Second of the epoch."""
    changed_at: int | None = None
    """When what it shows was last changed, where the page knows that itself."""
    body: bytes = b""
    compressed: bytes = b""
    file: Path | None = None
    made_of: tuple[Known, ...] = ()
    """The files of issued papers that it shows: it is good for as long as they are what they were."""

    def answer(self, request: HttpRequest, asked_at: int) -> HttpResponseBase | None:
        """Return the answer to a request that came at a second; None where a file is no longer what it was."""
        if not all(file_sums.is_same(*known) for known in self.made_of):
            return None
        is_compressed = bool(self.compressed and re_accepts_gzip.search(request.META.get("HTTP_ACCEPT_ENCODING", "")))
        etag = f'W/"{self.etag}"' if is_compressed else f'"{self.etag}"'
        head = HttpResponse(headers={**self.headers, "ETag": etag})
        if changed := self._changed(asked_at):
            head["Last-Modified"] = http_date(changed)
        if any(name in request.META for name in CONDITIONS):
            answer = get_conditional_response(request, etag, changed, head)
            if answer is not head:
                return answer
        body = self.compressed if is_compressed else self.body
        if is_compressed:
            head["Content-Encoding"] = "gzip"
        head["Content-Length"] = str(len(body) or self.length)
        if request.method == "HEAD":
            return head
        if self.file:
            return _sent(self.file, self.etag, head)
        head.content = body
        return head

    def _changed(self, asked_at: int) -> int | None:
        """Return since when the page is as it is; None in the same second: it may change once more in its rest."""
        changed = self.changed_at or self.made_at
        return changed if changed < asked_at else None


class PageCache:
    """Answer anonymous readers with what is kept; it stands before everything that a kept page does not need."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        if settings.DEBUG:
            raise MiddlewareNotUsed("A developer sees every change of a template at once.")
        self.get_response = get_response
        self.release = release()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        address = _address_to_keep(request)
        if address is None or not _is_anonymous(request) or not content_version.is_settled():
            return self.get_response(request)
        asked_at = _now()
        # First the version and the day, then the content.
        version = content_version.current()
        under = f"{version.epoch} {version.number} {self.release} {clock.today()}"
        key = f"page-{hashlib.blake2b(f'{under} {address}'.encode(), digest_size=16).hexdigest()}"
        page = _found(key)
        answer = page.answer(request, asked_at) if page else None
        return answer or self._make(request, key, under, asked_at)

    def _make(self, request: HttpRequest, key: str, under: str, asked_at: int) -> HttpResponseBase:
        """Let the page be made, keep it if it may be, and answer with it."""
        request.kept_under = under  # type: ignore[attr-defined]
        with _as_if_asked_first(request):
            response: Any = self.get_response(request)
        if answer := _known_before_reading(request, response):
            return answer
        page = page_of(response)
        if page is None:
            if request.method == "HEAD" and response.streaming:
                response.streaming_content = ()
            return response
        page = page._replace(made_of=opened_for(request))
        _keep(key, page)
        return page.answer(request, asked_at) or response


def _found(key: str) -> Page | None:
    """Return what is kept; a cache that does not answer keeps nothing."""
    try:
        page: Page | None = cache.get(key)
    except Exception:  # whatever the chosen cache raises: the page can be made
        logger.exception("The cache does not answer")
        return None
    return page


def _keep(key: str, page: Page) -> None:
    try:
        cache.set(key, page, KEPT_SECONDS)
    except Exception:  # as above
        logger.exception("The cache does not answer")


def _address_to_keep(request: HttpRequest) -> str | None:
    """Leave a page that is kept its known parameters, and return its address; None where it is not one."""
    keeping = keeping_of(request.path_info) if request.method in ("GET", "HEAD") else None
    query = keeping.query(request.META.get("QUERY_STRING", "")) if keeping else None
    if query is None:
        return None
    request.META["QUERY_STRING"] = query
    try:
        return f"{request.scheme}://{request.get_host()}{request.path}?{query}"
    except DisallowedHost:
        return None


def _is_anonymous(request: HttpRequest) -> bool:
    return not request.COOKIES.keys() & {settings.SESSION_COOKIE_NAME, cookies.own("messages")}


@contextmanager
def _as_if_asked_first(request: HttpRequest) -> Iterator[None]:
    """Show the request as one for the whole body, by somebody who has nothing of it yet."""
    method = request.method
    conditions = {name: request.META.pop(name) for name in CONDITIONS if name in request.META}
    request.method = "GET"
    try:
        yield
    finally:
        request.method = method
        request.META.update(conditions)


def page_of(response: Any) -> Page | None:
    """Return an answer as it is kept; None where it must not be."""
    is_for_one = response.cookies or "cookie" in response.get("Vary", "").lower()
    if response.status_code != 200 or is_for_one or NOT_FOR_ALL.search(response.get("Cache-Control", "")):
        return None
    if isinstance(response, StoredFile):
        response.content_file.close()
        return Page(_headers(response), _etag(response), int(response["Content-Length"]), _now(), file=response.path)
    body = _whole(response)
    if body is None:
        return None
    compressed = b""
    if len(body) >= FEWEST_COMPRESSED and response.get("Content-Type", "").startswith(TEXTS):
        patch_vary_headers(response, ("Accept-Encoding",))
        compressed = gzip.compress(body, compresslevel=6, mtime=0)
    etag = _etag(response)
    # A page that has no version of its own cannot know when it changed either.
    changed = parse_http_date_safe(response.get("Last-Modified", "")) if etag else None
    etag = etag or hashlib.sha256(body).hexdigest()[:40]
    return Page(_headers(response), etag, len(body), _now(), changed, body, compressed)


def _headers(response: HttpResponseBase) -> dict[str, str]:
    computed = ("content-length", "etag", "last-modified")
    headers = {name: value for name, value in response.items() if name.lower() not in computed}
    return {"Cache-Control": "no-cache", **headers}


def _etag(response: HttpResponseBase) -> str:
    etag: str = response.get("ETag", "")
    return etag.removeprefix("W/").strip('"')


def _now() -> int:
    return int(time.time())


def _whole(response: Any) -> bytes | None:
    """Return the body if it is short enough; what was read of a longer one is put back."""
    if not response.streaming:
        content: bytes = response.content
        return content if len(content) <= MOST_BYTES else None
    read, size, stream = [], 0, iter(response.streaming_content)
    for piece in stream:
        read.append(piece)
        size += len(piece)
        if size > MOST_BYTES:
            response.streaming_content = chain(read, stream)
            return None
    return b"".join(read)


def _known_before_reading(request: HttpRequest, response: Any) -> HttpResponseBase | None:
    """Return that a stream has not changed, before a row of it is read; None where that is not so."""
    if not response.streaming or isinstance(response, StoredFile) or "ETag" not in response:
        return None
    changed = parse_http_date_safe(response.get("Last-Modified", ""))
    answer: HttpResponseBase | None = get_conditional_response(request, response["ETag"], changed, response)
    return None if answer is response else answer


def _sent(file: Path, sha256: str, head: HttpResponse) -> HttpResponseBase | None:
    try:
        response = FileResponse(file_sums.opened(file, sha256))
    except OSError:
        return None
    for name, value in head.items():
        response[name] = value
    return response
