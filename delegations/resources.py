"""Planned visits as files."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budget.resources.reading import MoneyFileResource
from delegations.models import PlannedVisit
from oleksandria_intl.resources import Told


class PlannedVisitResource(MoneyFileResource):
    """Planned visits of delegations."""

    place = Told(gettext_lazy("Destination in full (for information)"), lambda visit: visit.place)
    fetched_with = ("city__country",)

    class Meta(MoneyFileResource.Meta):
        model = PlannedVisit
        import_id_fields = ("edition", "code")
        fields = (
            "edition",
            "code",
            "order",
            "city",
            "place",
            "place_words",
            "period_start",
            "period_end",
            "period_precision",
            "period_words",
            "amount",
            "measure_line",
            "footnote",
        )

    def check(self, instance: Any) -> None:
        """Refuse an edition that does not change any more; ask for a code, by which the row is known."""
        if instance.edition.is_frozen:
            raise ValidationError(_("An adopted edition does not change: make an amendment."))
        if not instance.code:
            raise ValidationError({"code": _("The value is missing.")})
