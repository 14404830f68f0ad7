"""Small rows of partners for tests: countries, cities at their places, agreements in any state."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from partners.models import Agreement, AgreementParty, City, Country

PLACES = {"jarocin": ("51.97", "17.50"), "xinyi": ("34.37", "118.35"), "tervel": ("43.75", "27.41")}


def country(code: str, name: str, english: str = "") -> Country:
    """Make a country."""
    return Country.objects.create(code=code, name_uk=name, name_en=english, formal_name_uk=f"Республіка {name}")


def city(slug: str, name: str, of: Country, **fields: Any) -> City:
    """Make a twin city at its place, where the tests know one."""
    if slug in PLACES:
        fields["latitude"], fields["longitude"] = map(Decimal, PLACES[slug])
    return City.objects.create(slug=slug, name_uk=name, country=of, **{"kind": "twin", **fields})


def agreement(of: City, state: str = "signed", on: date | None = None, **fields: Any) -> Agreement:
    """Make the council's agreement with a city; its day is known to the day."""
    known = {"period_start": on, "period_end": on, "period_precision": "day"} if on else {}
    row = Agreement.objects.create(
        code=fields.pop("code", f"{of.slug}-{state}"),
        kind=fields.pop("kind", "memorandum"),
        title_uk=fields.pop("title_uk", f"Меморандум з містом {of.name_uk}"),
        state=state,
        **known,
        **fields,
    )
    AgreementParty.objects.create(agreement=row, city=of)
    return row
