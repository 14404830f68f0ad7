"""What is promised, in the admin: with what is paid and left of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from budget.models import Commitment, Payment
from programs.models import Edition
from tests import spending
from tests.admin_pages import address, posted

NBSP = "\u00a0"
FREE = reverse("admin:budget_commitment_free")


def plain(text: str) -> str:
    return text.replace(NBSP, " ")


@pytest.fixture
def contract(edition: Edition) -> Commitment:
    """A contract of 1 000 of which 400 is paid, in the souvenirs."""
    spending.grant("2.1", 5_000)
    contract = spending.promise("2.1", 1_000, number="7")
    spending.pay("2.1", 400, commitment=contract)
    return contract


def test_the_page_tells_what_is_paid_and_left_and_what_the_measure_has_free(
    client: Client, accountant: User, contract: Commitment
) -> None:
    client.force_login(accountant)
    shown = client.get(address(Commitment, "change", contract.pk)).context
    told = [plain(shown[name]) for name in ("promised", "paid", "left", "free")]
    assert told == ["1 000,00", "400,00", "600,00", "4 000,00"]
    assert [plain(line.amount) for line in shown["list"]["lines"]] == ["400,00"]
    assert shown["add_url"] == f"{address(Payment, 'add')}?commitment={contract.pk}"
    assert shown["warnings"] == []


def test_more_paid_than_promised_is_a_warning(client: Client, accountant: User, contract: Commitment) -> None:
    spending.pay("2.1", 700, commitment=contract)
    client.force_login(accountant)
    warnings = client.get(address(Commitment, "change", contract.pk)).context["warnings"]
    assert "100 грн" in plain(warnings[0])


def test_the_list_tells_what_is_left_and_adds_up_at_its_foot(
    client: Client, accountant: User, contract: Commitment
) -> None:
    closed = spending.promise("1.1", "0.50", cancelled_on=date(2020, 5, 1))
    client.force_login(accountant)
    shown = client.get(address(Commitment, "changelist"))
    assert "600,00" in plain(shown.content.decode())
    assert [plain(amount) for _name, amount in shown.context["foot"]] == ["1 000,50", "400,00"]
    found = client.get(address(Commitment, "changelist"), {"state": "closed"})
    assert list(found.context["cl"].result_list) == [closed]


@pytest.mark.parametrize(("state", "numbers"), [("endless", ["7"]), ("standing", ["7", "8"]), ("overpaid", ["9"])])
def test_commitments_are_filtered_by_state(
    state: str, numbers: list[str], client: Client, accountant: User, contract: Commitment
) -> None:
    spending.promise("1.1", 10, number="8", until=date(2020, 12, 31))
    overpaid = spending.promise("1.1", 10, number="9", cancelled_on=date(2020, 12, 31))
    spending.pay("1.1", 11, commitment=overpaid)
    client.force_login(accountant)
    shown = client.get(address(Commitment, "changelist"), {"state": state}).context["cl"].result_list
    assert sorted(row.number for row in shown) == numbers


def test_the_head_promises_money_of_a_measure(client: Client, head: User, edition: Edition) -> None:
    spending.grant("1.1", 2_000)
    client.force_login(head)
    form = posted(client, address(Commitment, "add") + f"?measure={spending.measure_of('1.1').pk}&year=2020")
    form |= {"subject": "Переклад", "amount": "1 500,25", "source": spending.source().pk}
    form |= {"program_code": spending.KPK, "economic_code": spending.KEKV}
    client.post(address(Commitment, "add"), form)
    assert Commitment.objects.get().amount == Decimal("1500.25")


@pytest.mark.parametrize(
    "wrong",
    [{"amount": "0"}, {"until": "01.01.2019"}, {"cancelled_on": "01.01.2019"}, {"payee_code": "12"}, {"year": "2031"}],
)
def test_what_cannot_be_is_refused_with_a_sentence(
    wrong: dict[str, Any], client: Client, accountant: User, contract: Commitment
) -> None:
    client.force_login(accountant)
    page = address(Commitment, "change", contract.pk)
    answer = client.post(page, posted(client, page) | wrong)
    assert answer.status_code == 200
    assert answer.context["errors"]
    contract.refresh_from_db()
    assert contract.amount == 1_000


def test_the_clerk_does_not_promise_money(client: Client, clerk: User, contract: Commitment) -> None:
    client.force_login(clerk)
    assert client.get(address(Commitment, "change", contract.pk)).status_code == 200
    assert client.get(address(Commitment, "add")).status_code == 403
    assert client.post(address(Commitment, "change", contract.pk), {}).status_code == 403


def test_the_form_asks_what_is_free_for_what_is_chosen(client: Client, accountant: User, contract: Commitment) -> None:
    client.force_login(accountant)
    form = client.get(address(Commitment, "change", contract.pk)).content.decode()
    assert f'data-free-url="{FREE}"' in form
    assert f'data-row="{contract.pk}"' in form
    chosen = {"measure": contract.measure_id, "year": 2020, "source": contract.source_id}
    codes = {"program_code": spending.KPK, "economic_code": spending.KEKV}
    assert client.get(FREE, chosen | codes).json()["free"] == "4000.00"
    shown = client.get(FREE, chosen | codes | {"row": contract.pk}).json()
    assert shown["free"] == "5000.00"
    assert "5 000 грн" in plain(shown["words"])
    assert client.get(FREE, chosen).json()["free"] == "0.00", "nothing is granted without codes"
    for unknown in ({}, {"measure": "x"}, chosen | {"year": "99999999"}, chosen | {"economic_code": "'"}):
        assert client.get(FREE, unknown).status_code == 200
    assert Client().get(FREE, chosen).status_code == 302


def test_commitments_above_what_was_free_are_found_and_say_why(
    client: Client, accountant: User, contract: Commitment
) -> None:
    above = spending.promise("2.1", 9_000, number="8")
    client.force_login(accountant)
    found = client.get(address(Commitment, "changelist"), {"state": "overridden"}).context["cl"].result_list
    assert list(found) == [above]
    warnings = client.get(address(Commitment, "change", above.pk)).context["warnings"]
    assert [spending.OVERRIDE in warning for warning in warnings] == [True, False], "and the year is overspent"
