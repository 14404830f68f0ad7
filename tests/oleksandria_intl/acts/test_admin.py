"""A decision in the admin: begun with what is known, printed, with what it lacks beside the form."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from oleksandria_intl import clock, papers
from oleksandria_intl.models import Body, Decision
from programs.models import Edition
from tests.admin_pages import shown

ADD = "admin:oleksandria_intl_decision_add"
CHANGE = "admin:oleksandria_intl_decision_change"
PAPER = "admin:oleksandria_intl_decision_paper"


def test_a_new_decision_begins_with_the_council_and_a_free_code(
    client: Client, secretary: User, twinning: Decision
) -> None:
    year = clock.today().year
    Decision.objects.filter(pk=twinning.pk).update(code=f"decision-{year}-1")
    client.force_login(secretary)
    form = client.get(reverse(ADD)).context["adminform"].form
    assert form.initial["code"] == f"decision-{year}-2"
    assert form.initial["body"] == Body.objects.get(kind="council").pk


def test_the_secretary_drafts_a_decision_and_sees_it_as_a_paper(
    client: Client, secretary: User, twinning: Decision
) -> None:
    client.force_login(secretary)
    page = client.get(reverse(ADD))
    client.post(reverse(ADD), shown(page) | {"subject": "Про взяття до відома звіту"})
    made = Decision.objects.get(subject="Про взяття до відома звіту")
    answer = client.get(reverse(PAPER, args=[made.pk, "decision", "html"]))
    assert "ПРОЄКТ" in answer.content.decode()
    assert "Про взяття до відома звіту" in answer.content.decode()


def test_the_page_of_a_decision_by_itself_says_what_it_lacks(
    client: Client, secretary: User, twinning: Decision
) -> None:
    Decision.objects.filter(pk=twinning.pk).update(preamble="")
    client.force_login(secretary)
    answer = client.get(reverse(CHANGE, args=[twinning.pk]))
    assert [finding.field for finding in answer.context["findings"]] == ["preamble"]


def test_the_decision_of_an_edition_is_printed_as_the_edition_prints_it(
    client: Client, secretary: User, programme_2020: Edition
) -> None:
    client.force_login(secretary)
    answer = client.get(reverse(PAPER, args=[programme_2020.decision_id, "decision", "html"]))
    assert "ПАСПОРТ" in answer.content.decode()
    assert client.get(reverse(CHANGE, args=[programme_2020.decision_id])).context["findings"] is None


@pytest.mark.parametrize(("kind", "format"), [("poem", "pdf"), ("passport", "pdf"), ("decision", "xlsx")])
def test_a_paper_that_decisions_do_not_have_is_not_found(
    client: Client, secretary: User, twinning: Decision, kind: str, format: str
) -> None:
    client.force_login(secretary)
    assert client.get(reverse(PAPER, args=[twinning.pk, kind, format])).status_code == 404


def test_every_kind_of_a_decisions_papers_has_its_buttons(client: Client, secretary: User, twinning: Decision) -> None:
    client.force_login(secretary)
    page = client.get(reverse(CHANGE, args=[twinning.pk])).content.decode()
    for kind in papers.kinds_of("decision"):
        assert reverse(PAPER, args=[twinning.pk, kind.kind, "docx"]) in page
