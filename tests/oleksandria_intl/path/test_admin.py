"""The pages of a decision's steps, and its path on its own page."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext_lazy as said

from oleksandria_intl import checks, path
from oleksandria_intl.admin.step_forms import FIELDS
from oleksandria_intl.models import SIGNED_STAGES, Decision, DecisionStep, Stage
from oleksandria_intl.path import findings, services
from tests import factories
from tests.admin_pages import address, posted

Step = DecisionStep.Step


@pytest.fixture
def decision(db: None) -> Decision:
    """A draft of the council that belongs to no programme."""
    factories.council()
    return factories.twinning()


def at(decision: Decision, stage: str) -> None:
    numbered = {"number": "5", "period_start": "2026-10-20", "period_end": "2026-10-20", "period_precision": "day"}
    Decision.objects.filter(pk=decision.pk).update(stage=stage, **numbered if stage in SIGNED_STAGES else {})


def page_of(decision: Decision, step: str) -> str:
    return reverse("admin:oleksandria_intl_decision_step", args=[decision.pk, step])


def stored(decision: Decision) -> Decision:
    return Decision.objects.get(pk=decision.pk)


def test_the_page_of_a_decision_leads_to_the_steps_that_may_be_taken(
    client: Client, secretary: User, decision: Decision
) -> None:
    at(decision, Stage.VOTED)
    client.force_login(secretary)
    page = client.get(address(Decision, "change", decision.pk)).content.decode()
    assert [step for step in path.TRANSITIONS if page_of(decision, step) in page] == path.steps_from(Stage.VOTED)


def test_the_clerk_sees_how_far_a_decision_has_come_and_is_offered_no_step(
    client: Client, clerk: User, secretary: User, decision: Decision
) -> None:
    services.send_to_executive(decision=decision, remark="Разом із кошторисом", by=secretary)
    client.force_login(clerk)
    page = client.get(address(Decision, "change", decision.pk)).content.decode()
    assert "Разом із кошторисом" in page
    assert "/step/" not in page
    assert "/take-back/" not in page


def test_the_head_takes_steps_and_takes_none_back(
    client: Client, head: User, secretary: User, decision: Decision
) -> None:
    step = services.send_to_executive(decision=decision, by=secretary)
    client.force_login(head)
    page = client.get(address(Decision, "change", decision.pk)).content.decode()
    assert "/step/" in page
    assert "/take-back/" not in page
    back = reverse("admin:oleksandria_intl_decision_take_back", args=[decision.pk, step.pk])
    assert client.get(back).status_code == 403


@pytest.mark.parametrize("step", path.TRANSITIONS)
def test_a_step_asks_once_for_what_it_records(client: Client, secretary: User, decision: Decision, step: Step) -> None:
    at(decision, path.TRANSITIONS[step].sources[-1])
    client.force_login(secretary)
    answer = client.get(page_of(decision, step))
    assert tuple(answer.context["form"].fields) == FIELDS[step]


def test_the_secretary_signs_with_number_days_and_a_word(client: Client, secretary: User, decision: Decision) -> None:
    at(decision, Stage.VOTED)
    client.force_login(secretary)
    typed = {"number": "875", "dated": "20.10.2026", "on": "23.10.2026", "word": f" «{Step.SIGNED.label}» ".upper()}
    answer = client.post(page_of(decision, Step.SIGNED), typed)
    assert answer["Location"] == address(Decision, "change", decision.pk)
    row = stored(decision)
    assert (row.stage, row.number, str(row.dated), str(row.signed_on)) == ("signed", "875", "2026-10-20", "2026-10-23")
    assert DecisionStep.objects.get().made_by == secretary


def test_nothing_is_signed_without_the_word(client: Client, secretary: User, decision: Decision) -> None:
    at(decision, Stage.VOTED)
    client.force_login(secretary)
    answer = client.post(page_of(decision, Step.SIGNED), {"number": "875", "dated": "20.10.2026", "word": "так"})
    assert list(answer.context["form"].errors) == ["word"]
    assert stored(decision).stage == Stage.VOTED


def test_what_is_missing_is_said_at_once_and_nothing_typed_is_lost(
    client: Client, secretary: User, decision: Decision
) -> None:
    at(decision, Stage.VOTED)
    client.force_login(secretary)
    typed = {"number": " ", "remark": "З додатком", "word": str(Step.SIGNED.label)}
    answer = client.post(page_of(decision, Step.SIGNED), typed)
    assert answer.context["form"].non_field_errors() == [
        said("Enter the number of the decision."),
        said("Enter the day of the decision."),
    ]
    assert "З додатком" in answer.content.decode()


def test_a_step_lists_what_is_missing_and_what_does_not_agree_with_links(
    client: Client, secretary: User, decision: Decision, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(path, "_lacks", {Step.SIGNED: [lambda row: [checks.error("Немає дня.", row, "preamble")]]})
    monkeypatch.setattr(findings, "_checks", [lambda row: [checks.warning("Залишився пропуск.", row, "subject")]])
    at(decision, Stage.VOTED)
    client.force_login(secretary)
    page = client.get(page_of(decision, Step.SIGNED)).content.decode()
    for sentence, field in (("Немає дня.", "preamble"), ("Залишився пропуск.", "subject")):
        assert f'<a href="{address(Decision, "change", decision.pk)}#id_{field}">{sentence}</a>' in page


def test_a_signature_proposes_the_day_of_the_vote(client: Client, secretary: User, decision: Decision) -> None:
    services.record_vote(decision=decision, on=None, by=secretary)
    services.record_vote(decision=decision, on=date(2026, 10, 20), by=secretary)
    client.force_login(secretary)
    form = client.get(page_of(decision, Step.SIGNED)).context["form"]
    assert str(form.initial["dated"]) == "2026-10-20"


def test_the_page_of_a_step_that_somebody_took_leads_back(client: Client, secretary: User, decision: Decision) -> None:
    at(decision, Stage.VOTED)
    client.force_login(secretary)
    answer = client.get(page_of(decision, Step.EXECUTIVE))
    assert answer["Location"] == address(Decision, "change", decision.pk)


def test_what_was_typed_for_a_step_that_somebody_took_stays(
    client: Client, secretary: User, decision: Decision
) -> None:
    at(decision, Stage.VOTED)
    client.force_login(secretary)
    answer = client.post(page_of(decision, Step.EXECUTIVE), {"remark": "Разом із кошторисом"})
    assert "Разом із кошторисом" in answer.content.decode()
    assert len(answer.context["form"].non_field_errors()) == 1


@pytest.mark.parametrize("way", ["step/poem", "step/taken-back", "take-back/99999"])
def test_there_are_no_other_steps(client: Client, secretary: User, decision: Decision, way: str) -> None:
    client.force_login(secretary)
    page = address(Decision, "change", decision.pk).replace("change", way)
    assert client.get(page).status_code == 404


def test_a_decision_that_is_not_there_has_no_steps(client: Client, secretary: User) -> None:
    client.force_login(secretary)
    assert client.get("/admin/oleksandria_intl/decision/99999/step/session/").status_code == 404


def test_the_secretary_takes_the_last_step_back_with_a_reason(
    client: Client, secretary: User, decision: Decision
) -> None:
    step = services.send_to_executive(decision=decision, by=secretary)
    client.force_login(secretary)
    page = reverse("admin:oleksandria_intl_decision_take_back", args=[decision.pk, step.pk])
    assert page in client.get(address(Decision, "change", decision.pk)).content.decode()
    refused = client.post(page, {"reason": ""}).context["form"]
    assert refused.non_field_errors() == [said("Write why the step is taken back.")]
    client.post(page, {"reason": "Не те рішення"})
    assert stored(decision).stage == Stage.DRAFT
    assert "Не те рішення" in client.get(address(Decision, "change", decision.pk)).content.decode()


def test_nothing_of_a_signed_decision_can_be_typed_over(client: Client, secretary: User, decision: Decision) -> None:
    at(decision, Stage.VOTED)
    services.sign(decision=decision, number="875", dated=date(2026, 10, 20), by=secretary)
    client.force_login(secretary)
    answer = client.get(address(Decision, "change", decision.pk))
    assert not answer.context["adminform"].form.fields.keys() - {"opened_version"}
    (points, *_others) = answer.context["inline_admin_formsets"]
    assert (points.has_add_permission, points.has_change_permission, points.has_delete_permission) == (False,) * 3
    why = said(
        "The decision is signed: it and its points do not change. To change what it says, make an amendment: "
        "a decision of its own that names this one."
    )
    assert str(why) in answer.content.decode()


def test_a_decision_that_came_with_its_number_may_be_mended(
    client: Client, accountant: User, decision: Decision
) -> None:
    at(decision, Stage.SIGNED)
    client.force_login(accountant)
    page: Any = address(Decision, "change", decision.pk)
    client.post(page, posted(client, page) | {"subject": "Про бюджет"})
    assert stored(decision).subject == "Про бюджет"
