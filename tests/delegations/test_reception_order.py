"""A reception goes the way of every delegation: its order is proposed, lacks what it has to say, and is signed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User

from delegations import reception_checks, services
from delegations.documents.reception import ORDER
from delegations.models import Delegation, Giving, StayItem
from delegations.reception_order import lacks
from delegations.receptions import facts_of
from oleksandria_intl import acts, papers
from oleksandria_intl.models import IssuedPaper, Term, Unit
from tests import factories
from tests.delegations import receptions
from tests.delegations.receptions import FIRST

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def stay(it_is: Any) -> Delegation:
    it_is("2020-09-15")
    return receptions.reception()


def sentences(stay: Delegation) -> list[str]:
    return [finding.sentence for finding in lacks(stay)]


def test_the_order_says_who_organises_who_pays_and_a_programme_within_the_stay(stay: Delegation) -> None:
    assert sentences(stay) == ["Say which unit organises the reception."]
    stay.organiser = Unit.objects.get()
    assert sentences(stay) == []
    stay.lines.all().delete()
    assert sentences(stay) == ["Enter the estimate of the reception, or who pays."]
    stay.payer_words = "за рахунок гостей"
    assert sentences(stay) == []
    for on in (date(2020, 9, 28), date(2020, 10, 2)):
        StayItem.objects.update(on=on)
        StayItem.objects.exclude(pk=StayItem.objects.latest("pk").pk).delete()
        assert sentences(stay) == ["The programme of the stay goes beyond its days."]
    assert len(list(reception_checks.stays())) == 1
    stay.direction = "out"
    stay.organiser = None
    assert sentences(stay) == []


def test_the_head_issues_the_order_on_a_reception_and_its_paper_is_kept(
    stay: Delegation, head: User, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    factories.papers_of_one_line(monkeypatch)
    stay.lines.all().delete()
    stay.organiser, stay.payer_words = Unit.objects.get(), "за рахунок гостей"
    stay.save()
    mayor = factories.body("mayor", act_name="розпорядження", short_name_genitive="міського голови")
    mayor.head = Term.objects.get(code="mayor-2015")
    mayor.save()
    order = services.begin_order(delegation=stay, by=head)
    assert order.subject == "Про прийом делегації міста Яроцин (Республіка Польща)"
    stay.refresh_from_db()
    assert acts.paper_of(order) == (ORDER, stay)
    services.issue_order(delegation=stay, by=head, number="55-р", dated=date(2020, 9, 15), on=date(2020, 9, 15))
    stay.refresh_from_db()
    assert stay.status == "ordered"
    assert {paper.kind for paper in IssuedPaper.objects.filter(key=stay.code)} == {"reception-order"}
    assert [kind.kind for kind in papers.kinds_of("delegation") if kind.applies(stay)][:4] == [
        "reception-order",
        "reception-estimate",
        "stay-programme",
        "stay-programme-en",
    ]


def test_guests_nobody_heads_and_an_estimate_of_more_persons_are_found(stay: Delegation) -> None:
    assert list(reception_checks.of_reception(facts_of(stay))) == []
    stay.participants.update(is_head=False)
    stay.lines.filter(place=1).update(persons=6)
    found = [finding.sentence for finding in reception_checks.of_reception(facts_of(stay))]
    assert [("heads" in found[0]), ("6 persons, and 5 guests" in found[1]), len(found)] == [True, True, 2]
    assert list(reception_checks.guests()) == []


def test_purchases_name_their_payment_and_what_is_given_waits_to_be_written_off(clerk: User, stay: Delegation) -> None:
    albums = receptions.albums()
    assert [finding.row for finding in reception_checks.purchases()] == [albums]
    Giving.objects.create(purchase=albums, delegation=stay, given_on=FIRST, to_whom="гостям")
    assert [each.count for each in reception_checks.givings_to_write_off(clerk)] == [1]
    assert list(reception_checks.givings_to_write_off(User.objects.create_user("stranger"))) == []
