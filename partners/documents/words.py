"""What the papers of relations share: their moment, a table of facts, the words that texts are filled in with."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timezone

from django.db.models import Max

from oleksandria_intl.documents.blocks import Cell, Column, Row, RowGroup, Source, Table
from oleksandria_intl.documents.cells import text_cell
from oleksandria_intl.models import Council, Recorded
from partners.models import City

NO_DAY = date(2000, 1, 1)
"""What a paper is dated of which nothing says a day: it must not move."""
UKRAINIAN, ENGLISH = "uk", "en"


def moment_of(*rows: Recorded, day: date | None = None) -> datetime:
    """Return when a person last changed any of the rows; while nobody has, the day that is given."""
    moments = []
    for row in rows:
        history = type(row).history.filter(history_user__isnull=False, **{row._meta.pk.attname: row.pk})
        moments.append(history.aggregate(newest=Max("history_date"))["newest"])
    known = [moment for moment in moments if moment]
    first = day or NO_DAY
    return max(known) if known else datetime(first.year, first.month, first.day, tzinfo=timezone.utc)


def facts(rows: Iterable[tuple[str, str, Source | None]], title: str) -> Table:
    """Return a table without heads: what is said on the left, what of it on the right; nothing of what is empty."""
    shown = tuple(
        RowGroup((Row((_head(label), text_cell(value, source=source))),)) for label, value, source in rows if value
    )
    return Table((Column("", 1.0), Column("", 2.0)), shown, title=title)


def _head(label: str) -> Cell:
    return text_cell(label, heads_row=True)


def words_for(city: City, year: int, council: Council) -> dict[str, str]:
    """Return the words that a text may leave to the portal, in both languages."""
    return {
        "місто": city.name_uk,
        "країна": city.country.name_uk,
        "рік": str(year),
        "наше місто": council.city_uk,
        "city": city.name_en or city.name_uk,
        "country": city.country.name_en or city.country.name_uk,
        "year": str(year),
        "our city": council.city_en or council.city_uk,
    }
