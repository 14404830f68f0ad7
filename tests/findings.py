"""What is found in the programmes of the tests, beside what their drafts leave open."""

from __future__ import annotations

from oleksandria_intl.checks import CHECKS, Finding, Severity
from programs.models import Edition

INTRODUCED_BY = {"developer", "speaker", "executor"}
"""The fields of a draft's last lines, which the council's document of 2020 does not fill in."""


def is_left_open(finding: Finding) -> bool:
    """Whether it is of what the source itself leaves blank."""
    is_blank = finding.field == "preamble" and "___" in finding.sentence
    return finding.field in INTRODUCED_BY or is_blank


def found(edition: Edition, app: str = "") -> list[str]:
    """Return the sentences of what is found, errors marked, without what the source leaves open.

    All checks are asked, or those of an app: the others only cost time where a test is on one of its own.
    """
    again = Edition.objects.of_key(edition.key)
    checks = [check for check in CHECKS if check.__module__.startswith(app)]
    rows = sorted((each for check in checks for each in check(again)), key=lambda finding: finding.severity)
    return [
        f"{'!' if each.severity is Severity.ERROR else ''}{each.sentence}" for each in rows if not is_left_open(each)
    ]
