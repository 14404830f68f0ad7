"""Every kind of paper on its pages: within the margins, no number broken, the Word file laid out as the PDF."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from programs.models import Edition
from tests import paper_layout
from tests.line_breaks import forbidden_breaks
from tests.walk.sample_papers import samples, write


@pytest.fixture
def folder(request: pytest.FixtureRequest, programme_2020: Edition, tmp_path: Path) -> Path:
    """A paper of each kind as PDF and as a Word file; PAPERS=all takes those of every programme."""
    others = ("programme_2021_2023", "programme_2021_2025") if os.environ.get("PAPERS") == "all" else ()
    found = samples(programme_2020, map(request.getfixturevalue, others))
    write((sample for sample in found if "docx" in sample.kind.formats), tmp_path, "pdf", "docx")
    return tmp_path


def pairs(folder: Path) -> Iterator[tuple[Path, Path]]:
    found = sorted(folder.glob("*.pdf"))
    assert len(found) >= 4
    for pdf in found:
        yield pdf, pdf.with_suffix(".docx")


def test_no_word_stands_in_a_margin_and_no_number_is_broken(folder: Path) -> None:
    found = [f"{pdf.stem}: {said}" for pdf, word in pairs(folder) for said in paper_layout.findings(pdf, word, None)]
    assert found == []


def test_no_line_ends_where_no_typist_ends_it(folder: Path) -> None:
    found = [f"{pdf.stem}: {said}" for pdf, _word in pairs(folder) for said in forbidden_breaks(pdf.read_bytes())]
    assert found == []


@pytest.mark.office
def test_the_word_file_is_laid_out_as_the_pdf(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    both = list(pairs(folder))
    others = paper_layout.laid_out([word for _pdf, word in both], tmp_path_factory.mktemp("word"))
    found = [
        f"{pdf.stem}: {said}"
        for (pdf, word), other in zip(both, others, strict=True)
        for said in paper_layout.findings(pdf, word, other)
    ]
    assert found == []
