"""Chosen payments in the admin: assigned to a measure together, or set aside."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from budget.models import AssignmentRule, Payment
from programs.models import Edition
from tests import spending
from tests.admin_pages import address

LIST = reverse("admin:budget_payment_changelist")


def act(client: Client, action: str, *payments: Payment, **fields: Any) -> Any:
    chosen = {"_selected_action": [payment.pk for payment in payments]}
    return client.post(LIST, {"action": action, "select_across": "0"} | chosen | fields)


def test_the_accountant_is_asked_which_measure_before_anything_changes(
    client: Client, accountant: User, edition: Edition
) -> None:
    payment = spending.pay(None, 100)
    client.force_login(accountant)
    asked = act(client, "assign_payments", payment)
    assert asked.context["count"] == 1
    assert asked.context["form"].initial == {"payee_code": spending.PAYEE}
    payment.refresh_from_db()
    assert payment.is_waiting


def test_chosen_payments_are_assigned_together(client: Client, accountant: User, edition: Edition) -> None:
    payments = [spending.pay(None, amount) for amount in (1, 2)]
    left = spending.pay(None, 3)
    client.force_login(accountant)
    measure = spending.measure_of("2.1")
    act(client, "assign_payments", *payments, confirmed="1", measure=measure.pk)
    assert set(Payment.objects.of_measure(measure)) == set(payments)
    assert list(Payment.objects.waiting()) == [left]
    assert not AssignmentRule.objects.exists()


def test_all_that_the_filter_leaves_are_assigned_together(client: Client, accountant: User, edition: Edition) -> None:
    for amount in range(1, 121):
        spending.pay(None, amount)
    other = spending.pay("1.1", 5)
    client.force_login(accountant)
    form: Any = {"action": "assign_payments", "select_across": "1", "confirmed": "1"}
    form |= {"measure": spending.measure_of("2.1").pk, "_selected_action": other.pk}
    client.post(f"{LIST}?state=waiting", form)
    assert Payment.objects.of_measure(spending.measure_of("2.1")).count() == 120
    other.refresh_from_db()
    assert other.measure == spending.measure_of("1.1")


def test_a_rule_is_made_for_the_payments_to_come(client: Client, accountant: User, edition: Edition) -> None:
    spending.rule("1.1", order=4, payee_words="інший")
    payment = spending.pay(None, 100)
    client.force_login(accountant)
    asks = {"makes_rule": "on", "payee_code": spending.PAYEE, "purpose_words": "переклад"}
    act(client, "assign_payments", payment, confirmed="1", measure=spending.measure_of("2.1").pk, **asks)
    rule = AssignmentRule.objects.get(order=5)
    assert (rule.measure, rule.payee_code, rule.purpose_words) == (
        spending.measure_of("2.1"),
        spending.PAYEE,
        "переклад",
    )
    assert rule.history.get().history_user == accountant


@pytest.mark.parametrize("wrong", [{"measure": ""}, {"measure": "літери"}, {"makes_rule": "on"}])
def test_a_form_that_says_too_little_comes_back(
    wrong: dict[str, str], client: Client, accountant: User, edition: Edition
) -> None:
    payment = spending.pay(None, 100)
    client.force_login(accountant)
    fields = {"measure": spending.measure_of("2.1").pk} | wrong
    answer = act(client, "assign_payments", payment, confirmed="1", **fields)
    assert answer.status_code == 200
    assert answer.context["form"].errors
    payment.refresh_from_db()
    assert payment.is_waiting


def test_a_payment_that_keeps_a_promise_is_not_moved_away_from_it(
    client: Client, accountant: User, edition: Edition
) -> None:
    payment = spending.pay("2.1", 100, commitment=spending.promise("2.1", 500))
    waiting = spending.pay(None, 1)
    client.force_login(accountant)
    measure = spending.measure_of("1.1").pk
    answer = act(client, "assign_payments", payment, waiting, confirmed="1", measure=measure)
    assert answer.context["form"].non_field_errors()
    assert act(client, "set_payments_aside", payment, waiting).status_code == 302
    waiting.refresh_from_db()
    assert waiting.is_waiting


def test_chosen_payments_are_set_aside_together(client: Client, accountant: User, edition: Edition) -> None:
    payment = spending.pay(None, 100)
    client.force_login(accountant)
    act(client, "set_payments_aside", payment)
    payment.refresh_from_db()
    assert payment.is_outside
    assert payment.history.first().history_user == accountant


def test_a_hand_made_choice_of_rows_is_no_error_of_the_portal(
    client: Client, accountant: User, edition: Edition
) -> None:
    client.force_login(accountant)
    answer = client.post(LIST, {"action": "set_payments_aside", "_selected_action": "літери"})
    assert answer.status_code == 400


@pytest.mark.parametrize("person", ["clerk", "head", "auditor"])
def test_only_those_who_keep_the_money_assign_payments(
    person: str, client: Client, edition: Edition, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(person))
    payment = spending.pay(None, 100)
    assert client.get(LIST).status_code == 200
    act(client, "set_payments_aside", payment)
    act(client, "assign_payments", payment, confirmed="1", measure=spending.measure_of("2.1").pk)
    assert client.get(address(Payment, "add")).status_code == 403
    assert client.post(address(Payment, "change", payment.pk), {"amount": "1"}).status_code == 403
    payment.refresh_from_db()
    assert payment.is_waiting
    assert "return_url" not in client.get(LIST).context
    assert not client.get(address(Payment, "change", payment.pk)).context["return_url"]
