"""Papers opened again: their words as a reader meets them."""

from __future__ import annotations

import html
import re
from io import BytesIO
from zipfile import ZipFile

import pymupdf

from oleksandria_intl import papers
from programs.models import Edition

FORMATS = ["html", "docx", "pdf"]


def made(edition: Edition, format: str, kind: str = "decision") -> bytes:
    """Return a paper of an edition, read from the database anew."""
    return papers.content(papers.get(kind), Edition.objects.of_key(edition.key), format)


def words(content: bytes, format: str) -> str:
    """Return a paper's words, a cell or a paragraph on a line."""
    return {"pdf": of_pdf, "docx": of_docx, "html": of_html}[format](content)


def of_pdf(content: bytes) -> str:
    """Return the text of a PDF in reading order."""
    return "\n".join(pages_of_pdf(content))


def pages_of_pdf(content: bytes) -> list[str]:
    """Return the text of each page of a PDF, in reading order."""
    with pymupdf.open(stream=content, filetype="pdf") as pdf:
        return [page.get_text() for page in pdf]


def of_docx(content: bytes) -> str:
    """Return the text of a Word file."""
    xml = ZipFile(BytesIO(content)).read("word/document.xml").decode()
    return html.unescape(re.sub(r"<[^>]+>", "", re.sub(r"</w:(p|tc)>", "\n", xml)))


def of_html(content: bytes) -> str:
    """Return the text of a page, without its head."""
    body = content.decode().partition("<body>")[2]
    return html.unescape(re.sub(r"<[^>]+>", "", re.sub(r"</(p|td|th|li|h\d)>", "\n", body)))


def letters(text: str) -> str:
    """Return letters and digits alone: line ends, hyphens and spaces are the renderer's."""
    return "".join(character for character in text.casefold() if character.isalnum())
