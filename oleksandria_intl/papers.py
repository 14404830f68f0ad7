"""The registry of papers: which kinds there are, how one is found by its key, who builds it.

Each app registers its own in ``AppConfig.ready()``; the ``document`` command, the admin's buttons
and the public addresses ask here.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from oleksandria_intl import kept_files, limits, ukrainian, working_copies
from oleksandria_intl.documents import sheets, store
from oleksandria_intl.documents.about import About
from oleksandria_intl.documents.document import Document, Issue
from oleksandria_intl.documents.phones import with_phone
from oleksandria_intl.documents.sheets import Sheet
from oleksandria_intl.documents.sheets.metadata import FORMAT as METADATA
from oleksandria_intl.file_sums import PIECE
from oleksandria_intl.models import Council, IssuedPaper
from oleksandria_intl.models.paper import new_identifier

logger = logging.getLogger(__name__)
LONGEST_TITLE = 499
"""Letters of a title that the list of issued papers has room for, with an ellipsis behind them."""


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
    applies: Callable[[Any], bool] = lambda subject: True
    """Whether there may be such a paper of a subject: staff are offered no other."""
    of: str = "edition"
    """What it is a paper of: an edition of a programme, or what else its app says."""
    also_of: tuple[str, ...] = ()
    """What else it is made of."""
    place: int = 0
    """Where it stands among the kinds of its subject."""
    formats: tuple[str, ...] = field(default=("pdf", "docx", "html", "json"))
    sheets: Callable[[Any], Iterator[Sheet]] | None = None
    """The sheets that xlsx and csv are streamed from; where left out, the tables of the document."""
    cover: Callable[[Any], Document] | None = None
    """A document of the title, the author and the moment alone, for sheets whose document takes long to build."""
    is_shown: Callable[[str], bool] = lambda key: False
    """Whether everybody may see, today, what a key names: else nobody hears that a file is a working copy of it."""
    phone_of: Callable[[Any], str] = lambda subject: ""
    """The phone of the subject's executor, which the papers of staff alone carry."""


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


def kinds_of(subject: str) -> list[PaperKind]:
    """Return the kinds of papers that are made of an edition, or of what else is named, in their places."""
    found = [kind for kind in KINDS.values() if subject in (kind.of, *kind.also_of)]
    return sorted(found, key=lambda kind: kind.place)


def content(kind: PaperKind, subject: Any, format: str, *, for_staff: bool = False) -> bytes:
    """Return a paper's bytes in a format of its kind: of what is final, the very bytes that were issued.

    A working copy for staff has the executor's phone, and as a Word file the marks by which it is read back; nothing
    that is issued, or sent to the public, has either.
    """
    return b"".join(stream(kind, subject, format, for_staff=for_staff))


def stream(kind: PaperKind, subject: Any, format: str, *, for_staff: bool = False) -> Iterator[bytes]:
    """Yield the bytes of ``content`` in pieces: sheets of any length are never in memory as a whole.

    A working copy is noted once its last piece is asked for, so that the portal knows it again.
    Raises ``BrokenFile`` where the file that was issued is not there as it was.
    """
    if issued := last_issued(kind, subject, format):
        with kept_files.opened(issued) as file:
            while piece := file.read(PIECE):
                yield piece
        return
    making, digest = _Making(kind, subject, for_staff), hashlib.sha256()
    for piece in making.pieces(format):
        digest.update(piece)
        yield piece
    working_copies.note(
        sha256=digest.hexdigest(),
        kind=kind.kind,
        key=kind.key_of(subject),
        # Data take no document, which may take longer to build than they.
        title=ukrainian.capitalised(str(kind.title)) if format == "json" else making.cover.title,
        format=format,
    )


def last_issued(kind: PaperKind, subject: Any, format: str) -> IssuedPaper | None:
    """Return the paper that was issued of what is final; None of what still changes, or was never issued."""
    return IssuedPaper.objects.last_of(kind.kind, kind.key_of(subject), format) if kind.is_final(subject) else None


def working_copy(kind: PaperKind, subject: Any) -> Document:
    """Return the document whose Word file staff download."""
    return _Making(kind, subject, for_staff=True).document


def issue(
    kind: PaperKind, subject: Any, formats: Iterable[str], *, by: User | None, number: str = ""
) -> list[IssuedPaper]:
    """Make a paper anew in these formats and keep it for good, with its SHA-256, under a number if it has one.

    The files say that they are issued, when, and where the issue has its page: they are never those of a working copy.
    A CSV is kept together with its metadata.
    Raises ``ValidationError`` where its files cannot be kept; nothing of them stays behind then.
    """
    new = _new_issue()
    making = _Making(kind, subject, issue=new)
    title = ukrainian.shortened(making.cover.title, LONGEST_TITLE)
    facts = {"kind": kind.kind, "key": kind.key_of(subject), "title": title, "number": number}
    made = [(format, b"".join(making.pieces(format))) for format in formats]
    kept: list[IssuedPaper] = []
    try:
        with transaction.atomic():
            for format, content in made:
                kept.append(_unsaved(new, facts, format, content, by))
                kept[-1].save()
                if format == "csv":
                    kept.append(_unsaved(new, facts, METADATA, making.metadata(_beside(kept[-1])), by))
                    kept[-1].save()
    except Exception as error:
        _forget_files(kept)
        if isinstance(error, OSError):
            raise _not_kept(error) from error
        raise
    return kept


def csv_metadata(kind: PaperKind, subject: Any, url: str) -> bytes:
    """Return what is said of a paper's CSV, which lies at an address relative to that of what is said."""
    return _Making(kind, subject).metadata(url)


def _beside(paper: IssuedPaper) -> str:
    """Return the address of an issued file as seen from another one's."""
    return f"../{paper.pk}/{paper.file_name}"


def _new_issue() -> Issue:
    """Return an issue of this moment; with an address if its paper prints one."""
    identifier = new_identifier()
    is_printed = settings.PUBLIC_URL and Council.objects.for_papers().has_page_code
    return Issue(identifier, timezone.now(), f"{settings.PUBLIC_URL}/documents/{identifier}/" if is_printed else "")


@dataclass(frozen=True)
class _Making:
    """A paper in the making: its document is built once for all formats, and only for those that need it."""

    kind: PaperKind
    subject: Any
    for_staff: bool = False
    issue: Issue | None = None

    @cached_property
    def document(self) -> Document:
        document = self._issued(self.kind.build(self.subject))
        phone = self.kind.phone_of(self.subject) if self.for_staff else ""
        return with_phone(document, phone) if phone else document

    @cached_property
    def cover(self) -> Document:
        return self._issued(self.kind.cover(self.subject)) if self.kind.cover else self.document

    def _issued(self, document: Document) -> Document:
        return document.issued(self.issue) if self.issue else document

    @property
    def tables(self) -> Iterable[Sheet]:
        return self.kind.sheets(self.subject) if self.kind.sheets else sheets.sheets_of(self.document)

    def metadata(self, url: str) -> bytes:
        about = self.cover.about or About(self.cover.title, self.cover.author)
        return as_json(sheets.csv_metadata(about, self.tables, url))

    def pieces(self, format: str) -> Iterator[bytes]:
        if format == "json":
            yield as_json(self.kind.data(self.subject))
        elif self.kind.sheets and format in sheets.FORMATS:
            with limits.rendering() if format == "xlsx" else nullcontext():
                yield from sheets.stream(
                    self.kind.sheets(self.subject),
                    format,
                    title=self.cover.title,
                    author=self.cover.author,
                    dated=self.cover.dated,
                    about=self.cover.about,
                )
        else:
            is_marked = self.for_staff and format == "docx"
            paper = {"marked_as": f"{self.kind.kind}/{self.kind.key_of(self.subject)}"} if is_marked else {}
            yield store.rendered(self.document, format, **paper)


def file_name(kind: str, key: str, format: str) -> str:
    """Return what a paper's file is called: «reconciliation-2020.csv», «reconciliation-2020.csv-metadata.json»."""
    return f"{kind}-{key.replace('/', '-')}.{store.ENDINGS.get(format, format)}"


def _unsaved(new: Issue, facts: dict[str, str], format: str, made: bytes, by: User | None) -> IssuedPaper:
    name = file_name(facts["kind"], facts["key"], format)
    return IssuedPaper(
        **facts,
        identifier=new.identifier,
        issued_at=new.moment,
        format=format,
        file=ContentFile(made, name),
        size=len(made),
        sha256=hashlib.sha256(made).hexdigest(),
        issued_by=by,
    )


def _forget_files(papers: Iterable[IssuedPaper]) -> None:
    """Delete the files that were written of papers that are not issued after all."""
    for paper in papers:
        file: Any = paper.file
        if file._committed:
            file.storage.delete(file.name)


def _not_kept(error: OSError) -> ValidationError:
    logger.error("A paper was not issued, for its files cannot be kept: %s", error)
    return ValidationError(
        _("The paper was not issued: there is no room to keep its files, or no right to write. Tell the administrator.")
    )


def as_json(data: dict[str, Any]) -> bytes:
    """Return data as the bytes that are written, and that PDFs carry."""
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()
