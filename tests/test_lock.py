"""requirements.lock: what a server installs is what requirements.txt allows, and the same everywhere."""

from __future__ import annotations

import re

import pytest
from packaging.requirements import Requirement

from tests.seed import BASE

LOCK = (BASE / "requirements.lock").read_text(encoding="utf-8")
PYTHONS = ("3.10", "3.11", "3.12", "3.13")


def lines_of(text: str) -> list[str]:
    """Return the requirements in a file, without comments and hashes."""
    lines = (re.split(r"\s#|\s\\|^#", line)[0].strip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("--hash")]


def locked(python: str) -> dict[str, str]:
    """Return the version of every package for a Python on Linux."""
    environment = {
        "python_version": python,
        "python_full_version": f"{python}.5",
        "sys_platform": "linux",
        "platform_python_implementation": "CPython",
        "implementation_name": "cpython",
    }
    pins = [Requirement(line) for line in lines_of(LOCK)]
    return {
        pin.name: next(iter(pin.specifier)).version
        for pin in pins
        if not pin.marker or pin.marker.evaluate(environment)
    }


@pytest.mark.parametrize("python", PYTHONS)
def test_every_requirement_is_locked_at_a_version_that_its_line_allows(python: str) -> None:
    wanted = [Requirement(line) for line in lines_of((BASE / "requirements.txt").read_text(encoding="utf-8"))]
    versions = locked(python)
    assert wanted
    assert [str(each) for each in wanted if not each.specifier.contains(versions.get(each.name.lower(), "0"))] == []


def test_every_version_has_hashes() -> None:
    pins = re.split(r"\n(?=[a-z])", LOCK)[1:]
    assert len(pins) == len(lines_of(LOCK))
    assert [pin.splitlines()[0] for pin in pins if "--hash=sha256:" not in pin] == []


def test_no_index_stands_in_it() -> None:
    assert re.findall(r"://|--(?:extra-)?index|--find-links|--default", LOCK) == []
