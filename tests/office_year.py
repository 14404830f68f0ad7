"""A row of each kind that the office keeps between two decisions: a picture, souvenirs."""

from __future__ import annotations

from datetime import date

from delegations.models import (
    Giving,
    Purchase,
    StockItem,
    WriteOffAct,
)
from oleksandria_intl.models import Picture
from partners.models import City

DAY = date(2020, 9, 29)


def rows() -> None:
    """Make the rows, the picture of the first city."""
    city = City.objects.order_by("pk")[0]
    Picture.objects.create(owner_kind="city", owner_code=city.slug, alt_uk="Ратуша", people="none", width=1, height=1)
    album = StockItem.objects.create(code="album", name_uk="Альбом")
    bought = Purchase.objects.create(item=album, bought_on=DAY, quantity=2, price=10)
    Giving.objects.create(purchase=bought, given_on=DAY, event="Прийом", to_whom="гостям")
    WriteOffAct.objects.create(drawn_on=DAY, event="Прийом")
