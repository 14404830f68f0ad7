"""One question is asked for one kind of trouble, and its answer holds for all rows of the kind."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from budget.importing.first_steps import first_steps
from budget.models import EconomicCode, ImportBatch, Payment, ProgramCode, SpendingUnit
from oleksandria_intl.models import Council
from programs.models import Edition
from tests import spending
from tests.import_pages import UPLOAD, media, page, staff_in_english, tried  # noqa: F401
from tests.payment_files import csv_of

pytestmark = pytest.mark.django_db

FILE = csv_of(*({"id": number, "kpk": "0210150" if number else "0219999"} for number in range(5)))


@pytest.fixture
def first_day(client: Client, accountant: User, edition: Edition) -> Client:
    """The accountant on an empty portal: nothing but the programme and a source of funding is there."""
    spending.source()
    client.force_login(accountant)
    return client


def answered(shown: Any, **by_field: tuple[str, str]) -> dict[str, Any]:
    """Return the form of the page with answers by the fields that they are of; the first value of a field counts."""
    data: dict[str, Any] = {"ask-TOTAL_FORMS": len(shown.context["questions"].forms), "ask-INITIAL_FORMS": 0}
    for form in shown.context["questions"]:
        field, value = form.initial["field"], form.initial["value"]
        do, name = by_field.pop(field, ("refuse", ""))
        data |= {f"{form.prefix}-{key}": said for key, said in (("field", field), ("value", value))}
        data |= {f"{form.prefix}-do": do, f"{form.prefix}-name": name}
    return data


def test_the_first_import_on_an_empty_portal_asks_and_adds(first_day: Client, accountant: User) -> None:
    shown = tried(first_day, FILE)
    asked = {(form.question.field, form.question.value): form.question.count for form in shown.context["questions"]}
    assert asked == {
        ("payer_code", spending.PAYER): 5,
        ("program_code", "0210150"): 4,
        ("program_code", "0219999"): 1,
        ("economic_code", "2240"): 5,
    }
    assert (shown.context["refusals"], shown.context["outcome"].refused) == ([], 5)
    names = {"payer_code": ("add", "Виконком"), "economic_code": ("add", "Послуги")}
    first = answered(shown, **names, program_code=("add", "Керівництво"))
    assert first_day.post(page("answers"), first).status_code == 302
    shown = first_day.get(page("try"))
    assert not SpendingUnit.objects.exists(), "nothing is written before the import"
    assert [form.question.value for form in shown.context["questions"]] == ["0219999"]
    first_day.post(page("answers"), answered(shown, program_code=("skip", "")))
    first_day.post(page("try"))
    assert Payment.objects.count() == 4
    assert ImportBatch.objects.get().skipped == 1
    code = ProgramCode.objects.get()
    assert (code.code, code.name_uk) == ("0210150", "Керівництво")
    assert (SpendingUnit.objects.get().name_uk, EconomicCode.objects.get().code) == ("Виконком", "2240")
    assert code.history.get().history_user == accountant


def test_an_empty_portal_says_what_it_needs_and_who_has_it_all_is_left_alone(
    first_day: Client, accountant: User, edition: Edition
) -> None:
    steps = {step.title: (step.is_done, bool(step.url)) for step in first_day.get(UPLOAD).context["first_steps"]}
    assert steps["A programme"] == (True, False)
    assert steps["A source of funding"] == (True, True)
    assert steps["A spending unit"] == (False, True)
    unit = next(step for step in first_steps(accountant) if step.title == "A spending unit")
    assert f"register_code={Council.objects.get().code}" in unit.url
    spending.unit()
    assert first_day.get(UPLOAD).context["first_steps"] == []


def test_what_is_added_needs_a_name_and_nothing_is_lost(first_day: Client) -> None:
    shown = tried(first_day, FILE)
    answer = first_day.post(page("answers"), answered(shown, program_code=("add", ""), payer_code=("skip", "")))
    assert answer.status_code == 200
    said = {form.question.field: form["do"].value() for form in answer.context["questions"] if form.question.count > 3}
    assert said == {"payer_code": "skip", "program_code": "add", "economic_code": "refuse"}
    assert "Write what it is called." in answer.content.decode()
    assert ImportBatch.objects.get().unknown == {}


def test_who_may_not_add_codes_may_leave_their_rows_out_only(first_day: Client, accountant: User) -> None:
    for model in ("programcode", "spendingunit", "economiccode"):
        permission = Permission.objects.get(codename=f"add_{model}")
        for group in accountant.groups.all():
            group.permissions.remove(permission)
    shown = tried(first_day, FILE)
    assert all(
        [each for each, _label in form.fields["do"].choices] == ["refuse", "skip"]
        for form in shown.context["questions"]
    )
    data = answered(shown, payer_code=("add", "Виконком"))
    assert first_day.post(page("answers"), data).status_code == 200
    assert ImportBatch.objects.get().unknown == {}


def test_answers_can_be_asked_again(first_day: Client) -> None:
    shown = tried(first_day, FILE)
    first_day.post(page("answers"), answered(shown, program_code=("skip", "")))
    assert len(first_day.get(page("try")).context["questions"].forms) == 3
    first_day.post(page("answers"), {"again": "1"})
    assert len(first_day.get(page("try")).context["questions"].forms) == 4


def test_only_who_uploaded_a_file_answers(first_day: Client, clerk: User, head: User) -> None:
    tried(first_day, FILE)
    first_day.force_login(clerk)
    assert first_day.post(page("answers")).status_code == 403
