"""The registry of consistency checks: what does not agree within an edition of a programme.

Each app registers its own in ``AppConfig.ready()``; the admin, the command and the pages ask here.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oleksandria_intl.models import Council


class Severity(enum.IntEnum):
    """How much a finding weighs; an error stops sending a draft to the session."""

    ERROR = 1
    WARNING = 2

    @property
    def label(self) -> Any:
        """The severity in words."""
        return _("error") if self is Severity.ERROR else _("warning")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not agree: how serious, a sentence that says what, the row to look at."""

    severity: Severity
    sentence: str
    row: models.Model | None = None
    field: str = ""
    """The name of the field of the row that is meant, where it is one."""

    @property
    def link(self) -> str:
        """The address of the row's admin page; empty where there is none."""
        if self.row is None:
            return ""
        meta = self.row._meta
        try:
            page = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[self.row.pk])
        except NoReverseMatch:
            return ""
        return self.at_field(page)

    def at_field(self, page: str) -> str:
        """Return the address of the field on the row's page."""
        return f"{page}#id_{self.field}" if page and self.field else page


Check = Callable[[Any], Iterable[Finding]]
CHECKS: list[Check] = []


def register(check: Check) -> Check:
    """Add a check: a function from an edition to its findings."""
    CHECKS.append(check)
    return check


def error(sentence: str, row: models.Model | None = None, field: str = "") -> Finding:
    """Return a finding that must be mended."""
    return Finding(Severity.ERROR, str(sentence), row, field)


def warning(sentence: str, row: models.Model | None = None, field: str = "") -> Finding:
    """Return a finding that somebody should look at."""
    return Finding(Severity.WARNING, str(sentence), row, field)


def portal_findings() -> list[Finding]:
    """Return what is amiss with the portal itself, whatever its programmes are."""
    council = Council.objects.current()
    if council is None:
        return [warning(gettext("The council of this portal is not entered yet."))]
    if not council.code:
        sentence = gettext(
            "The council has no register code (ЄДРПОУ): files of other councils are recognised by the name alone."
        )
        return [warning(sentence, council)]
    return []


def findings(edition: Any) -> list[Finding]:
    """Return everything that does not agree in an edition, errors first."""
    found = [finding for check in CHECKS for finding in check(edition)]
    return sorted(found, key=lambda finding: finding.severity)
