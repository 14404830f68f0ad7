"""Reports that are issued at the same moment get numbers one after another, and none is refused."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection

from budget import services
from budget.reports import report_of
from oleksandria_intl import clock, papers
from oleksandria_intl.documents import store
from oleksandria_intl.models import IssuedPaper
from tests import factories

AT_ONCE = 18


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note the formats that are rendered instead of rendering them."""
    done: list[str] = []

    def note(document: Any, format: str, **marks: str) -> bytes:
        done.append(format)
        return format.encode()

    monkeypatch.setattr(store, "rendered", note)
    return done


@pytest.mark.django_db(transaction=True)
def test_eighteen_at_once_get_the_numbers_from_1_to_18(rendered: list[str], settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    factories.edition(status="published")
    marta = User.objects.create_user("marta")
    gate = Barrier(AT_ONCE)

    def issue(_turn: int) -> str:
        try:
            report = report_of("2020", papers.Scope())
            gate.wait(60)
            return services.issue_report(kind="reconciliation", report=report, by=marta, again=True)[0].number
        finally:
            connection.close()
            # Django leaves the connection to a database in memory open.
            if connection.connection is not None:
                connection.connection.close()

    with ThreadPoolExecutor(AT_ONCE) as people:
        numbers = list(people.map(issue, range(AT_ONCE)))
    year = clock.today().year
    assert sorted(numbers, key=lambda number: int(number.split("/")[0])) == [f"{n}/{year}" for n in range(1, 19)]
    assert len(rendered) == AT_ONCE * len(set(rendered)), "nothing is rendered twice, or for nothing"
    # Beside each CSV lies what says what it is.
    assert IssuedPaper.objects.count() == AT_ONCE * (len(services.REPORT_FORMATS) + 1)


@pytest.mark.django_db(transaction=True)
def test_a_report_that_cannot_be_made_takes_no_number(
    rendered: list[str], settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MEDIA_ROOT = tmp_path
    factories.edition(status="published")
    marta = User.objects.create_user("marta")
    report = report_of("2020", papers.Scope())
    with monkeypatch.context() as broken:
        broken.setattr(store, "rendered", lambda document, format, **marks: papers.get("none"))
        with pytest.raises(papers.PaperNotFound):
            services.issue_report(kind="reconciliation", report=report, by=marta)
    issued = services.issue_report(kind="reconciliation", report=report, by=marta)
    assert issued[0].number.startswith("1/")


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="on PostgreSQL an open transaction keeps nobody from writing")
def test_while_a_report_is_made_others_can_write(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MEDIA_ROOT = tmp_path
    factories.edition(status="published")
    marta = User.objects.create_user("marta")
    seen: list[bool] = []

    def look(document: Any, format: str, **marks: str) -> bytes:
        seen.append(connection.in_atomic_block)
        return format.encode()

    monkeypatch.setattr(store, "rendered", look)
    services.issue_report(kind="reconciliation", report=report_of("2020", papers.Scope()), by=marta)
    assert seen
    assert not any(seen)
