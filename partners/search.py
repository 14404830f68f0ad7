"""What can be found of partners: cities and agreements."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from oleksandria_intl import search
from oleksandria_intl.search import Entry, plain
from partners.models import Agreement, City

PAGE = "partners:city"


def cities() -> Iterator[Entry]:
    """Yield every city; one that is only a destination has no page."""
    for city in City.objects.select_related("country"):
        country = city.country
        yield Entry(
            title_uk=f"{city.name_uk}, {country.name_uk}",
            title_en=f"{city.name_en}, {country.name_en}" if city.name_en and country.name_en else "",
            text_uk=_joined(city.region_uk, country.formal_name_uk, city.description_uk, city.relation_uk),
            text_en=_joined(city.region_en, city.description_en, city.relation_en),
            route="" if city.kind == City.Kind.DESTINATION else PAGE,
            key=city.slug,
        )


def agreements() -> Iterator[Entry]:
    """Yield every agreement, found by its cities, their countries and areas, too."""
    for agreement in Agreement.objects.public().prefetch_related("parties__city__country", "areas"):
        parties = list(agreement.parties.all())
        known = [party.city for party in parties if party.city]
        areas = list(agreement.areas.all())
        yield Entry(
            title_uk=agreement.title_uk,
            title_en=agreement.title_en,
            text_uk=_joined(*(str(party) for party in parties), agreement.period_text(), *(a.name_uk for a in areas)),
            text_en=_joined(
                *(party.name_en for party in parties),
                *(city.full_name_en for city in known),
                *(area.name_en for area in areas),
            ),
            route="partners:agreement",
            key=agreement.code,
        )


def _joined(*texts: str) -> str:
    return " · ".join(filter(None, map(plain, texts)))


search.register("city", _("Cities"), cities)
search.register("agreement", _("Agreements"), agreements)
