"""A report on a programme's money on the screen."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client

from budget.models import Explanation, Funding, Measure
from budget.tables import MOST_PAYEES
from programs.models import Edition
from tests import factories
from tests.money_pages import QUARTER, REPORT, SECOND_QUARTER, queries, rows, spent, text
from tests.public_pages import page
from tests.spending import grant, pay, source

__all__ = ["spent"]


def test_a_report_shows_every_figure_of_a_measure_to_the_kopiyka(stranger: Client, spent: Edition) -> None:
    shown = rows(page(stranger, f"/en{QUARTER}"))
    sums = ["300,000.00", "180,000.00", "180,000.00", "12,345.67", "167,654.33"]
    assert shown["Захід 1.2"] == [*sums, "6.8%", "6.8%", "4.1%", "60,000.40", "119,999.60", "120,000.00"]
    assert shown["Total of direction 1"][0] == "340,000.00"
    assert shown["Total"][3] == "12,345.67"


def test_a_period_that_starts_later_has_a_column_since_january(stranger: Client, spent: Edition) -> None:
    shown = rows(page(stranger, f"/en{SECOND_QUARTER}"))["Захід 1.2"]
    assert shown[3:8] == ["5,000.00", "17,345.67", "162,654.33", "2.7%", "9.6%"]


def test_nothing_known_differs_from_zero(stranger: Client, spent: Edition) -> None:
    Funding.objects.filter(edition=spent, amount=45_000).update(amount=0)
    shown = rows(page(stranger, f"/en{QUARTER}"))
    assert shown["Захід 2.1"][:2] == ["0.00", "–no data"]


def test_a_report_by_source_adds_up_to_the_same_total(stranger: Client, spent: Edition) -> None:
    source("grants", "Гранти", order=1)
    grant("1.1", 1_000, source_code="grants")
    shown = rows(page(stranger, f"/en{QUARTER}&by=source"))
    assert shown["Міський бюджет"][1] == "180,000.00"
    assert shown["Total"] == rows(page(stranger, f"/en{QUARTER}"))["Total"]


def test_a_report_by_code_names_the_codes_and_ends_with_what_has_none(stranger: Client, spent: Edition) -> None:
    shown = rows(page(stranger, f"/en{QUARTER}&by=code"))
    assert list(shown) == ["КПКВКМБ 0210180 КЕКВ 2240 Послуги", "without a code", "Total"]


def test_a_report_by_payee_names_no_natural_person(stranger: Client, spent: Edition) -> None:
    pay("1.2", 700, payee_name="Шевченко Тарас", payee_code="1234567890", payee_is_person=True)
    html = page(stranger, f"/en{QUARTER}&by=payee")
    shown = rows(html)
    assert shown["ТОВ «Переклад»"] == ["1", "12,345.67"]
    assert shown["Natural persons"] == ["1", "700.00"]
    assert shown["Total"] == ["2", "13,045.67"]
    assert "Шевченко" not in html
    assert "1234567890" not in html


def test_a_long_list_of_payees_ends_with_the_others_together(stranger: Client, spent: Edition) -> None:
    for number in range(MOST_PAYEES + 9):
        pay("1.2", 100 + number, payee_name=f"Одержувач {number}", payee_code=f"{number:08}")
    shown = rows(page(stranger, f"/en{QUARTER}&by=payee"))
    assert len(shown) == MOST_PAYEES + 2
    assert shown["Other payees (10)"] == ["10", "1,045.00"]


def test_a_report_tells_who_answers_and_why_a_measure_deviates(stranger: Client, spent: Edition) -> None:
    measure = Measure.objects.get(code="1.2")
    Explanation.objects.create(measure=measure, on=date(2020, 3, 31), text="Поїздку перенесено.")
    shown = text(page(stranger, QUARTER))
    assert "управління економіки" in shown
    assert "Поїздку перенесено." in shown
    assert "Поїздку перенесено." not in page(stranger, SECOND_QUARTER)


def test_a_report_says_how_its_figures_are_made(stranger: Client, spent: Edition) -> None:
    pay(None, "77.70")
    shown = text(page(stranger, f"/en{QUARTER}"))
    assert "1 payment of the period, 77.70 UAH, is not assigned to a measure and is in no figure." in shown
    assert "percentages are cut down to one decimal" in shown
    assert "what is not allotted by month is in it as a whole" in shown
    assert "The programme's plan is of its draft, edition 1" in shown


def test_a_report_takes_the_edition_in_force(stranger: Client, db: None) -> None:
    factories.edition(status="adopted")
    assert "The programme's plan is of edition 1, in force from 1 January 2020." in text(
        page(stranger, f"/en{QUARTER}")
    )


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("from=31.02.2020", "“31.02.2020” is not a day of the calendar."),
        ("to=soon", "“soon” is not a day of the calendar."),
        ("to=%00", "is not a day of the calendar."),
        ("from=2020-03-31&to=2020-01-01", "The period ends before it starts."),
        ("to=2021-01-31", "The programme is of 2020; this day is not."),
        ("from=0001-01-01", "The programme is of 2020; this day is not."),
        ("from=2020-03-01&on=2020-02-01", "This day is before the period."),
        ("by=colour", "There is no such table."),
    ],
)
def test_what_cannot_be_a_period_is_refused_in_a_sentence(
    stranger: Client, spent: Edition, asked: str, sentence: str
) -> None:
    html = page(stranger, f"/en{REPORT}?{asked}")
    assert sentence in text(html)
    assert 'aria-invalid="true"' in html
    assert '<table class="report">' not in html


def test_what_was_typed_stays_in_its_field(stranger: Client, spent: Edition) -> None:
    html = page(stranger, f"{REPORT}?from=31.02.2020&to=2020-03-31&on=%3Cscript%3E")
    assert 'name="from" value="31.02.2020"' in html
    assert 'name="to" value="31.03.2020"' in html
    assert 'value="&lt;script&gt;"' in html


def test_what_is_left_out_of_a_period_is_from_january_to_the_end_of_the_year(stranger: Client, spent: Edition) -> None:
    html = page(stranger, f"{REPORT}?from=&to=++")
    assert 'name="from" value="01.01.2020"' in html
    assert 'name="to" value="31.12.2020"' in html


def test_links_lead_to_the_quarter_half_year_nine_months_and_year(stranger: Client, spent: Edition) -> None:
    html = page(stranger, f"{QUARTER}&by=source")
    ends = re.findall(r'href="\?from=2020-01-01&amp;to=([\d-]+)&amp;by=source"( aria-current="true")?', html)
    assert [end for end, _current in ends] == ["2020-03-31", "2020-06-30", "2020-09-30", "2020-12-31"]
    assert [bool(current) for _end, current in ends] == [True, False, False, False]


def test_a_programme_of_several_years_offers_each_and_all(stranger: Client, db: None) -> None:
    factories.edition("2021-2022", years=(2021, 2022), status="published")
    html = page(stranger, "/en/budget/2021-2022/report/?to=2021-06-30")
    assert 'name="from" value="01.01.2021"' in html
    assert "?from=2022-01-01&amp;to=2022-03-31" in html
    assert "?from=2021-01-01&amp;to=2022-12-31" in html
    assert "the years 2021-2022" in page(stranger, "/en/budget/2021-2022/report/?from=2021-01-01&to=2022-12-31")


def test_a_report_is_told_as_of_the_day_that_was_asked_for(stranger: Client, spent: Edition) -> None:
    grant("1.2", -80_000, on=date(2020, 4, 10))
    assert rows(page(stranger, f"/en{QUARTER}"))["Захід 1.2"][1] == "180,000.00"
    assert rows(page(stranger, f"/en{QUARTER}&on=2020-04-15"))["Захід 1.2"][1] == "100,000.00"
    assert "&amp;on=2020-04-15" in page(stranger, f"{QUARTER}&on=15.04.2020")


def test_the_charts_say_in_words_what_they_show(stranger: Client, spent: Edition) -> None:
    html = page(stranger, f"/en{QUARTER}")
    pictures = re.findall(r'<svg[^>]*role="img".*?</svg>', html, re.DOTALL)
    assert len(pictures) == 4  # two directions; the months for wide and for narrow screens
    assert all("<title" in picture and "<desc" in picture for picture in pictures)
    assert "By 31 March 2020, 6.8% of the first quarter&#x27;s plan was spent" in html
    assert "Plan and spending by month, in hryvnias" in html


def test_numbers_of_a_chart_have_no_ukrainian_comma(stranger: Client, spent: Edition) -> None:
    html = page(stranger, QUARTER)
    assert re.findall(r'(?:width|x1|x2|cx|cy|y)="[\d.]+,', html) == []


@pytest.mark.parametrize("address", ["/budget/2020/", QUARTER])
def test_a_banner_says_that_figures_are_invented(stranger: Client, spent: Edition, address: str) -> None:
    assert "warning" not in page(stranger, address)
    pay("1.2", 1, is_demonstration=True)
    assert 'class="warning"' in page(stranger, address)


@pytest.mark.parametrize("address", ["/budget/2020/", QUARTER, f"{QUARTER}&by=code", f"{SECOND_QUARTER}&by=payee"])
def test_more_measures_and_payments_ask_the_database_no_more_often(
    stranger: Client, spent: Edition, address: str
) -> None:
    few = queries(stranger, address)
    for number in range(3, 20):
        factories.measure(spent, f"1.{number}", order=number, amount=1_000)
        grant(f"1.{number}", 500, economic_code=f"22{number:02}", source_code=f"source-{number}")
        pay(f"1.{number}", 100, payee_name=f"Одержувач {number}", on=date(2020, number % 12 + 1, 3))
    assert queries(stranger, address) == few
