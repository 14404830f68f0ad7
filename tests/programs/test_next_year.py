"""The next programme's draft: the rows of this one, later by its years."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from budget.models import Funding, Measure, MeasureLine
from delegations.models import PlannedVisit
from oleksandria_intl import checks
from oleksandria_intl.models import Decision, Term
from programs.exchange import row_models
from programs.models import AgreedTotal, Edition, Indicator, IndicatorValue, Program, Section
from programs.next_year import begin_next_year, next_slug
from tests import factories


def begun(edition: Edition, by: User, *, with_money: bool = False) -> Edition:
    """Begin the next year's draft; return it as it is stored."""
    made = begin_next_year(edition=Edition.objects.get(pk=edition.pk), with_money=with_money, by=by)
    return Edition.objects.get(pk=made.pk)


def visit(edition: Edition, **fields: object) -> PlannedVisit:
    """Plan a visit of 2020."""
    return PlannedVisit.objects.create(edition=edition, order=5, place_words="Гданськ", **fields)  # type: ignore[misc]


def moved(edition: Edition, by: User) -> PlannedVisit:
    """Return the visit in the next year's draft."""
    return PlannedVisit.objects.get(edition=begun(edition, by), place_words="Гданськ")


def test_the_programme_of_the_next_years_begins_with_a_draft(edition: Edition, head: User) -> None:
    new = begun(edition, head)
    assert (new.key, new.year_from, new.year_to, new.status, new.base) == ("2021/1", 2021, 2021, "draft", None)
    assert new.name_uk == edition.name_uk


def test_a_programme_of_three_years_is_followed_by_the_next_three(head: User) -> None:
    edition = factories.edition("2021-2023", years=(2021, 2023))
    new = begun(edition, head, with_money=True)
    assert (new.key, new.year_from, new.year_to) == ("2024-2026/1", 2024, 2026)
    assert set(Funding.objects.filter(edition=new).values_list("year", flat=True)) == {2024, 2025, 2026}


@pytest.mark.parametrize(("slug", "expected"), [("youth-2020", "youth-2021"), ("youth", "youth-2021")])
def test_the_address_names_the_new_years(slug: str, expected: str, db: None) -> None:
    assert next_slug(factories.edition(slug)) == expected


def test_the_address_of_several_years_is_theirs(db: None) -> None:
    assert next_slug(factories.edition("youth", years=(2021, 2023))) == "youth-2024-2026"


def test_every_row_is_there_but_the_agreed_totals(edition: Edition, head: User) -> None:
    factories.everything(edition)
    new = begun(edition, head, with_money=True)
    for model in set(row_models()) - {AgreedTotal}:
        old = model._default_manager.filter(edition=edition).count()
        assert (model, model._default_manager.filter(edition=new).count()) == (model, old)
    assert not AgreedTotal.objects.filter(edition=new).exists()


def test_the_money_is_copied_into_the_new_year(edition: Edition, head: User) -> None:
    factories.everything(edition)
    new = begun(edition, head, with_money=True)
    funding = Funding.objects.get(edition=new, measure_line__code="1.1")
    assert (funding.year, funding.amount, funding.code) == (2021, Decimal(40_000), "1.1-2021-city")
    assert PlannedVisit.objects.get(edition=new).amount == Decimal(30_000)


def test_the_money_is_left_empty(edition: Edition, head: User) -> None:
    factories.everything(edition)
    new = begun(edition, head)
    assert not Funding.objects.filter(edition=new).exists()
    assert PlannedVisit.objects.get(edition=new).amount is None
    assert MeasureLine.objects.filter(edition=new).count() == len(factories.AMOUNTS)


def test_indicators_keep_their_values_in_the_new_year(edition: Edition, head: User) -> None:
    indicator = Indicator.objects.create(edition=edition, order=1, name_uk="Візитів", unit_uk="од.")
    IndicatorValue.objects.create(indicator=indicator, year=2020, value=3)
    value = IndicatorValue.objects.get(edition=begun(edition, head))
    assert (value.year, value.value, value.code) == (2021, Decimal(3), "1-2021")


def test_measures_are_the_new_programmes_own(edition: Edition, head: User) -> None:
    new = begun(edition, head)
    assert Measure.objects.filter(program=new.program).count() == len(factories.AMOUNTS)


def test_the_old_edition_stays_as_it_was(edition: Edition, head: User) -> None:
    old = visit(edition, period_start=date(2020, 5, 1), period_end=date(2020, 5, 31), period_precision="month")
    begun(edition, head)
    old.refresh_from_db()
    assert (old.edition, old.period_start) == (edition, date(2020, 5, 1))


@pytest.mark.parametrize(
    ("start", "end", "precision", "expected"),
    [
        (date(2020, 5, 1), date(2020, 5, 31), "month", "травень 2021 року"),
        (date(2020, 9, 1), date(2020, 10, 31), "month", "вересень-жовтень 2021 року"),
        (date(2020, 2, 1), date(2020, 2, 29), "month", "лютий 2021 року"),
        (date(2020, 2, 29), date(2020, 2, 29), "day", "28 лютого 2021 року"),
        (date(2020, 1, 1), date(2020, 12, 31), "year", "протягом 2021 року"),
    ],
)
def test_a_period_moves_by_a_year(
    edition: Edition, head: User, start: date, end: date, precision: str, expected: str
) -> None:
    visit(edition, period_start=start, period_end=end, period_precision=precision)
    assert moved(edition, head).period_text() == expected


@pytest.mark.parametrize(("precision", "expected"), [("month", date(2024, 2, 29)), ("day", date(2024, 2, 28))])
def test_the_end_of_february_stays_its_end_where_no_day_is_meant(head: User, precision: str, expected: date) -> None:
    edition = factories.edition("2023", years=(2023, 2023))
    visit(edition, period_start=date(2023, 2, 1), period_end=date(2023, 2, 28), period_precision=precision)
    assert moved(edition, head).period_end == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("вересень-жовтень 2020 року", "вересень-жовтень 2021 року"),
        ("за окремим графіком", "за окремим графіком"),
        ("з 2019 по 2020 рік", "з 2019 по 2020 рік"),
        ("29 лютого 2020 року", "29 лютого 2020 року"),
    ],
)
def test_printed_words_move_where_they_leave_no_doubt(edition: Edition, head: User, words: str, expected: str) -> None:
    visit(edition, period_words=words)
    assert moved(edition, head).period_words == expected


def test_a_row_without_a_time_gets_none(edition: Edition, head: User) -> None:
    visit(edition)
    assert moved(edition, head).period is None


def test_the_decision_is_drafted_anew(edition: Edition, head: User) -> None:
    old = Decision.objects.get()
    old.number, old.period_precision, old.session = "1000", "day", 70
    old.period_start = old.period_end = date(2019, 12, 20)
    old.convocation = 7
    old.save()
    new = begun(edition, head).decision
    assert new is not None
    assert (new.code, new.number, new.period_start, new.session) == ("programme-2021", "", None, None)
    assert (new.subject, new.preamble, new.body, new.convocation) == (old.subject, old.preamble, old.body, 7)
    assert [point.text for point in new.points.all()] == [point.text for point in old.points.all()]
    assert [point.order for point in new.points.all()] == [1, 2]


def test_a_code_that_another_decision_has_is_not_taken(edition: Edition, head: User) -> None:
    factories.decision("programme-2021")
    new = begun(edition, head).decision
    assert new is not None
    assert new.code == "programme-2021-2"


def test_an_edition_without_a_decision_begins_one_without(edition: Edition, head: User) -> None:
    Edition.objects.update(decision=None)
    assert begun(edition, head).decision is None


def test_whoever_left_office_signs_no_draft(edition: Edition, head: User) -> None:
    Term.objects.update(until=date(2020, 11, 1))
    new = begun(edition, head).decision
    assert new is not None
    assert (new.signatory, new.approver) == (None, None)


def test_whoever_is_in_office_today_still_signs(edition: Edition, head: User, it_is: object) -> None:
    it_is("2020-11-01")  # type: ignore[operator]
    Term.objects.update(until=date(2020, 11, 1))
    new = begun(edition, head).decision
    assert new is not None
    assert new.signatory == Term.objects.get()


def test_the_history_says_who_began_it(edition: Edition, head: User) -> None:
    new = begun(edition, head)
    assert new.decision is not None
    made = (
        new,
        new.program,
        new.decision,
        new.decision.points.first(),
        MeasureLine.objects.filter(edition=new).first(),
    )
    assert {row.history.get().history_user for row in made if row} == {head}  # type: ignore[attr-defined]


def test_a_programme_that_is_here_already_is_not_begun_again(edition: Edition, head: User) -> None:
    begun(edition, head)
    with pytest.raises(ValidationError, match="2021"):
        begun(edition, head)
    assert Program.objects.count() == 2


def test_nothing_is_left_of_a_draft_that_could_not_be_begun(
    edition: Edition, head: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object, **options: object) -> None:
        raise ValidationError("Ні.")

    monkeypatch.setattr("programs.next_year.clone", fail)
    with pytest.raises(ValidationError):
        begun(edition, head)
    assert (Program.objects.count(), Decision.objects.count()) == (1, 1)


def test_what_is_wrong_with_the_draft_is_found_as_with_any(edition: Edition, head: User) -> None:
    Section.objects.create(edition=edition, order=1, title_uk="Заходи на 2020 рік", body_uk="Текст.")
    sentences = [finding.sentence for finding in checks.findings(begun(edition, head))]
    assert any("2020" in sentence for sentence in sentences)


def test_the_head_begins_it_on_the_page(client: Client, head: User, edition: Edition) -> None:
    client.force_login(head)
    page = reverse("admin:programs_edition_next_year", args=[edition.pk])
    assert "2021" in client.get(page).content.decode()
    answer = client.post(page, {"money": "copied"})
    new = Edition.objects.get(program__slug="2021")
    assert answer["Location"] == reverse("admin:programs_edition_left_years", args=[new.pk])
    assert Funding.objects.filter(edition=new).exists()


def test_left_empty_unless_chosen_otherwise(client: Client, head: User, edition: Edition) -> None:
    client.force_login(head)
    client.post(reverse("admin:programs_edition_next_year", args=[edition.pk]), {"money": ""})
    assert not Funding.objects.filter(edition__program__slug="2021").exists()


def test_the_page_says_that_it_is_here_already(client: Client, head: User, edition: Edition) -> None:
    begun(edition, head)
    client.force_login(head)
    answer = client.post(reverse("admin:programs_edition_next_year", args=[edition.pk]), {"money": ""})
    assert "2021" in str(answer.context["form"].non_field_errors())


@pytest.mark.parametrize(("name", "is_offered"), [("head", True), ("clerk", True), ("auditor", False)])
def test_the_way_is_offered_to_whoever_may_begin_it(
    client: Client, head: User, clerk: User, auditor: User, edition: Edition, name: str, is_offered: bool
) -> None:
    client.force_login({"head": head, "clerk": clerk, "auditor": auditor}[name])
    page = client.get(reverse("admin:programs_edition_change", args=[edition.pk])).content.decode()
    assert (reverse("admin:programs_edition_next_year", args=[edition.pk]) in page) is is_offered
