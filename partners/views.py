"""The list of partner cities with their maps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django.views.generic import ListView

from oleksandria_intl import clock
from oleksandria_intl.gallery import shown
from oleksandria_intl.models import Council
from oleksandria_intl.page_parameters import kept
from partners.forms import PartnerFilter
from partners.health import attach
from partners.map import EUROPE, HOME, WORLD, Chart, Mark, marks, shapes
from partners.models import City
from partners.querysets import CityQuerySet
from partners.relations import Relation, relation_of


class Partner(NamedTuple):
    """A city of the list: its number there and on the maps, and the relation with it."""

    number: int
    relation: Relation

    @property
    def city(self) -> City:
        """The city."""
        return self.relation.city

    @property
    def place(self) -> tuple[float, float] | None:
        """Its latitude and longitude, where they are known."""
        if self.city.latitude is None or self.city.longitude is None:
            return None
        return float(self.city.latitude), float(self.city.longitude)


class Map(NamedTuple):
    """A map with its marks, and where our city is."""

    chart: Chart
    marks: list[tuple[Mark, Partner]]
    partners: list[str]
    """Codes of the countries of partners."""
    here: tuple[float, float] | None
    """The latitude and longitude of our city, where they are entered."""

    @property
    def start(self) -> tuple[str, str] | None:
        """Where our city lies on the map: the lines to the partners begin there."""
        if self.here is None or not self.marks:
            return None
        x, y = self.chart.place(*self.here)
        return f"{x:.0f}", f"{y:.0f}"

    @property
    def land(self) -> str:
        """The countries without partners, as one path."""
        tinted = {HOME, *self.partners}
        return "".join(path for code, path in shapes(self.chart.key).items() if code not in tinted)

    @property
    def home(self) -> str:
        """Ukraine's path."""
        return shapes(self.chart.key)[HOME]

    @property
    def tinted(self) -> list[tuple[str, str]]:
        """The countries of partners: code and path."""
        return [(code, path) for code in self.partners if (path := shapes(self.chart.key).get(code))]


def place_of(council: Council | None) -> tuple[float, float] | None:
    """Return the latitude and longitude of the council's city, where they are entered."""
    if council is None or council.latitude is None or council.longitude is None:
        return None
    return float(council.latitude), float(council.longitude)


def maps_of(partners: Sequence[Partner], here: tuple[float, float] | None) -> Iterator[Map]:
    """Yield the map of Europe with its marks, and that of the world with those that the first lacks."""
    codes = sorted({partner.city.country.code for partner in partners} - {HOME})
    shown: set[int] = set()
    for chart in (EUROPE, WORLD):
        places = {
            partner.number: (partner, partner.place)
            for partner in partners
            if partner.place and chart.shows(*partner.place) and partner.number not in shown
        }
        points = [(number, place, partner.city.name) for number, (partner, place) in places.items()]
        yield Map(chart, [(mark, places[mark.number][0]) for mark in marks(chart, points)], codes, here)
        shown |= places.keys()


@kept("kind", "country", "area", "state", "page")
class PartnerList(ListView):
    """Twin and partner cities: those that the reader's filters find, and where they are."""

    template_name = "partners/list.html"
    paginate_by = 20

    def get_queryset(self) -> CityQuerySet:
        """Return the cities that the filters find."""
        self.everybody = City.objects.partners()
        areas = self.everybody.areas()
        self.form = PartnerFilter(self.request.GET.dict(), countries=self.everybody.countries(), areas=areas)
        found: CityQuerySet = self.everybody.chosen(self.form.choices).with_agreements()
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the form, the counts, the page's cities with their numbers, and their maps."""
        context = super().get_context_data(**kwargs)
        first = context["page_obj"].start_index() or 1
        partners = [Partner(number, relation_of(city)) for number, city in enumerate(context["object_list"], first)]
        shown.attach(partner.city for partner in partners)
        attach((agreement for partner in partners for agreement in partner.relation.agreements), clock.today())
        kinds = self.everybody.by_kind()
        unmapped = [partner for partner in partners if not partner.place]
        return context | {
            "form": self.form,
            "kinds": kinds,
            "total": sum(kinds.values()),
            "partners": partners,
            "maps": list(maps_of(partners, place_of(Council.objects.current()))),
            "unmapped": unmapped,
        }
