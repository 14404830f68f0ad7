"""The stock of souvenirs as files of the staff."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from budget.resources.lists import INVENTED
from delegations.models import Giving, Purchase, StockItem
from oleksandria_intl.resources import ImportedResource, InfoColumn


class StockItemResource(ImportedResource):
    """Things in stock, with how many are left."""

    coded = "code"
    left = InfoColumn(_("Left (for information)"), lambda item: item.left)

    class Meta:
        model = StockItem
        import_id_fields = StockItem.natural_fields
        fields = ("kind", "name_uk", "name_en", "unit_uk", "left", "code")

    def prepared(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """Return the rows with what is left of them."""
        counted: Any = super().prepared(rows)
        return counted if "left" in counted.query.annotations else counted.with_stock()


class OfStockResource(ImportedResource):
    """Rows of the stock, known by their record key; one without it is new."""

    heads = {"record_key": _("Record key"), "purchase": _("Record key of the purchase")}
    mark = InfoColumn(_("Mark (for information)"), lambda row: INVENTED if row.is_demonstration else "")


class PurchaseResource(OfStockResource):
    """Purchases."""

    class Meta:
        model = Purchase
        import_id_fields = Purchase.natural_fields
        fields = ("record_key", "item", "bought_on", "quantity", "price", "payment", "document", "mark")


class GivingResource(OfStockResource):
    """Givings; which act writes them off is said on the pages alone."""

    fetched_with = ("purchase__item", "act")
    item_name = InfoColumn(_("Name of the souvenir (for information)"), lambda row: row.purchase.item.name_uk)
    act_words = InfoColumn(_("Act (for information)"), lambda row: str(row.act) if row.act else "")

    class Meta:
        model = Giving
        import_id_fields = Giving.natural_fields
        fields = (
            "record_key",
            "purchase",
            "item_name",
            "quantity",
            "way",
            "given_on",
            "delegation",
            "event",
            "to_whom",
            "act_words",
            "mark",
        )
