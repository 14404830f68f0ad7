"""The numerals of sections, as papers print them: they come from the order, and are not typed."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import F

from oleksandria_intl import ukrainian
from programs.models import Edition, Section


def numerals_of(editions: Mapping[int, Edition]) -> dict[int, str]:
    """Return the numerals of the sections of editions, by primary key: «VIII», «8», «8.1»; some have none."""
    found: dict[int, str] = {}
    counts: dict[tuple[int, int | None], int] = {}
    rows = Section.objects.filter(edition__in=list(editions))
    rows = rows.order_by(F("parent").asc(nulls_first=True), "order", "pk")
    for pk, edition, parent in rows.values_list("pk", "edition_id", "parent_id"):
        place = counts[edition, parent] = counts.get((edition, parent), 0) + 1
        has_arabic = editions[edition].has_arabic_numerals
        if parent is None:
            found[pk] = str(place) if has_arabic else ukrainian.roman(place)
        else:
            found[pk] = f"{found[parent]}.{place}" if has_arabic else ""
    return found
