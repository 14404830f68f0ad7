"""The figures of every report: what was planned, granted, due, promised, paid and is free."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from budget.execution import Execution
from budget.models import Allotment, Measure, MeasureLine
from budget.querysets import Figures, Span
from oleksandria_intl.shares import percent
from programs.models import Edition
from tests import factories
from tests.spending import grant, measure_of, pay, program_of, promise, random_payments, source

YEAR = Span.to(date(2020, 12, 31))
QUARTER = Span.to(date(2020, 3, 31))


def figures(edition: Edition, code: str, span: Span = YEAR) -> Figures:
    return Execution(edition, span).by_measure.get(measure_of(code).pk, Figures())


def test_the_budget_may_grant_less_than_the_programme_plans(edition: Edition) -> None:
    grant("1.2", 180_000)
    told = figures(edition, "1.2")
    assert [told.planned, told.granted] == [Decimal(300_000), Decimal(180_000)]


def test_a_change_counts_from_the_day_of_its_decision(edition: Edition) -> None:
    grant("1.1", 30_000, on=date(2020, 1, 20))
    grant("1.1", "-1000.50", on=date(2020, 4, 1))
    assert figures(edition, "1.1", QUARTER).granted == 30_000
    assert figures(edition, "1.1", Span.to(date(2020, 3, 31), on=date(2020, 4, 1))).granted == Decimal("28999.50")


def test_a_decision_without_a_number_grants_nothing_yet(edition: Edition) -> None:
    decision = grant("1.1", 30_000).decision
    decision.number = ""
    decision.save()
    assert figures(edition, "1.1").granted is None


def test_a_quarter_is_judged_by_what_its_months_were_allotted(edition: Edition) -> None:
    granted = grant("1.1", 40_000)
    for month, amount in ((2, 5_000), (3, 3_000), (9, 32_000)):
        Allotment.objects.create(appropriation=granted, month=month, amount=amount)
    pay("1.1", 4_000)
    told = figures(edition, "1.1", QUARTER)
    assert [told.due, told.percent_of_due, told.percent] == [Decimal(8_000), Decimal("50.0"), Decimal("10.0")]


def test_what_is_not_allotted_by_month_is_due_at_once(edition: Edition) -> None:
    grant("1.1", 40_000)
    assert figures(edition, "1.1", QUARTER).due == 40_000


def test_free_is_granted_less_promised_less_paid_without_a_promise(edition: Edition) -> None:
    grant("1.2", 180_000)
    contract = promise("1.2", 50_000)
    pay("1.2", 20_000, commitment=contract)
    pay("1.2", "1000.01")
    assert figures(edition, "1.2").free == Decimal("128999.99")


def test_what_is_planned_and_not_granted_is_not_free_and_is_told_apart(edition: Edition) -> None:
    line = MeasureLine.objects.get(edition=edition, code="1.1")
    line.funding.create(edition=edition, year=2020, source=source("sponsors", "Спонсори"), amount=7_000)
    assert [figures(edition, "1.1").free, figures(edition, "1.1").ungranted] == [0, 47_000]
    grant("1.1", 10_000)
    grant("1.1", 20_000, economic_code="2250")
    assert [figures(edition, "1.1").free, figures(edition, "1.1").ungranted] == [30_000, 17_000]
    grant("1.1", 15_000)
    assert [figures(edition, "1.1").free, figures(edition, "1.1").ungranted] == [45_000, 7_000]


def test_what_one_year_is_granted_above_its_plan_hides_nothing_of_another(db: None) -> None:
    edition = factories.edition("2020-2021", years=(2020, 2021))
    grant("1.1", 50_000)
    both = Span.to(date(2021, 12, 31), date(2020, 1, 1))
    assert figures(edition, "1.1", both).ungranted == 40_000


def test_cancelling_frees_what_was_not_paid(edition: Edition) -> None:
    grant("1.1", 40_000)
    contract = promise("1.1", 30_000, cancelled_on=date(2020, 6, 1))
    pay("1.1", 4_000, commitment=contract)
    assert figures(edition, "1.1", QUARTER).free == 10_000, "it still stands"
    assert figures(edition, "1.1").free == 36_000


def test_a_return_lowers_what_was_paid(edition: Edition) -> None:
    paid = pay("1.1", 4_000)
    pay("1.1", -500, corrects=paid, on=date(2020, 3, 20))
    assert figures(edition, "1.1").paid == 3_500


def test_payments_after_the_day_are_not_known_yet(edition: Edition) -> None:
    pay("1.1", 100, on=date(2020, 3, 1))
    pay("1.1", 10, on=date(2020, 3, 20))
    assert figures(edition, "1.1", Span.to(date(2020, 3, 31), on=date(2020, 3, 10))).paid == 100


def test_a_period_within_the_year_is_told_beside_the_year_so_far(edition: Edition) -> None:
    pay("1.1", 100, on=date(2020, 2, 1))
    pay("1.1", 10, on=date(2020, 5, 1))
    told = figures(edition, "1.1", Span.to(date(2020, 6, 30), start=date(2020, 4, 1)))
    assert [told.paid, told.paid_to_date] == [Decimal(10), Decimal(110)]


def test_nothing_is_told_from_a_zero(edition: Edition) -> None:
    paid = pay("1.1", 100)
    pay("1.1", -100, corrects=paid)
    assert figures(edition, "1.1").paid == 0
    assert figures(edition, "1.2").paid is None


def test_a_measure_that_left_the_programme_keeps_its_money_in_the_report(edition: Edition) -> None:
    gone = Measure.objects.create(program=edition.program, code="9.9")
    pay("9.9", 100)
    last = Execution(edition, YEAR).directions[-1]
    assert last.direction is None
    assert [row.measure for row in last.measures] == [gone]
    assert last.figures.paid == 100


def test_payments_that_wait_are_in_no_figure_and_are_told_beside(edition: Edition) -> None:
    pay(None, "70.07")
    execution = Execution(edition, YEAR)
    assert execution.waiting == (1, Decimal("70.07"))
    assert execution.total.paid is None


def test_natural_persons_are_told_together_without_their_names(edition: Edition) -> None:
    pay("1.1", 100, payee_name="Шевченко Т. Г.", payee_code="1234567890", payee_is_person=True)
    pay("1.1", 50, payee_name="Франко І. Я.", payee_code="1234567891", payee_is_person=True)
    pay("1.1", 70)
    told = [(one.name, one.code, one.count, one.paid) for one in Execution(edition, YEAR).payees]
    assert told == [("", "", 2, Decimal(150)), ("ТОВ «Переклад»", "87654321", 1, Decimal(70))]


def test_a_period_does_not_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="2020-01-01"):
        Span.to(date(2020, 1, 1), start=date(2020, 1, 2))


def test_the_number_of_queries_does_not_grow_with_the_data(edition: Edition) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            execution = Execution(edition, YEAR)
            assert execution.total
            assert execution.by_source
            assert execution.by_code
            assert execution.payees
            assert execution.months
            assert [row for direction in execution.directions for row in direction.measures]
        return len(queries)

    grant("1.1", 1_000)
    pay("1.1", 100)
    count()  # the edition's own programme is asked for once
    before = count()
    for number in range(30):
        grant("1.2", 1_000, source_code=f"source-{number}")
        pay("1.2", 5, source_code=f"source-{number}", payee_name=f"ТОВ {number}")
    assert count() == before


def test_of_ten_thousand_payments_every_subtotal_and_percentage_is_exact(edition: Edition) -> None:
    grant("1.1", "123456789.01")
    grant("1.2", "0.03", economic_code="2250")
    payments = random_payments(10_000)
    execution = Execution(edition, YEAR)
    expected: dict[tuple[str, object], Decimal] = defaultdict(Decimal)
    for payment in payments:
        for name in ("measure_id", "source_id", "payee_name"):
            expected[name, getattr(payment, name)] += payment.amount
        expected["code", (payment.program_code_id or "", payment.economic_code_id or "")] += payment.amount
        expected["month", payment.paid_on.month] += payment.amount
        expected["all", ""] += payment.amount
    told: dict[tuple[str, object], Decimal | None] = {
        **{("measure_id", pk): row.paid for pk, row in execution.by_measure.items()},
        **{("source_id", one.pk): row.paid for one, row in execution.by_source},
        **{("payee_name", one.name): one.paid for one in execution.payees},
        **{("code", code): row.paid for code, row in execution.by_code if row.paid is not None},
        **{("month", one.month): one.paid for one in execution.months},
        ("all", ""): execution.total.paid,
    }
    assert told == expected
    for row in execution.by_measure.values():
        if row.granted:
            exact = percent(expected["measure_id", measure_of("1.1").pk], Decimal("123456789.01"))
            assert execution.by_measure[measure_of("1.1").pk].percent == exact


def test_the_columns_of_ten_thousand_payments_add_up(edition: Edition) -> None:
    grant("1.1", "999.99")
    random_payments(10_000)
    execution = Execution(edition, Span.to(date(2020, 9, 30), start=date(2020, 4, 1)))
    directions = sum((direction.figures for direction in execution.directions), Figures())
    sources = sum((row for _source, row in execution.by_source), Figures())
    coded = sum((row for _code, row in execution.by_code), Figures())
    assert execution.total == directions == sources == coded
    assert execution.total.paid == sum(one.paid for one in execution.payees)
    assert execution.total.paid_to_date == sum(month.paid for month in execution.months)
    assert program_of() == execution.program
