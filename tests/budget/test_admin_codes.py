"""Measures by name with their money, and the codes of the budget, in the admin."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from budget.models import (
    Appropriation,
    AssignmentRule,
    Commitment,
    EconomicCode,
    Measure,
    MeasureLine,
    Payment,
    ProgramCode,
    SpendingUnit,
)
from programs.models import Edition
from tests import factories, spending
from tests.admin_pages import address, posted

NBSP = "\u00a0"


def plain(text: str) -> str:
    return text.replace(NBSP, " ")


def test_a_measure_is_called_by_its_code_and_the_name_and_years_of_the_edition_shown_today(edition: Edition) -> None:
    MeasureLine.objects.filter(code="2.1").update(name_uk="Виготовлення сувенірів")
    newer = factories.amendment(edition, year_to=2022)
    line = MeasureLine.objects.get(code="2.1", edition=edition)
    direction = line.direction
    direction.pk, direction.edition = None, newer
    direction.save()
    line.pk, line.edition, line.direction, line.name_uk = None, newer, direction, "Сувеніри"
    line.save()
    since = date(2020, 2, 1)
    for status, name in (("draft", "2.1 Виготовлення сувенірів (2020)"), ("adopted", "2.1 Сувеніри (2020-2022)")):
        Edition.objects.filter(pk=newer.pk).update(status=status, in_force_from=since)
        measure = Measure.objects.get(code="2.1")
        assert str(measure) == str(Measure.objects.named().get(code="2.1")) == name


def test_the_measures_page_tells_its_money_as_reports_do(client: Client, accountant: User, edition: Edition) -> None:
    spending.grant("2.1", 30_000)
    contract = spending.promise("2.1", 10_000)
    spending.pay("2.1", "2500.50", commitment=contract)
    spending.pay("2.1", 500)
    line = MeasureLine.objects.get(edition=edition, code="2.1")
    client.force_login(accountant)
    shown = client.get(address(MeasureLine, "change", line.pk)).context
    assert [plain(row.amounts[0]) for row in shown["money_rows"]] == [
        "45 000,00",
        "30 000,00",
        "10 000,00",
        "3 000,50",
        "19 500,00",
        "15 000,00",
        "10,0",
    ]
    assert [len(each["lines"]) for each in shown["money_lists"]] == [2, 1]
    assert {link.split("?")[0] for link, _words in shown["money_adds"]} == {
        address(model, "add") for model in (Payment, Commitment, Appropriation)
    }
    for link, _words in shown["money_adds"]:
        assert posted(client, link)["measure"] == str(line.measure_id)


def test_a_measure_of_several_years_tells_each_and_all_together(client: Client, accountant: User, db: None) -> None:
    edition = factories.edition("2021-2023", years=(2021, 2023))
    spending.grant("2.1", 100, on=date(2021, 1, 5), year=2021)
    spending.grant("2.1", 10, on=date(2022, 1, 5), year=2022)
    line = MeasureLine.objects.get(edition=edition, code="2.1")
    client.force_login(accountant)
    shown = client.get(address(MeasureLine, "change", line.pk)).context
    assert shown["money_heads"][:3] == ["2021", "2022", "2023"]
    assert [plain(amount) for amount in shown["money_rows"][1].amounts] == ["100,00", "10,00", "–", "110,00"]


@pytest.mark.parametrize("person", ["clerk", "auditor"])
def test_who_does_not_keep_the_money_has_no_buttons(
    person: str, client: Client, edition: Edition, request: pytest.FixtureRequest
) -> None:
    line = MeasureLine.objects.get(edition=edition, code="2.1")
    client.force_login(request.getfixturevalue(person))
    assert client.get(address(MeasureLine, "change", line.pk)).context["money_adds"] == []


def test_measures_stand_not_in_the_menu_and_nobody_makes_or_deletes_them(
    client: Client, administrator: User, edition: Edition
) -> None:
    measure = spending.measure_of("2.1")
    client.force_login(administrator)
    assert client.get(address(Measure, "add")).status_code == 403
    assert client.get(address(Measure, "delete", measure.pk)).status_code == 403
    assert client.post(address(Measure, "change", measure.pk), {"code": "9"}).status_code == 403


def test_a_code_keeps_its_leading_zero_and_does_not_change(client: Client, accountant: User, db: None) -> None:
    client.force_login(accountant)
    client.post(address(ProgramCode, "add"), {"code": "0210180", "name_uk": "Інша діяльність"})
    code = ProgramCode.objects.get()
    page = address(ProgramCode, "change", code.pk)
    client.post(page, posted(client, page) | {"code": "0000000", "name_uk": "Інша назва"})
    code.refresh_from_db()
    assert (code.code, code.name_uk) == ("0210180", "Інша назва")


@pytest.mark.parametrize(("model", "wrong"), [(ProgramCode, "210180"), (EconomicCode, "22a0"), (EconomicCode, "22401")])
def test_a_code_of_another_length_is_refused(
    model: Any, wrong: str, client: Client, accountant: User, db: None
) -> None:
    client.force_login(accountant)
    answer = client.post(address(model, "add"), {"code": wrong, "name_uk": "Назва"})
    assert answer.context["errors"]
    assert not model.objects.exists()


def test_a_code_in_use_stays_and_the_accountant_is_told(client: Client, accountant: User, edition: Edition) -> None:
    spending.grant("2.1", 1)
    client.force_login(accountant)
    client.post(address(ProgramCode, "delete", ProgramCode.objects.get().pk), {"post": "yes"})
    assert ProgramCode.objects.exists()


@pytest.mark.parametrize("model", [ProgramCode, EconomicCode, SpendingUnit, Appropriation, Payment, AssignmentRule])
def test_the_clerk_adds_nothing_of_the_money(model: Any, client: Client, clerk: User, edition: Edition) -> None:
    client.force_login(clerk)
    assert client.get(address(model, "changelist")).status_code == 200
    assert client.get(address(model, "add")).status_code == 403
