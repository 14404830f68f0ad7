"""Souvenirs are given while there are any, and written off by an act that stays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from delegations import gifts
from delegations.models import CommissionMember, Delegation, Giving, Purchase, WriteOffAct
from oleksandria_intl.models import Term
from tests.delegations import receptions
from tests.delegations.receptions import FIRST

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
DAY = date(2020, 10, 5)


@pytest.fixture(autouse=True)
def autumn(it_is: Any) -> None:
    it_is("2020-10-05")


def given(albums: Purchase, clerk: User, **facts: Any) -> Giving:
    known = {"quantity": 1, "to_whom": "бургомістру", "on": FIRST}
    if not facts.keys() & {"delegation", "event"}:
        facts["event"] = "День міста"
    return gifts.give(purchase=albums, by=clerk, **known | facts)


def test_the_clerk_gives_albums_and_history_says_who(albums: Purchase, stay: Delegation, clerk: User) -> None:
    giving = given(albums, clerk, delegation=stay, quantity=4)
    assert (giving.delegation, giving.event, giving.quantity, giving.to_whom) == (stay, "", 4, "бургомістру")
    assert giving.given_on == FIRST
    assert giving.amount == 920
    assert Purchase.objects.left_of(albums) == 6
    assert giving.history.get().history_user == clerk
    assert given(albums, clerk, on=None).given_on == DAY


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"quantity": 11}, "quantity"),
        ({"quantity": 0}, "quantity"),
        ({"on": date(2020, 8, 31)}, "given_on"),
        ({"event": ""}, "__all__"),
        ({"to_whom": ""}, "__all__"),
    ],
)
def test_no_album_is_given_that_is_not_there_or_to_nobody(
    albums: Purchase, clerk: User, facts: dict[str, Any], field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        given(albums, clerk, **facts)
    assert list(refused.value.message_dict) == [field]
    assert not Giving.objects.exists()


def test_an_act_is_begun_of_what_was_given_at_one_event_with_the_last_commission(
    albums: Purchase, stay: Delegation, clerk: User
) -> None:
    first = gifts.begin_write_off(givings=[given(albums, clerk)], by=clerk)
    first.order_words = "розпорядженням № 3-р"
    receptions.commission(first)
    at_stay = [given(albums, clerk, delegation=stay), given(albums, clerk, delegation=stay, on=date(2020, 9, 30))]
    lost = Giving.objects.create(purchase=albums, way="lost", to_whom="розбито", given_on=FIRST)
    act = gifts.begin_write_off(givings=[*at_stay, lost], by=clerk)
    assert (act.delegation, act.event, act.drawn_on, act.number) == (stay, "", DAY, "")
    assert (act.order_words, act.approver) == ("розпорядженням № 3-р", first.approver)
    assert [(one.term, one.is_chair, one.order) for one in act.commission.all()] == [
        (one.term, one.is_chair, one.order) for one in first.commission.all()
    ]
    assert set(act.givings.all()) == {*at_stay, lost}
    changed: list[Any] = [act, *act.commission.all(), *act.givings.all()]
    assert {row.history.latest().history_user for row in changed} == {clerk}
    assert (first.event, first.delegation) == ("День міста", None)


def test_an_act_is_dated_not_before_what_it_writes_off(albums: Purchase, clerk: User) -> None:
    later = Giving.objects.create(purchase=albums, to_whom="гостям", event="Свято", given_on=date(2020, 10, 9))
    assert gifts.begin_write_off(givings=[later], by=clerk).drawn_on == date(2020, 10, 9)


def test_no_act_is_begun_of_nothing_of_several_events_or_of_what_another_has(albums: Purchase, clerk: User) -> None:
    taken, other = given(albums, clerk), given(albums, clerk, event="День Європи")
    for asked in ([], [taken, other]):
        with pytest.raises(ValidationError):
            gifts.begin_write_off(givings=asked, by=clerk)
    act = gifts.begin_write_off(givings=[taken], by=clerk)
    with pytest.raises(ValidationError, match=str(act)):
        gifts.begin_write_off(givings=[taken], by=clerk)
    assert WriteOffAct.objects.get() == act


@pytest.fixture
def act(albums: Purchase, clerk: User) -> WriteOffAct:
    begun = gifts.begin_write_off(givings=[given(albums, clerk)], by=clerk)
    receptions.commission(begun)
    return begun


def test_the_head_signs_an_act_once(act: WriteOffAct, head: User) -> None:
    signed = gifts.sign_write_off(act=act, on=DAY, by=head)
    assert (signed.signed_on, signed.history.latest().history_user) == (DAY, head)
    with pytest.raises(ValidationError, match="already"):
        gifts.sign_write_off(act=act, on=DAY, by=head)


@pytest.mark.parametrize("on", [date(2020, 10, 4), date(2020, 10, 6)])
def test_an_act_is_signed_neither_before_its_day_nor_after_today(act: WriteOffAct, head: User, on: date) -> None:
    with pytest.raises(ValidationError) as refused:
        gifts.sign_write_off(act=act, on=on, by=head)
    assert list(refused.value.message_dict) == ["on"]


def test_an_act_that_lacks_something_is_not_signed(act: WriteOffAct, head: User) -> None:
    def sentences() -> list[str]:
        with pytest.raises(ValidationError) as refused:
            gifts.sign_write_off(act=act, on=DAY, by=head)
        return refused.value.messages

    Giving.objects.update(given_on=date(2020, 10, 6))
    assert sentences() == ["Something was given after the day of the act."]
    Giving.objects.update(act=None)
    assert sentences() == ["The act writes off nothing."]
    act.commission.update(is_chair=False)
    act.commission.last().delete()
    act.number, act.approver = "", None
    act.save()
    assert len(sentences()) == 5
    assert Term.objects.filter(code="member").count() == 3


def unrecorded(patched: pytest.MonkeyPatch, model: Any, deed: Callable[[], object]) -> None:
    """Do something whose last row history cannot keep."""

    def fail(*_args: Any, **_kwargs: Any) -> None:
        raise OSError("no room")

    with patched.context() as broken:
        broken.setattr(model.history.model, "save", fail)
        with pytest.raises(OSError, match="no room"):
            deed()


def test_what_history_cannot_record_does_not_happen(
    albums: Purchase, act: WriteOffAct, clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits = given(albums, clerk)
    unrecorded(monkeypatch, Giving, lambda: given(albums, clerk, to_whom="нікому"))
    unrecorded(monkeypatch, CommissionMember, lambda: gifts.begin_write_off(givings=[waits], by=clerk))
    unrecorded(monkeypatch, WriteOffAct, lambda: gifts.sign_write_off(act=act, on=DAY, by=clerk))
    assert not Giving.objects.filter(to_whom="нікому").exists()
    assert not WriteOffAct.objects.get().signed_on
