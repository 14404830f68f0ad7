"""The final report in the admin: looked at as a draft, kept once the council has decided."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from budget.models import ClosingReport
from oleksandria_intl.models import IssuedPaper
from programs.models import Edition
from tests import factories
from tests.admin_pages import shown


@pytest.fixture
def closing(edition: Edition) -> ClosingReport:
    Edition.objects.filter(pk=edition.pk).update(status="published")
    decision = factories.decision("closing")
    return ClosingReport.objects.create(program=edition.program, decision=decision)


def decided(closing: ClosingReport) -> None:
    decision = closing.decision
    decision.number, decision.period_precision = "7", "day"
    decision.period_start = decision.period_end = date(2021, 2, 1)
    decision.save()


def test_the_draft_of_the_decision_is_looked_at(client: Client, head: User, closing: ClosingReport) -> None:
    client.force_login(head)
    page = client.get(reverse("admin:budget_closingreport_change", args=[closing.pk]))
    assert "_keep" not in page.content.decode()
    paper = client.get(reverse("admin:budget_closingreport_paper", args=[closing.pk, "html"]))
    assert "ПРОЄКТ" in paper.content.decode()


def test_a_decision_that_was_made_is_kept_from_its_page(client: Client, head: User, closing: ClosingReport) -> None:
    decided(closing)
    client.force_login(head)
    address = reverse("admin:budget_closingreport_change", args=[closing.pk])
    page = client.get(address)
    assert 'name="_keep"' in page.content.decode()
    answer = client.post(address, {**shown(page), "_keep": "1"}, follow=True)
    assert IssuedPaper.objects.filter(kind="report-decision").count() == 2
    assert 'name="_keep"' not in answer.content.decode()


def test_a_programme_that_was_never_public_is_not_closed_and_the_page_says_why(
    client: Client, head: User, closing: ClosingReport
) -> None:
    decided(closing)
    Edition.objects.filter(program=closing.program).update(status="draft")
    client.force_login(head)
    address = reverse("admin:budget_closingreport_change", args=[closing.pk])
    sentence = "Немає оприлюдненої або затвердженої редакції"
    assert sentence in client.post(address, {**shown(client.get(address)), "_keep": "1"}, follow=True).content.decode()
    paper = reverse("admin:budget_closingreport_paper", args=[closing.pk, "html"])
    assert sentence in client.get(paper, follow=True).content.decode()
    assert IssuedPaper.objects.count() == 0
