"""Queries about the members of delegations, and where else they travel."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from itertools import product
from operator import or_
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from oleksandria_intl import ukrainian
from oleksandria_intl.models import NaturalManager, Term

if TYPE_CHECKING:
    from delegations.models import Participant


class ParticipantQuerySet(models.QuerySet["Participant"]):
    """Members of delegations."""

    def of_delegation(self, delegation: Any) -> ParticipantQuerySet:
        """Return the members of a delegation; nobody's where it is not there yet."""
        return self.filter(delegation=delegation) if delegation else self.none()

    def placed(self, code: str, place: int) -> Participant | None:
        """Return the member in a place of the delegation with a code, or nothing."""
        beside = ("delegation__city__country", "delegation__order__body", "term__official")
        return self.filter(delegation__code=code, place=place).select_related(*beside).first()

    def elsewhere(self, member: Participant) -> ParticipantQuerySet:
        """Return where else a person travels: members of our other delegations out, not of cancelled ones."""
        key = ukrainian.search_key(member.full_name)
        others = self._travelling().exclude(delegation=member.delegation_id)
        return others.filter(_is_one_of([member], _terms_of_names([key])))

    def elsewhere_of_each(self, members: Iterable[Participant]) -> dict[Participant, list[Participant]]:
        """Return the same for each member of a delegation, the last trip first, by two questions for all of them."""
        keys = {member: ukrainian.search_key(member.full_name) for member in members}
        if not keys:
            return {}
        terms = _terms_of_names(keys.values())
        others = self._travelling().filter(_is_one_of(keys, terms)).newest_first()
        found: dict[Participant, list[Participant]] = {member: [] for member in keys}
        for other, (member, key) in product(others, keys.items()):
            if other.delegation_id != member.delegation_id and _is_same(other, member, key, terms):
                found[member].append(other)
        return found

    def _travelling(self) -> ParticipantQuerySet:
        """Return the persons of our delegations out that were not cancelled."""
        out = self.filter(delegation__direction="out").exclude(delegation__status="cancelled")
        return out.exclude(category="ensemble").select_related("delegation__city__country", "term__official")

    def people(self) -> ParticipantQuerySet:
        """Return the members who are persons, not ensembles."""
        return self.exclude(category="ensemble").select_related("term__official", "delegation")

    def newest_first(self) -> ParticipantQuerySet:
        """Return the members, those of the last trip first."""
        return self.order_by("-delegation__period_start", "pk")

    def meanwhile(self, member: Participant) -> ParticipantQuerySet:
        """Return where else a person travels on a day of the delegation, whose days are known."""
        trip = member.delegation
        known = self.elsewhere(member).filter(delegation__period_precision="day")
        return known.filter(delegation__period_start__lte=trip.ends_on, delegation__period_end__gte=trip.starts_on)


def _terms_of_names(keys: Iterable[str]) -> dict[str, set[int]]:
    """Return the terms of the officials of these names, by the names as they are searched for."""
    found: dict[str, set[int]] = {key: set() for key in keys}
    begins = reduce(or_, (Q(official__search_text__startswith=key) for key in found))
    for term in Term.objects.filter(begins).select_related("official"):
        found.get(ukrainian.search_key(str(term.official)), set()).add(term.pk)
    return found


def _is_one_of(members: Iterable[Participant], terms: dict[str, set[int]]) -> Q:
    """Return that a member of a delegation is one of these persons: by name, a namesake's term or the official."""
    officials = [member.term.official_id for member in members if member.term]
    namesakes = {pk for of_name in terms.values() for pk in of_name}
    return Q(person_key__in=list(terms)) | Q(term__in=namesakes) | Q(term__official__in=officials)


def _is_same(other: Participant, member: Participant, key: str, terms: dict[str, set[int]]) -> bool:
    """Whether a member of another delegation is the same person."""
    is_same_official = bool(other.term and member.term and other.term.official_id == member.term.official_id)
    return is_same_official or other.person_key == key or other.term_id in terms[key]


class ParticipantManager(NaturalManager["Participant"].from_queryset(ParticipantQuerySet)):  # type: ignore[misc]
    """Finds members of delegations by natural key and by the office's questions."""
