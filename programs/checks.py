"""What must agree within the words of an edition: the decision, the sections, the years, the agreements."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from django.db import models
from django.utils.translation import gettext as _

from oleksandria_intl.checks import Finding, error, register, warning
from oleksandria_intl.documents.placeholders import unknown
from partners.models import Agreement
from programs.models import CityProfile, Edition, EditionRow, PassportRow, Section
from programs.words import words_of

YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
FOR_YEAR = re.compile(r"\bна ((?:19|20)\d\d)(?:\s?[-–]\s?((?:19|20)\d\d))? р(?:ік|оки)", re.IGNORECASE)


@register
def decision(edition: Edition) -> Iterator[Finding]:
    """A decision has a preamble and points."""
    if edition.decision is None:
        yield error(_("The edition has no decision."), edition)
        return
    if not edition.decision.preamble.strip():
        yield error(_("The decision has no preamble."), edition.decision)
    if not edition.decision.points.exists():
        yield error(_("The decision has no points."), edition.decision)


@register
def sections_with_text(edition: Edition) -> Iterator[Finding]:
    """A section of text says something, itself or in its subsections."""
    sections = Section.objects.filter(edition=edition, kind="text").annotate(parts=models.Count("children"))
    for section in sections:
        if not section.body_uk.strip() and not section.parts:
            yield warning(_("The section “%(title)s” has no text.") % {"title": section.title_uk}, section)


@register
def years_of_the_program(edition: Edition) -> Iterator[Finding]:
    """A year in a title, or in «на … рік», is the programme's; the story of a city may name any."""
    years = set(edition.years)
    for section in Section.objects.filter(edition=edition):
        found = {int(year) for year in YEAR.findall(section.title_uk)} | set(_years_planned_for(section.body_uk))
        yield from _foreign_years(section, found - years, section.title_uk)
    for row in PassportRow.objects.filter(edition=edition):
        yield from _foreign_years(row, set(_years_planned_for(row.value_uk)) - years, row.label_uk)
    if edition.decision:
        texts = [edition.decision.subject, edition.decision.preamble]
        texts += edition.decision.points.values_list("text", flat=True)
        found = {year for text in texts for year in _years_planned_for(text)}
        yield from _foreign_years(edition.decision, found - years, edition.decision.subject)


def _years_planned_for(text: str) -> Iterator[int]:
    """Yield the years of every «на 2019 рік», «на 2021-2023 роки»."""
    for first, last in FOR_YEAR.findall(text):
        yield from range(int(first), int(last or first) + 1)


def _foreign_years(row: models.Model, years: Iterable[int], where: str) -> Iterator[Finding]:
    for year in sorted(years):
        yield warning(
            _("“%(where)s” names %(year)s, which is not a year of the programme.") % {"where": where, "year": year},
            row,
        )


@register
def words_in_braces(edition: Edition) -> Iterator[Finding]:
    """Every word in braces is one that the portal knows."""
    words = words_of(edition)
    for row, text in _texts(edition):
        for word in unknown(text, words):
            yield warning(
                _("The portal does not know what %(word)s stands for; it is printed as it is.") % {"word": word},
                row,
            )


def _texts(edition: Edition) -> Iterator[tuple[models.Model, str]]:
    """Yield every text in which words in braces are expanded, with its row."""
    expanded: dict[type[EditionRow], tuple[str, ...]] = {
        PassportRow: ("label_uk", "value_uk"),
        Section: ("title_uk", "contents_title", "body_uk"),
        CityProfile: ("agreement_line", "about", "relations"),
    }
    for model, names in expanded.items():
        for row in model._default_manager.filter(edition=edition):
            yield from ((row, getattr(row, name)) for name in names)
    if edition.decision:
        yield edition.decision, edition.decision.subject
        yield edition.decision, edition.decision.preamble
        yield from ((point.decision, point.text) for point in edition.decision.points.select_related("decision"))


@register
def signed_agreements(edition: Edition) -> Iterator[Finding]:
    """An agreement called signed has the date of signing."""
    for agreement in Agreement.objects.signed_without_date().filter(profiles__edition=edition).distinct():
        yield warning(
            _("The agreement “%(title)s” is called signed, but has no date.") % {"title": agreement.title_uk},
            agreement,
        )
