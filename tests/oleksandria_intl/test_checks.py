"""The registry of checks: what is found, in which order, with a link to where one mends it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse

from oleksandria_intl import checks
from oleksandria_intl.checks import Finding, Severity, error, warning
from oleksandria_intl.models import Council


@pytest.fixture
def empty_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "CHECKS", [])


def test_errors_come_first_and_otherwise_the_order_of_the_checks_stays(empty_registry: None) -> None:
    @checks.register
    def first(edition: Any) -> Iterator[Finding]:
        yield warning("а")
        yield error("б")

    @checks.register
    def second(edition: Any) -> Iterator[Finding]:
        yield error("в")
        yield warning("г")

    assert [finding.sentence for finding in checks.findings(None)] == ["б", "в", "а", "г"]


def test_a_check_is_told_which_edition(empty_registry: None) -> None:
    checks.register(lambda edition: [error(f"про {edition}")])
    assert checks.findings("2020/1")[0].sentence == "про 2020/1"


def test_a_finding_leads_to_the_rows_page_in_the_admin(db: None) -> None:
    row = Council(pk=7)
    assert error("а", row).link == reverse("admin:oleksandria_intl_council_change", args=[7])


def test_a_finding_about_nothing_in_particular_leads_nowhere() -> None:
    assert warning("а").link == ""


def test_a_finding_about_a_row_without_an_admin_page_leads_nowhere(db: None) -> None:
    from django.contrib.contenttypes.models import ContentType

    assert warning("а", ContentType(pk=1)).link == ""


def test_every_severity_has_a_name() -> None:
    assert len({str(severity.label) for severity in Severity}) == len(Severity)
