"""How papers lie on their pages: PDF against the margins, and the Word file, laid out by LibreOffice, against the PDF.

    python tests/paper_layout.py out/ [--pdf-only]

Reads every NAME.pdf of a folder with NAME.docx beside it (``manage.py demo --no-serve`` writes them), prints what it
finds, and ends with 1 if that is anything.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pymupdf
from docx.oxml.ns import qn

LEFT, RIGHT = 30.0, 10.0
TOLERANCE = 0.3
"""How far a word may reach into a margin, mm."""
MM = 25.4 / 72
CLOSE = 1.25
"""Lines of one text lie nearer than this many sizes of their letters; the rows of a table lie further apart."""
FONTS = Path(__file__).resolve().parent.parent / "static" / "fonts" / "fonts.conf"
DIGITS = "0123456789"
SAME_PAGES = ("decision", "passport", "cost-estimate")
"""The kinds of papers whose Word file has exactly as many pages as the PDF; others may have one more or less."""


@dataclass(frozen=True)
class Line:
    """A line of text on a page: its box in points, its size."""

    left: float
    right: float
    baseline: float
    size: float
    text: str


def in_margins(pdf: bytes) -> Iterator[str]:
    """Yield a sentence for every word that stands in a margin of its page, upright or turned."""
    with pymupdf.open(stream=pdf, filetype="pdf") as paper:
        for page in paper:
            limits = LEFT - TOLERANCE, page.rect.width * MM - RIGHT + TOLERANCE
            for left, _top, right, _bottom, word, *_place in page.get_text("words"):
                if left * MM < limits[0] or right * MM > limits[1]:
                    yield f"page {page.number + 1}: «{word}» stands from {left * MM:.2f} to {right * MM:.2f} mm"


def broken_numbers(pdf: bytes, words: Iterable[str]) -> Iterator[str]:
    """Yield a sentence for every number or code that ends a line in its middle; ``words`` are those of the paper."""
    whole = {word for word in words if any(map(str.isdigit, word))}
    with pymupdf.open(stream=pdf, filetype="pdf") as paper:
        for page in paper:
            for above, below in _neighbours(list(_lines(page))):
                head, tail = above.text.split(" ")[-1], below.text.split(" ")[0]
                joined = (head + tail, f"{head}\u00a0{tail}")
                if _meet_in_a_number(head, tail) and whole.intersection(joined):
                    yield f"page {page.number + 1}: «{head}/{tail}» is one number"


def _meet_in_a_number(head: str, tail: str) -> bool:
    return any(map(str.isdigit, head)) and any(map(str.isdigit, tail)) and not head.endswith("\u00ad")


def _lines(page: pymupdf.Page) -> Iterator[Line]:
    for block in page.get_text("dict")["blocks"]:
        for line in block.get("lines", ()):
            text = "".join(span["text"] for span in line["spans"]).strip(" ")
            if text:
                first = line["spans"][0]
                yield Line(line["bbox"][0], line["bbox"][2], first["origin"][1], first["size"], text)


def _neighbours(lines: Sequence[Line]) -> Iterator[tuple[Line, Line]]:
    """Yield the lines that follow each other in one text or cell."""
    ordered = sorted(lines, key=lambda line: line.baseline)
    for place, above in enumerate(ordered):
        for below in ordered[place + 1 :]:
            distance = below.baseline - above.baseline
            if distance > CLOSE * above.size:
                break
            if distance > 0.5 * above.size and min(above.right, below.right) > max(above.left, below.left):
                yield above, below


def words_of(word_file: bytes) -> set[str]:
    """Return the words of a Word file, each as it was written, without soft hyphens."""
    xml = ZipFile(BytesIO(word_file)).read("word/document.xml").decode()
    xml = re.sub(r"<w:noBreakHyphen/>", "\u2011", re.sub(r"<w:softHyphen/>", "", xml))
    text = re.sub(r"<[^>]+>", "", re.sub(r"</w:p>|<w:br/>|<w:tab/>", " ", xml))
    return set(re.split("[ \n]+", text.replace("\u00ad", "").replace("\u2011", "-")))


@dataclass(frozen=True)
class Layout:
    """How many pages a paper has, and on which (from 1) each of its headings stands."""

    pages: int
    headings: tuple[tuple[str, int], ...]


def layout_of(pdf: bytes) -> Layout:
    """Return the layout of a paper by the outline of its PDF."""
    with pymupdf.open(stream=pdf, filetype="pdf") as paper:
        headings = tuple((_letters(title), page) for _level, title, page in paper.get_toc())
        return Layout(paper.page_count, headings)


def differences(pdf: Layout, word: Layout, *, spare: int = 0) -> Iterator[str]:
    """Yield what a Word file, laid out, has otherwise than the PDF; ``spare`` pages more or less are none."""
    if abs(pdf.pages - word.pages) > spare:
        yield f"{pdf.pages} pages, the Word file {word.pages}"
    if [title for title, _page in pdf.headings] != [title for title, _page in word.headings]:
        yield f"the Word file has other headings: {sorted(set(pdf.headings) ^ set(word.headings))}"
        return
    for (title, page), (_title, other) in zip(pdf.headings, word.headings, strict=True):
        if page != other:
            yield f"«{title}» on page {page}, in the Word file on page {other}"


def forced_breaks(word_file: bytes, pdf: bytes) -> Iterator[str]:
    """Yield a sentence for every page that the Word file begins by force while the PDF does not begin one there."""
    with pymupdf.open(stream=pdf, filetype="pdf") as paper:
        beginnings = [_letters(page.get_text()) for page in paper]
    for text in _after_breaks(word_file):
        # Before a page's first words stands its number, and a title may have one, too.
        if text and not any(page.lstrip(DIGITS).startswith(text.lstrip(DIGITS)) for page in beginnings):
            yield f"the Word file begins a page with «{text}»"


def _after_breaks(word_file: bytes) -> Iterator[str]:
    """Yield the beginnings of what stands after the page breaks and sections of a Word file."""
    body = docx.Document(BytesIO(word_file)).element.body
    broken = False
    for element in body:
        broken = broken or next(element.iter(qn("w:pageBreakBefore")), None) is not None
        text = _letters("".join(piece.text or "" for piece in element.iter(qn("w:t"))))
        if broken and text:
            yield text[:12]
            broken = False
        broken = broken or next(element.iter(qn("w:sectPr")), None) is not None


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def laid_out(word_files: Sequence[Path], folder: Path) -> list[Path]:
    """Have LibreOffice turn Word files into PDF, with our fonts alone; return these files, as many and in order."""
    if not word_files:
        return []
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf"]
    environment = os.environ | {"FONTCONFIG_FILE": str(FONTS)}
    subprocess.run(
        [*command, "--outdir", str(folder), *map(str, word_files)],
        check=True,
        capture_output=True,
        timeout=120 + 30 * len(word_files),
        env=environment,
    )
    return [folder / f"{file.stem}.pdf" for file in word_files]


def findings(pdf: Path, word: Path, word_as_pdf: Path | None) -> list[str]:
    """Return everything that is found of a paper."""
    made, written = pdf.read_bytes(), word.read_bytes()
    found = [*in_margins(made), *broken_numbers(made, words_of(written)), *forced_breaks(written, made)]
    if word_as_pdf:
        other = word_as_pdf.read_bytes()
        spare = 0 if pdf.name.startswith(SAME_PAGES) else 1
        found += differences(layout_of(made), layout_of(other), spare=spare)
        found += [f"Word file: {sentence}" for sentence in in_margins(other)]
    return found


def main() -> int:
    """Check the papers of a folder, print what is found, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pdf-only", action="store_true", help="without LibreOffice")
    options = parser.parse_args()
    papers = sorted(pdf for pdf in options.folder.glob("*.pdf") if pdf.with_suffix(".docx").exists())
    words = [pdf.with_suffix(".docx") for pdf in papers]
    count = 0
    with tempfile.TemporaryDirectory() as folder:
        others: Sequence[Path | None] = [None] * len(papers)
        if not options.pdf_only:
            others = laid_out(words, Path(folder))
        for paper, word, other in zip(papers, words, others, strict=True):
            found = findings(paper, word, other)
            count += len(found)
            print(f"{paper.name}: {len(found) or 'nothing'} found")
            for sentence in found:
                print(f"    {sentence}")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
