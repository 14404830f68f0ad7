"""What the build says of known vulnerabilities: found, none, or that nobody could be asked."""

from __future__ import annotations

import json
import runpy
import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

SCRIPT = Path(__file__).resolve().parent.parent / ".ci" / "audit"


def audit(monkeypatch: pytest.MonkeyPatch, *packages: dict[str, Any]) -> int:
    """Return what the script ends with when pip-audit reports these packages; none: it fails as without a network."""
    report = json.dumps({"dependencies": packages}) if packages else ""

    def answer(*args: Any, **options: Any) -> SimpleNamespace:
        return SimpleNamespace(stdout=report, stderr="" if packages else "ConnectionError: no route to the host")

    monkeypatch.setattr(subprocess, "run", answer)
    return int(runpy.run_path(str(SCRIPT))["main"]())


def test_a_known_vulnerability_fails_the_build(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    flaw = {"id": "PYSEC-2026-1", "fix_versions": ["5.2.9"]}
    assert audit(monkeypatch, {"name": "django", "version": "5.2.0", "vulns": [flaw]}) == 1
    assert "django 5.2.0: PYSEC-2026-1, mended in 5.2.9" in capsys.readouterr().out


def test_packages_without_known_vulnerabilities_pass(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert audit(monkeypatch, {"name": "django", "version": "5.2.9", "vulns": []}) == 0
    assert "0 known vulnerabilities" in capsys.readouterr().out


@pytest.mark.parametrize("packages", [[], [{"name": "django", "skip_reason": "Dependency not found on PyPI"}]])
def test_where_nobody_can_be_asked_the_build_says_so_and_goes_on(
    packages: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert audit(monkeypatch, *packages) == 0
    assert "NOT AUDITED" in capsys.readouterr().out
