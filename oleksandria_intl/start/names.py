"""What a council, its bodies and posts are called, told from the council's name; staff correct what is told wrong."""

from __future__ import annotations

import enum
from typing import NamedTuple

from oleksandria_intl.codes_from_names import latin
from oleksandria_intl.declension import Case, declined, masculine
from oleksandria_intl.models import Body
from oleksandria_intl.ukrainian import capitalised

COUNCIL_NOUN = "рада"
Kind = Body.Kind


class Words(NamedTuple):
    """What a kind of community is called in several connections."""

    adjective: str
    place: str
    english: str
    budget: str
    """The budget in the genitive."""
    program_code: str
    """КПКВКМБ of other activity of administration: department 02 in a city, 01 elsewhere."""


class Community(enum.Enum):
    """A kind of community, as its council is called after it."""

    CITY = Words("міська", "м.", "City Council", "міського бюджету", "0210180")
    SETTLEMENT = Words("селищна", "с-ще", "Settlement Council", "селищного бюджету", "0110180")
    VILLAGE = Words("сільська", "с.", "Village Council", "сільського бюджету", "0110180")

    @property
    def council(self) -> str:
        """The council in short: «селищна рада»."""
        return f"{self.value.adjective} {COUNCIL_NOUN}"


def community_of(name: str, place: str = "") -> Community | None:
    """Return the kind of a council's community, by its name or its place; None of a district's or a region's."""
    words = name.lower().split()
    by_place = {each.value.place: each for each in reversed(Community)} | {"смт": Community.SETTLEMENT}
    by_name = next((each for each in Community if each.value.adjective in words), None)
    return by_name or by_place.get(place.split(" ")[0].lower() if place else "")


def short_name(name: str, place: str = "") -> str:
    """Return a council in short, as its acts name it: «селищна рада»; the whole name where it tells nothing shorter."""
    words = name.split()
    if len(words) > 1 and words[-1].lower() == COUNCIL_NOUN:
        return " ".join(words[-2:]).lower()
    community = community_of(name, place)
    return community.council if community else name


def council_names(name: str, place: str = "") -> dict[str, str]:
    """Return how papers call the council in session."""
    short = short_name(name, place)
    return {
        "name_genitive": declined(name, Case.GENITIVE),
        "short_name": short,
        "short_name_genitive": declined(short, Case.GENITIVE),
        **acts_of(Kind.COUNCIL),
    }


def body_names(kind: str, name: str, council: str, place: str = "") -> dict[str, str]:
    """Return how papers call another body of the council, told from its name."""
    if kind == Kind.COUNCIL:
        return council_names(name, place)
    genitive = declined(name, Case.GENITIVE)
    short = _short_of(kind, name, short_name(council, place))
    return {
        "name_genitive": genitive if kind == Kind.MAYOR else lowered(genitive),
        "short_name": short,
        "short_name_genitive": declined(short, Case.GENITIVE),
        **acts_of(kind),
    }


def _short_of(kind: str, name: str, council: str) -> str:
    if kind == Kind.EXECUTIVE:
        return f"виконавчий комітет {declined(council, Case.GENITIVE)}"
    return mayor_of(council) if kind == Kind.MAYOR else lowered(name)


def first_bodies(council: str, place: str = "") -> dict[str, str]:
    """Return the names of the bodies that every council has, by their kinds."""
    named_after_place = council if council.lower().endswith(f" {COUNCIL_NOUN}") else short_name(council, place)
    return {
        Kind.COUNCIL: council,
        Kind.EXECUTIVE: f"Виконавчий комітет {declined(council, Case.GENITIVE)}",
        Kind.MAYOR: mayor_of(named_after_place),
    }


def mayor_of(council: str) -> str:
    """Return whom a council's head is called: «Приютівський селищний голова» of «Приютівська селищна рада»."""
    *adjectives, noun = council.split() or [""]
    return " ".join([*map(masculine, adjectives), "голова"]) if noun.lower() == COUNCIL_NOUN else "голова"


def posts(council: str, place: str = "") -> list[str]:
    """Return the posts of those who sign: «Селищний голова», «Секретар селищної ради»."""
    short = short_name(council, place)
    return [capitalised(mayor_of(short)), f"Секретар {declined(short, Case.GENITIVE)}"]


def acts_of(kind: str) -> dict[str, str]:
    """Return what a body's acts are called in most councils, and their verb."""
    name, verb = {
        Kind.COUNCIL: ("рішення", "вирішила"),
        Kind.EXECUTIVE: ("рішення", "вирішив"),
        Kind.MAYOR: ("розпорядження", "зобов'язую"),
    }.get(Kind(kind), ("висновок", ""))
    return {"act_name": name, "act_verb": verb}


def english_of(city: str) -> str:
    """Return the name of a place in Latin letters, by the Resolution of 2010: «Pryiutivka»."""
    return latin(city).title()


def lowered(text: str) -> str:
    """Return a name as it stands in running text."""
    return text[:1].lower() + text[1:]
