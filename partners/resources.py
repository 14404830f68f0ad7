"""Countries, cities and agreements as files."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from oleksandria_intl.resources import RecordedResource, Told
from partners.models import Agreement, City, Country


class CountryResource(RecordedResource):
    """Countries of partner cities."""

    class Meta(RecordedResource.Meta):
        model = Country
        fields = ("code", "name_uk", "formal_name_uk", "name_en")


class CityResource(RecordedResource):
    """Cities abroad."""

    country_name = Told(_("Name of the country"), lambda city: city.country.name_uk)

    class Meta(RecordedResource.Meta):
        model = City
        fields = (
            "slug",
            "name_uk",
            "kind",
            "country",
            "country_name",
            "region_uk",
            "city_day_day",
            "city_day_month",
            "website",
            "description_uk",
            "relation_uk",
            "name_en",
            "region_en",
            "description_en",
            "relation_en",
            "latitude",
            "longitude",
        )


class AgreementResource(RecordedResource):
    """Agreements with their parties; the office's own notes stay in the office."""

    parties = Told(_("Parties"), lambda agreement: "; ".join(map(str, agreement.parties.all())))

    class Meta(RecordedResource.Meta):
        model = Agreement
        fields = (
            "council",
            "code",
            "kind",
            "title_uk",
            "title_en",
            "parties",
            "state",
            "period_start",
            "period_end",
            "period_precision",
            "period_words",
            "ended_on",
            "authorised_by",
        )

    def prepared(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """Return the agreements with their parties."""
        return super().prepared(rows).prefetch_related("parties__city__country")
