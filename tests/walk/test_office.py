"""The Word file, opened by an office suite."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from oleksandria_intl import papers
from programs.models import Edition
from tests.reading import pages_of_pdf

pytestmark = pytest.mark.office


def test_libreoffice_opens_the_word_file_with_every_section_in_its_place(
    programme_2020: Edition, tmp_path: Path
) -> None:
    (tmp_path / "decision.docx").write_bytes(papers.content(papers.get("decision"), programme_2020, "docx"))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*convert, str(tmp_path / "decision.docx")], check=True, capture_output=True, timeout=180)
    pages = pages_of_pdf((tmp_path / "decision.pdf").read_bytes())
    assert "ПРОЄКТ" in pages[0]
    assert "ПАСПОРТ" in pages[1]
    assert "ЗМІСТ" in pages[2]
    assert all(page.strip() for page in pages)
    assert "580,0" in pages[-1]
