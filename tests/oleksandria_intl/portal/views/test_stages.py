"""The way of a programme as everybody sees it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils.translation import gettext_lazy as said

from oleksandria_intl import guards
from oleksandria_intl.models import Decision, DecisionStep
from oleksandria_intl.path import services
from oleksandria_intl.portal.views.stages import stages_of
from programs.models import Edition
from tests import factories

Step = DecisionStep.Step
DRAFTED, ADOPTED, IN_FORCE, ENDED, CLOSED = map(
    said, ("draft published", "adopted by the council", "in force", "period ended", "closed by the council")
)
TODAY = date(2020, 6, 1)


@pytest.fixture(autouse=True)
def quick_papers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make papers of one line: what stands in them is tested elsewhere."""
    monkeypatch.setattr("oleksandria_intl.documents.store.rendered", lambda document, format: document.title.encode())


@pytest.fixture
def published(db: None) -> Edition:
    """The published draft of 2020."""
    return factories.edition(status="published")


def day(number: int) -> date:
    return date(2019, 12, number)


def shown(on: date = TODAY) -> list[tuple[str, str, date | None]]:
    """Return every stage, whether it is reached, present or ahead, and its day."""
    looks = {(True, True): "present", (True, False): "reached", (False, False): "ahead"}
    found = stages_of(Edition.objects.get(), on)
    return [(str(stage.name), looks[stage.is_reached, stage.is_present], stage.day) for stage in found]


def names(*looks: str) -> list[str]:
    return [name for name, look, _day in shown() if look in looks]


def given(edition: Edition, by: User) -> dict[str, Any]:
    return {"decision": Decision.objects.get(pk=edition.decision_id), "by": by}


def test_a_draft_shows_where_it_has_been_and_what_is_to_come(published: Edition, secretary: User) -> None:
    services.send_to_executive(on=day(2), **given(published, secretary))
    services.send_to_committees(on=None, **given(published, secretary))
    assert shown() == [
        (DRAFTED, "reached", None),
        (Step.EXECUTIVE.label, "reached", day(2)),
        (Step.COMMITTEES.label, "present", None),
        (ADOPTED, "ahead", None),
        (IN_FORCE, "ahead", None),
        (ENDED, "ahead", None),
        (CLOSED, "ahead", None),
    ]


def test_the_publication_of_a_draft_stands_among_the_steps_by_its_day(published: Edition, secretary: User) -> None:
    Edition.objects.update(published_on=day(5))
    services.send_to_executive(on=day(2), **given(published, secretary))
    services.send_to_committees(on=day(6), **given(published, secretary))
    assert names("reached", "present") == [Step.EXECUTIVE.label, DRAFTED, Step.COMMITTEES.label]


def test_a_step_taken_twice_is_shown_by_its_last_time(published: Edition, secretary: User) -> None:
    services.send_to_executive(on=day(2), **given(published, secretary))
    services.return_with_remarks(remark="Уточнити", on=day(3), **given(published, secretary))
    assert names("present") == [Step.RETURNED.label]
    services.send_to_executive(on=day(4), **given(published, secretary))
    assert shown()[:2] == [(DRAFTED, "reached", None), (Step.EXECUTIVE.label, "present", day(4))]


def test_a_step_taken_back_is_not_shown(published: Edition, secretary: User) -> None:
    step = services.send_to_executive(on=day(2), **given(published, secretary))
    services.take_back(step=step, reason="Помилково", by=secretary)
    assert names("reached", "present") == [DRAFTED]


def test_what_was_voted_is_shown_as_voted_until_it_is_signed(published: Edition, secretary: User) -> None:
    services.record_vote(on=day(20), **given(published, secretary))
    assert names("present") == [Step.VOTED.label]
    services.sign(number="875", dated=day(20), on=day(23), **given(published, secretary))
    assert shown()[1:4] == [
        (ADOPTED, "reached", day(20)),
        (Step.SIGNED.label, "reached", day(23)),
        (Step.PUBLISHED.label, "ahead", None),
    ]


def test_from_the_publication_on_every_known_day_is_shown(published: Edition, secretary: User) -> None:
    services.record_vote(on=day(20), **given(published, secretary))
    services.sign(number="875", dated=day(20), **given(published, secretary))
    services.publish_decision(on=day(26), **given(published, secretary))
    services.bring_into_force(on=date(2020, 1, 1), reason="Пункт 3", **given(published, secretary))
    services.close(on=date(2021, 2, 1), **given(published, secretary))
    assert shown(date(2021, 3, 1))[1:] == [
        (ADOPTED, "reached", day(20)),
        (Step.PUBLISHED.label, "reached", day(26)),
        (IN_FORCE, "reached", date(2020, 1, 1)),
        (ENDED, "reached", None),
        (CLOSED, "present", date(2021, 2, 1)),
    ]


def test_what_was_adopted_before_the_portal_knew_its_path_shows_no_publication(db: None) -> None:
    edition = factories.edition(status="adopted")
    numbered = {"number": "875", "period_start": day(20), "period_end": day(20), "period_precision": "day"}
    with guards.lifted():
        Decision.objects.filter(pk=edition.decision_id).update(stage="signed", **numbered)
    assert names("reached", "present") == [DRAFTED, ADOPTED, IN_FORCE]


def test_what_was_rejected_has_nothing_to_come(published: Edition, secretary: User) -> None:
    services.reject(on=day(20), **given(published, secretary))
    assert shown() == [(DRAFTED, "reached", None), (Step.REJECTED.label, "present", day(20))]


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_page_shows_the_stages_in_either_language(
    stranger: Client, published: Edition, secretary: User, language: str
) -> None:
    services.send_to_executive(on=day(2), **given(published, secretary))
    page = stranger.get(f"{language}/programs/2020/").content.decode()
    assert '<span class="secondary">02.12.2019</span>' in page
