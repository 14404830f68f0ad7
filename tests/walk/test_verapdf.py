"""Every kind of paper, before the reference checker of PDF/A and PDF/UA."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

from programs.models import Edition
from tests.walk.sample_papers import samples, write

pytestmark = pytest.mark.verapdf


def test_every_paper_conforms_to_pdf_a_3_and_to_pdf_ua_1(
    programme_2020: Edition, programme_2021_2023: Edition, tmp_path: Path
) -> None:
    """A paper of each kind, of the programme with more to show; PAPERS=all takes those of both."""
    others = (programme_2021_2023,) if os.environ.get("PAPERS") == "all" else ()
    files = write(samples(programme_2020, others), tmp_path, "pdf")
    checked = subprocess.run(
        [str(settings.BASE_DIR / ".ci" / "verapdf" / "check"), *map(str, files)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr
