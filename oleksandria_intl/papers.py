"""The registry of papers: which kinds there are, how one is found by its key, who builds it.

Each app registers its own in ``AppConfig.ready()``; the ``document`` command, the admin's buttons
and the public addresses ask here.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from oleksandria_intl.documents import store
from oleksandria_intl.documents.blocks import Document
from oleksandria_intl.models import IssuedPaper


class PaperNotFound(LookupError):
    """There is no such paper; the message says so in a sentence."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a paper is asked for: as of a day, over a period; nothing of it for most papers."""

    on: date | None = None
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class PaperKind:
    """A kind of paper that an app can issue."""

    kind: str
    app: str
    title: Any
    key_help: Any
    """What the key means, in a few words."""
    find: Callable[[str, Scope], Any]
    """From the key to the subject; raises ``PaperNotFound``."""
    build: Callable[[Any], Document]
    data: Callable[[Any], dict[str, Any]]
    """The subject's data, as ``--format json`` writes it."""
    key_of: Callable[[Any], str]
    """The key of a subject."""
    is_final: Callable[[Any], bool] = lambda subject: False
    """Whether the subject does not change any more: then the paper is the one that was issued."""
    formats: tuple[str, ...] = field(default=("pdf", "docx", "html", "json"))


KINDS: dict[str, PaperKind] = {}


def register(kind: PaperKind) -> None:
    """Add a kind of paper."""
    KINDS[kind.kind] = kind


def get(kind: str) -> PaperKind:
    """Return a kind of paper by its name; raises ``PaperNotFound``."""
    try:
        return KINDS[kind]
    except KeyError:
        known = ", ".join(KINDS)
        raise PaperNotFound(
            _("There is no paper “%(kind)s”; there are: %(known)s.") % {"kind": kind, "known": known}
        ) from None


def content(kind: PaperKind, subject: Any, format: str) -> bytes:
    """Return a paper's bytes in a format of its kind: of what is final, the very bytes that were issued."""
    if kind.is_final(subject) and (issued := IssuedPaper.objects.last_of(kind.kind, kind.key_of(subject), format)):
        with issued.file.open() as file:
            return file.read()
    if format == "json":
        return as_json(kind.data(subject))
    return store.rendered(kind.build(subject), format)


def issue(kind: PaperKind, subject: Any, formats: Iterable[str], *, by: User | None) -> list[IssuedPaper]:
    """Make a paper in these formats and keep it for good, with its SHA-256."""
    document = kind.build(subject)
    return [_keep(kind, subject, document.title, format, store.rendered(document, format), by) for format in formats]


def _keep(kind: PaperKind, subject: Any, title: str, format: str, made: bytes, by: User | None) -> IssuedPaper:
    key = kind.key_of(subject)
    name = f"{kind.kind}-{key.replace('/', '-')}.{format}"
    return IssuedPaper.objects.create(
        kind=kind.kind,
        key=key,
        title=title,
        format=format,
        file=ContentFile(made, name),
        size=len(made),
        sha256=hashlib.sha256(made).hexdigest(),
        issued_by=by,
    )


def as_json(data: dict[str, Any]) -> bytes:
    """Return data as the bytes that are written, and that PDFs carry."""
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()
