"""Last year beside this one on the budget's page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override

from budget.reports import report_of
from budget.years import same_day, year_chart
from oleksandria_intl import papers
from programs.models import Edition, Program
from tests import factories
from tests.money_pages import spent, text
from tests.public_pages import page
from tests.spending import grant, pay

__all__ = ["spent"]


@pytest.fixture(autouse=True)
def in_ukrainian() -> Iterator[None]:
    """Say what a chart finds in Ukrainian, whatever page another test asked for."""
    with override("uk"):
        yield


@pytest.fixture
def last_year(spent: Edition) -> Edition:
    """The programme of 2019: of 100 thousand granted, 4000 was paid by May and 10 000 in all."""
    row = factories.edition("2019", years=(2019, 2019), status="adopted")
    program = Program.objects.get(slug="2019")
    grant("1.2", 100_000, on=date(2019, 1, 20), year=2019, program=program)
    pay("1.2", 4000, on=date(2019, 5, 4), program=program)
    pay("1.2", 6000, on=date(2019, 11, 4), program=program)
    return row


def figures(chart: Any) -> list[tuple[str, Any, Any]]:
    return [(row.name, row.figures.granted, row.figures.paid_to_date) for row in chart.bars]


def test_last_year_is_told_to_the_same_day_and_whole(spent: Edition, last_year: Edition) -> None:
    chart = year_chart(report_of("2020", papers.Scope(end=date(2020, 5, 31))))
    assert chart is not None
    assert figures(chart) == [
        ("2020 рік (по 31 травня 2020 року)", 180_000, Decimal("17345.67")),
        ("2019 рік (по 31 травня 2019 року)", 100_000, 4000),
        ("Увесь 2019 рік", 100_000, 10_000),
    ]
    assert chart.title == "Витрачено на 13\xa0345,67 грн більше, ніж на цей самий день торік"


def test_at_the_years_end_last_year_stands_there_once(stranger: Client, spent: Edition, last_year: Edition) -> None:
    chart = year_chart(report_of("2020", papers.Scope()))
    assert chart is not None
    assert [row.name for row in chart.bars] == ["Увесь 2020 рік", "Увесь 2019 рік"]
    assert "By 7,345.67 UAH more was spent than by the same day of last year" in text(
        page(stranger, "/en/budget/2020/")
    )


def test_without_a_programme_of_last_year_the_page_says_so(stranger: Client, spent: Edition) -> None:
    assert year_chart(report_of("2020", papers.Scope())) is None
    assert "Програми на 2019 рік на порталі немає" in text(page(stranger, "/budget/2020/"))


def test_a_year_without_payments_is_not_compared(spent: Edition) -> None:
    factories.edition("2019", years=(2019, 2019), status="published")
    chart = year_chart(report_of("2020", papers.Scope()))
    assert chart is not None
    assert chart.title == "Ще немає даних, за якими можна порівняти два роки"


def test_what_the_public_may_not_see_is_not_compared(spent: Edition) -> None:
    factories.edition("2019", years=(2019, 2019), status="draft")
    assert year_chart(report_of("2020", papers.Scope())) is None


def test_the_year_before_may_be_of_the_same_programme(db: None) -> None:
    factories.edition("2020-2021", years=(2020, 2021), status="published")
    for year in (2020, 2021):
        grant("1.2", 1000 * year, on=date(year, 1, 20), year=year)
        pay("1.2", year, on=date(year, 2, 2))
    chart = year_chart(report_of("2020-2021", papers.Scope(end=date(2021, 12, 31))))
    assert chart is not None
    assert [row[1:] for row in figures(chart)] == [(2_021_000, 2021), (2_020_000, 2020)]


def test_a_programme_is_compared_with_its_own_year_before_and_not_with_another_programme(db: None) -> None:
    factories.edition("2020-2021", years=(2020, 2021), status="published")
    factories.edition("culture", status="published")
    chart = year_chart(report_of("2020-2021", papers.Scope(end=date(2021, 12, 31))))
    assert chart is not None
    assert [row.about.edition.program.slug for row in chart.bars] == ["2020-2021", "2020-2021"]


def test_last_years_plan_that_is_not_adopted_is_called_a_draft(stranger: Client, spent: Edition) -> None:
    factories.edition("2019", years=(2019, 2019), status="published")
    Edition.objects.filter(pk=spent.pk).update(status="adopted", in_force_from=date(2020, 1, 1))
    html = page(stranger, "/budget/2020/")
    heads = [text(f"<main>{head}") for head in re.findall(r"<h4>Увесь.*?</h4>", html, re.DOTALL)]
    assert heads == [
        ">Увесь 2020 рік Програма розвитку співробітництва на 2020 рік затверджено",
        ">Увесь 2019 рік Програма розвитку співробітництва на 2019 рік проєкт",
    ]
    assert 'href="/budget/2019/report/?from=2019-01-01&amp;to=2019-12-31"' in html


@pytest.mark.parametrize(
    ("moment", "is_compared"), [("2019-12-25", False), ("2019-12-31T23:30", False), ("2020-01-01T00:30", True)]
)
def test_a_year_that_has_not_begun_is_not_compared(
    stranger: Client, spent: Edition, last_year: Edition, it_is: Callable[[str], None], moment: str, is_compared: bool
) -> None:
    it_is(moment)
    shown = text(page(stranger, "/budget/2020/"))
    assert ("Рік ще не почався" in shown) is not is_compared
    assert ("Увесь 2019 рік" in shown) is is_compared


def test_no_page_dates_its_figures_before_or_after_the_day_that_it_is(
    stranger: Client, spent: Edition, it_is: Callable[[str], None]
) -> None:
    it_is("2019-12-25")
    for address in ("/", "/programs/2020/"):
        days = re.findall(r"станом на (\d+ \w+ \d{4})", text(page(stranger, address)))
        assert set(days) == {"25 грудня 2019"}, address


def test_the_29th_of_february_is_compared_with_the_28th() -> None:
    assert same_day(date(2020, 2, 29), 2019) == date(2019, 2, 28)
    assert same_day(date(2020, 3, 31), 2019) == date(2019, 3, 31)


def test_where_there_is_no_year_before_nothing_is_added_up_for_it(
    spent: Edition, django_assert_num_queries: Any
) -> None:
    report = report_of("2020", papers.Scope(end=date(2020, 5, 31)))
    with django_assert_num_queries(1):
        assert year_chart(report) is None


def test_the_reports_own_year_is_not_added_up_again(
    spent: Edition, last_year: Edition, django_assert_num_queries: Any
) -> None:
    report = report_of("2020", papers.Scope(end=date(2020, 12, 31), on=date(2020, 12, 31)))
    assert report.execution.total
    # The edition of last year, and the five sums of its money.
    with django_assert_num_queries(6):
        year_chart(report)
