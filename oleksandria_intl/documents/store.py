"""Papers as bytes: rendered once, then kept until data, renderer or library changes.

Nobody waits twice, and a crowd that asks for the same paper at once causes one rendering.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path

from django.conf import settings

from oleksandria_intl.documents import html, sheets
from oleksandria_intl.documents.blocks import Document

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
}
LIBRARIES = ("weasyprint", "pydyf", "pikepdf", "python-docx", "XlsxWriter")
KEPT_SECONDS = 30 * 24 * 3600


def rendered(document: Document, format: str) -> bytes:
    """Return the document as pdf, docx, xlsx, csv or html."""
    if format == "html":
        return html.render(document).encode()
    if format == "csv":
        return b"".join(sheets.write_csv(*sheets.sheets_of(document)))
    name = hashlib.sha256(f"{renderer()}\n{document!r}".encode()).hexdigest()
    if format == "xlsx":
        return _kept(f"{name}.xlsx", lambda: _xlsx(document))
    pdf = _kept(f"{name}.pdf", lambda: _pdf(document, name))
    if format == "pdf":
        return pdf
    return _kept(f"{name}.docx", lambda: _docx(document, _pages(name, document)))


def _pdf(document: Document, name: str) -> bytes:
    """Render the PDF, and keep its map of pages for the Word file beside it."""
    from oleksandria_intl.documents.pdf import write_pdf

    pdf = write_pdf(document)
    _write(_folder() / f"{name}.pages", json.dumps(dict(pdf.pages)).encode())
    return pdf.content


def _xlsx(document: Document) -> bytes:
    tables = sheets.sheets_of(document)
    return sheets.write_xlsx(tables, title=document.title, author=document.author, dated=document.dated)


def _docx(document: Document, pages: Mapping[str, int]) -> bytes:
    from oleksandria_intl.documents.word import write_docx

    return write_docx(document, pages)


def _pages(name: str, document: Document) -> Mapping[str, int]:
    """Return the pages on which the PDF's anchors stand."""
    file = _folder() / f"{name}.pages"
    if not file.exists():
        _pdf(document, name)
    pages: dict[str, int] = json.loads(file.read_bytes())
    return pages


@cache
def renderer() -> str:
    """Return what else than the document decides how a paper looks: the libraries and our own renderers."""
    digest = hashlib.sha256(" ".join(f"{library} {version(library)}" for library in LIBRARIES).encode())
    static = Path(settings.BASE_DIR) / "static"
    look = [*(static / "documents").glob("*.css"), *(static / "fonts").iterdir(), static / "img" / "emblem.svg"]
    for source in sorted([*Path(__file__).parent.rglob("*.py"), *look]):
        digest.update(source.read_bytes())
    return digest.hexdigest()


def _folder() -> Path:
    folder = Path(settings.VAR_DIR) / "papers"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _kept(name: str, render: Callable[[], bytes]) -> bytes:
    """Return the file of this name, made first if it is not there."""
    file = _folder() / name
    with suppress(FileNotFoundError):
        return file.read_bytes()
    with _alone(name):
        with suppress(FileNotFoundError):
            return file.read_bytes()
        made = render()
        _write(file, made)
        _forget_old()
        return made


@contextmanager
def _alone(name: str) -> Iterator[None]:
    """Let one process or thread at a time make the file of this name."""
    with (_folder() / f"{name[:2]}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _write(file: Path, content: bytes) -> None:
    """Write a file so that nobody sees half of it."""
    draft = file.with_name(f"{file.name}.{os.getpid()}.{time.monotonic_ns()}")
    draft.write_bytes(content)
    draft.replace(file)


def _forget_old() -> None:
    """Remove what was made long ago: it can be made again."""
    oldest = time.time() - KEPT_SECONDS
    for file in _folder().iterdir():
        # Another process may finish a draft, or forget the same file, at this very moment.
        with suppress(FileNotFoundError):
            if file.suffix != ".lock" and file.stat().st_mtime < oldest:
                file.unlink()
