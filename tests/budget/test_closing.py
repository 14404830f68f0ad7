"""Closing a period by its report, opening it again, and issuing the same report twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from budget import guard, periods, services
from budget.models import ChangeReason, ClosedPeriod, LateChange
from budget.querysets import Span
from budget.reports import Report, report_of
from oleksandria_intl import papers
from oleksandria_intl.models import IssuedPaper
from programs.models import Edition, Program
from tests import factories
from tests.closing import QUARTER, closed, issued
from tests.spending import grant, pay

pytestmark = pytest.mark.usefixtures("quick_papers")


@pytest.fixture
def published(edition: Edition) -> Edition:
    """The programme of the tests as the public sees it, with money."""
    Edition.objects.filter(pk=edition.pk).update(status="published")
    grant("1.1", 40_000)
    pay("1.1", 1_000)
    return edition


def quarter(end: date = date(2020, 3, 31), **scope: Any) -> Report:
    """Return the report on the first quarter, or to another day."""
    return report_of("2020", papers.Scope(end=end, **scope))


def issue(by: User, report: Report | None = None, kind: str = "execution-report", **how: bool) -> list[IssuedPaper]:
    """Issue a report, by default that on the first quarter."""
    return services.issue_report(kind=kind, report=report or quarter(), by=by, **how)


def test_a_report_closes_its_period_if_it_is_asked_to(published: Edition, accountant: User) -> None:
    issue(accountant)
    assert not ClosedPeriod.objects.exists()
    papers_issued = issue(accountant, closes=True, again=True)
    period = ClosedPeriod.objects.get()
    assert (period.program, period.first_day, period.last_day, period.known_on, period.closed_by) == (
        published.program, date(2020, 1, 1), date(2020, 3, 31), date(2020, 3, 31), accountant,
    )  # fmt: skip
    assert period.paper in papers_issued
    assert period.paper.format == "json"
    assert period.is_closed


@pytest.mark.parametrize(
    ("kind", "scope", "today"),
    [
        ("reconciliation", {}, "2021-01-01"),
        ("execution-report", {}, "2020-03-31"),
        ("execution-report", {"on": date(2020, 3, 20)}, "2021-01-01"),
    ],
    ids=["another paper", "not over yet", "interim figures"],
)
def test_what_cannot_close_a_period_is_not_issued(
    published: Edition, accountant: User, it_is: Callable[[str], None], kind: str, scope: dict[str, Any], today: str
) -> None:
    it_is(today)
    with pytest.raises(ValidationError):
        issue(accountant, quarter(**scope), kind, closes=True)
    assert not IssuedPaper.objects.exists()
    span = Span.to(date(2020, 3, 31), **scope)
    paper = issued(kind, span=span)
    with pytest.raises(ValidationError):
        periods.close_period(paper=paper, program=published.program, span=span, by=accountant)


def test_nobody_writes_while_a_report_closes_its_period(
    published: Edition, accountant: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[bool] = []
    monkeypatch.setattr(guard, "hold_writers", lambda: held.append(True))
    issue(accountant)
    assert held == []
    issue(accountant, closes=True, again=True)
    assert held == [True]


def test_a_period_is_closed_once_until_it_is_opened_again(published: Edition, accountant: User) -> None:
    period = closed()
    with pytest.raises(ValidationError, match="1/2020"):
        issue(accountant, closes=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        ClosedPeriod.objects.create(
            program=period.program, first_day=QUARTER.start, last_day=QUARTER.end, known_on=QUARTER.on, paper=issued()
        )
    periods.reopen_period(period=period, reason="Помилка в рядку 1.1", by=accountant)
    issue(accountant, closes=True, again=True)
    assert [one.is_closed for one in ClosedPeriod.objects.order_by("pk")] == [False, True]


def test_the_same_report_is_issued_again_only_on_purpose(published: Edition, accountant: User) -> None:
    first = issue(accountant)[0]
    with pytest.raises(ValidationError, match=first.number) as refused:
        issue(accountant)
    assert refused.value.code == "issued-already"
    issue(accountant, kind="reconciliation")
    issue(accountant, quarter(on=date(2020, 4, 2)))
    pay("1.1", 1)
    issue(accountant)
    issue(accountant, again=True)
    assert IssuedPaper.objects.filter(kind="execution-report", format="json").count() == 4


def test_a_period_is_opened_again_with_a_reason_and_a_person(published: Edition, accountant: User) -> None:
    period = closed()
    with pytest.raises(ValidationError):
        periods.reopen_period(period=period, reason="  ", by=accountant)
    opened = periods.reopen_period(period=period, reason=" Помилка в  рядку 1.1 ", by=accountant)
    opened.refresh_from_db()
    assert opened.reopening is not None
    assert (opened.reopening.text, opened.reopening.given_by) == ("Помилка в рядку 1.1", accountant)
    assert not opened.reopening.is_open
    with pytest.raises(ValidationError):
        periods.reopen_period(period=period, reason="Ще раз", by=accountant)
    payment = pay("1.1", 5)
    assert [(one.row_key, one.reason) for one in opened.changes.all()] == [(payment.record_key, opened.reopening)]


def test_what_breaks_off_while_a_period_is_opened_leaves_it_closed(
    published: Edition, accountant: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    period = closed()

    def break_off(*arguments: object, **named: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(ClosedPeriod, "save", break_off)
    with pytest.raises(RuntimeError):
        periods.reopen_period(period=period, reason="Помилка", by=accountant)
    assert not ChangeReason.objects.exists()


def test_a_reason_is_kept_only_if_something_was_changed_under_it(published: Edition, accountant: User) -> None:
    closed()
    with periods.late_changes(reason="Квітень", by=accountant):
        pay("1.1", 5, on=date(2020, 4, 1))
    assert not ChangeReason.objects.exists()
    with periods.late_changes(reason="Березень", by=accountant):
        pay("1.1", 5)
    kept = ChangeReason.objects.get()
    assert not kept.is_open
    with pytest.raises(periods.ReasonNeeded), periods.late_changes(reason=" ", by=None):
        pay("1.1", 5)
    with pytest.raises(ZeroDivisionError), periods.late_changes(reason="Обірвано", by=accountant):
        pay("1.1", 1 // 0)
    assert ChangeReason.objects.get() == kept


def test_another_refusal_of_the_database_stays_what_it_is(published: Edition, accountant: User) -> None:
    with pytest.raises(IntegrityError), periods.late_changes(reason="Причина", by=accountant):
        pay("1.1", 0)
    with pytest.raises(ValidationError), periods.late_changes(reason="а" * 501, by=accountant):
        pytest.fail("so long a reason is taken")


def test_a_report_is_of_the_edition_in_force_on_the_last_day_of_its_period(edition: Edition) -> None:
    Edition.objects.filter(pk=edition.pk).update(status="adopted", in_force_from=date(2020, 1, 1))
    amended = factories.amendment(edition)
    Edition.objects.filter(pk=amended.pk).update(status="adopted", in_force_from=date(2020, 4, 1))
    assert quarter().edition == edition
    assert quarter(on=date(2020, 4, 15)).edition == edition
    assert quarter(date(2020, 4, 1)).edition == amended


def test_what_closed_a_period_stays_whoever_writes(published: Edition, accountant: User) -> None:
    closed()
    with periods.late_changes(reason="Березень", by=accountant):
        pay("1.1", 5)
    of_program = Program.objects.get()
    for rows, values in (
        (ClosedPeriod.objects.all(), {"last_day": date(2020, 2, 1)}),
        (LateChange.objects.all(), {"is_amount": 1}),
        (ChangeReason.objects.all(), {"text": "Інша"}),
        (ChangeReason.objects.all(), {"is_open": True}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**values)
        with pytest.raises(IntegrityError), transaction.atomic():
            rows._raw_delete(rows.db)
    assert of_program.closed_periods.closed().count() == 1
