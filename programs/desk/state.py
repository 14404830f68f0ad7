"""What stands beside the paper: what does not agree, and what changed since the edition that this one amends."""

from __future__ import annotations

from typing import Any

from django.utils.text import capfirst

from oleksandria_intl import checks
from oleksandria_intl.documents.sources import source_of
from programs.desk.sources import words_of_row, written
from programs.differences import difference
from programs.models import Edition


def state_of(edition: Edition) -> dict[str, Any]:
    """Return the findings and the changed rows of an edition as the page's script takes them."""
    return {"findings": [_finding(each) for each in checks.findings(edition)], "changed": changed(edition)}


def _finding(finding: checks.Finding) -> dict[str, Any]:
    return {
        "kind": finding.severity.name.lower(),
        "label": capfirst(str(finding.severity.label)),
        "sentence": finding.sentence,
        "sources": list(words_of_row(finding.row, finding.field)),
        "link": finding.link,
    }


def changed(edition: Edition) -> list[str]:
    """Return the rows that are not as they are in the edition that this one began from."""
    if edition.base is None:
        return []
    found = difference(edition.base, edition)
    own = [written(source_of(edition))] if found.fields else []
    return own + [written(source_of(change.new)) for change in found.rows if not change.is_removed]
