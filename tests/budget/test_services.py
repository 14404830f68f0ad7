"""What is done with the budget's rows together: what each service refuses, and what it records."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import connection

from budget import services
from budget.models import AssignmentRule, ClosingReport, Payment
from budget.reports import report_of
from oleksandria_intl import clock, papers
from oleksandria_intl.models import IssuedPaper
from programs.models import Edition, Program
from tests import factories
from tests.spending import batch, grant, measure_of, pay, promise, rule

pytestmark = pytest.mark.usefixtures("quick_papers")


@pytest.fixture
def published(edition: Edition) -> Edition:
    """The programme of the tests as the public sees it, with money."""
    Edition.objects.filter(pk=edition.pk).update(status="published")
    grant("1.1", 40_000)
    pay("1.1", 1_000)
    return edition


@pytest.fixture
def closing(published: Edition) -> ClosingReport:
    """The final report, on which the council has decided."""
    decision = factories.decision("closing")
    decision.number, decision.period_precision = "7", "day"
    decision.period_start = decision.period_end = date(2021, 2, 1)
    decision.save()
    return ClosingReport.objects.create(program=published.program, decision=decision)


def reloaded(payment: Payment) -> Payment:
    """Return a payment as the database has it."""
    return Payment.objects.get(pk=payment.pk)


def issued(**asked: Any) -> list[tuple[str, str, str, User | None]]:
    """Return the issued papers: kind, number, format, who issued."""
    rows = IssuedPaper.objects.order_by("number", "format")
    return [(paper.kind, paper.number, paper.format, paper.issued_by) for paper in rows]


def test_a_report_gets_a_number_and_its_files_are_kept(published: Edition, accountant: User) -> None:
    services.issue_report(kind="reconciliation", report=report_of("2020", papers.Scope()), by=accountant)
    year = clock.today().year
    formats = ("csv", "csvm", "docx", "json", "pdf", "xlsx")
    assert issued() == [("reconciliation", f"1/{year}", format, accountant) for format in formats]
    with IssuedPaper.objects.get(format="pdf").file.open() as file:
        assert f"№ 1/{year}" in file.read().decode()


def test_the_next_report_gets_the_next_number(published: Edition, accountant: User) -> None:
    for kind in ("reconciliation", "budget-statement"):
        services.issue_report(kind=kind, report=report_of("2020", papers.Scope()), by=accountant)
    numbers = {paper.kind: paper.number.partition("/")[0] for paper in IssuedPaper.objects.all()}
    assert numbers == {"reconciliation": "1", "budget-statement": "2"}


def test_a_report_of_which_a_file_fails_is_not_issued(
    published: Edition, accountant: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(document: Any, format: str, **marks: str) -> bytes:
        if format == "docx":
            raise OSError("no room")
        return b"paper"

    monkeypatch.setattr("oleksandria_intl.documents.store.rendered", fail)
    with pytest.raises(OSError, match="no room"):
        services.issue_report(kind="reconciliation", report=report_of("2020", papers.Scope()), by=accountant)
    assert issued() == []


def test_the_decision_on_the_results_is_kept_as_the_council_made_it(closing: ClosingReport, head: User) -> None:
    services.close_program(closing=closing, by=head)
    assert issued() == [("report-decision", "", format, head) for format in ("docx", "pdf")]


def test_a_decision_without_its_number_closes_nothing(closing: ClosingReport, head: User) -> None:
    closing.decision.number = ""
    with pytest.raises(ValidationError, match="номер рішення"):
        services.close_program(closing=closing, by=head)
    assert issued() == []


def test_a_decision_is_kept_once(closing: ClosingReport, head: User) -> None:
    services.close_program(closing=closing, by=head)
    with pytest.raises(ValidationError, match="вже"):
        services.close_program(closing=closing, by=head)
    assert len(issued()) == 2


def test_a_decision_of_which_a_file_fails_is_not_kept(
    closing: ClosingReport, head: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(document: Any, format: str, **marks: str) -> bytes:
        if format == "docx":
            raise OSError("no room")
        return b"paper"

    monkeypatch.setattr("oleksandria_intl.documents.store.rendered", fail)
    with pytest.raises(OSError, match="no room"):
        services.close_program(closing=closing, by=head)
    assert issued() == []


def test_payments_are_assigned_and_the_history_says_by_whom(edition: Edition, accountant: User) -> None:
    waits, there = pay(None, 100), pay("1.1", 50)
    assert services.assign(payments=Payment.objects.all(), measure=measure_of("1.1"), by=accountant) == 1
    row = reloaded(waits)
    assert (row.measure, row.is_outside, row.version) == (measure_of("1.1"), False, waits.version + 1)
    record = row.history.latest()
    assert (record.history_user, record.history_type, record.measure_id) == (accountant, "~", row.measure_id)
    assert reloaded(there).version == there.version, "it was so already"


def test_payments_are_set_aside_and_the_history_says_by_whom(edition: Edition, accountant: User) -> None:
    waits, there = pay("1.1", 100), pay(None, 50, is_outside=True)
    assert services.set_aside(payments=Payment.objects.all(), by=accountant) == 1
    row = reloaded(waits)
    assert (row.measure, row.is_outside, row.version) == (None, True, waits.version + 1)
    record = row.history.latest()
    assert (record.history_user, record.is_outside) == (accountant, True)
    assert reloaded(there).version == there.version, "it was so already"


@pytest.mark.parametrize("verb", ["assign", "set_aside"])
def test_a_payment_with_a_commitment_of_another_measure_stays(edition: Edition, accountant: User, verb: str) -> None:
    free, bound = pay("1.1", 10), pay("1.1", 100, commitment=promise("1.1", 100))
    where = {"measure": measure_of("1.2")} if verb == "assign" else {}
    with pytest.raises(ValidationError, match="1 платіж"):
        getattr(services, verb)(payments=Payment.objects.all(), by=accountant, **where)
    assert {reloaded(each).measure for each in (free, bound)} == {measure_of("1.1")}


def test_a_new_rule_assigns_the_payments_that_wait(edition: Edition, accountant: User) -> None:
    waits, other = pay(None, 100, payee_name="ТОВ «Переклад»"), pay(None, 50, payee_name="ТОВ «Готель»")
    rule("1.2", payee_words="переклад")
    done = services.apply_rules(payments=Payment.objects.all(), programs=Program.objects.all(), by=accountant)
    assert done == (1, 0)
    assert reloaded(waits).measure == measure_of("1.2")
    assert reloaded(other).is_waiting
    assert waits.history.latest().history_user == accountant


def test_a_rule_sets_aside_what_is_not_of_the_programme(edition: Edition, accountant: User) -> None:
    waits = pay(None, 100, purpose="Заробітна плата за лютий")
    rule(None, purpose_words="ЗАРОБІТНА плата")
    assert services.apply_rules(payments=Payment.objects.all(), programs=[edition.program], by=accountant) == (0, 1)
    assert reloaded(waits).is_outside


def test_the_rules_move_no_payment_that_somebody_assigned(edition: Edition, accountant: User) -> None:
    assigned = pay("1.1", 100)
    rule("1.2", payee_words="переклад")
    assert services.apply_rules(payments=Payment.objects.all(), programs=[edition.program], by=accountant) == (0, 0)
    assert reloaded(assigned).measure == measure_of("1.1")


def test_the_rules_of_a_programme_leave_the_payments_of_another_s_import(edition: Edition, accountant: User) -> None:
    other = factories.edition("2021", years=(2021, 2021)).program
    theirs = pay(None, 100, batch=batch(other))
    rule("1.2", payee_words="переклад", program=edition.program)
    assert services.apply_rules(payments=Payment.objects.all(), programs=[edition.program], by=accountant) == (0, 0)
    assert reloaded(theirs).is_waiting


def test_the_rules_of_a_programme_place_the_payments_of_its_own_import(edition: Edition, accountant: User) -> None:
    ours = pay(None, 100, batch=batch(edition.program))
    rule("1.2", payee_words="переклад", program=edition.program)
    assert services.apply_rules(payments=Payment.objects.all(), programs=[edition.program], by=accountant) == (1, 0)
    assert reloaded(ours).measure == measure_of("1.2")


def test_a_rule_that_is_made_is_the_last_of_its_programme(edition: Edition, accountant: User) -> None:
    rule("1.1", payee_words="готель", order=4)
    made = services.make_rule(measure=measure_of("1.2"), by=accountant, payee_words="переклад")
    assert (made.program, made.order, made.payee_words) == (edition.program, 5, "переклад")
    assert AssignmentRule.objects.get(pk=made.pk).history.latest().history_user == accountant


def test_a_rule_that_asks_nothing_is_not_made(edition: Edition, accountant: User) -> None:
    with pytest.raises(ValidationError):
        services.make_rule(measure=measure_of("1.2"), by=accountant)
    assert not AssignmentRule.objects.exists()


def test_a_rule_that_does_not_fit_its_fields_is_not_made(edition: Edition, accountant: User) -> None:
    with pytest.raises(ValidationError, match="payee_code"):
        services.make_rule(measure=measure_of("1.2"), by=accountant, payee_words="готель", payee_code="0" * 21)


@pytest.mark.parametrize(
    "verb",
    [
        lambda by: services.assign(payments=Payment.objects.all(), measure=measure_of("1.2"), by=by),
        lambda by: services.set_aside(payments=Payment.objects.all(), by=by),
        lambda by: services.apply_rules(payments=Payment.objects.all(), programs=Program.objects.all(), by=by),
    ],
)
def test_payments_are_moved_in_one_transaction(
    edition: Edition, accountant: User, monkeypatch: pytest.MonkeyPatch, verb: Callable[[User], object]
) -> None:
    pay(None, 100)
    rule("1.2", payee_words="переклад")
    before, depths = len(connection.savepoint_ids), set()
    monkeypatch.setattr(services, "_refuse_committed", lambda rows: depths.add(len(connection.savepoint_ids)))
    verb(accountant)
    assert depths == {before + 1}


def test_a_rule_is_made_in_one_transaction(edition: Edition, accountant: User, monkeypatch: pytest.MonkeyPatch) -> None:
    before, depths = len(connection.savepoint_ids), set()
    monkeypatch.setattr(AssignmentRule, "save", lambda self: depths.add(len(connection.savepoint_ids)))
    services.make_rule(measure=measure_of("1.2"), by=accountant, payee_words="переклад")
    assert depths == {before + 1}


def test_a_programme_is_closed_in_one_transaction(
    closing: ClosingReport, head: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, depths = len(connection.savepoint_ids), set()
    monkeypatch.setattr(papers, "issue", lambda *args, **kwargs: depths.add(len(connection.savepoint_ids)))
    services.close_program(closing=closing, by=head)
    assert depths == {before + 1}
