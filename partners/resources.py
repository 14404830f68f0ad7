"""Countries, cities and agreements as files."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from oleksandria_intl.periods import PERIOD_FIELDS
from oleksandria_intl.resources import ImportedResource, InfoColumn
from oleksandria_intl.resources.public import Fact, PublicResource, day_of, number_of
from partners.models import Agreement, AgreementParty, Area, City, Contact, Country, TimelineNote


class CountryResource(ImportedResource):
    """Countries of partner cities."""

    class Meta:
        model = Country
        import_id_fields = ("code",)
        fields = (
            "name_uk",
            "formal_name_uk",
            "name_en",
            "suspended_since",
            "suspended_why_uk",
            "suspended_why_en",
            "suspended_source",
            "code",
        )


class CityResource(ImportedResource):
    """Cities abroad."""

    coded = "slug"

    class Meta:
        model = City
        import_id_fields = City.natural_fields
        fields = (
            "name_uk",
            "other_names",
            "kind",
            "dormant_since",
            "dormant_why_uk",
            "dormant_why_en",
            "country",
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
            "slug",
        )


class AgreementResource(ImportedResource):
    """Agreements; the office's own notes stay in the office, and the parties are a table of their own."""

    coded = "code"
    called_by = ("title_uk",)
    parties = InfoColumn(_("Parties (for information)"), lambda agreement: "; ".join(map(str, agreement.parties.all())))

    class Meta:
        model = Agreement
        import_id_fields = Agreement.natural_fields
        fields = (
            "kind",
            "title_uk",
            "title_en",
            "parties",
            "state",
            *PERIOD_FIELDS,
            "ended_on",
            "authorised_by",
            "code",
        )

    def prepared(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """Return the agreements with their parties."""
        return super().prepared(rows).prefetch_related("parties__city__country")


class AgreementPartyResource(ImportedResource):
    """The other parties of agreements."""

    of_list = "agreement"

    class Meta:
        model = AgreementParty
        import_id_fields = AgreementParty.natural_fields
        fields = ("agreement", "order", "kind", "city", "name_uk", "name_en")


class AreaResource(ImportedResource):
    """Areas of cooperation."""

    coded = "code"

    class Meta:
        model = Area
        import_id_fields = Area.natural_fields
        fields = ("name_uk", "name_en", "code")


class ContactResource(ImportedResource):
    """Whom the office writes to, each known by the city and the name."""

    of_list = "city"

    class Meta:
        model = Contact
        import_id_fields = ("city", "name")
        fields = ("city", "name", "post", "email", "phone", "address", "languages", "until", "note")


class TimelineNoteResource(ImportedResource):
    """Entries of timelines."""

    coded = "code"
    called_by = ("text_uk",)
    scope = "city"

    class Meta:
        model = TimelineNote
        import_id_fields = TimelineNote.natural_fields
        fields = ("city", "kind", *PERIOD_FIELDS, "text_uk", "text_en", "is_public", "note", "code")


class PartnerData(PublicResource):
    """Twin and partner cities as open data."""

    key = ("slug",)
    heads = {"slug": _("partner (code)")}
    country = Fact(_("country (ISO code)"), lambda city: city.country.code, required=True)
    country_uk = Fact(_("country"), lambda city: city.country.name_uk, required=True)
    country_en = Fact(_("country in English"), lambda city: city.country.name_en)

    class Meta:
        model = City
        fields = (
            "slug",
            "kind",
            "name_uk",
            "name_en",
            "country",
            "country_uk",
            "country_en",
            "region_uk",
            "region_en",
            "latitude",
            "longitude",
            "city_day_month",
            "city_day_day",
            "website",
            "description_uk",
            "description_en",
            "relation_uk",
            "relation_en",
        )

    def public(self, on: date) -> models.QuerySet[Any]:
        """Return the cities that have a page."""
        return City.objects.partners().order_by("slug")


class AgreementData(PublicResource):
    """Agreements as open data; the office's own notes stay in the office."""

    key = ("code",)
    parties_uk = Fact(_("parties"), lambda row: "; ".join(map(str, row.parties.all())))
    partners = Fact(
        _("partners (codes)"), lambda row: ";".join(party.city.slug for party in row.parties.all() if party.city)
    )
    areas_uk = Fact(_("areas of cooperation"), lambda row: "; ".join(area.name_uk for area in row.areas.all()))
    decision_number = Fact(
        _("number of the decision that authorised signing"), lambda row: number_of(row.authorised_by)
    )
    decision_date = Fact(
        _("date of the decision that authorised signing"), lambda row: day_of(row.authorised_by), "date"
    )

    class Meta:
        model = Agreement
        fields = (
            "code",
            "kind",
            "title_uk",
            "title_en",
            "parties_uk",
            "partners",
            "areas_uk",
            "state",
            *PERIOD_FIELDS,
            "ended_on",
            "decision_number",
            "decision_date",
        )

    def public(self, on: date) -> models.QuerySet[Any]:
        """Return the agreements with their parties and areas."""
        rows = Agreement.objects.public().select_related("authorised_by")
        return rows.prefetch_related("areas", "parties__city__country").order_by("code")
