"""Of two who prepare one planned visit at the same moment, one does."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection, models

from delegations import services
from delegations.models import Delegation, PlannedVisit
from programs.models import Program
from tests import factories
from tests.at_once import at_once


@pytest.fixture
def visit(transactional_db: None) -> PlannedVisit:
    """A visit that the programme plans."""
    factories.everything(factories.edition())
    dated = {"period_start": "2020-09-01", "period_end": "2020-10-31", "period_precision": "month"}
    PlannedVisit.objects.update(**dated)
    return PlannedVisit.objects.get()


def test_who_prepares_a_planned_visit_holds_its_programme_meanwhile(
    visit: PlannedVisit, head: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[type[models.Model]] = []
    hold = models.QuerySet.select_for_update

    def noted(rows: models.QuerySet[Any], *args: Any, **kwargs: Any) -> models.QuerySet[Any]:
        held.append(rows.model)
        return hold(rows, *args, **kwargs)

    monkeypatch.setattr(models.QuerySet, "select_for_update", noted)
    services.prepare(planned=visit, by=head)
    assert held[0] is Program


@pytest.mark.skipif(connection.vendor != "postgresql", reason="on SQLite writers wait for one another")
def test_of_two_who_prepare_it_at_once_one_does(visit: PlannedVisit, head: User) -> None:
    def prepare() -> object:
        return services.prepare(planned=visit, by=head)

    assert sorted(at_once(prepare, prepare)) == [False, True]
    assert Delegation.objects.count() == 1
