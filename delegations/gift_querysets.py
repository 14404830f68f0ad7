"""What is asked of the stock of souvenirs: what is left, what was given, what waits to be written off."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import models
from django.db.models import F, IntegerField, OuterRef, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from oleksandria_intl.models import NaturalManager

if TYPE_CHECKING:
    from budget.models import Payment
    from delegations.models import Giving, Purchase, StockItem, WriteOffAct  # noqa: F401 - named in strings


class Handed(NamedTuple):
    """How many things left the stock, and what they had cost in hryvnias."""

    quantity: int
    amount: Decimal


def _total(rows: models.QuerySet[Any], by: str) -> Coalesce:
    """Return how many stand in the rows of each ``by``, as a column."""
    totals = rows.order_by().values(by).annotate(total=Sum("quantity")).values("total")
    return Coalesce(Subquery(totals, output_field=IntegerField()), Value(0))


class StockItemQuerySet(models.QuerySet["StockItem"]):
    """Things in stock."""

    def with_stock(self) -> StockItemQuerySet:
        """Return the things with how many were ``bought``, ``given``, ``written_off`` and are ``left``."""
        purchases: Any = self.model._meta.get_field("purchases").related_model
        givings: Any = purchases._meta.get_field("givings").related_model
        of_item = givings.objects.filter(purchase__item=OuterRef("pk"))
        bought = _total(purchases.objects.filter(item=OuterRef("pk")), "item")
        rows = self.annotate(
            bought=bought,
            given=_total(of_item, "purchase__item"),
            written_off=_total(of_item.written_off(), "purchase__item"),
        )
        return rows.annotate(left=F("bought") - F("given"))


class StockItemManager(NaturalManager["StockItem"].from_queryset(StockItemQuerySet)):  # type: ignore[misc]
    """Finds things in stock by natural key and by the office's questions."""


class PurchaseQuerySet(models.QuerySet["Purchase"]):
    """Purchases of souvenirs."""

    def with_left(self) -> PurchaseQuerySet:
        """Return the purchases with how many were ``given`` and are ``left``."""
        givings: Any = self.model._meta.get_field("givings").related_model
        rows = self.annotate(given=_total(givings.objects.filter(purchase=OuterRef("pk")), "purchase"))
        return rows.annotate(left=F("quantity") - F("given"))

    def left_of(self, purchase: Purchase, *, but: int | None = None) -> int:
        """Return how many are left of a purchase, as if one of its givings were not there."""
        given = purchase.givings.exclude(pk=but or 0).aggregate(total=Sum("quantity"))["total"] or 0
        return purchase.quantity - int(given)

    def without_payment(self) -> PurchaseQuerySet:
        """Return the purchases of which nobody has said by which payment they were bought."""
        return self.filter(payment__isnull=True)

    def above_payment(self) -> list[tuple[Payment, Decimal]]:
        """Return the payments by which more is said to be bought than was paid, each with that sum in hryvnias."""
        rows: dict[Payment, Decimal] = {}
        for purchase in self.filter(payment__isnull=False).select_related("payment"):
            if purchase.payment:
                rows[purchase.payment] = rows.get(purchase.payment, Decimal(0)) + purchase.amount
        return [(payment, bought) for payment, bought in rows.items() if bought > payment.amount]


class PurchaseManager(NaturalManager["Purchase"].from_queryset(PurchaseQuerySet)):  # type: ignore[misc]
    """Finds purchases by natural key and by the office's questions."""


class GivingQuerySet(models.QuerySet["Giving"]):
    """Givings of souvenirs."""

    def with_details(self) -> GivingQuerySet:
        """Return the givings with what they are of, the event and the act."""
        return self.select_related("purchase__item", "delegation__city__country", "act")

    def waiting(self) -> GivingQuerySet:
        """Return what no act writes off yet."""
        return self.filter(act__isnull=True)

    def written_off(self) -> GivingQuerySet:
        """Return what a signed act writes off."""
        return self.filter(act__signed_on__isnull=False)

    def handed(self) -> Handed:
        """Return how many things these are, and what they had cost."""
        cost = Sum(F("quantity") * F("purchase__price"), output_field=models.DecimalField())
        sums = self.order_by().aggregate(many=Sum("quantity"), cost=cost)
        return Handed(sums["many"] or 0, (sums["cost"] or Decimal(0)).quantize(Decimal("0.01")))


class GivingManager(NaturalManager["Giving"].from_queryset(GivingQuerySet)):  # type: ignore[misc]
    """Finds givings by natural key and by the office's questions."""


class WriteOffActQuerySet(models.QuerySet["WriteOffAct"]):
    """Acts of writing off."""

    def with_details(self) -> WriteOffActQuerySet:
        """Return the acts with all that their papers print, in a constant number of queries."""
        beside = ("delegation__city__country", "delegation__order__body", "approver__official")
        return self.select_related(*beside).prefetch_related("commission__term__official", "givings__purchase__item")

    def unsigned(self) -> WriteOffActQuerySet:
        """Return the acts that nobody has signed yet."""
        return self.filter(signed_on__isnull=True)


class WriteOffActManager(NaturalManager["WriteOffAct"].from_queryset(WriteOffActQuerySet)):  # type: ignore[misc]
    """Finds acts by natural key and by the office's questions."""
