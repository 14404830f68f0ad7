"""Payments find their trip by what they say; a person confirms them, and only then are they the trip's."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from budget.models import LateChange, Payment
from budget.periods import ReasonNeeded
from budget.querysets import Span
from delegations.found_payments import AFTER, BEFORE, Search, Sign, confirm_payments, searches
from delegations.models import Delegation, Participant
from delegations.money import commit_estimate, release_estimate
from oleksandria_intl.models import Official, Term
from programs.models import Edition
from tests import trip_money as trips
from tests.closing import closed
from tests.spending import grant, pay, promise

DAY = date(2020, 9, 20)


@pytest.fixture
def trip(edition: Edition, head: User) -> Delegation:
    """A trip to Мозир by the act № 0910, whose estimate of 3 000 is committed."""
    grant("1.2", 5_000, economic_code=trips.TRAVEL_CODE)
    row = trips.trip(order=trips.order())
    trips.line(row, 3_000)
    commit_estimate(delegation=row, by=head)
    return row


def paid(purpose: str = "", **fields: Any) -> Payment:
    known = {"on": DAY, "purpose": purpose, "economic_code": trips.TRAVEL_CODE, "payee_name": "ТОВ «Квитки»"}
    return pay(fields.pop("measure", "1.2"), fields.pop("amount", 100), **known | fields)


def refusal(**asked: Any) -> str:
    with translation.override("en"):
        with pytest.raises(ValidationError) as refused:
            confirm_payments(**asked)
        return " ".join(refused.value.messages)


def test_a_payment_is_found_by_order_contract_place_and_people_and_only_near_the_trip(
    trip: Delegation, head: User
) -> None:
    other = {"economic_code": "2240"}
    order = paid("Відрядження зг. розп. № 0910 від 10.09.2020")
    place = paid("Квитки до Мозиря", measure=None, contract="12/К", **other)
    person = paid("Аванс на відрядження", payee_name="Коваль О. І.", **other)
    code = paid("Відрядження")
    late = paid("Квитки до Мозиря", on=trip.ends_on + AFTER, **other)
    # Nothing of the trip:
    paid("Розп. № 09101; № 0910/2; № 0910-р; договір 0910", **other)
    paid("Квитки до Мозиря", on=trip.ends_on + AFTER + timedelta(1))
    paid("Квитки до Мозиря", on=trip.starts_on - BEFORE - timedelta(1))
    paid("Квитки до Мозиря", measure="1.1")
    paid("Квитки до Мозиря", measure=None, is_outside=True)
    promised = promise("1.2", 100, economic_code=trips.TRAVEL_CODE)
    paid("Квитки до Мозиря", commitment=promised)
    found = {each.payment: each for each in Search(trip).found()}
    assert {payment: each.signs for payment, each in found.items()} == {
        order: [Sign.ORDER, Sign.CODE],
        place: [Sign.PLACE],
        person: [Sign.PERSON],
        code: [Sign.CODE],
        late: [Sign.PLACE],
    }
    assert [payment for payment, each in found.items() if not each.is_likely] == [code]
    assert list(found)[-1] == code
    confirm_payments(delegation=trip, payments=[place.pk], by=head)
    ticket = paid("Доплата", contract="12/к", **other)
    assert [each.signs for each in Search(trip).found() if each.payment == ticket] == [[Sign.CONTRACT]]


def test_confirmed_it_is_paid_under_the_trips_commitment_and_of_its_measure(trip: Delegation, accountant: User) -> None:
    payment = paid("Квитки до Мозиря", measure=None)
    assert confirm_payments(delegation=trip, payments=[payment.pk], by=accountant) == [payment]
    payment.refresh_from_db()
    assert (payment.commitment.record_key, payment.measure) == ("delegation:jarocin:city:2250", trip.measure)
    assert payment.history.latest().history_user == accountant
    assert confirm_payments(delegation=trip, payments=[payment.pk], by=accountant) == []
    assert payment.history.count() == 2


def test_what_cannot_be_of_the_trip_is_refused_and_nothing_is_confirmed(trip: Delegation, head: User) -> None:
    asked: dict[str, Any] = {"delegation": trip, "by": head}
    fine = paid("Квитки до Мозиря").pk
    sponsors = paid("Квитки", source_code="sponsors").pk
    assert "no commitment of this source" in refusal(payments=[fine, sponsors], **asked)
    other = paid("Квитки", commitment=promise("1.2", 100, economic_code=trips.TRAVEL_CODE)).pk
    assert "under another commitment" in refusal(payments=[fine, other], **asked)
    assert "belongs to another measure" in refusal(payments=[fine, paid("Квитки", measure="1.1").pk], **asked)
    assert not Payment.objects.filter(pk=fine, commitment__isnull=False).exists()


def test_of_several_commitments_it_is_the_one_of_the_code_that_stands(trip: Delegation, head: User) -> None:
    grant("1.2", 500)
    trips.line(trip, 400, economic_code=trips.code("2240"))
    commit_estimate(delegation=trip, by=head)
    keys = [Search(trip).commitment_for(paid(economic_code=code)).record_key for code in ("2250", "2240", "2800")]
    assert [key[-4:] for key in keys] == ["2250", "2240", "2250"]
    release_estimate(delegation=trip, on=DAY, by=head, reason="Візит скасовано")
    commit_estimate(delegation=trip, by=head)
    assert Search(trip).commitment_for(paid()).record_key == "delegation:jarocin:city:2250:2"


def test_without_days_or_a_measure_nothing_is_looked_for(trip: Delegation) -> None:
    paid("Квитки до Мозиря")
    trip.period_precision = "month"
    assert Search(trip).found() == []
    trip.period_precision, trip.measure = "day", None
    assert Search(trip).found() == []


def test_what_a_closed_period_counts_is_confirmed_with_a_reason(
    trip: Delegation, head: User, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    payment = paid("Квитки до Мозиря")
    closed(Span.to(date(2020, 9, 30)))
    asked: dict[str, Any] = {"delegation": trip, "payments": [payment.pk], "by": head}
    with pytest.raises(ReasonNeeded):
        confirm_payments(**asked)
    confirm_payments(**asked, reason="Платіж знайдено пізно")
    noted = LateChange.objects.values_list("reason__text", "reason__given_by__username").distinct()
    assert list(noted) == [("Платіж знайдено пізно", "head")]


def of_register(trip: Delegation, surname: str) -> None:
    """Let somebody travel whose name stands in the register."""
    person = Official.objects.create(code=f"{trip.code}-{surname}", surname=surname, given_name="Юрій")
    term = Term.objects.create(official=person, code=person.code, post_uk="Радник")
    Participant.objects.create(delegation=trip, category="official", term=term)


def questions(*rows: Delegation, look: Callable[[list[Delegation]], Iterable[Search]] = searches) -> int:
    """Return how often the database is asked for the payments of some trips."""
    fresh = list(Delegation.objects.filter(pk__in=[row.pk for row in rows]).select_related("city", "order"))
    with CaptureQueriesContext(connection) as asked:
        for search in look(fresh):
            search.found()
    return len(asked)


def each_alone(rows: list[Delegation]) -> list[Search]:
    return [Search(row) for row in rows]


def test_what_is_looked_for_at_once_is_what_each_trip_finds_for_itself(trip: Delegation, head: User) -> None:
    later = trips.trip("later", period_start=date(2020, 10, 20), period_end=date(2020, 10, 22), order=trips.order(DAY))
    trips.line(later, 1_000)
    commit_estimate(delegation=later, by=head)
    for row, day, contract in ((trip, DAY, "12/К"), (later, later.starts_on, "13/К")):
        assert day is not None
        [own] = Search(row).commitments
        paid("Квитки", on=day, contract=contract, commitment=own)
        paid("Автобус", on=day, contract=contract, economic_code="2240")
        paid("Відрядження", on=day)
    found = searches([trip, later])
    for search in found:
        alone = Search(search.delegation)
        assert search.found() == alone.found() != []
        assert search.commitments == alone.commitments
        assert [Sign.CONTRACT] in [each.signs for each in search.found()]


def test_the_database_is_asked_as_often_for_many_trips_and_members_as_for_one(trip: Delegation, head: User) -> None:
    paid("Аванс на відрядження", payee_name="Коваль О. І.", contract="12/К")
    of_register(trip, "Перший")
    others = [trips.trip(code, city=trip.city) for code in ("second", "third")]
    for act, other in zip((DAY, DAY + timedelta(1)), others, strict=True):
        Delegation.objects.filter(pk=other.pk).update(order=trips.order(act))
        trips.line(other, 500)
        commit_estimate(delegation=Delegation.objects.get(pk=other.pk), by=head)
    once, alone = questions(trip), questions(trip, look=each_alone)
    for surname in ("Другий", "Третій"):
        of_register(trip, surname)
    assert questions(trip, look=each_alone) == alone
    assert questions(trip, *others) == once
