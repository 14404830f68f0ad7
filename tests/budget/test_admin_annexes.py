"""The page on which the annex of a budget decision becomes grants."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from budget.models import Appropriation, ProgramCode
from programs.models import Edition
from tests.admin_pages import address
from tests.closing import closed
from tests.spending import grant, measure_of, promise, source, unit

TABLE = "КПКВКМБ\tКЕКВ\tЗахід\tЗагальний фонд\n0210180\t2240\tЗахід 1.2\t250 000\n0210150\t2240\tПереклад\t1 000,50\n"


@pytest.fixture
def typed(client: Client, accountant: User, edition: Edition) -> dict[str, Any]:
    """What the accountant types beside 300 000 granted to 1.2, and 45 000 to 2.1."""
    grant("1.2", 300_000)
    grant("2.1", 45_000)
    client.force_login(accountant)
    decision = {"decided_on": "20.03.2020", "decision_number": "77", "decision_title": "Про зміни"}
    return decision | {"sums": "whole", "table": TABLE, "unit": unit().pk, "general": source().pk}


def page() -> str:
    return reverse("admin:budget_appropriation_annex")


def test_the_annex_is_pasted_asked_about_shown_and_written(client: Client, typed: dict[str, Any]) -> None:
    assert page() in client.get(address(Appropriation, "changelist")).content.decode()
    assert client.get(page()).status_code == 200
    asked = client.post(page(), typed)
    assert "Переклад" in asked.context["questions"][0].label
    assert not asked.context["may_write"]
    typed |= {"name-0": measure_of("1.1").pk, "codes": "add", "missing": "keep"}
    ready = client.post(page(), typed)
    assert ready.context["may_write"]
    assert "-50 000,00" in ready.content.decode().replace("\u00a0", " ")
    answer = client.post(page(), typed | {"write": ready.context["found"].digest})
    assert answer.status_code == 302
    made = Appropriation.objects.filter(decision__number="77").order_by("amount")
    assert [(row.measure.code, row.amount) for row in made] == [("1.2", Decimal(-50_000)), ("1.1", Decimal("1000.50"))]
    assert (made[0].decision.subject, ProgramCode.objects.filter(code="0210150").exists()) == ("Про зміни", True)
    assert client.post(page(), typed | {"write": ready.context["found"].digest}).status_code == 200
    assert Appropriation.objects.filter(decision__number="77").count() == 2


def test_a_cut_below_what_is_committed_is_named(client: Client, typed: dict[str, Any]) -> None:
    promise("1.2", 270_000, program_code="0210180")
    (line,) = (each for each in client.post(page(), typed | {"name-0": "-"}).context["changes"])
    assert "20 000 грн" in line.overrun.replace("\u00a0", " ")


def test_a_closed_period_asks_for_the_reason_on_the_same_page(client: Client, typed: dict[str, Any]) -> None:
    closed()
    typed |= {"name-0": "-", "missing": "keep"}
    shown = client.post(page(), typed).context["found"].digest
    answer = client.post(page(), typed | {"write": shown})
    assert (answer.status_code, answer.context["late_reason"]["name"]) == (200, "late_reason")
    assert client.post(page(), typed | {"write": shown, "late_reason": "Лист № 5"}).status_code == 302


def test_a_file_stands_as_a_table_that_may_be_mended(client: Client, typed: dict[str, Any]) -> None:
    file = SimpleUploadedFile("annex.csv", TABLE.replace("\t", ";").replace("250 000", "багато").encode("cp1251"))
    answer = client.post(page(), typed | {"table": "", "file": file})
    assert [(each.row, each.column) for each in answer.context["found"].refusals] == [(2, "Загальний фонд")]
    shown = answer.context["form"]["table"].value()
    assert shown == TABLE.replace("250 000", "багато")


def test_nothing_that_was_typed_is_lost_where_something_is_refused(client: Client, typed: dict[str, Any]) -> None:
    for wrong, field in (
        ({"decided_on": ""}, "decided_on"),
        ({"table": "а\tб"}, "table"),
        ({"year": "12"}, "year"),
        ({"unit": ""}, "unit"),
    ):
        form = client.post(page(), typed | wrong).context["form"]
        assert (list(form.errors), form["decision_title"].value()) == ([field], "Про зміни")
    assert Appropriation.objects.count() == 2


def test_the_clerk_takes_no_annex(client: Client, clerk: User, edition: Edition) -> None:
    client.force_login(clerk)
    assert client.get(page()).status_code == 403
