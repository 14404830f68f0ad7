"""The steps of an agreement: what each refuses and writes, and that none is skipped."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from oleksandria_intl.periods import Period
from partners import services
from partners.models import Agreement, AgreementParty, AgreementRule, AgreementStep
from partners.services import Act, Notice
from tests import factories
from tests.partners.rows import agreement, city, country

LAW = date(2024, 4, 24)
DAY = date(2025, 5, 5)
Row = Callable[..., Agreement]


@pytest.fixture
def row(db: None) -> Row:
    """Make an agreement with a city at a state; a rule asks for consent and registration since the law."""
    AgreementRule.objects.create(code="law", in_force_from=LAW)
    place = city("jarocin", "Ярочин", country("PL", "Польща"))

    def made(state: str, on: date | None = None, **fields: Any) -> Agreement:
        return agreement(place, state, on, **fields)

    return made


@pytest.fixture
def act(db: None) -> Act:
    """An order of the mayor."""
    factories.council()
    mayor = factories.body("mayor", act_name="розпорядження", name_genitive="міського голови")
    return Act(body=mayor, number="77-р", on=DAY)


def day(on: date) -> Period:
    return Period(on, on, "day")


def refusal(service: Callable[..., Any], /, **facts: Any) -> list[str]:
    """Return the sentences with which a verb refuses, having written nothing."""
    with pytest.raises(ValidationError) as caught, transaction.atomic():
        service(**facts)
    assert not AgreementStep.objects.exists()
    return [str(message) for message in caught.value.messages]


def facts_of(step: AgreementStep, *names: str) -> list[Any]:
    step.refresh_from_db()
    return [getattr(step, name) for name in names]


def test_an_act_authorises_signing(row: Row, head: User, act: Act) -> None:
    one = row("begun")
    step = services.authorise(agreement=one, act=act, by=head, remark="усно")
    one.refresh_from_db()
    assert (one.state, step.act) == ("authorised", "розпорядження міського голови від 5 травня 2025 року № 77-р")
    assert facts_of(step, "state_before", "state_after", "made_by", "remark") == ["begun", "authorised", head, "усно"]
    assert one.history.first().history_user == head


def test_a_decision_of_the_register_authorises_with_its_own_number_and_day(row: Row, head: User, act: Act) -> None:
    decision = factories.decision()
    assert len(refusal(services.authorise, agreement=row("begun"), act=Act(decision=decision), by=head)) == 2
    decision.number, decision.period_start, decision.period_end, decision.period_precision = "5", DAY, DAY, "day"
    decision.save()
    step = services.authorise(agreement=Agreement.objects.get(), act=Act(decision=decision), by=head)
    assert facts_of(step, "decision", "body", "number", "on") == [decision, decision.body, "5", DAY]
    assert Agreement.objects.get().authorised_by == decision
    services.take_back(step=step, why="Не той", by=head)
    assert Agreement.objects.get().authorised_by is None


def test_an_act_needs_its_body_number_and_day(row: Row, head: User) -> None:
    assert len(refusal(services.authorise, agreement=row("begun"), act=Act(), by=head)) == 3


def test_a_draft_is_prepared_once_the_parties_are_known(row: Row, head: User) -> None:
    one = row("authorised")
    one.parties.all().delete()
    assert len(refusal(services.prepare_draft, agreement=one, by=head, on=date(9000, 1, 1))) == 2
    AgreementParty.objects.create(agreement=one, name_uk="Громада")
    step = services.prepare_draft(agreement=one, by=head, on=DAY, remark="узгоджено")
    assert facts_of(step, "state_after", "on", "remark", "made_by") == ["prepared", DAY, "узгоджено", head]


def test_consent_is_asked_for_on_a_day_and_only_where_it_is_needed(row: Row, head: User) -> None:
    one = row("prepared")
    AgreementParty.objects.update(kind="business")
    assert len(refusal(services.ask_consent, agreement=one, on=DAY, by=head)) == 1
    AgreementParty.objects.update(kind="authority")
    assert len(refusal(services.ask_consent, agreement=one, on=None, by=head)) == 1
    assert len(refusal(services.ask_consent, agreement=one, on=date(9000, 1, 1), by=head)) == 1
    step = services.ask_consent(agreement=one, on=DAY, number=" 5 ", by=head, remark="поштою")
    assert facts_of(step, "state_after", "on", "number", "remark") == ["asked", DAY, "5", "поштою"]


def test_the_consent_has_a_number_and_a_day(row: Row, head: User) -> None:
    one = row("asked")
    assert len(refusal(services.record_consent, agreement=one, number=" ", on=None, by=head)) == 2
    assert len(refusal(services.record_consent, agreement=one, number="1", on=date(9000, 1, 1), by=head)) == 1
    step = services.record_consent(agreement=one, number=" 12 ", on=DAY, by=head, remark="лист")
    assert facts_of(step, "state_after", "number", "on", "remark") == ["consented", "12", DAY, "лист"]


def test_a_refused_draft_is_prepared_anew(row: Row, head: User) -> None:
    one = row("asked")
    assert len(refusal(services.record_refusal, agreement=one, why=" ", on=date(9000, 1, 1), by=head)) == 2
    step = services.record_refusal(agreement=one, why=" Помилка ", on=DAY, number=" 9 ", by=head)
    assert facts_of(step, "state_after", "why", "on", "number") == ["prepared", "Помилка", DAY, "9"]


def test_signing_needs_a_date_and_a_party(row: Row, head: User) -> None:
    one = row("prepared")
    one.parties.all().delete()
    assert len(refusal(services.sign, agreement=one, when=None, by=head)) == 2
    AgreementParty.objects.create(agreement=one, name_uk="Громада")
    assert len(refusal(services.sign, agreement=one, when=day(date(9000, 1, 1)), by=head)) == 2
    step = services.sign(agreement=one, when=day(date(2020, 3, 1)), words=" навесні ", by=head, remark="у Рамат-Гані")
    one.refresh_from_db()
    assert (one.state, one.period_start, one.period_end, one.period_precision, one.period_words) == (
        "signed",
        date(2020, 3, 1),
        date(2020, 3, 1),
        "day",
        "навесні",
    )
    assert facts_of(step, "on", "remark") == [date(2020, 3, 1), "у Рамат-Гані"]


def test_a_signature_known_to_the_month_has_no_day_invented(row: Row, head: User) -> None:
    month = Period(date(2020, 3, 1), date(2020, 3, 31), "month")
    assert services.sign(agreement=row("prepared"), when=month, by=head).on is None


def test_what_is_signed_since_the_law_needs_the_consent_first(row: Row, head: User) -> None:
    one = row("prepared")
    assert len(refusal(services.sign, agreement=one, when=day(LAW), by=head)) == 1
    with_consent = row("consented", code="other")
    assert services.sign(agreement=with_consent, when=day(LAW), by=head).state_after == "signed"


def test_registration_has_a_number_and_applies_by_the_day_of_the_signature(row: Row, head: User) -> None:
    old = row("signed", date(2003, 10, 17))
    assert len(refusal(services.register, agreement=old, number="1", on=DAY, by=head)) == 1
    one = row("signed", LAW, code="new")
    assert len(refusal(services.register, agreement=one, number="", on=None, by=head)) == 2
    assert len(refusal(services.register, agreement=one, number="1", on=date(2003, 1, 1), by=head)) == 1
    step = services.register(agreement=one, number=" 7 ", on=DAY, by=head, remark="у реєстрі")
    assert facts_of(step, "state_after", "number", "on", "remark") == ["registered", "7", DAY, "у реєстрі"]


def test_what_is_to_be_registered_is_registered_before_it_is_in_force(row: Row, head: User) -> None:
    one = row("signed", LAW)
    assert len(refusal(services.bring_into_force, agreement=one, on=DAY, by=head)) == 1
    old = row("signed", date(2003, 10, 17), code="old")
    assert len(refusal(services.bring_into_force, agreement=old, on=None, by=head)) == 1
    assert len(refusal(services.bring_into_force, agreement=old, on=date(2003, 1, 1), by=head)) == 1
    step = services.bring_into_force(agreement=old, on=DAY, why=" За текстом ", by=head)
    assert facts_of(step, "state_after", "on", "why") == ["in-force", DAY, "За текстом"]
    registered = row("registered", LAW, code="registered")
    assert services.bring_into_force(agreement=registered, on=DAY, by=head).state_after == "in-force"


@pytest.mark.parametrize("verb", [services.suspend, services.terminate])
def test_no_agreement_is_suspended_or_ended_without_an_act_that_says_why(row: Row, head: User, verb: Any) -> None:
    one = row("signed", date(2004, 12, 24))
    assert len(refusal(verb, agreement=one, act=Act(), verb=" ", why=" ", by=head)) == 5


def test_mazyr_is_suspended_resumed_and_ended_by_acts(row: Row, head: User, act: Act) -> None:
    one = row("registered", date(2004, 12, 24))
    early = Act(body=act.body, number="1", on=date(2004, 1, 1))
    assert len(refusal(services.suspend, agreement=one, act=early, verb="зупинити", why="Війна", by=head)) == 1
    sent = Notice(on=DAY, words=" лист № 5 ")
    words: dict[str, Any] = {"act": act, "why": " Агресія ", "by": head, "notice": sent, "remark": "копія в справі"}
    step = services.suspend(agreement=one, verb=" зупинити дію ", **words)
    assert facts_of(step, "state_after", "body", "number", "on", "verb", "why") == [
        "suspended",
        act.body,
        "77-р",
        DAY,
        "зупинити дію",
        "Агресія",
    ]
    assert facts_of(step, "notice_on", "notice", "remark", "made_by") == [DAY, "лист № 5", "копія в справі", head]
    assert services.resume(agreement=one, verb="поновити", **words).state_after == "registered"
    ended = services.terminate(agreement=one, verb="припинити дію", **words)
    one.refresh_from_db()
    assert (one.state, one.ended_on) == ("ended", DAY)
    services.take_back(step=ended, why="Помилково", by=head)
    one.refresh_from_db()
    assert (one.state, one.ended_on) == ("registered", None)


def test_only_the_last_step_is_taken_back_and_for_a_reason(row: Row, head: User) -> None:
    one = row("prepared")
    step = services.sign(agreement=one, when=day(date(2020, 3, 1)), words="у березні", by=head)
    later = services.bring_into_force(agreement=one, on=DAY, by=head)
    with pytest.raises(ValidationError) as caught:
        services.take_back(step=step, why="", by=head)
    assert len(caught.value.messages) == 2
    services.take_back(step=later, why="Помилка", by=head)
    back = services.take_back(step=step, why=" Не той ", by=head)
    one.refresh_from_db()
    assert (one.state, one.period_text(), one.period_start, one.period_precision) == ("prepared", "", None, "")
    assert facts_of(back, "step", "takes_back", "why", "made_by") == ["taken-back", step, "Не той", head]


def test_no_step_is_skipped(row: Row, head: User) -> None:
    one = row("begun")
    assert len(refusal(services.prepare_draft, agreement=one, by=head)) == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        AgreementStep.objects.create(agreement=one, step="signed", state_before="begun", state_after="signed")


def test_a_step_that_fails_halfway_leaves_nothing(
    row: Row, head: User, act: Act, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_act = {"act": act, "verb": "діяти", "why": "Агресія"}
    verbs: list[tuple[Any, str, dict[str, Any]]] = [
        (services.authorise, "begun", {"act": act}),
        (services.prepare_draft, "authorised", {}),
        (services.ask_consent, "prepared", {"on": DAY}),
        (services.record_consent, "asked", {"number": "1", "on": DAY}),
        (services.record_refusal, "asked", {"why": "Помилка"}),
        (services.sign, "consented", {"when": day(LAW)}),
        (services.register, "signed", {"number": "1", "on": DAY}),
        (services.bring_into_force, "registered", {"on": DAY}),
        (services.suspend, "signed", by_act),
        (services.resume, "suspended", by_act),
        (services.terminate, "signed", by_act),
    ]
    rows = [row(state, LAW, code=f"row-{place}") for place, (_verb, state, _facts) in enumerate(verbs)]
    monkeypatch.setattr(Agreement, "save", lambda *args, **kwargs: 1 / 0)
    for one, (verb, _state, facts) in zip(rows, verbs, strict=True):
        with pytest.raises(ZeroDivisionError):
            verb(agreement=one, by=head, **facts)
        assert not AgreementStep.objects.exists(), verb


def test_taking_back_that_fails_halfway_leaves_nothing(row: Row, head: User, monkeypatch: pytest.MonkeyPatch) -> None:
    step = services.prepare_draft(agreement=row("authorised"), by=head)
    monkeypatch.setattr(Agreement, "save", lambda *args, **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        services.take_back(step=step, why="Помилка", by=head)
    assert AgreementStep.objects.get() == step


def test_the_database_moves_a_state_by_a_step_alone_and_keeps_the_steps(row: Row, head: User) -> None:
    one = row("authorised")
    with pytest.raises(DatabaseError, match="only a step"), transaction.atomic():
        Agreement.objects.update(state="prepared")
    step = services.prepare_draft(agreement=one, by=head)
    with pytest.raises(DatabaseError, match="stays as it was"), transaction.atomic():
        AgreementStep.objects.update(remark="інше")
    with pytest.raises(DatabaseError, match="stays as it was"), transaction.atomic():
        AgreementStep.objects.filter(pk=step.pk)._raw_delete("default")


def test_the_database_keeps_the_date_of_what_is_signed(row: Row) -> None:
    row("signed", date(2003, 10, 17))
    with pytest.raises(DatabaseError, match="has a date"), transaction.atomic():
        Agreement.objects.update(period_start=None, period_end=None, period_precision="")
