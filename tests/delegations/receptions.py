"""A reception for tests: five guests from Jarocin for three days, 11 500 hryvnias, albums to give."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

from budget.models import FundingSource
from delegations.models import (
    CommissionMember,
    Delegation,
    EstimateLine,
    Giving,
    Participant,
    Purchase,
    StayItem,
    StockItem,
    WriteOffAct,
)
from oleksandria_intl.models import Council, Decision, DecisionPoint, Official, Term
from tests import factories

FIRST, LAST = date(2020, 9, 29), date(2020, 10, 1)
ESTIMATE = (("meals", "Офіційний обід", 300, 2), ("lodging", "Проживання", 800, 1), ("gifts", "Сувеніри", 900, 1))
"""What each line is for, its norm, its days: five persons, 11 500 hryvnias in all."""


def reception() -> Delegation:
    """Make the reception: its guests, its programme of two days, its estimate."""
    if not Council.objects.exists():
        factories.council()
    stay = Delegation.objects.create(
        code="jarocin-guests",
        direction="in",
        city=factories.city("jarocin", "Яроцин"),
        purpose_uk="для обговорення молодіжних проєктів",
        period_start=FIRST,
        period_end=LAST,
        period_precision="day",
    )
    head = {"name_uk": "Адам Бургомістр", "post_uk": "Бургомістр", "contact": "+48 600 100 200"}
    Participant.objects.create(delegation=stay, place=1, category="guest", is_head=True, **head)
    Participant.objects.create(delegation=stay, place=2, category="guest", name_uk="члени делегації", number=4)
    source, _made = FundingSource.objects.get_or_create(code="city", defaults={"name_uk": "Міський бюджет"})
    for place, (kind, name, norm, days) in enumerate(ESTIMATE, 1):
        facts = {"kind": kind, "name_uk": name, "norm": Decimal(norm), "persons": 5, "days": days}
        amount = Decimal(norm * 5 * days)
        EstimateLine.objects.create(delegation=stay, place=place, source=source, amount=amount, **facts)
    item(stay, FIRST, 9, name_uk="Зустріч на вокзалі", name_en="Welcome", venue_uk="Вокзал")
    item(stay, LAST, 8, name_uk="Від’їзд")
    return stay


def item(stay: Delegation, on: date, hour: int, **facts: str) -> StayItem:
    """Make an hour of the programme of a stay."""
    return StayItem.objects.create(delegation=stay, on=on, starts_at=time(hour), ends_at=time(hour + 1), **facts)


def order(stay: Delegation) -> Decision:
    """Make the mayor's order on a reception, a draft yet."""
    mayor = {"name_uk": "Міський голова", "name_genitive": "міського голови", "act_name": "розпорядження"}
    names = {"short_name": "міський голова", "short_name_genitive": "міського голови", "act_verb": "зобов'язую"}
    body = factories.body("mayor", **mayor, **names)
    signs = Term.objects.get(code="mayor-2015")
    row = Decision.objects.create(
        code="order-jarocin", body=body, subject="Про прийом делегації", signatory=signs, annex_signatory=signs
    )
    DecisionPoint.objects.create(decision=row, order=1, text="Організувати прийом.")
    stay.order = row
    stay.save()
    return row


def albums(quantity: int = 10, price: str = "230.00") -> Purchase:
    """Make a purchase of albums."""
    thing, _made = StockItem.objects.get_or_create(code="album", defaults={"name_uk": "Альбом «Олександрія»"})
    return Purchase.objects.create(item=thing, bought_on=date(2020, 9, 1), quantity=quantity, price=Decimal(price))


def stock() -> None:
    """Make a row of everything that the pages of the stock show."""
    event = {"event": "День міста", "to_whom": "гостям"}
    Giving.objects.create(purchase=albums(), given_on=FIRST, **event)
    WriteOffAct.objects.create(number="7", drawn_on=LAST, event="День міста")


def commission(act: WriteOffAct) -> None:
    """Give an act its number, who approves it, and a commission of three."""
    act.number, act.approver = "7", Term.objects.get(code="mayor-2015")
    act.save()
    for place, surname in enumerate(("Бойко", "Коваль", "Мельник")):
        official = Official.objects.create(code=f"member-{place}", surname=surname, given_name="Олена")
        term = Term.objects.create(official=official, code="member", post_uk="Головний спеціаліст")
        CommissionMember.objects.create(act=act, order=place, term=term, is_chair=place == 0)
