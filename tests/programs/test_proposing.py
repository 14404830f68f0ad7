"""The points of an amendment are proposed as long as nobody has worked on them."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from oleksandria_intl.models import Decision, DecisionPoint
from programs import proposing
from programs.amending import amend
from programs.models import Edition, PassportRow
from programs.proposing import propose_points
from tests import factories
from tests.admin_pages import address
from tests.programs.amendments import changed


@pytest.fixture
def draft(db: None, head: User) -> Edition:
    """An amendment in which a row of the passport is changed."""
    edition = factories.edition()
    PassportRow.objects.create(edition=edition, order=1, label_uk="Замовник", value_uk="Міська рада")
    Edition.objects.filter(pk=edition.pk).update(status="adopted")
    row = amend(edition=Edition.objects.of_key("2020/1"), by=head)
    changed(PassportRow.objects.get(edition=row), value_uk="Обласна рада")
    return row


def texts(draft: Edition) -> list[str]:
    return [point.text for point in DecisionPoint.objects.filter(decision=draft.decision)]


def test_the_points_are_written_in_order(draft: Edition, secretary: User) -> None:
    points = propose_points(edition=draft, by=secretary)
    assert [point.order for point in points] == [1, 2]
    assert texts(draft) == [point.text for point in points]
    assert "слово «Міська» замінити словом «Обласна»" in texts(draft)[0]


def test_the_history_says_who_had_them_proposed(draft: Edition, secretary: User) -> None:
    for point in propose_points(edition=draft, by=secretary):
        assert point.history.latest().history_user == secretary


def test_points_that_nobody_worked_on_give_way_to_new_ones(draft: Edition, secretary: User, head: User) -> None:
    old = propose_points(edition=draft, by=secretary)[0]
    changed(PassportRow.objects.get(edition=draft), value_uk="Районна рада")
    propose_points(edition=draft, by=head)
    assert (len(texts(draft)), "Районна" in texts(draft)[0]) == (2, True)
    gone = DecisionPoint.history.filter(id=old.pk, history_type="-").get()
    assert gone.history_user == head


def test_points_that_somebody_worked_on_stay(draft: Edition, secretary: User) -> None:
    point = propose_points(edition=draft, by=secretary)[0]
    changed(DecisionPoint.objects.get(pk=point.pk), text="Моє.")
    with pytest.raises(ValidationError, match=str(proposing.EDITED)):
        propose_points(edition=draft, by=secretary)
    assert texts(draft)[0] == "Моє."


def test_points_that_somebody_wrote_stay(draft: Edition, secretary: User) -> None:
    decision: Any = draft.decision
    decision.points.create(order=1, text="Моє.")
    with pytest.raises(ValidationError, match=str(proposing.EDITED)):
        propose_points(edition=draft, by=secretary)


def test_where_nothing_changed_nothing_is_proposed(draft: Edition, secretary: User) -> None:
    propose_points(edition=draft, by=secretary)
    changed(PassportRow.objects.get(edition=draft), value_uk="Міська рада")
    with pytest.raises(ValidationError, match=str(proposing.NOTHING_CHANGED)):
        propose_points(edition=draft, by=secretary)
    assert len(texts(draft)) == 2


@pytest.mark.parametrize("status", ["adopted", "withdrawn"])
def test_what_does_not_change_any_more_gets_no_points(draft: Edition, secretary: User, status: str) -> None:
    Edition.objects.filter(pk=draft.pk).update(status=status, in_force_from="2020-05-05")
    with pytest.raises(ValidationError, match=str(proposing.NOT_OPEN)):
        propose_points(edition=draft, by=secretary)


def test_a_founding_draft_gets_no_points(db: None, secretary: User) -> None:
    with pytest.raises(ValidationError, match=str(proposing.NOT_OPEN)):
        propose_points(edition=factories.edition(), by=secretary)


def test_an_amendment_without_a_decision_gets_no_points(draft: Edition, secretary: User) -> None:
    Edition.objects.filter(pk=draft.pk).update(decision=None)
    with pytest.raises(ValidationError, match=str(proposing.NOT_OPEN)):
        propose_points(edition=draft, by=secretary)


def test_points_that_cannot_all_be_written_leave_the_old_ones(
    draft: Edition, secretary: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = [point.pk for point in propose_points(edition=draft, by=secretary)]
    monkeypatch.setattr(proposing, "_written", lambda *args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        propose_points(edition=draft, by=secretary)
    assert list(DecisionPoint.objects.values_list("pk", flat=True).filter(decision=draft.decision)) == before


def test_the_secretary_has_points_proposed_and_is_led_to_them(client: Client, secretary: User, draft: Edition) -> None:
    client.force_login(secretary)
    here: Any = reverse("admin:programs_edition_points", args=[draft.pk])
    assert here in client.get(address(Edition, "change", draft.pk)).content.decode()
    assert client.post(here)["Location"] == address(Decision, "change", draft.decision_id)
    assert len(texts(draft)) == 2


def test_who_may_add_no_points_has_none_proposed(client: Client, accountant: User, draft: Edition) -> None:
    client.force_login(accountant)
    here = reverse("admin:programs_edition_points", args=[draft.pk])
    assert here not in client.get(address(Edition, "change", draft.pk)).content.decode()
    assert client.post(here).status_code == 403
    assert texts(draft) == []
