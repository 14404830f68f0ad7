"""The pages of money inside a closed period: one more field, and nothing typed is lost."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from budget.models import LateChange, Payment
from oleksandria_intl.models import Decision
from programs.models import Edition
from tests.admin_pages import address, posted
from tests.closing import closed
from tests.spending import grant, pay

REASON = "Лист казначейства № 14"


@pytest.fixture
def payment(edition: Edition, client: Client, accountant: User) -> Payment:
    """A payment of the first quarter, which is closed; the accountant works."""
    payment = pay("1.1", 1_000)
    closed()
    client.force_login(accountant)
    return payment


def noted() -> list[tuple[str, Any, Any]]:
    """Return what was changed, by the reason, the amount before and now."""
    return [(one.reason.text, one.was_amount, one.is_amount) for one in LateChange.objects.all()]


def test_a_change_in_a_closed_period_asks_for_the_reason_and_keeps_what_was_typed(
    client: Client, payment: Payment
) -> None:
    page = address(Payment, "change", payment.pk)
    assert "late_reason" not in client.get(page).content.decode()
    form = posted(client, page) | {"amount": "900,50", "purpose": "Переклад договору"}
    refused = client.post(page, form).content.decode()
    assert 'name="late_reason"' in refused
    assert "01.01.2020" in refused
    assert "1/2020" in refused
    assert "900,50" in refused
    assert "Переклад договору" in refused
    assert not noted()
    assert client.post(page, form | {"late_reason": REASON}).status_code == 302
    assert [(reason, str(was), str(now)) for reason, was, now in noted()] == [(REASON, "1000.00", "900.50")]


def test_a_deletion_and_an_action_ask_on_a_page_of_their_own(client: Client, payment: Payment) -> None:
    listed = address(Payment, "changelist")
    chosen = {"action": "set_payments_aside", "_selected_action": str(payment.pk)}
    for page, sent in ((address(Payment, "delete", payment.pk), {"post": "yes"}), (listed, chosen)):
        asked = client.post(page, sent).content.decode()
        assert 'name="late_reason"' in asked
        for name, value in sent.items():
            assert f'<input type="hidden" name="{name}" value="{value}">' in asked
    assert not noted()
    client.post(listed, chosen | {"late_reason": REASON})
    assert Payment.objects.get().is_outside
    assert [one[2] for one in noted()] == [None]


def test_a_page_without_the_field_says_what_to_do(client: Client, payment: Payment, accountant: User) -> None:
    decision = Decision.objects.get(pk=grant("1.1", 70, on=date(2020, 5, 1)).decision_id)
    page = address(Decision, "change", decision.pk)
    form = posted(client, page) | {"period_start": "01.03.2020", "period_end": "01.03.2020"}
    refused = client.post(page, form).content.decode()
    assert "1/2020" in refused
    decision.refresh_from_db()
    assert decision.period_start == date(2020, 5, 1)
