"""A partner city's page: what the programmes say of it, the agreements, the visits, the money."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.views.generic import DetailView

from delegations import events
from delegations.events.held import total
from oleksandria_intl import clock
from oleksandria_intl.documents.blocks import Blocks
from oleksandria_intl.documents.markdown import blocks_from
from oleksandria_intl.documents.placeholders import expand
from oleksandria_intl.gallery import shown
from oleksandria_intl.links import is_link
from oleksandria_intl.localized import in_english
from oleksandria_intl.models import Council
from oleksandria_intl.page_meta import in_script
from oleksandria_intl.page_parameters import kept
from partners.health import attach
from partners.models import City
from partners.querysets import CityQuerySet
from partners.relations import relation_of
from partners.timeline import timeline
from programs.models import CityProfile, Edition
from programs.words import words_of

MOST_TRIPS = 30
"""The most of each kind of visit that the page shows: the newest ones."""


class Story(NamedTuple):
    """The story of a city: in the words of the newest public programme that describes it, else of the register."""

    city: City
    profile: CityProfile | None = None
    edition: Edition | None = None
    words: Mapping[str, str] = {}

    @property
    def about(self) -> Blocks:
        """What the programme prints about the city; nothing where the register has it in the reader's language."""
        return self._printed("about", "description_en")

    @property
    def relations(self) -> Blocks:
        """What the programme prints about the relations; nothing where the register has it in English."""
        return self._printed("relations", "relation_en")

    @property
    def is_printed(self) -> bool:
        """Whether any of it is the programme's own words."""
        return bool(self.about or self.relations)

    def _printed(self, name: str, english_name: str) -> Blocks:
        if self.profile is None or (in_english() and getattr(self.city, english_name)):
            return ()
        return blocks_from(expand(getattr(self.profile, name), self.words))


def story_of(city: City, on: date) -> Story:
    """Return the story of a city by the latest programme that describes it, public on a day."""
    public = Edition.objects.current(on)
    described = city.profiles.filter(edition__in=public)
    profile = described.order_by("-edition__year_from", "-edition__program", "order").first()
    if profile is None:
        return Story(city)
    edition = public.get(pk=profile.edition_id)
    return Story(city, profile, edition, words_of(edition))


def cost_of(trips: list[events.Event]) -> Decimal | None:
    """Return what trips and receptions cost as far as is known, in hryvnias; None where nothing is."""
    return total(trip.cost for trip in trips if isinstance(trip, events.Held) and not trip.is_cancelled)


@kept()
class PartnerPage(DetailView):
    """A twin or partner city: who we are to each other, since when, what is planned and what it cost."""

    template_name = "partners/city.html"
    context_object_name = "city"

    def get_queryset(self) -> CityQuerySet:
        """Return the cities that have a page: twins and partners."""
        found: CityQuerySet = City.objects.partners().with_agreements()
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the page shows of the city."""
        today = clock.today()
        relation = relation_of(self.object)
        attach(relation.agreements, today)
        trips = events.of_city(self.object, today, MOST_TRIPS)
        entries = timeline(self.object, today)
        shown.attach(entry.pictured for entry in entries if entry.pictured)
        return super().get_context_data(
            relation=relation,
            story=story_of(self.object, today),
            trips=trips,
            most=MOST_TRIPS if len(trips) >= MOST_TRIPS else None,
            cost=cost_of(trips),
            is_invented=any(trip.is_demonstration for trip in trips),
            timeline=entries,
            data=data_of(self.object, Council.objects.current(), self.request),
            **kwargs,
        )


def data_of(city: City, council: Council | None, request: HttpRequest) -> SafeString:
    """Return the city and the council that describes it, in the words of schema.org, as JSON for a block of data."""
    place: dict[str, Any] = {
        "@type": "City",
        "name": city.name,
        "url": request.build_absolute_uri(request.path),
        "containedInPlace": {"@type": "Country", "name": city.country.name, "identifier": city.country.code},
    }
    if city.latitude is not None and city.longitude is not None:
        place["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": float(city.latitude),
            "longitude": float(city.longitude),
        }
    if is_link(city.website):
        place["sameAs"] = city.website
    office = [{"@type": "GovernmentOrganization", "name": council.name}] if council else []
    graph = {"@context": "https://schema.org", "@graph": [place, *office]}
    return in_script(graph)
