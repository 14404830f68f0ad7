"""A decision by itself on its path: what stops it, and its paper once it is signed."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.contrib.auth.models import User
from django.test import Client

from oleksandria_intl import acts, path
from oleksandria_intl.models import Decision, IssuedPaper
from oleksandria_intl.path import findings, services
from programs.models import Edition
from tests import factories

pytestmark = pytest.mark.usefixtures("quick_papers")


def signed(decision: Decision, by: User) -> Decision:
    services.record_vote(decision=decision, by=by, on=date(2026, 3, 27))
    services.sign(decision=decision, number="77", dated=date(2026, 3, 27), on=date(2026, 3, 30), by=by)
    return Decision.objects.get(pk=decision.pk)


def test_its_paper_is_kept_in_every_format_when_it_is_signed(twinning: Decision, secretary: User) -> None:
    row = signed(twinning, secretary)
    issued = IssuedPaper.objects.of_key("d/twinning")
    assert sorted(paper.format for paper in issued) == ["docx", "html", "json", "pdf"]
    assert {(paper.kind, paper.issued_by) for paper in issued} == {("decision", secretary)}
    assert row in acts.public_decisions()


def test_a_long_subject_does_not_keep_a_decision_from_being_signed(twinning: Decision, secretary: User) -> None:
    twinning.subject = "Про " + "дружбу " * 100
    twinning.save()
    signed(twinning, secretary)
    assert {len(paper.title) <= 500 for paper in IssuedPaper.objects.of_key("d/twinning")} == {True}


def test_its_draft_is_not_public_between_the_vote_and_the_signature(twinning: Decision, secretary: User) -> None:
    services.record_vote(decision=twinning, by=secretary, on=date(2026, 3, 27))
    assert twinning not in acts.public_decisions()


def test_the_paper_of_an_editions_decision_is_the_editions_own(edition: Edition, secretary: User) -> None:
    Edition.objects.filter(pk=edition.pk).update(status="published")
    signed(edition.decision, secretary)
    assert not IssuedPaper.objects.of_key(acts.key_of(edition.decision)).exists()


def test_what_it_lacks_is_found_on_its_path(twinning: Decision) -> None:
    Decision.objects.filter(pk=twinning.pk).update(preamble="")
    twinning.refresh_from_db()
    assert [finding.field for finding in findings.errors(twinning)] == ["preamble"]


def test_a_step_that_is_taken_back_marks_the_papers_of_a_decision_by_its_keys(twinning: Decision) -> None:
    factories.papers_of(twinning)
    assert {"d/twinning", "d/twinning/standing"} <= path.paper_keys(twinning)


def test_the_data_set_says_of_a_paper_issued_by_mistake_that_it_was(
    client: Client, twinning: Decision, secretary: User
) -> None:
    signature = signed(twinning, secretary).steps.of_kind(path.Step.SIGNED).get()
    services.take_back(step=signature, reason="Номер іншого рішення.", by=secretary)
    services.sign(decision=twinning, number="78", dated=date(2026, 3, 27), on=date(2026, 3, 30), by=secretary)
    rows = json.loads(client.get("/data/documents.json").getvalue())
    assert [row["mistake"] for row in rows] == ["Номер іншого рішення."] * 4 + [None] * 4
    assert [row["mistaken_on"] is None for row in rows] == [False] * 4 + [True] * 4
