"""What can be found of the budget: directions and measures."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from budget.models import Direction, MeasureLine
from oleksandria_intl import search
from oleksandria_intl.documents.placeholders import expand
from oleksandria_intl.search import Entry
from programs.search import public_editions

PAGE = "program-page"


def directions() -> Iterator[Entry]:
    """Yield the directions of public programmes."""
    editions = public_editions()
    for direction in Direction.objects.filter(edition__in=editions):
        edition, words = editions[direction.edition_id]
        yield Entry(
            title_uk=expand(direction.name_uk, words),
            title_en=expand(direction.name_en, words),
            text_uk=edition.titled(),
            route=PAGE,
            key=edition.program.slug,
            anchor=f"direction-{direction.code}",
        )


def measures() -> Iterator[Entry]:
    """Yield the measures of public programmes, found by who answers for them, too."""
    editions = public_editions()
    for line in MeasureLine.objects.with_responsible().filter(edition__in=editions):
        edition, words = editions[line.edition_id]
        responsible = list(line.responsible.all())
        units = [row.shown_en for row in responsible]
        yield Entry(
            title_uk=expand(line.name_uk, words),
            title_en=expand(line.name_en, words),
            text_uk=" · ".join([edition.titled(), *(row.shown_uk for row in responsible)]),
            text_en=" · ".join(filter(None, units)),
            route=PAGE,
            key=edition.program.slug,
            anchor=f"direction-{line.direction.code}",
        )


search.register("direction", _("Directions"), directions)
search.register("measure", _("Measures"), measures)
