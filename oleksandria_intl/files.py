"""Papers as files that are sent: under a Ukrainian name, and not again to a browser that has them."""

from __future__ import annotations

import hashlib
from contextlib import ExitStack
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, Any, NamedTuple

from csp.constants import SELF
from csp.decorators import csp_replace
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.utils.translation import override

from oleksandria_intl import kept_files, papers
from oleksandria_intl.documents import html, made, sheets
from oleksandria_intl.documents.store import MEDIA_TYPES
from oleksandria_intl.models import IssuedPaper

PAPER_LANGUAGE = "uk"
"""Official papers are in Ukrainian, whatever the language of the page that leads to them."""
IN_MEMORY = 1024 * 1024
"""Bytes of a paper kept in memory; a longer one lies in a temporary file until it is sent."""


class Sendable(NamedTuple):
    """A paper's bytes in a format, and their SHA-256."""

    file: IO[bytes]
    format: str
    sha256: str
    is_stored: bool = False
    """Whether it is a file that stays, and not a temporary one."""


def find(kind: papers.PaperKind, key: str, scope: papers.Scope) -> Any:
    """Return the subject of a paper; raises ``Http404``."""
    with override(PAPER_LANGUAGE):
        try:
            return kind.find(key, scope)
        except papers.PaperNotFound as error:
            raise Http404(str(error)) from None


class StoredFile(FileResponse):
    """An answer with a file that stays."""

    def __init__(self, file: IO[bytes]) -> None:
        super().__init__(file)
        self.content_file = file
        self.path = Path(file.name)


def make(kind: papers.PaperKind, subject: Any, format: str, *, under: str = "") -> Sendable:
    """Return a paper ready to be sent; raises ``Http404``, and ``BrokenFile`` of an issued one.

    Under a version of the content, asked for before the subject was, it is built once only.
    """
    if found := kept(kind, subject, format, under=under):
        return found
    if issued := papers.last_issued(kind, subject, format):
        return as_issued(issued)
    sendable = _made(kind, subject, format)
    paper = _name(kind, subject, format)
    if under and (stored := made.keep(paper, under, sendable.file, sendable.sha256, format)):
        sendable.file.close()
        return Sendable(stored, format, sendable.sha256, is_stored=True)
    return sendable


def as_issued(paper: IssuedPaper) -> Sendable:
    """Return an issued paper ready to be sent; raises ``BrokenFile``."""
    return Sendable(kept_files.opened(paper), paper.format, paper.sha256, is_stored=True)


def kept(kind: papers.PaperKind, subject: Any, format: str, *, under: str) -> Sendable | None:
    """Return a paper that was made under this version of the content already."""
    found = made.found(_name(kind, subject, format), under) if under else None
    return Sendable(found, format, Path(found.name).stem, is_stored=True) if found else None


def _name(kind: papers.PaperKind, subject: Any, format: str) -> str:
    return f"{kind.kind}/{kind.key_of(subject)}.{format}"


def _made(kind: papers.PaperKind, subject: Any, format: str) -> Sendable:
    digest = hashlib.sha256()
    with ExitStack() as on_failure, override(PAPER_LANGUAGE):
        # Closed here, or once it is sent.
        file = on_failure.enter_context(SpooledTemporaryFile(IN_MEMORY))
        try:
            for piece in papers.stream(kind, subject, format):
                digest.update(piece)
                file.write(piece)
        except papers.PaperNotFound as error:
            raise Http404(str(error)) from None
        on_failure.pop_all()
    file.seek(0)
    return Sendable(file, format, digest.hexdigest())


def send(request: HttpRequest, sendable: Sendable, name: str) -> HttpResponseBase:
    """Return the answer with the file under this name, or only that it has not changed."""
    etag = f'"{sendable.sha256}"'
    response = get_conditional_response(request, etag=etag) or _whole(sendable)
    if response.status_code != 200:
        sendable.file.close()
    response["ETag"] = etag
    response["Cache-Control"] = "no-cache"
    response["Content-Language"] = PAPER_LANGUAGE
    if response.status_code == 200:
        response["Content-Type"] = MEDIA_TYPES[sendable.format]
        is_saved = sendable.format != "pdf"
        response["Content-Disposition"] = content_disposition_header(is_saved, name) or "inline"
    return response


def show(request: HttpRequest, content: bytes, format: str, name: str) -> HttpResponseBase:
    """Return a paper to be looked at in the browser; a page has a style of its own, which the policy lets in."""

    @csp_replace({"style-src": [SELF, html.style_hash()]})
    def answer(request: HttpRequest) -> HttpResponse:
        headers = {"Content-Disposition": f'inline; filename="{name}"'}
        return HttpResponse(content, content_type=MEDIA_TYPES[format], headers=headers)

    return answer(request)


def _whole(sendable: Sendable) -> HttpResponseBase:
    """Return an answer with all bytes; sheets of any length are never in memory as a whole."""
    if sendable.is_stored:
        return StoredFile(sendable.file)
    if sendable.format in sheets.FORMATS:
        return FileResponse(sendable.file)
    with sendable.file as file:
        return HttpResponse(file.read())
