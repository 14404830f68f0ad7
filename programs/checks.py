"""What must agree within the words of an edition: the decision, the sections, the years, the agreements."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from django.db import models
from django.utils.translation import gettext as _

from oleksandria_intl import issued_files
from oleksandria_intl.acts.checks import BLANK_LEFT, of_decision
from oleksandria_intl.checks import Finding, error, label_of, register, register_of_portal, warning
from oleksandria_intl.documents.placeholders import around_blank, unknown
from oleksandria_intl.models import DecisionPoint, IssuedPaper
from partners.models import Agreement
from programs.models import CityProfile, Edition, EditionRow, PassportRow, Section
from programs.points import unnamed
from programs.read_once import EditionTexts, texts_once
from programs.texts import texts_of

YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
FOR_YEAR = re.compile(r"\bна ((?:19|20)\d\d)(?:\s?[-–]\s?((?:19|20)\d\d))? р(?:ік|оки)", re.IGNORECASE)


@register
def decision(edition: Edition) -> Iterator[Finding]:
    """There is a decision with a preamble and points, and somebody signs it and its annex."""
    if edition.decision is None:
        yield error(_("The edition has no decision."), edition, "decision")
        return
    texts_once(edition).read_points()
    yield from of_decision(edition.decision)
    if edition.decision.signs_annex is None:
        yield warning(_("Nobody signs the annex of the decision."), edition.decision, "annex_signatory")


@register
def draft_introduced(edition: Edition) -> Iterator[Finding]:
    """A draft names who developed it, who speaks on it and who prepared its papers."""
    if edition.decision is None or not edition.is_draft or edition.is_withdrawn:
        return
    for name in ("developer", "speaker", "executor"):
        if getattr(edition.decision, name) is None:
            sentence = _("The draft of the decision lacks a line at its end: “%(field)s” is empty.")
            yield warning(sentence % {"field": label_of(edition.decision, name)}, edition.decision, name)


@register
def published_before_adopted(edition: Edition) -> Iterator[Finding]:
    """A draft is published before it is adopted, and in force from then on; a day that is not known is no fault."""
    adopted = edition.decision.dated if edition.decision and not edition.is_draft else None
    if adopted is None:
        return
    if edition.published_on and edition.published_on > adopted:
        yield warning(_("The draft was published after the day on which it was adopted."), edition, "published_on")
    if edition.in_force_from and edition.in_force_from < adopted:
        yield warning(_("The edition is in force before the day on which it was adopted."), edition, "in_force_from")


@register
def passport_with_rows(edition: Edition) -> Iterator[Finding]:
    """The passport says something; without rows it is not printed."""
    if not texts_once(edition).passport:
        yield error(_("The passport has no rows, and is not printed."), edition)


@register
def sections_with_text(edition: Edition) -> Iterator[Finding]:
    """A section says something, itself or in its subsections; one that does not is not printed."""
    texts = texts_once(edition)
    said = {section.pk for section in texts.sections if texts.is_said(section)}
    for section in (each for each in texts.sections if each.parent_id is None):
        children = [each for each in texts.sections if each.parent_id == section.pk]
        if said.isdisjoint(each.pk for each in (section, *children)):
            yield _unsaid(section)
            continue
        yield from (_unsaid(child) for child in children if child.pk not in said)


def _unsaid(section: Section) -> Finding:
    return warning(_("The section “%(title)s” has no text.") % {"title": section.title_uk}, section, "body_uk")


@register
def years_of_the_program(edition: Edition) -> Iterator[Finding]:
    """A year in a title, or in «на … рік», is the programme's; the story of a city may name any."""
    years, read = set(edition.years), texts_once(edition)
    for section in read.sections:
        found = {int(year) for year in YEAR.findall(section.title_uk)} | set(_years_planned_for(section.body_uk))
        yield from _foreign_years(section, found - years, section.title_uk)
    for row in read.passport:
        yield from _foreign_years(row, set(_years_planned_for(row.value_uk)) - years, row.label_uk)
    if edition.decision:
        texts = [edition.decision.subject, edition.decision.preamble]
        texts += [point.text for point in read.points]
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
    read = texts_once(edition)
    for row, text in _texts(read):
        for word in unknown(text, read.words):
            yield warning(
                _("The portal does not know what %(word)s stands for; it is printed as it is.") % {"word": word},
                row,
            )


def _texts(read: EditionTexts) -> Iterator[tuple[models.Model, str]]:
    """Yield every text in which words in braces are expanded, with its row."""
    expanded: dict[type[EditionRow], tuple[str, ...]] = {
        PassportRow: ("label_uk", "value_uk"),
        Section: ("title_uk", "contents_title", "body_uk"),
        CityProfile: ("agreement_line", "about", "relations"),
    }
    for model, names in expanded.items():
        for row in read.rows(model):
            yield from ((row, getattr(row, name)) for name in names)
    if decision := read.edition.decision:
        yield decision, decision.subject
        yield decision, decision.preamble
        yield from ((point.decision, point.text) for point in read.points)


@register
def blanks_filled_in(edition: Edition) -> Iterator[Finding]:
    """No text that is to be adopted has a blank «___» left, typed or left by a word in braces."""
    if edition.is_frozen:
        return
    read = texts_once(edition)
    for row, name, text in _printed_texts(read):
        if around := around_blank(text, read.words):
            yield warning(BLANK_LEFT % {"row": row, "field": label_of(row, name), "text": around}, row, name)


def _printed_texts(read: EditionTexts) -> Iterator[tuple[models.Model, str, str]]:
    """Yield the Ukrainian texts of an edition's rows and its decision that may have a blank: row, field, text."""
    texts = texts_of(read.edition, read.rows)
    for row, name, text in (each for each in texts if each.row is not read.edition and not each.is_translation):
        yield (row.decision, "points", text) if isinstance(row, DecisionPoint) else (row, name, text)


@register
def signed_agreements(edition: Edition) -> Iterator[Finding]:
    """An agreement called signed has the date of signing."""
    for agreement in Agreement.objects.signed_without_date().filter(profiles__edition=edition).distinct():
        yield warning(
            _("The agreement “%(title)s” is called signed, but has no date.") % {"title": agreement.title_uk},
            agreement,
        )


@register
def issued_papers(edition: Edition) -> list[Finding]:
    """What was issued of the edition is kept as it was issued."""
    return issued_files.amiss(IssuedPaper.objects.of_key(edition.key))


@register
def changes_named(edition: Edition) -> Iterator[Finding]:
    """The points of an amendment's decision name every part of the annex that it changes."""
    decision = edition.decision
    if decision is None or edition.is_founding or not edition.is_draft or not decision.points.exists():
        return
    for name in unnamed(edition):
        yield warning(_("No point of the decision names what changes: %(name)s.") % {"name": name}, decision, "points")


@register_of_portal
def programmes() -> Iterator[Finding]:
    """There is a programme."""
    if not Edition.objects.exists():
        yield warning(
            _("There is no programme yet: write one in “Programmes”, or bring it in by “manage.py load_program”.")
        )
