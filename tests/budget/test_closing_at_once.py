"""Who pays while a report closes the period: the payment is in the report, or it is refused; nothing falls between."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection, connections

from budget import periods, services
from budget.after_closing import AfterClosing
from budget.models import ClosedPeriod, LateChange, Payment
from budget.reports import report_of
from oleksandria_intl import papers
from oleksandria_intl.documents import store
from tests import factories
from tests.closing import closed
from tests.spending import pay, unit

needs_rows_of_others = pytest.mark.skipif(
    not connections["default"].features.has_select_for_update, reason="SQLite lets one write at a time"
)
pytestmark = [pytest.mark.django_db(transaction=True), needs_rows_of_others]


def pays(reason: str = "") -> str:
    """Pay within the first quarter from a connection of one's own; return what came of it."""
    try:
        with periods.late_changes(reason=reason, by=None):
            pay("1.1", 7)
    except periods.ReasonNeeded:
        return "refused"
    finally:
        connection.close()
    return "paid"


def test_who_pays_while_the_report_is_made_waits_and_is_refused(
    monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    factories.edition(status="published")
    unit()
    pay("1.1", 100)
    marta = User.objects.create_user("marta")
    waiting: list[Future[str]] = []
    with ThreadPoolExecutor(1) as others:

        def render(document: Any, format: str, **marks: str) -> bytes:
            if not waiting:
                waiting.append(others.submit(pays))
            return format.encode()

        monkeypatch.setattr(store, "rendered", render)
        report = report_of("2020", papers.Scope(end=date(2020, 3, 31)))
        services.issue_report(kind="execution-report", report=report, by=marta, closes=True)
        assert [one.result() for one in waiting] == ["refused"]
    after = AfterClosing(ClosedPeriod.objects.get())
    assert (after.total["paid"].said, after.total["paid"].now) == (Decimal(100), Decimal(100))


def test_the_reason_of_one_opens_nothing_for_another(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    factories.edition(status="published")
    unit()
    pay("1.1", 100)
    closed()
    with ThreadPoolExecutor(1) as others, periods.late_changes(reason="Лист казначейства", by=None):
        pay("1.1", 5)
        assert others.submit(pays).result() == "refused"
        assert others.submit(pays, "Інший лист").result() == "paid"
    assert sorted(LateChange.objects.values_list("reason__text", flat=True)) == ["Інший лист", "Лист казначейства"]
    assert Payment.objects.count() == 3
