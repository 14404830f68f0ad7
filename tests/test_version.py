"""The version is named once, and CHANGELOG.md follows it."""

from __future__ import annotations

import re

from oleksandria_intl import __version__
from tests.seed import BASE


def test_the_newest_heading_of_the_changelog_is_the_version() -> None:
    changelog = (BASE / "CHANGELOG.md").read_text(encoding="utf-8")
    headings = re.findall("^## (.+)", changelog, re.MULTILINE)
    assert re.fullmatch(rf"{re.escape(__version__)} – 20\d\d-\d\d-\d\d", headings[0])
