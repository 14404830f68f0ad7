"""A row of each kind that the office keeps between two decisions: a picture, norms, a trip, souvenirs."""

from __future__ import annotations

from datetime import date

from delegations.models import (
    Advance,
    Delegation,
    Giving,
    Participant,
    PerDiemNorm,
    PerDiemRule,
    Purchase,
    StockItem,
    WriteOffAct,
)
from oleksandria_intl.models import Picture
from partners.models import City, Country

DAY = date(2020, 9, 29)


def rows() -> None:
    """Make the rows, of the first city; the trip is being prepared."""
    city = City.objects.order_by("pk")[0]
    Picture.objects.create(owner_kind="city", owner_code=city.slug, alt_uk="Ратуша", people="none", width=1, height=1)
    PerDiemRule.objects.create(code="rule", in_force_from=DAY, one_meal=80, two_meals=55, three_meals=35)
    country = Country.objects.order_by("pk")[0]
    PerDiemNorm.objects.create(country=country, in_force_from=DAY, amount=50, currency="EUR")
    trip = Delegation.objects.create(code="prepared", direction="out", city=city, purpose_uk="для обміну досвідом")
    member = Participant.objects.create(delegation=trip, place=1, category="other", name_uk="Олена Коваль")
    Advance.objects.create(participant=member, amount=100)
    album = StockItem.objects.create(code="album", name_uk="Альбом")
    bought = Purchase.objects.create(item=album, bought_on=DAY, quantity=2, price=10)
    Giving.objects.create(purchase=bought, given_on=DAY, event="Прийом", to_whom="гостям")
    WriteOffAct.objects.create(drawn_on=DAY, event="Прийом")
