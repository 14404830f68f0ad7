"""The row and the field that a text prints, and the value that a field has once an edited text is taken."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from oleksandria_intl.documents.blocks import Source
from oleksandria_intl.models import Decision, DecisionPoint
from programs.models import Edition, EditionRow

from .markdown import MarkdownField
from .words import Letter, NotOfField, as_plain, rewritten, said, words_of_field, words_of_file

Spoken = list[tuple[str, bool, bool]]
"""What a file says: texts, each with whether it is bold and italic."""

MARKDOWN = {
    "programs.passportrow.value_uk",
    "programs.section.body_uk",
    "programs.section.contents_title",
    "programs.cityprofile.about",
    "programs.cityprofile.relations",
    "programs.footnote.text",
    "oleksandria_intl.decision.preamble",
    "oleksandria_intl.decisionpoint.text",
}
"""The fields that papers of editions print as Markdown."""
THOUSAND = Decimal(1000)
_FIGURE = re.compile(r"\d[\d ]*(?:,\d+)?")


def row_of(source: Source, edition: Edition) -> Any:
    """Return the row that a source names, None where it is there no more."""
    model: Any = apps.get_model(source.model)
    if issubclass(model, EditionRow):
        return model._default_manager.filter(edition=edition, code=source.key).first()
    try:
        return model.objects.get_by_natural_key(*source.key.split("/"))
    except (model.DoesNotExist, ValueError):
        return None


def is_of_edition(row: models.Model, edition: Edition) -> bool:
    """Whether a row is the edition's own, or its decision's; registers are printed by other papers, too."""
    if isinstance(row, DecisionPoint):
        return row.decision_id == edition.decision_id
    if isinstance(row, Decision):
        return row.pk == edition.decision_id
    return row == edition if isinstance(row, Edition) else isinstance(row, EditionRow)


def is_markdown(source: Source) -> bool:
    """Whether a field is printed as Markdown."""
    return f"{source.model}.{source.field}" in MARKDOWN


def may_be_empty(row: models.Model, field: str) -> bool:
    """Whether a field of a row may say nothing."""
    try:
        column: Any = row._meta.get_field(field)
    except FieldDoesNotExist:
        return False
    return bool(column.blank)


def value_with(
    row: models.Model, source: Source, was: Spoken, now: Spoken, *, place: int, known: Mapping[str, str]
) -> Any:
    """Return the value of a field once the paper says what the file says; raises ``NotOfField``."""
    value = getattr(row, source.field)
    if isinstance(row._meta.get_field(source.field), models.DecimalField):
        return _figure_with(value, _text(was), _text(now))
    is_bare = all(bold for text, bold, _italic in was if text.strip())
    printed, new = words_of_file(was), words_of_file(now, bare=is_bare)
    if is_markdown(source):
        return MarkdownField(value, known).changed(printed, new, place)
    own = words_of_field([Letter(letter, letter) for letter in value], known)
    return as_plain(rewritten(own, printed, new))


def value_without(row: models.Model, source: Source, was: Spoken, *, place: int, known: Mapping[str, str]) -> str:
    """Return the value of a field without one of its texts; raises ``NotOfField``."""
    value = getattr(row, source.field)
    shorter = MarkdownField(value, known).without(words_of_file(was), place) if is_markdown(source) else ""
    if not isinstance(value, str) or not (shorter.strip() or may_be_empty(row, source.field)):
        raise NotOfField
    return shorter


def value_with_new(
    row: models.Model,
    source: Source,
    beside: Spoken,
    now: Spoken,
    *,
    place: int,
    known: Mapping[str, str],
    is_list: bool,
    above: bool,
) -> str:
    """Return the value of a field with a new text below one that it has, or above it; raises ``NotOfField``."""
    if not is_markdown(source):
        raise NotOfField
    field = MarkdownField(getattr(row, source.field), known)
    return field.with_new(words_of_file(beside), words_of_file(now), place, is_list=is_list, above=above)


def _text(spoken: Spoken) -> str:
    return said(words_of_file(spoken))


def _figure_with(value: Decimal | None, was: str, now: str) -> Decimal:
    """Return an amount in the unit of its field: papers print it in hryvnias or in thousands."""
    figure = _figure(now)
    if figure is None:
        raise NotOfField
    return (figure * _unit(value, was, now)).quantize(Decimal("0.01"))


def _unit(value: Decimal | None, was: str, now: str) -> Decimal:
    """Return how much one of what the paper prints is; where nothing was printed, «грн» says that it is a hryvnia."""
    printed = _figure(was)
    if value and printed:
        return THOUSAND if printed * THOUSAND == value else Decimal(1)
    return Decimal(1) if "грн" in f"{was} {now}" or not re.search(r",\d\b", f"{was} {now}") else THOUSAND


def _figure(text: str) -> Decimal | None:
    found = _FIGURE.search(text)
    if found is None:
        return None
    try:
        return Decimal(found[0].replace(" ", "").replace(",", "."))
    except InvalidOperation:
        return None
