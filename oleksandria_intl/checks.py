"""The registry of consistency checks: what does not agree within an edition of a programme, and in the portal itself.

Each app registers its own in ``AppConfig.ready()``; the admin, the command and the pages ask here.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django.contrib import admin
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from oleksandria_intl import once


class Severity(enum.IntEnum):
    """How much a finding weighs; an error stops sending a draft to the session."""

    ERROR = 1
    WARNING = 2

    @property
    def label(self) -> Any:
        """The severity in words."""
        return _("error") if self is Severity.ERROR else _("warning")


class Finding(NamedTuple):
    """Something that does not agree: how serious, a sentence that says what, the row to look at."""

    severity: Severity
    sentence: str
    row: models.Model | None = None
    field: str = ""
    """The name of the field of the row that is meant, where it is one."""

    @property
    def link(self) -> str:
        """Where the field is edited: on the row's own page, or on that of the row it stands under; or nothing."""
        row: Any = self.row
        while row is not None and not admin.site.is_registered(type(row)):
            row = getattr(row, row.parent_field) if getattr(row, "parent_field", "") else None
        if row is None:
            return ""
        page = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
        return f"{page}#id_{self.field}" if self.field else page


class FindingInWords(NamedTuple):
    """A finding in words, without its row: what a page shows and what may be kept."""

    severity: Severity
    sentence: str
    link: str


Check = Callable[[Any], Iterable[Finding]]
CHECKS: list[Check] = []
PortalCheck = Callable[[], Iterable[Finding]]
PORTAL_CHECKS: list[PortalCheck] = []
Drafts = Callable[[], Iterable[Any]]
DRAFTS: list[Drafts] = []


def register(check: Check) -> Check:
    """Add a check: a function from an edition to its findings."""
    CHECKS.append(check)
    return check


def register_of_portal(check: PortalCheck) -> PortalCheck:
    """Add a check of the portal itself."""
    PORTAL_CHECKS.append(check)
    return check


def register_drafts(drafts: Drafts) -> Drafts:
    """Say which editions are at work: staff are shown their findings; the most urgent first, a few of them."""
    DRAFTS.append(drafts)
    return drafts


def error(sentence: str, row: models.Model | None = None, field: str = "") -> Finding:
    """Return a finding that must be mended."""
    return Finding(Severity.ERROR, str(sentence), row, field)


def warning(sentence: str, row: models.Model | None = None, field: str = "") -> Finding:
    """Return a finding that somebody should look at."""
    return Finding(Severity.WARNING, str(sentence), row, field)


def label_of(row: models.Model, name: str) -> str:
    """Return what the forms call a field, or the rows that hang on it."""
    field: Any = row._meta.get_field(name)
    return str(field.related_model._meta.verbose_name_plural if field.one_to_many else field.verbose_name)


def portal_findings() -> list[Finding]:
    """Return what is amiss with the portal itself, whatever its programmes are, errors first."""
    with once.run():
        return _errors_first(finding for check in PORTAL_CHECKS for finding in check())


def findings(edition: Any) -> list[Finding]:
    """Return everything that does not agree in an edition, errors first."""
    with once.run():
        return _errors_first(finding for check in CHECKS for finding in check(edition))


def in_words(found: Iterable[Finding]) -> list[FindingInWords]:
    """Return findings in words."""
    return [FindingInWords(each.severity, str(each.sentence), each.link) for each in found]


def _errors_first(found: Iterable[Finding]) -> list[Finding]:
    return sorted(found, key=lambda finding: finding.severity)
