"""Papers as bytes: rendered once, then kept until data, renderer or library changes.

Nobody waits twice, and a crowd that asks for the same paper at once causes one rendering.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path

from django.conf import settings

from oleksandria_intl import limits
from oleksandria_intl.documents import html, keeping, sheets
from oleksandria_intl.documents.document import Document
from oleksandria_intl.documents.sheets import metadata
from oleksandria_intl.documents.sources import sources_of
from oleksandria_intl.release import product

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    metadata.FORMAT: metadata.MEDIA_TYPE,
}
ENDINGS = {metadata.FORMAT: metadata.ENDING}
"""What the names of files end in that do not end in their format."""
LIBRARIES = ("weasyprint", "pydyf", "pikepdf", "python-docx", "XlsxWriter", "segno")


def rendered(document: Document, format: str, *, marked_as: str = "") -> bytes:
    """Return the document as pdf, docx, xlsx, csv or html; raises ``limits.Refused`` where readers ask for too much.

    Of the paper that is named by kind and key, the Word file is the marked one, which may come back edited.
    """
    if format == "html":
        return html.render(document).encode()
    if format == "csv":
        return b"".join(sheets.write_csv(*sheets.sheets_of(document)))
    name = hashlib.sha256(f"{renderer()}\n{document!r}".encode()).hexdigest()
    if format == "xlsx":
        return _kept(f"{name}.xlsx", lambda: _xlsx(document))
    pages: dict[str, int] = {}
    pdf = _kept(f"{name}.pdf", lambda: _pdf(document, name, pages))
    if format == "pdf":
        return pdf
    kept_as = _marked_name(name, document, marked_as) if marked_as else name
    return _kept(f"{kept_as}.docx", lambda: _docx(document, pages or _pages(name, document), marked_as))


def _marked_name(name: str, document: Document, paper: str) -> str:
    """Return the name of the marked file: sources, which are no part of what a document is, are part of its marks."""
    sources = [source and (source.model, source.key, source.field) for source in sources_of(document.blocks)]
    return hashlib.sha256(f"{name}\n{paper}\n{sources}".encode()).hexdigest()


def _pdf(document: Document, name: str, pages: dict[str, int]) -> bytes:
    """Render the PDF; keep its map of pages for the Word file beside it, and fill it in here."""
    from oleksandria_intl.documents.pdf import write_pdf

    pdf = write_pdf(document)
    pages.update(pdf.pages)
    keeping.write(f"{name}.pages", json.dumps(pages).encode())
    return pdf.content


def _xlsx(document: Document) -> bytes:
    tables = sheets.sheets_of(document)
    return sheets.write_xlsx(
        tables, title=document.title, author=document.author, dated=document.dated, about=document.about
    )


def _docx(document: Document, pages: Mapping[str, int], marked_as: str) -> bytes:
    from oleksandria_intl.documents.word import write_docx

    if not marked_as:
        return write_docx(document, pages)
    from oleksandria_intl.documents.word.marks import Marks

    return write_docx(document, pages, Marks(marked_as))


def _pages(name: str, document: Document) -> Mapping[str, int]:
    """Return the pages on which the PDF's anchors stand."""
    pages: dict[str, int] = {}
    if (kept := keeping.read(f"{name}.pages")) is None:
        _pdf(document, name, pages)
    else:
        pages.update(json.loads(kept))
    return pages


@cache
def renderer() -> str:
    """Return what else than the document decides the bytes of a paper: version, libraries, our own renderers."""
    programs = (product(), *(f"{library} {version(library)}" for library in LIBRARIES))
    digest = hashlib.sha256(" ".join(programs).encode())
    static = Path(settings.BASE_DIR) / "static"
    look = [*(static / "documents").glob("*.css"), *(static / "fonts").iterdir(), static / "img" / "emblem.svg"]
    for source in sorted([*Path(__file__).parent.rglob("*.py"), *look]):
        digest.update(source.read_bytes())
    return digest.hexdigest()


def _kept(name: str, render: Callable[[], bytes]) -> bytes:
    """Return the file of this name, made first if it is not there; raises ``Refused``."""
    if (kept := keeping.read(name)) is not None:
        return kept
    with limits.same_paper(name):
        if (kept := keeping.read(name)) is not None:
            return kept
        with limits.rendering():
            made = render()
        keeping.write(name, made)
        keeping.trim()
        return made
