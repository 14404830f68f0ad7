"""What the city's budget grants, in the admin: entered once, added up, allotted by month."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from budget.models import Allotment, Appropriation, MeasureLine
from oleksandria_intl.models import Decision
from programs.models import Edition
from tests import spending
from tests.admin_pages import address, posted

NBSP = "\u00a0"
PAGES = ("add", "change", "delete")


def plain(text: str) -> str:
    return text.replace(NBSP, " ")


def months(form: dict[str, Any], **amounts: str) -> dict[str, Any]:
    """Return a form with amounts typed for months: ``m1`` is January."""
    places = {int(form[f"allotments-{place}-month"]): place for place in range(12)}
    return form | {f"allotments-{places[int(month[1:])]}-amount": amount for month, amount in amounts.items()}


@pytest.fixture
def new_grant(client: Client, accountant: User, edition: Edition) -> dict[str, Any]:
    """A form for 12 000,50 of the souvenirs, with no month typed."""
    client.force_login(accountant)
    spending.codes()
    form = posted(client, address(Appropriation, "add") + f"?measure={spending.measure_of('2.1').pk}&year=2020")
    return form | {
        "decision": spending.budget_decision().pk,
        "unit": spending.unit().pk,
        "source": spending.source().pk,
        "program_code": spending.KPK,
        "amount": "12 000,50",
    }


def test_the_accountant_enters_a_grant_as_the_decision_prints_it(client: Client, new_grant: dict[str, Any]) -> None:
    client.post(address(Appropriation, "add"), new_grant)
    grant = Appropriation.objects.get()
    assert (grant.amount, grant.measure.code, grant.program_code_id) == (Decimal("12000.50"), "2.1", "0210180")
    assert not grant.allotments.exists()
    assert grant.history.get().history_user.username == "accountant"


def test_the_twelve_months_are_offered_by_name_and_kept_where_they_add_up(
    client: Client, new_grant: dict[str, Any]
) -> None:
    client.post(address(Appropriation, "add"), months(new_grant, m1="2 000,50", m6="10 000"))
    kept = Allotment.objects.values_list("month", "amount")
    assert list(kept) == [(1, Decimal("2000.50")), (6, Decimal("10000"))]


def test_months_that_do_not_add_up_are_refused_with_the_difference(client: Client, new_grant: dict[str, Any]) -> None:
    answer = client.post(address(Appropriation, "add"), months(new_grant, m1="2 000,00"))
    told = plain(answer.content.decode())
    assert "2 000 грн" in told
    assert "12 000,50 грн" in told
    assert "10 000,50 грн" in told
    assert not Appropriation.objects.exists()


def test_a_month_is_taken_out_by_emptying_its_amount(client: Client, accountant: User, edition: Edition) -> None:
    grant = spending.grant("2.1", 300)
    for month in (1, 2, 3):
        Allotment.objects.create(appropriation=grant, month=month, amount=100)
    client.force_login(accountant)
    page = address(Appropriation, "change", grant.pk)
    client.post(page, months(posted(client, page), m1="", m3="200,00"))
    assert list(grant.allotments.values_list("month", "amount")) == [(2, Decimal(100)), (3, Decimal(200))]


def test_all_months_are_taken_out_together(client: Client, accountant: User, edition: Edition) -> None:
    grant = spending.grant("2.1", 300)
    Allotment.objects.create(appropriation=grant, month=5, amount=300)
    client.force_login(accountant)
    page = address(Appropriation, "change", grant.pk)
    client.post(page, months(posted(client, page), m5=""))
    assert not grant.allotments.exists()


def test_a_grant_cannot_shrink_away_from_its_months(client: Client, accountant: User, edition: Edition) -> None:
    grant = spending.grant("2.1", 300)
    Allotment.objects.create(appropriation=grant, month=5, amount=300)
    client.force_login(accountant)
    page = address(Appropriation, "change", grant.pk)
    assert client.post(page, posted(client, page) | {"amount": "200"}).status_code == 200
    grant.refresh_from_db()
    assert grant.amount == 300


def test_letters_in_a_month_come_back_with_a_sentence(client: Client, new_grant: dict[str, Any]) -> None:
    answer = client.post(address(Appropriation, "add"), months(new_grant, m1="сто"))
    assert "45 000,50" in answer.content.decode()


def test_the_panel_tells_the_grants_decision_by_decision_with_a_running_total(
    client: Client, accountant: User, edition: Edition
) -> None:
    first = spending.grant("2.1", 20_000)
    second = spending.grant("2.1", -5_000, on=date(2020, 5, 15))
    spending.grant("1.1", 7)
    draft = spending.grant("2.1", 1_000, on=date(2020, 6, 1))
    type(draft.decision).objects.filter(pk=draft.decision_id).update(number="", period_precision="day")
    client.force_login(accountant)
    shown = client.get(address(Appropriation, "change", second.pk)).context
    assert [(plain(line.amount), plain(line.running), line.look) for line in shown["grant_lines"]] == [
        ("20 000,00", "20 000,00", ""),
        ("-5 000,00", "15 000,00", "this"),
        ("1 000,00", "15 000,00", "idle"),
    ]
    assert shown["grant_lines"][0].url == address(Appropriation, "change", first.pk)
    assert (plain(shown["planned"]), plain(shown["granted"]), shown["over"]) == ("45 000,00", "15 000,00", "")


def test_a_grant_above_the_programme_is_saved_with_a_warning(client: Client, new_grant: dict[str, Any]) -> None:
    answer = client.post(address(Appropriation, "add"), new_grant | {"amount": "50 000"}, follow=True)
    grant = Appropriation.objects.get()
    warned = [plain(str(message)) for message in answer.context["messages"] if message.level_tag == "warning"]
    assert len(warned) == 1
    assert "5 000 грн" in warned[0]
    assert "5 000 грн" in plain(client.get(address(Appropriation, "change", grant.pk)).context["over"])


def test_a_grant_below_the_programme_is_no_warning(client: Client, new_grant: dict[str, Any]) -> None:
    answer = client.post(address(Appropriation, "add"), new_grant, follow=True)
    assert [message.level_tag for message in answer.context["messages"]] == ["success"]


def test_a_grant_of_a_year_outside_the_programme_is_refused(client: Client, new_grant: dict[str, Any]) -> None:
    assert client.post(address(Appropriation, "add"), new_grant | {"year": "2031"}).status_code == 200
    assert not Appropriation.objects.exists()


def test_the_foot_adds_up_what_the_filter_leaves(client: Client, accountant: User, edition: Edition) -> None:
    spending.grant("2.1", "100.10")
    spending.grant("1.1", "0.20")
    spending.grant("1.1", 1_000, economic_code="2250")
    client.force_login(accountant)
    shown = client.get(address(Appropriation, "changelist"), {"economic_code__code__exact": "2240"})
    assert [plain(amount) for _name, amount in shown.context["foot"]] == ["100,30"]


def test_a_grant_is_found_by_the_printed_name_of_its_measure(
    client: Client, accountant: User, edition: Edition
) -> None:
    MeasureLine.objects.filter(code="2.1").update(name_uk="Виготовлення сувенірів")
    grant = spending.grant("2.1", 1)
    spending.grant("1.1", 2)
    client.force_login(accountant)
    shown = client.get(address(Appropriation, "changelist"), {"q": "СУВЕНІР"})
    assert list(shown.context["cl"].result_list) == [grant]
    assert "2.1 Виготовлення сувенірів" in shown.content.decode()


@pytest.mark.parametrize("person", ["clerk", "head", "auditor"])
def test_only_those_who_keep_the_money_change_grants(
    person: str, client: Client, edition: Edition, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(person))
    grant = spending.grant("2.1", 100)
    assert client.get(address(Appropriation, "change", grant.pk)).status_code == 200
    for page, args in (("add", ()), ("delete", (grant.pk,))):
        assert client.get(address(Appropriation, page, *args)).status_code == 403
    assert client.post(address(Appropriation, "change", grant.pk), {"amount": "1"}).status_code == 403


def test_a_new_grant_asks_for_day_and_number_of_the_decision_only(client: Client, new_grant: dict[str, Any]) -> None:
    page, named = address(Appropriation, "add"), {"decided_on": "20.03.2020", "decision_number": "77"}
    for amount in ("100", "200"):
        assert client.post(page, new_grant | named | {"decision": "", "amount": amount}).status_code == 302
    first, second = Appropriation.objects.select_related("decision").order_by("pk")
    assert first.decision == second.decision
    assert (first.decision.number, first.decision.dated, first.decision.body.code) == (
        "77",
        date(2020, 3, 20),
        "council",
    )
    assert first.decision.history.get().history_user.username == "accountant"


def test_half_of_a_decision_none_and_two_are_refused_with_what_was_typed(
    client: Client, new_grant: dict[str, Any]
) -> None:
    both = {"decided_on": "20.03.2020", "decision_number": "77"}
    wrong = (
        ({"decision": ""}, "decided_on"),
        ({"decision": "", "decided_on": "20.03.2020"}, "decision_number"),
        ({"decision": "", "decision_number": "77"}, "decided_on"),
        ({"decision": "", **both, "decided_on": "20.03.2999"}, "decided_on"),
        (both, "decision"),
    )
    for typed, field in wrong:
        answer = client.post(address(Appropriation, "add"), new_grant | typed)
        form = answer.context["adminform"].form
        assert (list(form.errors), form["amount"].value()) == ([field], "12 000,50")
    assert not Appropriation.objects.exists()
    assert Decision.objects.count() == 2
