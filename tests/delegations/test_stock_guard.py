"""What the database itself refuses of the stock, of acts of writing off and of programmes of stays."""

from __future__ import annotations

from datetime import date, time
from functools import partial
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from delegations import gifts
from delegations.models import CommissionMember, Delegation, Giving, Purchase, StayItem, StockItem, WriteOffAct
from oleksandria_intl import guards
from oleksandria_intl.models import Term
from tests.at_once import at_once
from tests.delegations import receptions
from tests.delegations.receptions import FIRST
from tests.refusals import refused, update_refused

pytestmark = pytest.mark.usefixtures("in_english")
DAY = date(2020, 10, 5)


def giving(albums: Purchase, quantity: int = 1, **facts: Any) -> Giving:
    known = {"event": "День міста", "to_whom": "гостям", "given_on": FIRST}
    return Giving(purchase=albums, quantity=quantity, **known | facts)


def another(term: Term) -> Term:
    """Make another post of the same official."""
    return Term.objects.create(official=term.official, code="another", post_uk="Заступник")


def is_refused(deed: Any, sentence: str) -> bool:
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        deed()
    return sentence in guards.sentence_of(error.value)


@pytest.mark.django_db
def test_no_more_is_given_than_was_bought_whoever_writes() -> None:
    albums, few = receptions.albums(10), receptions.albums(2)
    Giving.objects.bulk_create([giving(albums, 6), giving(albums, 4), giving(few, 2)])
    assert is_refused(lambda: Giving.objects.bulk_create([giving(albums)]), "than are left")
    last = Giving.objects.filter(purchase=albums).latest("pk")
    others = Giving.objects.filter(pk=last.pk)
    assert is_refused(lambda: others.update(quantity=5), "than are left")
    assert is_refused(lambda: others.update(purchase=few), "than are left")
    others.update(quantity=3)
    bought = Purchase.objects.filter(pk=albums.pk)
    assert is_refused(lambda: bought.update(quantity=8), "than are left")
    bought.update(quantity=9)
    albums.refresh_from_db()
    assert Purchase.objects.left_of(albums) == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="on SQLite writers wait for one another")
def test_of_two_who_give_the_last_album_at_once_one_is_refused(clerk: User) -> None:
    albums = receptions.albums(1)

    def write() -> None:
        try:
            giving(albums).save()
        except IntegrityError as error:
            raise ValidationError(str(error)) from None

    assert sorted(at_once(write, write)) == [False, True]
    assert Purchase.objects.left_of(albums) == 0
    more = receptions.albums(1)
    facts: dict[str, Any] = {"purchase": more, "quantity": 1, "to_whom": "гостям", "event": "Свято", "by": clerk}
    assert sorted(at_once(lambda: gifts.give(**facts), lambda: gifts.give(**facts))) == [False, True]


@pytest.mark.django_db
def test_what_a_signed_act_says_stays(clerk: User, it_is: Any) -> None:
    it_is("2020-10-05")
    receptions.reception()
    albums = receptions.albums(10)
    free = giving(albums)
    given = giving(albums)
    free.save()
    given.save()
    act = gifts.begin_write_off(givings=[given], by=clerk)
    receptions.commission(act)
    Giving.objects.filter(pk=given.pk).update(quantity=2)
    gifts.sign_write_off(act=act, on=DAY, by=clerk)
    new = CommissionMember(act=act, term=Term.objects.get(code="mayor-2015"))
    written_off, members = Giving.objects.exclude(pk=free.pk), CommissionMember.objects.all()
    for rows, values in (
        (written_off, {"quantity": 1}),
        (written_off, {"act": None}),
        (members, {"is_chair": False}),
        (WriteOffAct.objects.all(), {"number": "8"}),
        (WriteOffAct.objects.all(), {"signed_on": None}),
        (Purchase.objects.all(), {"price": 1}),
        (StockItem.objects.all(), {"name_uk": "Книга"}),
    ):
        assert is_refused(partial(rows.update, **values), "does not change")
    assert is_refused(partial(Giving.objects.filter(pk=free.pk).update, act=act), "does not change")
    assert is_refused(new.save, "does not change")
    assert is_refused(giving(albums, act=act).save, "does not change")
    for row in (given, act.commission.first(), act):
        one: Any = type(row)._default_manager.filter(pk=row.pk)
        assert is_refused(partial(one._raw_delete, "default"), "does not change")
    Giving.objects.filter(pk=free.pk).update(quantity=3)
    albums.quantity = 20
    albums.save()


@pytest.mark.django_db
def test_the_rows_of_the_stock_and_of_stays_are_whole(clerk: User) -> None:
    stay = receptions.reception()
    albums = receptions.albums()
    refused("purchase_of_something", Purchase(item=albums.item, bought_on=FIRST, quantity=0, price=1))
    refused("giving_of_something", giving(albums, 0))
    refused("giving_at_one_event", giving(albums, delegation=stay))
    refused("giving_at_one_event", giving(albums, event=""))
    refused("giving_at_one_event", giving(albums, way="lost"))
    refused("giving_says_to_whom", giving(albums, to_whom=""))
    giving(albums, way="served", to_whom="").save()
    act = WriteOffAct.objects.create(drawn_on=DAY, event="Свято")
    update_refused("write_off_of_one_event", act, delegation=stay)
    update_refused("write_off_signed_is_whole", act, signed_on=DAY)
    term = Term.objects.get()
    refused("commission_member_once", CommissionMember(act=act, term=term), CommissionMember(act=act, term=term))
    chairs = [CommissionMember(act=act, term=member, is_chair=True) for member in (term, another(term))]
    refused("commission_has_one_chair", *chairs)
    first = StayItem.objects.earliest("on")
    refused("stay_item_begins_alone", StayItem(delegation=stay, on=FIRST, starts_at=time(9), name_uk="Обід"))
    update_refused("stay_item_ends_after_it_begins", first, ends_at=time(9))
    for wrong, field in (({"on": date(2020, 10, 2)}, "on"), ({"delegation": trip(stay)}, "__all__")):
        with pytest.raises(ValidationError) as error:
            StayItem(**{"delegation": stay, "on": FIRST, "starts_at": time(12), "name_uk": "Обід"} | wrong).full_clean()
        assert list(error.value.message_dict) == [field]


def trip(stay: Delegation) -> Delegation:
    return Delegation.objects.create(code="trip", direction="out", city=stay.city, purpose_uk="для участі")
