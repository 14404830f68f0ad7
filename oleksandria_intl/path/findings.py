"""What does not agree in a decision and in all that hangs on it: errors stop sending it to the session.

Each app registers in ``AppConfig.ready()`` what it finds of a decision: programs what ``check_data`` finds in editions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from oleksandria_intl.checks import Finding, Severity
from oleksandria_intl.models import Decision

DecisionCheck = Callable[[Decision], Iterable[Finding]]
_checks: list[DecisionCheck] = []


def register(check: DecisionCheck) -> DecisionCheck:
    """Add a check: a function from a decision to its findings."""
    _checks.append(check)
    return check


def of(decision: Decision) -> list[Finding]:
    """Return everything that does not agree in a decision, each finding once, errors first."""
    found = dict.fromkeys(finding for check in _checks for finding in check(decision))
    return sorted(found, key=lambda finding: finding.severity)


def errors(decision: Decision) -> list[Finding]:
    """Return the findings that must be mended."""
    return [finding for finding in of(decision) if finding.severity is Severity.ERROR]
