"""The steps of a decision: what each refuses, and what it records."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.translation import gettext as said

from oleksandria_intl import checks, guards, path
from oleksandria_intl.models import (
    SIGNED_STAGES,
    Body,
    Decision,
    DecisionStep,
    IssuedPaper,
    MistakenPaper,
    SignedWords,
    Stage,
    keep_words,
)
from oleksandria_intl.path import findings, services
from tests import factories

Step = DecisionStep.Step
DAY = date(2019, 12, 20)
BEFORE = DAY - timedelta(days=1)
TO_COME = date(2099, 1, 1)
NOT_COME = said("%(day)s is still to come.")
TOO_EARLY = said("%(day)s is before %(last)s, the day of “%(what)s”.")
UNSEEN = said("The standing committees did not consider the draft: write why it goes to the session.")
NUMBERED = {"number": "875", "period_start": DAY, "period_end": DAY, "period_precision": "day"}


@pytest.fixture
def decision(db: None) -> Decision:
    """A draft of the council that belongs to no programme."""
    factories.council()
    row = factories.decision("twinning")
    row.subject = "Про встановлення побратимських відносин"
    row.save()
    row.points.update(text="Доручити міському голові підписати угоду.")
    return row


@pytest.fixture
def committee(decision: Decision) -> Body:
    """A standing committee of the council."""
    return factories.body("standing")


@pytest.fixture
def ways(decision: Decision, committee: Body, secretary: User) -> dict[Step, Callable[..., DecisionStep]]:
    """Every step with all that it asks for."""
    given: dict[str, Any] = {"decision": decision, "by": secretary, "on": DAY}
    return {
        Step.EXECUTIVE: partial(services.send_to_executive, **given),
        Step.COMMITTEES: partial(services.send_to_committees, **given),
        Step.CONCLUSION: partial(services.record_conclusion, body=committee, conclusion="Підтримати", **given),
        Step.SESSION: partial(services.send_to_session, reason="Терміново", **given),
        Step.VOTED: partial(services.record_vote, **given),
        Step.SIGNED: partial(services.sign, number="875", dated=DAY, **given),
        Step.STOPPED: partial(services.stop, reason="Суперечить закону", **given),
        Step.PUBLISHED: partial(services.publish_decision, link="https://rada.example/875", **given),
        Step.IN_FORCE: partial(services.bring_into_force, reason="З дня оприлюднення", **given),
        Step.CLOSED: partial(services.close, number="12", **given),
        Step.RETURNED: partial(services.return_with_remarks, remark="Уточнити суму", **given),
        Step.REJECTED: partial(services.reject, reason="Не набрало голосів", **given),
    }


def at(decision: Decision, stage: str, **fields: Any) -> None:
    """Put the decision at a stage, past the path."""
    Decision.objects.filter(pk=decision.pk).update(stage=stage, **(NUMBERED if stage in SIGNED_STAGES else {}) | fields)


def stored(decision: Decision) -> Decision:
    return Decision.objects.get(pk=decision.pk)


def refusals(way: Callable[..., DecisionStep], **given: Any) -> list[str]:
    """Take a step that is refused; return the sentences, after which nothing is written."""
    before = list(DecisionStep.objects.values())
    with pytest.raises(ValidationError) as refused:
        way(**given)
    assert list(DecisionStep.objects.values()) == before
    return list(refused.value.messages)


# The table


@pytest.mark.parametrize(("step", "stage"), [(step, stage) for step in path.TRANSITIONS for stage in Stage])
def test_a_step_is_taken_where_the_table_says_so_and_nowhere_else(
    ways: dict[Step, Any], decision: Decision, step: Step, stage: Stage
) -> None:
    at(decision, stage)
    transition = path.TRANSITIONS[step]
    if stage in transition.sources:
        row = ways[step]()
        assert stored(decision).stage == (transition.target or stage)
        assert (row.stage_before, row.stage_after) == (stage, transition.target or stage)
    elif step is not Step.VOTED:
        sentence = said("At the stage “%(stage)s” this step is not taken: “%(step)s”.")
        assert refusals(ways[step]) == [sentence % {"stage": stage.label, "step": step.label}]
        assert stored(decision).stage == stage


def test_every_stage_is_reached_from_the_draft() -> None:
    reached = {Stage.DRAFT}
    for _round in Stage:
        reached |= {
            transition.target
            for transition in path.TRANSITIONS.values()
            if transition.target and reached.intersection(transition.sources)
        }
    assert reached == set(Stage)
    assert path.steps_from(Stage.VOTED) == [Step.VOTED, Step.SIGNED, Step.STOPPED, Step.REJECTED]


# What a step records


FACTS: dict[Step, dict[str, Any]] = {
    Step.EXECUTIVE: {"remark": "Разом із кошторисом"},
    Step.COMMITTEES: {"remark": "Усім"},
    Step.CONCLUSION: {"number": "5", "conclusion": "Підтримати із зауваженням", "remark": "Одноголосно"},
    Step.SESSION: {"reason": "Немає комісій", "remark": "Питання 7"},
    Step.VOTED: {"remark": "В цілому зі змінами"},
    Step.SIGNED: {"number": "876", "remark": "З додатком"},
    Step.STOPPED: {"reason": "Немає коштів"},
    Step.PUBLISHED: {"link": "https://rada.example/876", "remark": "У газеті"},
    Step.IN_FORCE: {"reason": "Пункт 3"},
    Step.CLOSED: {"number": "13", "remark": "Зняти з контролю"},
    Step.RETURNED: {"remark": "Змінити назву"},
    Step.REJECTED: {"reason": "Проти"},
}


@pytest.mark.parametrize("step", path.TRANSITIONS)
def test_a_step_records_who_took_it_when_and_all_that_was_said(
    ways: dict[Step, Any], decision: Decision, secretary: User, step: Step
) -> None:
    at(decision, path.TRANSITIONS[step].sources[-1])
    made = ways[step](**FACTS[step])
    row = DecisionStep.objects.get()
    assert made == row
    assert (row.decision, row.step, row.made_by, row.on) == (decision, step, secretary, DAY)
    assert {name: getattr(row, name) for name in FACTS[step]} == FACTS[step]
    if path.TRANSITIONS[step].target:
        assert stored(decision).history.latest().history_user == secretary


@pytest.mark.parametrize("step", [Step.RETURNED, Step.REJECTED])
def test_a_body_may_return_or_reject(ways: dict[Step, Any], decision: Decision, committee: Body, step: Step) -> None:
    at(decision, Stage.COMMITTEES)
    assert ways[step](body=committee).body == committee


def test_a_signature_gives_the_decision_its_number_and_days(ways: dict[Step, Any], decision: Decision) -> None:
    at(decision, Stage.VOTED, period_words="у грудні")
    ways[Step.SIGNED](number=" 875 ", on=DAY + timedelta(days=3))
    row = stored(decision)
    assert (row.number, row.dated, row.period_end, row.period_words) == ("875", DAY, DAY, "")
    assert row.signed_on == DAY + timedelta(days=3)


def test_a_signed_decision_keeps_how_registers_call_its_body_and_people(
    ways: dict[Step, Any], decision: Decision, secretary: User
) -> None:
    executive = factories.decision("draft-approved")
    at(decision, Stage.VOTED, prior=executive)
    row = ways[Step.SIGNED]()
    kept = SignedWords.objects.get()
    assert (kept.decision, kept.words["body"]["act_name"]) == (decision, "рішення")
    assert "Про затвердження" in kept.prior
    services.take_back(step=row, reason="Помилково", by=secretary)
    assert not SignedWords.objects.exists()


def test_a_signed_decision_keeps_the_words_that_an_app_kept(
    ways: dict[Step, Any], decision: Decision, done: list[str]
) -> None:
    at(decision, Stage.VOTED)
    path.register(Step.SIGNED, lambda step, by: keep_words(step.decision, prior="за програмою"))
    ways[Step.SIGNED]()
    assert SignedWords.objects.get().prior == "за програмою"


def test_a_publication_gives_the_decision_its_day_and_address(ways: dict[Step, Any], decision: Decision) -> None:
    at(decision, Stage.SIGNED)
    ways[Step.PUBLISHED]()
    assert (stored(decision).published_on, stored(decision).publication_link) == (DAY, "https://rada.example/875")


def test_the_day_in_force_stands_on_the_decision_with_its_reason(ways: dict[Step, Any], decision: Decision) -> None:
    at(decision, Stage.PUBLISHED)
    ways[Step.IN_FORCE](on=TO_COME)
    assert (stored(decision).in_force_from, stored(decision).in_force_reason) == (TO_COME, "З дня оприлюднення")


# What a step refuses


@pytest.mark.parametrize("step", [step for step in path.TRANSITIONS if step not in (Step.VOTED, Step.IN_FORCE)])
def test_a_step_is_not_taken_on_a_day_that_has_not_come(ways: dict[Step, Any], decision: Decision, step: Step) -> None:
    at(decision, path.TRANSITIONS[step].sources[-1])
    assert refusals(ways[step], on=TO_COME) == [NOT_COME % {"day": "1 січня 2099 року"}]


IN_ANY_ORDER = (Step.CONCLUSION, Step.VOTED, Step.IN_FORCE)


@pytest.mark.parametrize("step", [step for step in path.TRANSITIONS if step not in IN_ANY_ORDER])
def test_a_step_is_not_taken_before_the_one_before_it(ways: dict[Step, Any], decision: Decision, step: Step) -> None:
    at(decision, path.TRANSITIONS[step].sources[-1], draft_date=DAY)
    first = {"day": "19 грудня 2019 року", "last": "20 грудня 2019 року", "what": said("registration of the draft")}
    assert refusals(ways[step], on=BEFORE)[0] == TOO_EARLY % first


@pytest.mark.parametrize("step", [step for step in path.TRANSITIONS if step is not Step.IN_FORCE])
def test_a_day_that_is_not_known_is_no_fault(ways: dict[Step, Any], decision: Decision, step: Step) -> None:
    at(decision, path.TRANSITIONS[step].sources[-1], draft_date=DAY)
    assert ways[step](on=None).on is None


def test_committees_conclude_in_any_order(ways: dict[Step, Any], decision: Decision) -> None:
    at(decision, Stage.COMMITTEES)
    ways[Step.CONCLUSION]()
    assert ways[Step.CONCLUSION](on=BEFORE).on == BEFORE


def test_a_conclusion_is_one_of_a_committee_in_words(ways: dict[Step, Any], decision: Decision) -> None:
    at(decision, Stage.COMMITTEES)
    both = [said("Choose the committee that concluded."), said("Write what the committee concluded.")]
    assert refusals(ways[Step.CONCLUSION], body=None, conclusion=" ") == both
    council = Body.objects.get(kind=Body.Kind.COUNCIL)
    assert refusals(ways[Step.CONCLUSION], body=council) == both[:1]


@pytest.fixture
def mistaken_total(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sum that does not agree, and a blank."""

    def found(decision: Decision) -> Iterator[checks.Finding]:
        yield checks.error("Суми не збігаються.")
        yield checks.warning("Залишився пропуск «___».")

    monkeypatch.setattr(findings, "_checks", [found])


def test_errors_stop_a_draft_on_its_way_to_the_session(
    ways: dict[Step, Any], decision: Decision, mistaken_total: None
) -> None:
    assert refusals(ways[Step.SESSION]) == ["Суми не збігаються."]


def test_no_vote_is_recorded_on_an_order(ways: dict[Step, Any], decision: Decision) -> None:
    Body.objects.filter(pk=decision.body_id).update(kind="mayor")
    with pytest.raises(ValidationError, match=said("The mayor does not vote: an order is signed.")):
        ways[Step.VOTED]()
    assert not decision.steps.exists()


def test_what_no_committee_saw_goes_to_the_session_for_a_reason(ways: dict[Step, Any], decision: Decision) -> None:
    assert refusals(ways[Step.SESSION], reason=" ") == [UNSEEN]
    ways[Step.COMMITTEES]()
    ways[Step.SESSION](reason="")
    assert stored(decision).stage == Stage.SESSION


def test_committees_that_were_taken_back_saw_nothing(
    ways: dict[Step, Any], decision: Decision, secretary: User
) -> None:
    services.take_back(step=ways[Step.COMMITTEES](), reason="Помилково", by=secretary)
    assert refusals(ways[Step.SESSION], reason="") == [UNSEEN]


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage not in path.TRANSITIONS[Step.VOTED].sources])
def test_nothing_stops_a_vote(ways: dict[Step, Any], decision: Decision, mistaken_total: None, stage: Stage) -> None:
    """The council voted; where the portal knows of later steps already, the decision stays there."""
    at(decision, stage, draft_date=DAY)
    row = ways[Step.VOTED](on=BEFORE)
    assert (row.stage_before, row.stage_after, stored(decision).stage) == (stage, stage, stage)


def test_a_decision_is_signed_with_all_that_it_needs(ways: dict[Step, Any], decision: Decision) -> None:
    at(decision, Stage.VOTED)
    assert refusals(ways[Step.SIGNED], number=" ", dated=None) == [
        said("Enter the number of the decision."),
        said("Enter the day of the decision."),
    ]
    assert refusals(ways[Step.SIGNED], on=BEFORE) == [
        said("The decision is not signed before the day that it carries.")
    ]
    assert refusals(ways[Step.SIGNED], dated=TO_COME, on=None) == [NOT_COME % {"day": "1 січня 2099 року"}]


def test_a_decision_is_not_dated_before_the_vote(ways: dict[Step, Any], decision: Decision) -> None:
    ways[Step.VOTED]()
    first = {"day": "19 грудня 2019 року", "last": "20 грудня 2019 року", "what": Step.VOTED.label}
    assert refusals(ways[Step.SIGNED], dated=BEFORE, on=None) == [TOO_EARLY % first]


@pytest.mark.parametrize(
    ("step", "name", "sentence"),
    [
        (Step.STOPPED, "reason", "Write why the mayor stopped the decision."),
        (Step.RETURNED, "remark", "Write the remarks with which the draft is returned."),
        (Step.IN_FORCE, "reason", "Write why the decision is in force from that day."),
    ],
)
def test_some_steps_say_why(ways: dict[Step, Any], decision: Decision, step: Step, name: str, sentence: str) -> None:
    at(decision, path.TRANSITIONS[step].sources[-1])
    assert refusals(ways[step], **{name: " "}) == [said(sentence)]


def test_a_decision_is_in_force_from_a_day_not_before_its_own(ways: dict[Step, Any], decision: Decision) -> None:
    at(decision, Stage.PUBLISHED)
    assert refusals(ways[Step.IN_FORCE], on=None) == [said("Enter the day from which the decision is in force.")]
    assert refusals(ways[Step.IN_FORCE], on=BEFORE) == [
        said("The decision is not in force before the day that it carries.")
    ]


# Effects


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What an app did with the steps, in order."""
    for name in ("_effects", "_undone", "_lacks"):
        monkeypatch.setattr(path, name, {})
    happened: list[str] = []

    def effect(step: DecisionStep, by: User) -> None:
        happened.append(f"signed at {step.decision.stage} by {by}")

    def undo(step: DecisionStep, by: User) -> None:
        happened.append(f"undone at {stored(step.decision).stage} by {by}")

    path.register(Step.SIGNED, effect, undo, lambda decision: [checks.error("Немає дня.")] if happened else [])
    return happened


def test_an_app_does_its_part_of_a_step_and_takes_it_back(
    ways: dict[Step, Any], decision: Decision, secretary: User, done: list[str]
) -> None:
    at(decision, Stage.VOTED)
    services.take_back(step=ways[Step.SIGNED](), reason="Помилково", by=secretary)
    assert done == ["signed at signed by secretary", "undone at signed by secretary"]


def test_a_decision_is_not_signed_while_an_app_lacks_something(
    ways: dict[Step, Any], decision: Decision, done: list[str]
) -> None:
    at(decision, Stage.VOTED)
    done.append("something")
    assert refusals(ways[Step.SIGNED]) == ["Немає дня."]


# Taking back


def issued(key: str) -> IssuedPaper:
    return IssuedPaper.objects.create(
        kind="decision", key=key, title="Рішення", format="pdf", file="a.pdf", size=1, sha256="a" * 64
    )


PUBLIC = (Step.PUBLISHED, Step.IN_FORCE, Step.CLOSED)


@pytest.mark.parametrize("step", [step for step in path.TRANSITIONS if step not in PUBLIC])
def test_the_last_step_is_taken_back_before_the_publication(
    ways: dict[Step, Any], decision: Decision, secretary: User, step: Step
) -> None:
    stage = path.TRANSITIONS[step].sources[-1]
    at(decision, stage)
    row = ways[step]()
    back = services.take_back(step=row, reason="Не те рішення", by=secretary)
    assert (back.takes_back, back.reason, back.made_by, back.stage_after) == (row, "Не те рішення", secretary, stage)
    assert stored(decision).stage == stage
    assert list(decision.steps.standing()) == []
    assert DecisionStep.objects.get(pk=row.pk).step == step


def test_a_signature_taken_back_takes_the_number_and_the_days_along(
    ways: dict[Step, Any], decision: Decision, secretary: User
) -> None:
    at(decision, Stage.VOTED)
    services.take_back(step=ways[Step.SIGNED](), reason="Помилково", by=secretary)
    row = stored(decision)
    assert (row.number, row.period_start, row.period_end, row.period_precision) == ("", None, None, "")
    assert row.signed_on is None
    assert row.history.latest().history_user == secretary


def test_a_signature_taken_back_gives_back_what_was_known_before_it(
    ways: dict[Step, Any], decision: Decision, secretary: User
) -> None:
    month = {"period_start": date(2019, 12, 1), "period_end": date(2019, 12, 31), "period_precision": "month"}
    at(decision, Stage.VOTED, **month)
    stored(decision).save()
    services.take_back(step=ways[Step.SIGNED](), reason="Помилково", by=secretary)
    assert {name: getattr(stored(decision), name) for name in month} == month


def test_a_decision_without_history_is_a_draft_without_number_once_its_signature_is_taken_back(
    ways: dict[Step, Any], decision: Decision, secretary: User
) -> None:
    at(decision, Stage.VOTED)
    with guards.lifted():
        Decision.history.all().delete()
    services.take_back(step=ways[Step.SIGNED](), reason="Помилково", by=secretary)
    assert stored(decision).number == ""


@pytest.mark.parametrize("step", [Step.VOTED, Step.SIGNED])
def test_papers_of_a_step_that_is_taken_back_are_named_as_issued_by_mistake(
    ways: dict[Step, Any], decision: Decision, secretary: User, monkeypatch: pytest.MonkeyPatch, step: Step
) -> None:
    monkeypatch.setattr(path, "_keys", [lambda decision: [f"d/{decision.code}"]])
    at(decision, path.TRANSITIONS[step].sources[-1])
    before = issued("d/twinning")
    row = ways[step]()
    paper, _other = issued("d/twinning"), issued("d/other")
    back = services.take_back(step=row, reason="Помилково", by=secretary)
    found = {each.paper for each in MistakenPaper.objects.filter(taken_back_by=back)}
    assert paper in found
    assert found == set(IssuedPaper.objects.of_key("d/twinning")) - {before}
    assert MistakenPaper.objects.count() == len(found)


def test_papers_issued_before_the_vote_are_no_mistake(
    ways: dict[Step, Any], decision: Decision, secretary: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(path, "_keys", [lambda decision: [f"d/{decision.code}"]])
    row = ways[Step.SESSION]()
    issued("d/twinning")
    services.take_back(step=row, reason="Помилково", by=secretary)
    assert not MistakenPaper.objects.exists()


def test_a_paper_is_named_as_issued_by_mistake_once(
    ways: dict[Step, Any], decision: Decision, secretary: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(path, "_keys", [lambda decision: [f"d/{decision.code}"]])
    voted, signed = ways[Step.VOTED](), ways[Step.SIGNED]()
    issued("d/twinning")
    for row in (signed, voted):
        services.take_back(step=row, reason="Помилково", by=secretary)
    assert MistakenPaper.objects.count() == IssuedPaper.objects.of_key("d/twinning").count()


def test_nothing_is_taken_back_without_a_reason(ways: dict[Step, Any], secretary: User) -> None:
    row = ways[Step.EXECUTIVE]()
    sentence = said("Write why the step is taken back.")
    assert refusals(services.take_back, step=row, reason=" ", by=secretary) == [sentence]


def test_nothing_is_taken_back_after_the_publication(
    ways: dict[Step, Any], decision: Decision, secretary: User
) -> None:
    at(decision, Stage.VOTED)
    ways[Step.SIGNED]()
    row = ways[Step.PUBLISHED]()
    sentence = said("The decision is published: no step is taken back any more.")
    assert refusals(services.take_back, step=row, reason="Помилково", by=secretary) == [sentence]


def test_a_step_is_taken_back_once(ways: dict[Step, Any], secretary: User) -> None:
    row = ways[Step.EXECUTIVE]()
    services.take_back(step=row, reason="Помилково", by=secretary)
    sentence = said("The step was taken back already.")
    assert refusals(services.take_back, step=row, reason="Помилково", by=secretary) == [sentence]


def test_steps_are_taken_back_from_the_last_one_on(ways: dict[Step, Any], secretary: User) -> None:
    row = ways[Step.EXECUTIVE]()
    ways[Step.COMMITTEES]()
    sentence = said("Steps are taken back from the last one on.")
    assert refusals(services.take_back, step=row, reason="Помилково", by=secretary) == [sentence]


def test_a_conclusion_is_taken_back_whatever_came_after(
    ways: dict[Step, Any], decision: Decision, secretary: User
) -> None:
    ways[Step.COMMITTEES]()
    row = ways[Step.CONCLUSION]()
    ways[Step.SESSION]()
    services.take_back(step=row, reason="Не та комісія", by=secretary)
    assert stored(decision).stage == Stage.SESSION


def test_a_step_is_taken_again_after_it_was_taken_back(
    ways: dict[Step, Any], decision: Decision, secretary: User
) -> None:
    at(decision, Stage.VOTED)
    services.take_back(step=ways[Step.SIGNED](), reason="Не той номер", by=secretary)
    ways[Step.SIGNED](number="876")
    assert (stored(decision).stage, stored(decision).number) == (Stage.SIGNED, "876")


# Two at once


def test_a_step_asks_the_database_how_far_the_decision_is(ways: dict[Step, Any], decision: Decision) -> None:
    """Somebody else took it while this page was open."""
    at(decision, Stage.SESSION)
    assert decision.stage == Stage.DRAFT
    refusals(ways[Step.EXECUTIVE])


@pytest.mark.parametrize("step", path.TRANSITIONS)
def test_a_step_is_one_transaction(
    ways: dict[Step, Any], decision: Decision, monkeypatch: pytest.MonkeyPatch, step: Step
) -> None:
    """The lock on the decision holds until what the step writes is written."""
    at(decision, path.TRANSITIONS[step].sources[-1])
    before, depths = len(connection.savepoint_ids), []
    monkeypatch.setattr(path, "run_effects", lambda row, by: depths.append(len(connection.savepoint_ids)))
    ways[step]()
    assert depths == [before + 1]


def test_taking_back_is_one_transaction(
    ways: dict[Step, Any], secretary: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = ways[Step.EXECUTIVE]()
    before, depths = len(connection.savepoint_ids), []
    monkeypatch.setattr(path, "undo_effects", lambda row, by: depths.append(len(connection.savepoint_ids)))
    services.take_back(step=row, reason="Помилково", by=secretary)
    assert depths == [before + 1]
