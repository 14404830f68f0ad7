"""Measures and their money: who edits what, and the sums beside it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from budget.models import Direction, Funding, MeasureLine
from programs.models import Edition
from tests import factories
from tests.admin_pages import address, posted

NBSP = "\u00a0"


@pytest.fixture
def measure(edition: Edition) -> MeasureLine:
    """The souvenirs: 45 thousand."""
    return MeasureLine.objects.get(edition=edition, code="2.1")


def sums(response: Any) -> dict[str, list[str]]:
    """Return the table of sums of a page."""
    return {
        row.look or row.name: [amount.replace(NBSP, " ") for amount in row.amounts]
        for row in response.context["sum_rows"]
    }


def amount_of(measure: MeasureLine) -> Decimal:
    return measure.funding.get().amount


def test_the_accountant_changes_an_amount(client: Client, accountant: User, measure: MeasureLine) -> None:
    client.force_login(accountant)
    page = address(MeasureLine, "change", measure.pk)
    client.post(page, posted(client, page) | {"funding-0-amount": "46 500,00"})
    assert amount_of(measure) == Decimal("46500")


def test_the_accountant_does_not_change_the_measure_itself(
    client: Client, accountant: User, measure: MeasureLine
) -> None:
    client.force_login(accountant)
    page = address(MeasureLine, "change", measure.pk)
    client.post(page, posted(client, page) | {"name_uk": "Підміна"})
    measure.refresh_from_db()
    assert measure.name_uk == "Захід 2.1"
    assert measure.history.count() == 1


def test_the_accountant_does_not_go_back_to_an_old_text_of_the_measure(
    client: Client, accountant: User, measure: MeasureLine
) -> None:
    client.force_login(accountant)
    page = address(MeasureLine, "simple_history", measure.pk, measure.history.last().pk)
    assert client.post(page, {}).status_code == 403


def test_the_clerk_changes_an_amount(client: Client, clerk: User, measure: MeasureLine) -> None:
    client.force_login(clerk)
    page = address(MeasureLine, "change", measure.pk)
    client.post(page, posted(client, page) | {"funding-0-amount": "1,00"})
    assert amount_of(measure) == Decimal("1")


def test_the_secretary_changes_no_amount(client: Client, secretary: User, measure: MeasureLine) -> None:
    client.force_login(secretary)
    page = address(MeasureLine, "change", measure.pk)
    assert client.post(page, {"funding-0-amount": "1,00"}).status_code == 403
    assert amount_of(measure) == Decimal("45000")


def test_the_accountant_does_not_delete_a_measure_that_has_money(
    client: Client, accountant: User, measure: MeasureLine
) -> None:
    client.force_login(accountant)
    assert client.post(address(MeasureLine, "delete", measure.pk), {"post": "yes"}).status_code == 403
    assert Funding.objects.filter(measure_line=measure).exists()


def test_a_wrong_amount_comes_back_with_a_sentence(client: Client, accountant: User, measure: MeasureLine) -> None:
    client.force_login(accountant)
    page = address(MeasureLine, "change", measure.pk)
    answer = client.post(page, posted(client, page) | {"funding-0-amount": "сорок п'ять"})
    assert "сорок п&#x27;ять" in answer.content.decode()
    assert "45 000,50" in answer.content.decode()


def test_money_of_a_year_outside_the_programme_is_refused(
    client: Client, accountant: User, measure: MeasureLine
) -> None:
    client.force_login(accountant)
    page = address(MeasureLine, "change", measure.pk)
    source = measure.funding.get().source_id
    new = {"funding-1-year": 2031, "funding-1-source": source, "funding-1-amount": "1", "funding-TOTAL_FORMS": 2}
    answer = client.post(page, posted(client, page) | new)
    assert answer.status_code == 200
    assert measure.funding.count() == 1


def test_a_measure_shows_its_sum_its_directions_and_the_programmes(
    client: Client, accountant: User, edition: Edition
) -> None:
    measure = MeasureLine.objects.get(edition=edition, code="1.1")
    client.force_login(accountant)
    shown = client.get(address(MeasureLine, "change", measure.pk)).context["sum_rows"]
    assert [row.amounts[0].replace(NBSP, " ") for row in shown] == [
        "40 000,00",
        "340 000,00",
        "385 000,00",
        "385 000,00",
    ]


def test_a_direction_shows_its_measures_and_its_sum(client: Client, clerk: User, edition: Edition) -> None:
    direction = Direction.objects.get(edition=edition, code="1")
    client.force_login(clerk)
    table = sums(client.get(address(Direction, "change", direction.pk)))
    assert table["Захід 1.2"] == ["300 000,00"]
    assert table["this"] == ["340 000,00"]


def test_a_sum_that_is_not_the_agreed_one_is_shown_in_red(client: Client, clerk: User, measure: MeasureLine) -> None:
    Funding.objects.filter(measure_line=measure).update(amount=Decimal("46500"))
    client.force_login(clerk)
    assert sums(client.get(address(MeasureLine, "change", measure.pk)))["error"] == ["1 500,00"]


def test_sums_of_several_years_stand_in_columns(client: Client, clerk: User, db: None) -> None:
    edition = factories.edition("2021-2023", years=(2021, 2023))
    measure = MeasureLine.objects.get(edition=edition, code="2.1")
    client.force_login(clerk)
    page = client.get(address(MeasureLine, "change", measure.pk))
    assert page.context["heads"][:3] == ["2021", "2022", "2023"]
    assert sums(page)["this"] == ["45 000,00"] * 3 + ["135 000,00"]


def test_the_list_of_measures_ends_with_the_sums_of_the_edition(client: Client, clerk: User, edition: Edition) -> None:
    factories.edition("2021", years=(2021, 2021))
    client.force_login(clerk)
    page = client.get(address(MeasureLine, "changelist"), {"edition__id__exact": edition.pk})
    assert sums(page)["Напрям 1"] == ["340 000,00"]


def test_a_list_of_several_editions_has_no_sums(client: Client, clerk: User, edition: Edition) -> None:
    factories.edition("2021", years=(2021, 2021))
    client.force_login(clerk)
    assert "sum_rows" not in client.get(address(MeasureLine, "changelist")).context


def test_two_accountants_do_not_overwrite_each_others_amounts(
    client: Client, accountant: User, head: User, measure: MeasureLine
) -> None:
    client.force_login(accountant)
    page = address(MeasureLine, "change", measure.pk)
    form = posted(client, page) | {"funding-0-amount": "46 500,00"}
    client.force_login(head)
    client.post(page, posted(client, page) | {"funding-0-amount": "47 000,00"})
    client.force_login(accountant)
    answer = client.post(page, form)
    assert "46 500,00" in answer.content.decode()
    assert "47000,00" in answer.content.decode().replace(NBSP, "").replace(" ", "")
    assert amount_of(measure) == Decimal("47000")
