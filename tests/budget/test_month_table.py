"""The appropriations of a measure's year by month, as one table."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from budget.models import Allotment, Appropriation
from programs.models import Edition
from tests.grid_pages import Sheet
from tests.spending import grant


@pytest.fixture
def granted(edition: Edition) -> Appropriation:
    return grant("2.1", 300)


@pytest.fixture
def sheet(client: Client, accountant: User, granted: Appropriation) -> Sheet:
    client.force_login(accountant)
    return Sheet(client, reverse("admin:budget_appropriation_months", args=[granted.pk]))


def test_months_are_kept_where_they_add_up(sheet: Sheet) -> None:
    sheet.type(1, month__1="100,50", month__6="199.50")
    assert sheet.save() == []
    kept = [(1, Decimal("100.50")), (6, Decimal("199.50"))]
    assert list(Allotment.objects.values_list("month", "amount")) == kept


def test_months_that_do_not_add_up_are_refused_in_their_row(sheet: Sheet) -> None:
    sheet.type(1, month__1="100")
    [refusal] = sheet.save()
    assert refusal.startswith("Рядок 1: ")
    assert "200" in refusal
    assert not Allotment.objects.exists()


def test_a_clerk_reads_the_months(client: Client, clerk: User, granted: Appropriation) -> None:
    client.force_login(clerk)
    sheet = Sheet(client, reverse("admin:budget_appropriation_months", args=[granted.pk]))
    assert sheet.data == {} or all("month" not in name for name in sheet.data)
