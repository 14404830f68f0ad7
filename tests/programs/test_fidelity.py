"""Every paragraph and every table cell of the seed document stands in the decision, where its text is at hand."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from programs.models import Edition
from tests.reading import FORMATS, made
from tests.seed import BASE

TOOL = BASE.parent / "shared" / "tools" / "fidelity.py"


@pytest.mark.skipif(not TOOL.exists(), reason="needs the seed document and its tool beside the repository")
@pytest.mark.parametrize("format", FORMATS)
def test_the_decision_holds_every_unit_of_the_seed(programme_2020: Edition, tmp_path: Path, format: str) -> None:
    file = tmp_path / f"decision.{format}"
    file.write_bytes(made(programme_2020, format))
    done = subprocess.run([sys.executable, str(TOOL), str(file)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "303/303" in done.stdout
