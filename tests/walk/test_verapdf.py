"""Every kind of paper, before the reference checker of PDF/A and PDF/UA."""

from __future__ import annotations

import os
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest
from django.conf import settings

from oleksandria_intl import papers
from programs.models import Edition
from tests import factories

pytestmark = pytest.mark.verapdf


def test_every_paper_conforms_to_pdf_a_3_and_to_pdf_ua_1(
    programme_2020: Edition, programme_2021_2023: Edition, tmp_path: Path
) -> None:
    """A paper of each kind, of the programme with more to show; PAPERS=all takes those of both."""
    editions = (programme_2020, programme_2021_2023) if os.environ.get("PAPERS") == "all" else (programme_2020,)
    factories.papers_of(programme_2020.decision)
    files = []
    for kind in papers.KINDS.values():
        for edition in editions:
            file = tmp_path / f"{kind.kind}-{edition.program.slug}.pdf"
            with suppress(papers.PaperNotFound):
                file.write_bytes(papers.content(kind, kind.find(edition.program.slug, papers.Scope()), "pdf"))
                files.append(str(file))
    checked = subprocess.run(
        [str(settings.BASE_DIR / ".ci" / "verapdf" / "check"), *files], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr
