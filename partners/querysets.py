"""Queries about partners, in the office's words."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Case, Count, Exists, OuterRef, Prefetch, Q, Value, When

from oleksandria_intl.models import Decision, NaturalManager, RecordedStepQuerySet

if TYPE_CHECKING:
    from partners.models import Agreement, AgreementRule, AgreementStep, Area, City, Country  # noqa: F401 - named in strings

NO_AGREEMENT = "none"
"""The choice of cities with which there is no agreement."""
STATES = (
    "in-force",
    "registered",
    "signed",
    "suspended",
    "consented",
    "asked",
    "prepared",
    "authorised",
    "begun",
    "ended",
)
"""The states of an agreement, best first; a city has the best state of its agreements."""


SIGNED = ("signed", "registered", "in-force")
"""The states of an agreement that is signed and stands."""


class AgreementQuerySet(models.QuerySet["Agreement"]):
    """Agreements with cities abroad."""

    def signed_without_date(self) -> AgreementQuerySet:
        """Return the agreements that are called signed though nothing is known of when."""
        return self.filter(state__in=SIGNED, period_start=None, period_words="")

    def unsettled(self) -> AgreementQuerySet:
        """Return the agreements that wait for somebody: prepared, or signed and perhaps to be registered."""
        return self.filter(state__in=("authorised", "prepared", "asked", "consented", "signed"))

    def state_of(self, pk: int | None) -> str | None:
        """Return the state of a stored agreement, or nothing of a new one."""
        return self.filter(pk=pk).values_list("state", flat=True).first() if pk else None

    def chosen(self, choices: Mapping[str, str]) -> AgreementQuerySet:
        """Filter by state, and by the country (code) of a party; empty choices do not filter."""
        chosen = self
        if state := choices.get("state"):
            chosen = chosen.filter(state=state)
        if country := choices.get("country"):
            parties: Any = self.model._meta.get_field("parties").related_model
            of_country = parties.objects.filter(agreement=OuterRef("pk"), city__country__code=country)
            chosen = chosen.filter(Exists(of_country))
        return chosen

    def countries(self) -> Any:
        """Return the countries of the agreements' parties, sorted by the Ukrainian alphabet."""
        parties: Any = self.model._meta.get_field("parties").related_model
        cities: Any = parties._meta.get_field("city").related_model
        countries: Any = cities._meta.get_field("country").related_model
        return countries.objects.filter(cities__agreement_parties__agreement__in=self.order_by()).distinct()

    def of_code(self, code: str) -> Agreement | None:
        """Return the agreement with a code, or nothing."""
        return None if "\0" in code else self.filter(code=code).first()  # which PostgreSQL does not look for

    def public(self) -> AgreementQuerySet:
        """Return the agreements that everybody may know of: those whose signing was authorised, or that are older."""
        return self.exclude(state="begun")

    def codes(self) -> list[str]:
        """Return the codes of the agreements in their order."""
        return list(self.public().order_by("code").values_list("code", flat=True))

    def of_keys(self, keys: Collection[int]) -> AgreementQuerySet:
        """Return the agreements with these primary keys."""
        return self.filter(pk__in=keys)

    def authorised(self, decision: Decision) -> AgreementQuerySet:
        """Return the agreements whose signing a decision authorised."""
        return self.filter(authorised_by=decision).with_details()

    def signed_in(self, years: range) -> AgreementQuerySet:
        """Return the agreements that were signed in these years, with all that a page shows of them."""
        signed = self.filter(state__in=SIGNED, period_start__year__gte=years[0], period_start__year__lte=years[-1])
        return signed.with_details()

    def of_city(self, city: City) -> AgreementQuerySet:
        """Return the agreements with a city."""
        return self.filter(parties__city=city).distinct().with_details()

    def with_details(self) -> AgreementQuerySet:
        """Return the agreements with all that a page shows of them, the oldest first; those without a date last."""
        parties: Any = self.model._meta.get_field("parties").related_model
        named = Prefetch("parties", parties.objects.select_related("city__country"))
        steps: Any = self.model._meta.get_field("steps").related_model
        recorded = Prefetch("steps", steps.objects.in_order())
        known = self.select_related("authorised_by__body").prefetch_related("areas", named, recorded)
        return known.order_by(models.F("period_start").asc(nulls_last=True), "code")


class AgreementManager(NaturalManager["Agreement"].from_queryset(AgreementQuerySet)):  # type: ignore[misc]
    """Finds agreements by natural key and by the office's questions."""


class AgreementStepQuerySet(RecordedStepQuerySet["AgreementStep"]):
    """Steps of agreements."""

    def in_order(self) -> AgreementStepQuerySet:
        """Return the steps as they were recorded, with what a list of them shows."""
        return self.select_related("body", "decision", "made_by", "takes_back", "taken_back_by").order_by("pk")


class AgreementStepManager(models.Manager["AgreementStep"].from_queryset(AgreementStepQuerySet)):  # type: ignore[misc]
    """Finds steps of agreements by the office's questions."""


class AgreementRuleManager(NaturalManager["AgreementRule"]):
    """Finds rules of agreements by natural key and by their day."""

    def latest_first(self) -> list[AgreementRule]:
        """Return the rules, the one that came into force last first."""
        return list(self.order_by("-in_force_from"))


class CityQuerySet(models.QuerySet["City"]):
    """Cities abroad."""

    def partners(self) -> CityQuerySet:
        """Return twin and partner cities with their countries, twins first."""
        return self.exclude(kind="destination").select_related("country").order_by("-kind", "sort_key")

    def of_slug(self, slug: str) -> City | None:
        """Return the city of an address, or nothing."""
        return self.filter(slug=slug).select_related("country").first()

    def greeted(self, on: date) -> CityQuerySet:
        """Return the cities that the office greets: partners, neither dormant nor of a country without relations."""
        is_dormant, is_cut_off = Q(dormant_since__lte=on), Q(country__suspended_since__lte=on)
        return self.partners().exclude(is_dormant).exclude(is_cut_off)

    def with_agreements(self) -> CityQuerySet:
        """Return the cities, each with ``shown_parties``: its places in the agreements."""
        agreements: Any = self._parties().model._meta.get_field("agreement").related_model
        shown = self._parties().filter(agreement__in=agreements.objects.public())
        parties = shown.prefetch_related(Prefetch("agreement", agreements.objects.with_details()))
        return self.prefetch_related(Prefetch("agreement_parties", parties, to_attr="shown_parties"))

    def with_state(self) -> CityQuerySet:
        """Return the cities, each with ``state``: how far the best agreement with it has come, or nothing."""
        ours = self._parties().filter(city=OuterRef("pk"))
        cases = [When(Exists(ours.filter(agreement__state=state)), then=Value(state)) for state in STATES]
        return self.annotate(state=Case(*cases, default=Value("")))

    def chosen(self, choices: Mapping[str, str]) -> CityQuerySet:
        """Filter by kind, country (code), area (code) and state; empty choices do not filter."""
        chosen = self.with_state()
        for name, field in (("kind", "kind"), ("country", "country__code"), ("state", "state")):
            if choice := choices.get(name):
                chosen = chosen.filter(**{field: "" if choice == NO_AGREEMENT else choice})
        if area := choices.get("area"):
            about = self._parties().filter(agreement__areas__code=area)
            chosen = chosen.filter(Exists(about.filter(city=OuterRef("pk"))))
        return chosen

    def by_kind(self) -> dict[str, int]:
        """Return the number of cities of each kind."""
        return dict(self.order_by().values_list("kind").annotate(number=Count("pk")))

    def countries(self) -> Any:
        """Return the countries of the cities, sorted by the Ukrainian alphabet."""
        countries: Any = self.model._meta.get_field("country").related_model
        return countries.objects.filter(pk__in=self.order_by().values("country"))

    def areas(self) -> Any:
        """Return the areas of the agreements with the cities, sorted by the Ukrainian alphabet."""
        agreements: Any = self._parties().model._meta.get_field("agreement").related_model
        areas: Any = agreements._meta.get_field("areas").related_model
        ours = agreements.objects.filter(parties__city__in=self.order_by().values("pk"))
        return areas.objects.filter(agreements__in=ours).distinct()

    def _parties(self) -> Any:
        parties: Any = self.model._meta.get_field("agreement_parties").related_model
        return parties.objects.all()


class CityManager(NaturalManager["City"].from_queryset(CityQuerySet)):  # type: ignore[misc]
    """Finds cities by natural key and by the office's questions."""
