"""An edition's steps: what each refuses, and what it records."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.timezone import localdate

from budget.models import Responsible
from oleksandria_intl import clock, papers
from oleksandria_intl.models import IssuedPaper
from programs import services
from programs.exchange import dump
from programs.models import Edition, KeptPart

Status = Edition.Status
FORMATS = ("pdf", "docx", "html", "json")


@pytest.fixture(autouse=True)
def quick_papers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make papers of one line: what stands in them is tested elsewhere."""
    monkeypatch.setattr(
        "oleksandria_intl.documents.store.rendered", lambda document, format, **marks: document.title.encode()
    )


@pytest.fixture
def published(edition: Edition) -> Edition:
    """The draft as the public sees it."""
    return having(edition, status=Status.PUBLISHED)


@pytest.fixture
def voted(published: Edition) -> Edition:
    """A published draft whose decision has its number and day."""
    numbered(published, number="875", on=date(2019, 12, 20))
    return published


def having(edition: Edition, **fields: Any) -> Edition:
    """Set fields of the edition, past all checks."""
    Edition.objects.filter(pk=edition.pk).update(**fields)
    edition.refresh_from_db()
    return edition


def numbered(edition: Edition, *, number: str, on: date | None) -> None:
    """Give the decision a number and a day."""
    decision = edition.decision
    decision.number = number
    decision.period_start = decision.period_end = on
    decision.period_precision = "day" if on else ""
    decision.save()


def kept(edition: Edition) -> list[tuple[str, str, str, User | None]]:
    """Return the issued papers of the edition: kind, key, format, who issued."""
    rows = IssuedPaper.objects.order_by("format")
    return [(paper.kind, paper.key, paper.format, paper.issued_by) for paper in rows]


def stored(edition: Edition) -> Edition:
    """Return the edition as the database has it."""
    return Edition.objects.get(pk=edition.pk)


def failing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no paper be made."""

    def fail(*args: Any, **kwargs: Any) -> None:
        raise OSError("no room")

    monkeypatch.setattr(papers, "issue", fail)


def test_publishing_shows_a_draft_from_today_and_keeps_its_papers(edition: Edition, secretary: User) -> None:
    services.publish(edition=edition, by=secretary)
    row = stored(edition)
    assert row.status == Status.PUBLISHED
    assert row.published_on is not None
    assert row.history.latest().history_user == secretary
    assert kept(edition) == [("decision", "2020/1", format, secretary) for format in ("docx", "pdf")]


def test_publishing_keeps_the_day_that_somebody_entered(edition: Edition, secretary: User) -> None:
    services.publish(edition=having(edition, published_on=date(2019, 12, 1)), by=secretary)
    assert stored(edition).published_on == date(2019, 12, 1)


def test_a_draft_may_have_been_published_on_a_day_that_is_past_and_is_issued_now(
    edition: Edition, secretary: User
) -> None:
    services.publish(edition=having(edition, published_on=date(2019, 12, 1)), by=secretary, on=date(2019, 11, 8))
    assert stored(edition).published_on == date(2019, 11, 8)
    assert {localdate(paper.issued_at) for paper in IssuedPaper.objects.all()} == {clock.today()}


def test_a_draft_may_have_been_published_on_a_day_that_nobody_knows(edition: Edition, secretary: User) -> None:
    services.publish(edition=having(edition, published_on=date(2019, 12, 1)), by=secretary, on=services.UNKNOWN)
    row = stored(edition)
    assert (row.status, row.published_on) == (Status.PUBLISHED, None)
    assert len(kept(edition)) == 2


def test_a_draft_is_not_published_on_a_day_to_come(edition: Edition, secretary: User) -> None:
    with pytest.raises(ValidationError):
        services.publish(edition=edition, by=secretary, on=clock.today() + timedelta(days=1))
    assert stored(edition).status == Status.DRAFT
    services.publish(edition=edition, by=secretary, on=clock.today())
    assert stored(edition).published_on == clock.today()


@pytest.mark.parametrize("status", [Status.PUBLISHED, Status.ADOPTED, Status.WITHDRAWN])
def test_only_a_draft_is_published(edition: Edition, secretary: User, status: str) -> None:
    with pytest.raises(ValidationError, match="не можна перевести"):
        services.publish(edition=having(edition, status=status), by=secretary)
    assert stored(edition).status == status
    assert kept(edition) == []


def test_publishing_without_papers_changes_nothing(
    edition: Edition, secretary: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(monkeypatch)
    with pytest.raises(OSError, match="no room"):
        services.publish(edition=edition, by=secretary)
    assert stored(edition).status == Status.DRAFT


def test_a_published_draft_is_taken_back_to_work_on(published: Edition, secretary: User) -> None:
    services.unpublish(edition=published, by=secretary)
    assert stored(published).status == Status.DRAFT
    assert stored(published).history.latest().history_user == secretary


@pytest.mark.parametrize("status", [Status.DRAFT, Status.ADOPTED, Status.WITHDRAWN])
def test_only_what_is_published_is_taken_back(edition: Edition, secretary: User, status: str) -> None:
    with pytest.raises(ValidationError, match="не можна перевести"):
        services.unpublish(edition=having(edition, status=status), by=secretary)
    assert stored(edition).status == status


def test_a_published_draft_is_withdrawn_for_good(published: Edition, secretary: User) -> None:
    services.withdraw(edition=published, by=secretary)
    assert stored(published).status == Status.WITHDRAWN
    assert stored(published).history.latest().history_user == secretary
    with pytest.raises(ValidationError, match="не можна перевести"):
        services.publish(edition=published, by=secretary)


def test_a_draft_that_nobody_published_is_withdrawn(edition: Edition, secretary: User) -> None:
    services.withdraw(edition=edition, by=secretary)
    assert stored(edition).status == Status.WITHDRAWN


@pytest.mark.parametrize("status", [Status.ADOPTED, Status.WITHDRAWN])
def test_only_a_draft_is_withdrawn(edition: Edition, secretary: User, status: str) -> None:
    with pytest.raises(ValidationError, match="не можна перевести"):
        services.withdraw(edition=having(edition, status=status), by=secretary)
    assert stored(edition).status == status


def test_adopting_freezes_the_text_and_keeps_the_papers(voted: Edition, secretary: User) -> None:
    services.adopt(edition=voted, by=secretary)
    row = stored(voted)
    assert row.status == Status.ADOPTED
    assert row.history.latest().history_user == secretary
    frozen = json.loads(row.frozen)
    assert frozen == json.loads(papers.as_json(dump(row)))
    assert frozen["edition"]["status"] == "adopted"
    assert [kept.part for kept in KeptPart.objects.all()] == ["act"]
    assert Responsible.history.latest().history_user == secretary
    every = {(kind, "2020/1", format, secretary) for kind in ("decision", "cost-estimate") for format in FORMATS}
    assert {*kept(voted)} == every


def test_a_decision_without_a_number_is_not_adopted(published: Edition, secretary: User) -> None:
    numbered(published, number="", on=date(2019, 12, 20))
    with pytest.raises(ValidationError, match="номер рішення"):
        services.adopt(edition=published, by=secretary)
    assert stored(published).status == Status.PUBLISHED


def test_a_decision_whose_day_nobody_knows_is_not_adopted(published: Edition, secretary: User) -> None:
    published.decision.number = "875"
    published.decision.period_precision = "month"
    with pytest.raises(ValidationError, match="номер рішення"):
        services.adopt(edition=published, by=secretary)


def test_an_edition_without_a_decision_is_not_adopted(published: Edition, secretary: User) -> None:
    with pytest.raises(ValidationError, match="номер рішення"):
        services.adopt(edition=having(published, decision=None), by=secretary)


def test_an_edition_that_nobody_put_into_force_is_not_adopted(voted: Edition, secretary: User) -> None:
    with pytest.raises(ValidationError, match="з якої"):
        services.adopt(edition=having(voted, in_force_from=None), by=secretary)
    assert stored(voted).status == Status.PUBLISHED


def test_the_council_may_adopt_what_nobody_published(voted: Edition, secretary: User) -> None:
    services.adopt(edition=having(voted, status=Status.DRAFT), by=secretary)
    assert stored(voted).status == Status.ADOPTED


@pytest.mark.parametrize("status", [Status.ADOPTED, Status.WITHDRAWN])
def test_only_a_draft_is_adopted(voted: Edition, secretary: User, status: str) -> None:
    with pytest.raises(ValidationError, match="не можна перевести"):
        services.adopt(edition=having(voted, status=status), by=secretary)
    assert kept(voted) == []


def test_adopting_without_papers_changes_nothing(
    voted: Edition, secretary: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The text is frozen once its papers are kept, not before."""
    monkeypatch.setattr("programs.models.Edition.save", lambda self: (_ for _ in ()).throw(OSError("no room")))
    with pytest.raises(OSError, match="no room"):
        services.adopt(edition=voted, by=secretary)
    assert stored(voted).status == Status.PUBLISHED
    assert kept(voted) == []


@pytest.mark.parametrize("verb", [services.publish, services.unpublish, services.withdraw, services.adopt])
def test_a_step_is_one_transaction(
    voted: Edition, secretary: User, monkeypatch: pytest.MonkeyPatch, verb: Callable[..., None]
) -> None:
    """The lock on the edition holds until what the step writes is written."""
    before, depths = len(connection.savepoint_ids), []
    monkeypatch.setattr("programs.models.Edition.save", lambda self: depths.append(len(connection.savepoint_ids)))
    verb(edition=having(voted, status=Status.DRAFT if verb is services.publish else Status.PUBLISHED), by=secretary)
    assert depths == [before + 1]


def test_a_step_asks_the_database_how_far_the_edition_is(edition: Edition, secretary: User) -> None:
    """Somebody else withdrew it while this page was open."""
    stale = having(edition, status=Status.PUBLISHED)
    Edition.objects.filter(pk=edition.pk).update(status=Status.WITHDRAWN)
    with pytest.raises(ValidationError, match="не можна перевести"):
        services.unpublish(edition=stale, by=secretary)
