"""What is found in the programmes of the tests, beside what their drafts leave open."""

from __future__ import annotations

from oleksandria_intl.checks import Finding, Severity, findings
from programs.models import Edition

INTRODUCED_BY = {"developer", "speaker", "executor"}
"""The fields of a draft's last lines, which the council's document of 2020 does not fill in."""


def is_left_open(finding: Finding) -> bool:
    """Whether it is of what the source itself leaves blank."""
    is_blank = finding.field == "preamble" and "___" in finding.sentence
    return finding.field in INTRODUCED_BY or is_blank


def found(edition: Edition) -> list[str]:
    """Return the sentences of what is found, errors marked, without what the source leaves open."""
    again = Edition.objects.of_key(edition.key)
    return [
        f"{'!' if each.severity is Severity.ERROR else ''}{each.sentence}"
        for each in findings(again)
        if not is_left_open(each)
    ]
