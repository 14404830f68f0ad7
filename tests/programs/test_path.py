"""What the steps of a decision do to its edition."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext_lazy as said

from oleksandria_intl.models import Decision, DecisionStep, IssuedPaper, MistakenPaper, Stage
from oleksandria_intl.path import findings
from oleksandria_intl.path import services as path
from programs import services
from programs.models import Edition
from programs.path import of_its_edition

Status = Edition.Status
DAY = date(2019, 12, 20)
LATER = date(2020, 2, 1)


@pytest.fixture(autouse=True)
def quick_papers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make papers of one line: what stands in them is tested elsewhere."""
    monkeypatch.setattr(
        "oleksandria_intl.documents.store.rendered", lambda document, format, **marks: document.title.encode()
    )


@pytest.fixture
def voted(edition: Edition) -> Decision:
    """The decision on the draft, after the vote."""
    Decision.objects.filter(pk=edition.decision_id).update(stage=Stage.VOTED)
    return Decision.objects.get(pk=edition.decision_id)


def signed(decision: Decision, by: User) -> DecisionStep:
    return path.sign(decision=decision, number="875", dated=DAY, on=DAY, by=by)


def stored() -> Edition:
    return Edition.objects.get()


def test_signing_adopts_the_edition_under_the_number_of_its_decision(voted: Decision, secretary: User) -> None:
    signed(voted, secretary)
    assert stored().status == Status.ADOPTED
    assert '"875"' in stored().frozen
    assert stored().history.latest().history_user == secretary
    assert {paper.format for paper in IssuedPaper.objects.of_key("2020/1")} >= {"pdf", "docx"}


def test_nothing_is_signed_without_the_day_in_force(voted: Decision, secretary: User) -> None:
    Edition.objects.update(in_force_from=None)
    with pytest.raises(ValidationError) as refused:
        path.sign(decision=voted, number="", dated=None, by=secretary)
    assert refused.value.messages[-1] == said("Enter the day from which the edition is in force first.")
    assert len(refused.value.messages) == 3


def test_a_signature_taken_back_makes_the_edition_a_draft_again_and_its_papers_a_mistake(
    voted: Decision, secretary: User
) -> None:
    stored().save()
    services.publish(edition=stored(), by=secretary)
    published = set(IssuedPaper.objects.values_list("pk", flat=True))
    path.take_back(step=signed(voted, secretary), reason="Не те рішення", by=secretary)
    assert (stored().status, stored().frozen) == (Status.PUBLISHED, "")
    assert stored().history.latest().history_user == secretary
    mistaken = set(MistakenPaper.objects.values_list("paper", flat=True))
    assert mistaken == set(IssuedPaper.objects.values_list("pk", flat=True)) - published
    assert mistaken


def test_a_draft_that_nobody_published_becomes_one_again(voted: Decision, secretary: User) -> None:
    stored().save()
    path.take_back(step=signed(voted, secretary), reason="Не те рішення", by=secretary)
    assert stored().status == Status.DRAFT


def test_a_rejected_draft_is_withdrawn_and_comes_back_where_that_was_a_mistake(
    voted: Decision, secretary: User
) -> None:
    stored().save()
    step = path.reject(decision=voted, by=secretary)
    assert stored().status == Status.WITHDRAWN
    path.take_back(step=step, reason="Не те рішення", by=secretary)
    assert stored().status == Status.DRAFT


def test_an_edition_is_in_force_from_the_day_of_its_decision(voted: Decision, secretary: User) -> None:
    signed(voted, secretary)
    path.publish_decision(decision=voted, by=secretary)
    path.bring_into_force(decision=voted, on=LATER, reason="З дня оприлюднення", by=secretary)
    assert stored().in_force_from == LATER
    assert stored().history.latest().history_user == secretary


def test_an_edition_that_is_in_force_from_that_day_anyway_is_not_written(voted: Decision, secretary: User) -> None:
    signed(voted, secretary)
    path.publish_decision(decision=voted, by=secretary)
    records = stored().history.count()
    path.bring_into_force(decision=voted, on=stored().in_force_from, reason="Пункт 3", by=secretary)
    assert stored().history.count() == records


def test_a_decision_without_an_edition_goes_its_path_alone(voted: Decision, secretary: User) -> None:
    Edition.objects.update(decision=None)
    signed(voted, secretary)
    assert stored().status == Status.DRAFT
    assert not of_its_edition(voted)


def test_what_does_not_agree_in_the_edition_is_found_of_its_decision(voted: Decision) -> None:
    voted.points.all().delete()
    found = findings.errors(voted)
    assert str(said("The decision has no points.")) in [finding.sentence for finding in found]


# The services that only a step calls


def test_an_adopted_edition_is_not_unfrozen_by_itself(voted: Decision, secretary: User) -> None:
    stored().save()
    signed(voted, secretary)
    with pytest.raises(DatabaseError, match="does not change"), transaction.atomic():
        services.unfreeze(edition=stored(), by=secretary)


@pytest.mark.parametrize(("verb", "given"), [(services.unfreeze, {}), (services.bring_into_force, {"on": LATER})])
def test_they_are_one_transaction(
    edition: Edition, secretary: User, monkeypatch: pytest.MonkeyPatch, verb: Any, given: dict[str, Any]
) -> None:
    edition.save()
    before, depths = len(connection.savepoint_ids), []
    monkeypatch.setattr("programs.models.Edition.save", lambda self: depths.append(len(connection.savepoint_ids)))
    verb(edition=edition, by=secretary, **given)
    assert depths == [before + 1]
