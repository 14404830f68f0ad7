"""Payees who may be persons in the admin: what waits, one answer for all, a payee typed by hand."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from budget.models import Payee, Payment
from programs.models import Edition
from tests import spending
from tests.admin_pages import address, posted

NAME = "Мисник Софія Петрівна"
LIST = reverse("admin:budget_payee_changelist")


@pytest.fixture
def payment(client: Client, accountant: User, edition: Edition) -> Any:
    """A payment to somebody who may be a person."""
    client.force_login(accountant)
    return spending.pay("1.1", 5, payee_name=NAME, payee_code="", purpose="Переклад на ярмарку")


def test_one_action_answers_and_nothing_waits_any_more(client: Client, payment: Payment) -> None:
    link = f"{LIST}?state=unanswered"
    assert link in {each.link for each in client.get(reverse("admin:index")).context["waiting"]}
    assert NAME in client.get(link).content.decode()
    chosen = {"action": "say_organisation", "_selected_action": [Payee.objects.get().pk]}
    client.post(link, chosen)
    payment.refresh_from_db()
    assert payment.payee_is_person is False
    assert link not in {each.link for each in client.get(reverse("admin:index")).context["waiting"]}


def test_the_answer_may_be_given_on_the_page_of_the_payee_beside_what_was_paid(
    client: Client, payment: Payment
) -> None:
    page = address(Payee, "change", Payee.objects.get().pk)
    assert "Переклад на ярмарку" in client.get(page).content.decode()
    client.post(page, posted(client, page) | {"is_person": "false"})
    payment.refresh_from_db()
    assert payment.payee_is_person is False
    assert Payee.objects.get().is_person is False


def test_a_payee_who_is_changed_by_hand_is_judged_again_and_one_who_is_unticked_stays_so(
    client: Client, payment: Payment
) -> None:
    page = address(Payment, "change", payment.pk)
    client.post(page, posted(client, page) | {"payee_name": "ТОВ «Переклад»"})
    payment.refresh_from_db()
    assert payment.payee_is_person is False
    client.post(page, posted(client, page) | {"payee_name": "Коваль О. П."})
    payment.refresh_from_db()
    assert payment.payee_is_person is True
    form = posted(client, page)
    form.pop("payee_is_person", None)
    client.post(page, form)
    payment.refresh_from_db()
    assert payment.payee_is_person is False
