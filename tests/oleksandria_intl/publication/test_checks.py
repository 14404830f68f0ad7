"""A draft that is published too late is warned about in plain words, with the session that would do."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import translation

from oleksandria_intl.acts.checks import findings as findings_of_decision
from oleksandria_intl.checks import Finding, Severity, findings, portal_findings
from oleksandria_intl.models import Decision, PublicationRule
from oleksandria_intl.publication import checks
from programs.models import Edition
from tests import factories
from tests.admin_pages import address

SHORT, ENOUGH, SESSION = date(2025, 12, 12), date(2025, 12, 8), date(2025, 12, 23)


@pytest.fixture(autouse=True)
def rules(db: None) -> None:
    factories.publication_rules()


def planned(edition: Edition, published: date | None, session: date | None = SESSION, **fields: Any) -> Edition:
    Decision.objects.update(planned_session_on=session)
    Edition.objects.filter(pk=edition.pk).update(**{"status": "published", "published_on": published} | fields)
    return Edition.objects.get(pk=edition.pk)


def late(found: list[Finding]) -> list[Finding]:
    return [finding for finding in found if finding.field == "planned_session_on"]


def test_the_real_case_is_warned_about_with_the_earliest_session(edition: Edition) -> None:
    with translation.override("en"):
        [finding] = late(findings(planned(edition, SHORT)))
    assert finding.severity is Severity.WARNING
    assert finding.sentence == (
        "The draft is published for less than 10 working days: 6 between 12.12.2025 and the session of 23.12.2025. "
        "The earliest session that would do is that of 29.12.2025."
    )


def test_an_exemption_stands_beside_the_warning(edition: Edition) -> None:
    PublicationRule.objects.update(exemption="Під час воєнного стану може бути виняток.")
    [finding] = late(findings(planned(edition, SHORT)))
    assert finding.sentence.endswith(". Під час воєнного стану може бути виняток.")


@pytest.mark.parametrize(
    ("published", "session"), [(ENOUGH, SESSION), (None, SESSION), (SHORT, None), (date(2010, 1, 1), date(2010, 1, 2))]
)
def test_of_enough_days_or_unknown_ones_nothing_is_said(
    edition: Edition, published: date | None, session: date | None
) -> None:
    assert late(findings(planned(edition, published, session))) == []


def test_what_is_no_draft_any_more_is_not_warned_about(edition: Edition) -> None:
    assert late(findings(planned(edition, SHORT, status="withdrawn"))) == []


def test_a_draft_without_a_programme_is_warned_about(edition: Edition) -> None:
    decision = factories.twinning()
    decision.planned_session_on, decision.draft_published_on = SESSION, SHORT
    assert len(late(findings_of_decision(decision))) == 1
    decision.number = "7"
    assert late(findings_of_decision(decision)) == []


def test_the_warning_stands_on_the_pages_of_edition_and_decision(
    client: Client, secretary: User, edition: Edition
) -> None:
    client.force_login(secretary)
    planned(edition, SHORT)
    assert "29.12.2025" in client.get(address(Edition, "change", edition.pk)).content.decode()
    decision = factories.twinning()
    Decision.objects.filter(pk=decision.pk).update(planned_session_on=SESSION, draft_published_on=SHORT)
    assert "29.12.2025" in client.get(address(Decision, "change", decision.pk)).content.decode()


def test_without_any_rule_the_portal_says_so() -> None:
    assert list(checks.rules()) == []
    PublicationRule.objects.all().delete()
    [finding] = checks.rules()
    assert finding in portal_findings()
