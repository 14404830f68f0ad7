"""The way of a delegation: each step with who, when and why; none is skipped; what is refused is said in sentences."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as said

from budget.models import FundingSource, Measure
from delegations import money, services, way
from delegations.models import Conference, Delegation, DelegationStep, EstimateLine, Participant, PlannedVisit
from delegations.way import Step
from oleksandria_intl.checks import error
from oleksandria_intl.models import Body, Decision, IssuedPaper, Term
from oleksandria_intl.path import services as path_services
from tests import factories
from tests.delegations import jarocin

pytestmark = pytest.mark.django_db
SIGNED = {"number": "55-р", "dated": date(2020, 9, 14)}
AFTER = "2020-10-12"
DAYS = {"period_start": date(2020, 10, 2), "period_end": date(2020, 10, 6)}


@pytest.fixture(autouse=True)
def whole_report(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask for no report: what it lacks has tests of its own."""
    monkeypatch.setitem(way._lacks, Step.REPORTED, [])


@pytest.fixture(autouse=True)
def before_the_trip(it_is: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> None:
    it_is("2020-09-15")
    factories.papers_of_one_line(monkeypatch)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What the money of delegations was asked for."""
    calls: list[tuple[Any, ...]] = []

    def noted(name: str, delegation: Delegation, **facts: Any) -> None:
        calls.append((name, delegation.code, *facts.values()))

    for name in ("commit_estimate", "release_estimate"):
        monkeypatch.setattr(money, name, partial(noted, name))
    return calls


def stored(trip: Delegation) -> Delegation:
    return Delegation.objects.get(pk=trip.pk)


def refused(verb: Callable[..., Any], **facts: Any) -> list[str]:
    """Do what is refused, after which nothing is written; return the sentences."""
    before = [list(model._default_manager.values()) for model in (DelegationStep, Delegation, Decision)]
    with pytest.raises(ValidationError) as found:
        verb(**facts)
    assert before == [list(model._default_manager.values()) for model in (DelegationStep, Delegation, Decision)]
    return list(found.value.messages)


def ordered(trip: Delegation, by: User, **facts: Any) -> DelegationStep:
    jarocin.mayor()
    services.begin_order(delegation=trip, by=by)
    return services.issue_order(delegation=trip, by=by, **SIGNED | facts)


# Preparing


def test_a_planned_visit_gives_what_is_planned_and_is_prepared_once(head: User) -> None:
    factories.everything(factories.edition())
    visit = PlannedVisit.objects.get()
    PlannedVisit.objects.update(period_start="2020-09-01", period_end="2020-10-31", period_precision="month")
    trip = services.prepare(planned=PlannedVisit.objects.get(), by=head)
    assert (trip.code, trip.direction, trip.kind, trip.status) == ("mozyr-2020-09", "out", "visit", "prepared")
    assert (trip.city, trip.program, trip.planned_code) == (visit.city, visit.edition.program, visit.code)
    assert (trip.measure, trip.purpose_uk) == (Measure.objects.get(code="1.2"), "з метою: вивчення досвіду")
    assert (trip.period_text(), trip.history.latest().history_user) == ("вересень-жовтень 2020 року", head)
    sentence = said("It is being prepared already: “%(delegation)s”.") % {"delegation": trip}
    assert refused(services.prepare, planned=visit, by=head) == [sentence]
    services.cancel(delegation=trip, reason="Пандемія", by=head)
    again = services.prepare(planned=visit, by=head)
    assert again.code == "mozyr-2020-09-2"


def test_a_conference_is_prepared_too_and_what_is_given_counts_before_what_is_planned(clerk: User) -> None:
    factories.everything(factories.edition())
    conference = Conference.objects.get()
    Conference.objects.update(place_words="Люблін", city=None)
    trip = services.prepare(planned=Conference.objects.get(), by=clerk, code="lublin", note="Поїздом")
    assert (trip.code, trip.kind, trip.note, trip.place) == ("lublin", "conference", "Поїздом", "Люблін")
    assert (trip.planned_code, "Туризм" in trip.purpose_uk) == (conference.code, True)


def test_a_delegation_stands_alone_and_does_not_return_before_it_leaves(clerk: User) -> None:
    facts = {"direction": "out", "city": factories.city(), "purpose_uk": "для участі"}
    days: dict[str, Any] = {
        "period_precision": "day",
        "period_start": date(2020, 10, 5),
        "period_end": date(2020, 10, 3),
    }
    assert refused(services.prepare, by=clerk, **facts, **days) == [said("The last day is before the first.")]
    days["period_end"] = date(2020, 10, 7)
    made = services.prepare(by=clerk, **facts, **days)
    assert (made.code, made.days, services.prepare(by=clerk, **facts).code) == ("mozyr-2020-10", 3, "mozyr-2020-09")


# The order


def test_the_order_is_drafted_by_the_mayor_with_its_points_and_only_once(head: User) -> None:
    trip = jarocin.trip()
    sentence = said("Enter the mayor among the bodies of the council first.")
    assert refused(services.begin_order, delegation=trip, by=head) == [sentence]
    body = jarocin.mayor()
    order = services.begin_order(delegation=trip, by=head)
    assert (order.code, order.body, order.signatory, order.number) == ("order-jarocin-2020-09", body, body.head, "")
    assert (order.period_text(), stored(trip).order) == ("протягом 2020 року", order)
    points = [point.text for point in order.points.all()]
    assert points[0].startswith("Відрядити до міста Яроцин (Республіка Польща) для участі у святкуванні Дня міста")
    assert points[-1] == "Контроль за виконанням цього розпорядження залишаю за собою."
    for row in (order, order.points.first(), stored(trip)):
        assert row.history.latest().history_user == head  # type: ignore[union-attr]
    assert refused(services.begin_order, delegation=trip, by=head) == [said("The delegation has an order already.")]


def test_an_order_is_issued_with_its_signature_and_commits_the_estimate(head: User, asked: list[Any]) -> None:
    trip = jarocin.trip(composition_reason="Запрошено трьох")
    step = ordered(trip, head, on=date(2020, 9, 15), reason="За рішенням сесії", remark="З кошторисом")
    row = stored(trip)
    assert (row.status, row.money_reason) == ("ordered", "За рішенням сесії")
    assert (row.order.stage, row.order.number, row.order.signed_on) == ("signed", "55-р", date(2020, 9, 15))  # type: ignore[union-attr]
    assert (step.step, step.on, step.made_by, step.remark) == ("ordered", SIGNED["dated"], head, "З кошторисом")
    assert (step.status_before, step.status_after, step.reason) == ("prepared", "ordered", "Запрошено трьох")
    assert asked == [("commit_estimate", trip.code, head, "За рішенням сесії")]
    assert set(IssuedPaper.objects.values_list("kind", "key")) == {("visit-order", trip.code)}
    assert row.history.latest().history_user == head


def test_the_signature_recorded_on_the_page_of_the_order_issues_it_too(head: User) -> None:
    trip = jarocin.trip()
    jarocin.mayor()
    order = services.begin_order(delegation=trip, by=head)
    path_services.sign(decision=order, by=head, **SIGNED)
    assert stored(trip).status == "ordered"


def test_an_order_with_a_number_of_its_own_is_issued_as_it_is(head: User, asked: list[Any]) -> None:
    day = {"period_start": date(2020, 9, 10), "period_end": date(2020, 9, 10), "period_precision": "day"}
    jarocin.mayor()
    order = factories.twinning()
    Decision.objects.update(number="875", **day)
    trip = jarocin.trip(order=order, people=())
    assert refused(services.issue_order, delegation=trip, by=head)[0] == said("Enter who belongs to the delegation.")
    Delegation.objects.update(composition_reason="Одна особа", kind="conference")
    Participant.objects.create(delegation=trip, category="official", name_uk="Коваль Ольга")
    step = services.issue_order(delegation=trip, by=head, remark="Рішення виконкому")
    assert (step.on, step.remark, len(asked)) == (date(2020, 9, 10), "Рішення виконкому", 1)
    assert not IssuedPaper.objects.exists()


def test_an_order_is_not_issued_without_its_draft_days_people_number_and_day(head: User) -> None:
    trip = jarocin.trip(people=(), period_start=None, period_end=None, period_precision="")
    assert refused(services.issue_order, delegation=trip, by=head) == [said("Begin the order first.")]
    jarocin.mayor()
    services.begin_order(delegation=trip, by=head)
    found = refused(services.issue_order, delegation=trip, by=head)
    days = said("Enter the first and the last day, known to the day.")
    asked_for = [said("Enter the number of the decision."), said("Enter the day of the decision.")]
    assert found == [*asked_for, days, said("Enter who belongs to the delegation.")]


def test_another_composition_is_ordered_only_with_a_reason(head: User) -> None:
    trip = jarocin.trip(people=(*jarocin.PEOPLE, ("field", "Шевчук Анна"), ("field", "Ткач Іван")))
    Participant.objects.create(delegation=trip, category="ensemble", name_uk="Ансамбль «Барви»", number=14)
    jarocin.mayor()
    services.begin_order(delegation=trip, by=head)
    found = refused(services.issue_order, delegation=trip, by=head, **SIGNED)
    assert ["5" in found[0], "3" in found[0], len(found)] == [True, True, 1]
    assert found[0].endswith(said("Change the composition, or write why it is another."))
    Delegation.objects.filter(pk=trip.pk).update(composition_reason="Запрошення на п’ятьох")
    services.issue_order(delegation=trip, by=head, **SIGNED)


def test_an_order_without_points_is_not_signed(head: User) -> None:
    trip = jarocin.trip()
    jarocin.mayor()
    services.begin_order(delegation=trip, by=head).points.all().delete()
    assert refused(services.issue_order, delegation=trip, by=head, **SIGNED) == [said("The decision has no points.")]


# One trip at a time


def test_nobody_is_in_two_trips_on_one_day_whoever_writes(head: User) -> None:
    official = factories.former_official(head)
    term = official.terms.get()
    trip, other = jarocin.trip(), jarocin.trip("gdansk", people=(), **DAYS)
    Participant.objects.create(delegation=trip, category="official", term=term)
    again = {"delegation": other, "category": "official"}
    for fields in ({"term": term}, {"name_uk": "Коваль  ОЛЬГА Петрівна"}, {"name_uk": str(official)}):
        with pytest.raises(ValidationError) as found:
            Participant(**again, **fields).full_clean()
        assert str(trip) in found.value.messages[0]
    for fields in ({"term": term}, {"name_uk": "Коваль Ольга Петрівна"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Participant.objects.create(**again, **fields)
    Delegation.objects.filter(pk=other.pk).update(period_start="2020-10-03")
    other.refresh_from_db()
    member = Participant.objects.create(**again, term=term)
    member.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        Delegation.objects.filter(pk=other.pk).update(period_start="2020-10-02")
    services.cancel(delegation=trip, reason="Карантин", by=head)
    Delegation.objects.filter(pk=other.pk).update(period_start="2020-10-02")
    Participant.objects.create(**again, name_uk="Мельник Юрій")
    step = trip.steps.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        services.take_back(step=step, reason="Помилка", by=head)


def test_guests_and_ensembles_may_be_anywhere(head: User) -> None:
    jarocin.trip(people=(("ensemble", "Барви"), ("field", "Бондар Іван")))
    row = jarocin.trip("other", people=(("ensemble", "Барви"),))
    for member in row.participants.all():
        member.full_clean()
    guests = jarocin.trip("guests", direction="in", people=(("guest", "Бондар Іван"),))
    guests.participants.get().full_clean()


# After the order


def test_a_report_is_recorded_after_the_trip_and_with_what_others_ask_of_it(
    head: User, it_is: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    trip = jarocin.trip()
    ordered(trip, head)
    last = said("The last day is %(day)s: the report is recorded after it.") % {"day": "2 жовтня 2020 року"}
    it_is("2020-10-02")
    assert refused(services.record_report, delegation=trip, by=head) == [last]
    it_is(AFTER)
    assert refused(services.record_report, delegation=trip, by=head, on=date(2020, 10, 1)) == [last]
    assert len(refused(services.record_report, delegation=trip, by=head, on=date(2020, 10, 13))) == 1
    monkeypatch.setattr(way, "_lacks", {Step.REPORTED: [lambda row: [error("Немає результатів.", row)]]})
    assert refused(services.record_report, delegation=trip, by=head) == ["Немає результатів."]
    monkeypatch.setattr(way, "_lacks", {})
    step = services.record_report(delegation=trip, by=head, on=date(2020, 10, 2), remark="На 3 аркушах")
    assert (step.step, step.on, step.remark, step.made_by) == ("reported", date(2020, 10, 2), "На 3 аркушах", head)
    assert stored(trip).status == "reported"


def test_a_trip_is_cancelled_with_a_reason_and_sets_its_money_free(head: User, asked: list[Any]) -> None:
    trip = jarocin.trip()
    why = said("Write why the delegation is cancelled.")
    assert refused(services.cancel, delegation=trip, reason=" ", by=head, on=date(2020, 9, 16))[-1] == why
    services.cancel(delegation=trip, reason="Карантин", by=head)
    assert (stored(trip).status, asked) == ("cancelled", [])
    services.take_back(step=trip.steps.get(), reason="Інша поїздка", by=head)
    ordered(trip, head)
    step = services.cancel(delegation=trip, reason="Кордон закрито", by=head, on=date(2020, 9, 14))
    assert (step.on, step.reason, step.made_by) == (date(2020, 9, 14), "Кордон закрито", head)
    assert asked[1] == ("release_estimate", trip.code, date(2020, 9, 14), head, "Кордон закрито")
    Delegation.objects.filter(pk=trip.pk).update(money_reason="Дозволено")
    services.take_back(step=step, reason="Кордон відкрито", by=head)
    assert (stored(trip).status, asked[2]) == ("ordered", ("commit_estimate", trip.code, head, "Дозволено"))
    services.cancel(delegation=trip, reason="Кордон закрито", by=head)
    assert asked[3][2] == date(2020, 9, 15)


@pytest.mark.parametrize(
    ("status", "refusing"),
    [
        ("prepared", {Step.REPORTED}),
        ("ordered", {Step.ORDERED}),
        ("reported", {Step.ORDERED, Step.REPORTED, Step.CANCELLED}),
        ("cancelled", {Step.ORDERED, Step.REPORTED, Step.CANCELLED}),
    ],
)
def test_no_step_is_skipped(head: User, it_is: Callable[[str], None], status: str, refusing: set[Step]) -> None:
    trip = jarocin.trip()
    if status in ("ordered", "reported"):
        ordered(trip, head)
    it_is(AFTER)
    if status == "reported":
        services.record_report(delegation=trip, by=head)
    if status == "cancelled":
        services.cancel(delegation=trip, reason="Карантин", by=head)
    verbs: dict[Step, tuple[Callable[..., Any], dict[str, Any]]] = {
        Step.ORDERED: (services.issue_order, SIGNED),
        Step.REPORTED: (services.record_report, {}),
        Step.CANCELLED: (services.cancel, {"reason": "Карантин"}),
    }
    assert {step for step in verbs if step not in way.steps_from(status)} == refusing
    for step in refusing:
        verb, facts = verbs[step]
        label = Delegation.Status(status).label
        sentence = said("At the status “%(status)s” this step is not taken: “%(step)s”.")
        assert refused(verb, delegation=trip, by=head, **facts) == [sentence % {"status": label, "step": step.label}]


# Taking back


def test_the_last_step_is_taken_back_with_a_reason_and_stays_in_the_log(
    head: User, it_is: Callable[[str], None]
) -> None:
    trip = jarocin.trip()
    first = ordered(trip, head)
    it_is(AFTER)
    last = services.record_report(delegation=trip, by=head)
    from_last = said("Steps are taken back from the last one on.")
    assert refused(services.take_back, step=first, reason="Помилка", by=head) == [from_last]
    assert refused(services.take_back, step=last, reason="", by=head) == [said("Write why the step is taken back.")]
    back = services.take_back(step=last, reason="Не той звіт", by=head)
    assert (back.takes_back, back.reason, back.made_by, back.status_after) == (last, "Не той звіт", head, "ordered")
    assert (stored(trip).status, refused(services.take_back, step=last, reason="Знову", by=head)) == (
        "ordered",
        [from_last],
    )


def test_an_order_taken_back_loses_its_signature_and_frees_the_money(head: User, asked: list[Any]) -> None:
    trip = jarocin.trip()
    step = ordered(trip, head)
    back = services.take_back(step=step, reason="Не той номер", by=head)
    row = stored(trip)
    assert (row.status, row.order.stage, row.order.number) == ("prepared", "draft", "")  # type: ignore[union-attr]
    assert asked[-1] == ("release_estimate", trip.code, date(2020, 9, 15), head, "Не той номер")
    assert back.reason == "Не той номер"
    services.issue_order(delegation=trip, by=head, **SIGNED)
    assert stored(trip).status == "ordered"


def test_a_signature_stays_while_the_delegation_has_gone_on(head: User) -> None:
    trip = jarocin.trip()
    ordered(trip, head)
    services.cancel(delegation=trip, reason="Карантин", by=head)
    signed = stored(trip).order.steps.get()  # type: ignore[union-attr]
    sentence = said("The delegation has gone on: take its last step back first.")
    assert refused(path_services.take_back, step=signed, reason="Помилка", by=head) == [sentence]


def test_an_order_of_another_making_keeps_its_number_when_the_step_is_taken_back(head: User) -> None:
    day = {"period_start": date(2020, 9, 10), "period_end": date(2020, 9, 10), "period_precision": "day"}
    order = factories.twinning()
    Decision.objects.update(number="875", **day)
    trip = jarocin.trip(order=order)
    step = services.issue_order(delegation=trip, by=head)
    services.take_back(step=step, reason="Інша поїздка", by=head)
    assert (stored(trip).status, Decision.objects.get(pk=order.pk).number) == ("prepared", "875")


def test_what_others_registered_is_done_with_a_step_and_undone_with_it(
    head: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[Any] = []
    for table in ("_lacks", "_effects", "_undone"):
        monkeypatch.setattr(way, table, {})
    way.register(
        Step.CANCELLED,
        effect=lambda step, by: done.append((step.delegation.status, by)),
        undo=lambda step, by: done.append((step.step, by)),
    )
    trip = jarocin.trip()
    step = services.cancel(delegation=trip, reason="Карантин", by=head)
    services.take_back(step=step, reason="Помилка", by=head)
    assert done == [("cancelled", head), ("cancelled", head)]


def test_a_service_that_fails_half_way_writes_nothing(head: User, monkeypatch: pytest.MonkeyPatch) -> None:
    trip = jarocin.trip()
    jarocin.mayor()
    services.begin_order(delegation=trip, by=head)

    def broken(**facts: Any) -> None:
        raise ValidationError("Кошти закінчилися.")

    monkeypatch.setattr(money, "commit_estimate", broken)
    with pytest.raises(ValidationError):
        services.issue_order(delegation=trip, by=head, reason="Без коштів", **SIGNED)
    row = stored(trip)
    assert (row.status, row.money_reason, row.order.number, row.steps.count()) == ("prepared", "", "", 0)  # type: ignore[union-attr]


def test_every_service_is_one_transaction(
    head: User, it_is: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lock on the delegation holds until all is written; a service that calls another opens one more within."""
    save, depths = services._save, []

    def saved(row: Any, by: User) -> None:
        depths.append(len(connection.savepoint_ids))
        save(row, by)

    def depth(verb: Callable[..., Any], **facts: Any) -> int:
        depths.clear()
        verb(by=head, **facts)
        return depths[0] - before

    monkeypatch.setattr(services, "_save", saved)
    before = len(connection.savepoint_ids)
    trip, act, days = jarocin.trip(), factories.twinning(), {"period_start": SIGNED["dated"], "period_precision": "day"}
    Decision.objects.filter(pk=act.pk).update(number="875", period_end=SIGNED["dated"], **days)
    alone = jarocin.trip("alone", order=act, people=tuple((category, name[::-1]) for category, name in jarocin.PEOPLE))
    jarocin.mayor()
    assert depth(services.prepare, direction="in", city=trip.city, purpose_uk="для участі") == 1
    assert depth(services.begin_order, delegation=trip) == 1
    assert depth(services.issue_order, delegation=trip, reason="Так", **SIGNED) == 1
    assert depth(services.issue_order, delegation=alone) == 2
    it_is(AFTER)
    assert depth(services.record_report, delegation=trip) == 1
    assert depth(services.take_back, step=trip.steps.latest("pk"), reason="Ні") == 2
    assert depth(services.cancel, delegation=trip, reason="Карантин") == 1


# What the order says


def test_the_order_says_whose_money_it_is_who_acts_and_that_the_estimate_is_annexed(head: User) -> None:
    edition = factories.edition(status="published")
    trip = jarocin.trip(
        program=edition.program, measure=Measure.objects.get(code="1.2"), payer_words="за рахунок міста"
    )
    factories.former_official(head)
    Delegation.objects.filter(pk=trip.pk).update(acting=Term.objects.get(code="secretary-2015"))
    source = FundingSource.objects.get(code="city")
    EstimateLine.objects.create(delegation=trip, kind="travel", source=source, amount=100)
    Participant.objects.filter(name_uk__startswith="Коваль").update(is_head=True, post_uk="Начальник відділу")
    jarocin.mayor()
    Body.objects.filter(kind="mayor").update(short_name_genitive="селищного голови")
    order = services.begin_order(delegation=stored(trip), by=head)
    text = "\n".join(point.text for point in order.points.all())
    assert "- Коваль Ольга Петрівна – начальник відділу, керівник делегації;" in text
    assert "5 календарних днів: з 28 вересня 2020 року до 2 жовтня 2020 року." in text
    assert "Джерело фінансування витрат на відрядження: Міський бюджет" in text
    assert "Інші витрати – за рахунок міста." in text
    assert "(додається)" in text
    assert "На час відрядження селищного голови його обов’язки виконує секретар ради Заздравний Остап Іванович" in text
    assert "на виконання Програми розвитку співробітництва" in order.preamble
