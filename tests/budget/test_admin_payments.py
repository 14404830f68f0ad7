"""Payments in the admin: whose money, what came back, what waits."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from budget.models import Commitment, MeasureLine, Payment
from programs.models import Edition
from tests import spending
from tests.admin_pages import address, posted

NBSP = "\u00a0"
LIST = reverse("admin:budget_payment_changelist")


def plain(text: str) -> str:
    return text.replace(NBSP, " ")


def offered(client: Client, field: str, **asked: Any) -> list[str]:
    """Return the names that a payment's form offers for a field."""
    question = {"app_label": "budget", "model_name": "payment", "field_name": field, **asked}
    return [plain(one["text"]) for one in client.get(reverse("admin:autocomplete"), question).json()["results"]]


@pytest.fixture
def new_payment(client: Client, accountant: User, edition: Edition) -> dict[str, Any]:
    """A form for 1 200,50 that was paid to somebody, with no measure."""
    client.force_login(accountant)
    return posted(client, address(Payment, "add")) | {
        "paid_on": "16.03.2020",
        "amount": "1 200,50",
        "payer": spending.unit().pk,
        "payee_name": "ТОВ «Переклад»",
        "source": spending.source().pk,
    }


def saved(client: Client, form: dict[str, Any]) -> Any:
    return client.post(address(Payment, "add"), form)


def test_a_payment_without_a_measure_is_kept_and_waits(client: Client, new_payment: dict[str, Any]) -> None:
    saved(client, new_payment)
    payment = Payment.objects.get()
    assert payment.amount == Decimal("1200.50")
    assert payment.is_waiting
    assert client.get(address(Payment, "change", payment.pk)).context["is_waiting"]
    assert payment.history.get().history_user.username == "accountant"


def test_a_payment_takes_the_measure_of_the_commitment_that_it_keeps(
    client: Client, new_payment: dict[str, Any]
) -> None:
    contract = spending.promise("2.1", 5_000)
    saved(client, new_payment | {"commitment": contract.pk})
    assert Payment.objects.get().measure == contract.measure


def test_a_commitment_of_another_measure_is_refused_at_its_field(client: Client, new_payment: dict[str, Any]) -> None:
    contract = spending.promise("2.1", 5_000)
    answer = saved(client, new_payment | {"commitment": contract.pk, "measure": spending.measure_of("1.1").pk})
    assert "commitment" in answer.context["adminform"].form.errors
    assert not Payment.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"amount": "0"}, {"amount": "-5", "purpose": ""}, {"amount": "п'ять"}, {"paid_on": "31.02.2020"}]
)
def test_what_cannot_be_paid_is_refused_with_a_sentence(
    wrong: dict[str, Any], client: Client, new_payment: dict[str, Any]
) -> None:
    answer = saved(client, new_payment | wrong)
    assert answer.status_code == 200
    assert answer.context["errors"]
    assert not Payment.objects.exists()


def test_a_payment_of_a_measure_cannot_be_outside_the_programme(client: Client, new_payment: dict[str, Any]) -> None:
    wrong: Any = {"measure": spending.measure_of("1.1").pk, "is_outside": "on"}
    assert saved(client, new_payment | wrong).context["errors"]


@pytest.mark.parametrize("field", ["measure", "commitment", "payer", "source", "corrects", "program_code"])
@pytest.mark.parametrize("nonsense", ["літери", "9" * 30, "1.5", "\x00"])
def test_a_hand_made_choice_is_refused_with_a_sentence(
    field: str, nonsense: str, client: Client, new_payment: dict[str, Any]
) -> None:
    answer = saved(client, new_payment | {field: nonsense})
    assert answer.status_code == 200
    assert field in answer.context["adminform"].form.errors


@pytest.mark.parametrize("asked", ["measure", "commitment", "corrects"])
def test_a_hand_made_address_of_a_new_payment_opens_an_empty_form(
    asked: str, client: Client, accountant: User, edition: Edition
) -> None:
    client.force_login(accountant)
    for nonsense in ("літери", "9" * 30, "-1", "0"):
        assert client.get(address(Payment, "add"), {asked: nonsense}).status_code == 200


def test_commitments_are_offered_by_name_with_what_is_left_of_them(
    client: Client, accountant: User, edition: Edition
) -> None:
    contract = spending.promise("2.1", 1_000, number="7")
    spending.pay("2.1", 400, commitment=contract)
    client.force_login(accountant)
    (told,) = offered(client, "commitment", term="переклад")
    for part in ("№ 7", "Послуги перекладу", "ТОВ «Переклад»", "1 000 грн", "600 грн"):
        assert part in told


def test_only_commitments_of_the_chosen_measure_are_offered(client: Client, accountant: User, edition: Edition) -> None:
    spending.promise("2.1", 1_000, number="7")
    spending.promise("1.1", 1_000, number="8")
    client.force_login(accountant)
    assert len(offered(client, "commitment")) == 2
    (told,) = offered(client, "commitment", measure=spending.measure_of("1.1").pk)
    assert "№ 8" in told
    assert len(offered(client, "commitment", measure="літери")) == 2


def test_measures_are_offered_by_the_name_that_the_newest_edition_prints(
    client: Client, accountant: User, edition: Edition
) -> None:
    MeasureLine.objects.filter(code="2.1").update(name_uk="Виготовлення сувенірів")
    client.force_login(accountant)
    assert offered(client, "measure", term="СУВЕНІР") == ["2.1 Виготовлення сувенірів (2020)"]
    assert offered(client, "measure", term="1.2") == ["1.2 Захід 1.2 (2020)"]


def test_a_return_begins_with_what_its_payment_says(client: Client, accountant: User, edition: Edition) -> None:
    contract = spending.promise("2.1", 1_000)
    payment = spending.pay("2.1", 400, commitment=contract)
    client.force_login(accountant)
    button = client.get(address(Payment, "change", payment.pk)).context["return_url"]
    form = posted(client, button)
    client.post(address(Payment, "add"), form | {"amount": "-150,00"})
    back = payment.corrections.get()
    same = ("measure", "commitment", "payer", "payee_name", "payee_code", "source", "program_code", "economic_code")
    assert [getattr(back, name) for name in same] == [getattr(payment, name) for name in same]
    assert back.amount == -150
    shown = client.get(address(Payment, "change", payment.pk)).context
    assert shown["after_returns"] == "250,00"
    assert not client.get(address(Payment, "change", back.pk)).context["return_url"]


def test_a_payment_of_a_commitment_begins_with_what_that_says(
    client: Client, accountant: User, edition: Edition
) -> None:
    contract = spending.promise("2.1", 1_000, number="7")
    client.force_login(accountant)
    form = posted(client, f"{address(Payment, 'add')}?commitment={contract.pk}")
    assert (form["measure"], form["payee_name"], form["contract"]) == (str(contract.measure_id), "ТОВ «Переклад»", "7")


def test_corrections_are_not_offered_to_be_corrected(client: Client, accountant: User, edition: Edition) -> None:
    payment = spending.pay("2.1", 400)
    spending.pay("2.1", -150, corrects=payment)
    client.force_login(accountant)
    assert len(offered(client, "corrects")) == 1


def test_the_foot_adds_up_what_the_filter_leaves(client: Client, accountant: User, edition: Edition) -> None:
    spending.pay("2.1", "0.10")
    spending.pay(None, "0.20")
    spending.pay(None, 7, is_outside=True)
    client.force_login(accountant)
    sums = {
        state: [amount for _name, amount in client.get(LIST, {"state": state}).context["foot"]]
        for state in ("waiting", "assigned", "outside", "nonsense")
    }
    assert sums == {"waiting": ["0,20"], "assigned": ["0,10"], "outside": ["7,00"], "nonsense": ["7,30"]}


def test_the_stranger_sees_no_payment_and_no_choice(stranger: Client, edition: Edition) -> None:
    payment = spending.pay(None, 100)
    question = {"app_label": "budget", "model_name": "payment", "field_name": "commitment"}
    for page in (LIST, address(Payment, "change", payment.pk), address(Commitment, "changelist")):
        assert stranger.get(page).status_code == 302
    assert stranger.get(reverse("admin:autocomplete"), question).status_code == 302
