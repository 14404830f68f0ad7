"""The stock of souvenirs as files of the staff."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from delegations.models import Giving, Purchase, StockItem
from oleksandria_intl.resources import ImportedResource, InfoColumn


class StockItemResource(ImportedResource):
    """Things in stock, with how many are left."""

    left = InfoColumn(_("Left (for information)"), lambda item: getattr(item, "left", None))

    def prepared(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """Return the rows with what is left."""
        return StockItem.objects.with_stock().filter(pk__in=super().prepared(rows).values("pk"))

    class Meta(ImportedResource.Meta):
        model = StockItem
        import_id_fields = ("code",)
        fields = ("code", "kind", "name_uk", "name_en", "unit_uk")


class PurchaseResource(ImportedResource):
    """Purchases; one without a record key is new."""

    heads = {"record_key": _("Record key")}
    fetched_with = ("item",)

    class Meta(ImportedResource.Meta):
        model = Purchase
        import_id_fields = ("record_key",)
        fields = ("record_key", "item", "bought_on", "quantity", "price", "payment", "document")


class GivingResource(ImportedResource):
    """Givings; one without a record key is new. Which act writes them off is said on the pages alone."""

    heads = {"record_key": _("Record key")}
    act_words = InfoColumn(_("Act (for information)"), lambda giving: str(giving.act) if giving.act else "")
    fetched_with = ("purchase__item", "act")

    class Meta(ImportedResource.Meta):
        model = Giving
        import_id_fields = ("record_key",)
        fields = ("record_key", "purchase", "quantity", "way", "given_on", "delegation", "event", "to_whom")
