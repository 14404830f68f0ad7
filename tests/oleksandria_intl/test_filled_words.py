"""Words in braces stand filled in wherever staff read them, and as they were typed where they are edited."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from oleksandria_intl.models import Decision, DecisionPoint
from programs.models import Edition, PassportRow, Section
from tests.admin_pages import address

TITLE = "Про затвердження {Програми}"
FILLED = "Про затвердження Програми розвитку"


@pytest.fixture
def office(client: Client, clerk: User, edition: Edition) -> Client:
    decision = edition.decision
    assert decision is not None
    decision.subject = TITLE
    decision.save()
    DecisionPoint.objects.create(decision=decision, order=7, text="Затвердити {Програму}.")
    Section.objects.create(edition=edition, code="b", order=8, title_uk="Кошторис на {рік}")
    PassportRow.objects.create(edition=edition, code="b", order=8, label_uk="Обсяг на {рік}", value_uk="На {рік}")
    client.force_login(clerk)
    return client


@pytest.mark.parametrize("model", [Decision, Section, PassportRow])
def test_lists_fill_them_in(model: Any, office: Client) -> None:
    page = office.get(address(model, "changelist")).content.decode()
    table = page[page.index('id="result_list"') :]
    assert "{" not in table
    assert "2020 рік" in table or FILLED in table


@pytest.mark.parametrize("model", [Decision, Section, PassportRow])
def test_titles_history_and_breadcrumbs_fill_them_in_and_inputs_do_not(model: Any, office: Client) -> None:
    row = model._default_manager.latest("pk") if model is not Decision else Decision.objects.get(subject=TITLE)
    for page in ("history", "delete"):
        answer = office.get(address(model, page, row.pk))
        if answer.status_code == 200:
            assert "{" not in answer.content.decode().split("<h1>")[1].split("</h1>")[0]
    page = office.get(address(model, "change", row.pk)).content.decode()
    trail = page[page.index('class="breadcrumbs"') : page.index("<h1>")]
    assert "{" not in trail
    assert "{" in page[page.index('id="content-main"') :]


def test_what_is_chosen_fills_them_in(office: Client, edition: Edition) -> None:
    asked = {"app_label": "programs", "model_name": "edition", "field_name": "decision", "term": ""}
    results = office.get(reverse("admin:autocomplete"), asked).json()["results"]
    assert any(FILLED in each["text"] for each in results)
    assert not any("{" in each["text"] for each in results)
    page = office.get(address(Section, "add")).content.decode()
    assert "Кошторис на 2020 рік" in page


def test_a_list_asks_for_them_once(office: Client, edition: Edition, django_assert_max_num_queries: object) -> None:
    rows = Section.objects.filter(title_uk__contains="{")
    page = address(Section, "changelist")
    office.get(page)
    for place in range(12):
        Section.objects.create(edition=edition, code=f"x{place}", order=20 + place, title_uk="Ще {рік}")
    with django_assert_max_num_queries(40):  # type: ignore[operator]
        office.get(page)
    assert rows.count() == 13


def test_what_no_one_knows_stays(edition: Edition) -> None:
    section = Section(edition=edition, title_uk="{Щось} інше")
    section.save()
    assert str(section) == "{Щось} інше"


def test_history_fills_in_what_changed_but_not_where_only_a_word_in_braces_came(office: Client) -> None:
    section = Section.objects.get(code="b")
    section.title_uk = "Кошторис на 2020 рік"
    section.save()
    table = office.get(address(Section, "history", section.pk)).content.decode()
    assert "<del>Кошторис на {рік}</del> <ins>Кошторис на 2020 рік</ins>" in table
    section.title_uk = "Кошторис витрат на {рік}"
    section.save()
    table = office.get(address(Section, "history", section.pk)).content.decode()
    assert "<del>Кошторис на 2020 рік</del> <ins>Кошторис витрат на 2020 рік</ins>" in table
