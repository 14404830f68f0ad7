"""What rows and their fields are called in papers about changes, in Ukrainian, and what they say there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django.db import models
from django.utils.translation import override

from oleksandria_intl import filled_words, ukrainian
from oleksandria_intl.documents.placeholders import expand
from oleksandria_intl.periods import PERIOD_FIELDS
from programs.differences import RowChange, compared_fields
from programs.exchange import plain_value
from programs.models import EditionRow, Section

PERIOD = "термін"
NO_TEXT = ("", None)


class Saying(NamedTuple):
    """What a field of a row said and says, the words in braces filled in; long texts as they are in Markdown."""

    label: str
    old: str
    new: str
    is_long: bool


def name_of(row: EditionRow, words: Mapping[str, str], numeral: str = "") -> str:
    """Return what a row is and is called: «розділ VIII «Напрями …»», «захід «Сувеніри»»."""
    with override("uk"):
        kind = str(row._meta.verbose_name)
        if isinstance(row, Section) and row.parent_id:
            kind = f"під{kind}"
        return f"{kind} {numeral}".strip() + f" «{expand(str(filled_words.given(row, words)), words).strip()}»"


def sayings(change: RowChange, old_words: Mapping[str, str], new_words: Mapping[str, str]) -> list[Saying]:
    """Return what the printed fields of a changed row, and its parts, said and say."""
    found = _own_sayings(change, old_words, new_words)
    for part in change.parts:
        if part.model.money_field and part.model.part_of:
            continue  # money has a table of its own
        with override("uk"):
            kind = str(part.model._meta.verbose_name)
        own = _own_sayings(part, old_words, new_words)
        if part.is_added or part.is_removed:
            old, new = ("; ".join(filter(None, texts)) for texts in zip(*(each[1:3] for each in own), strict=True))
            own = [Saying(kind, old, new, is_long=True)]
        found += own
    return found


def _own_sayings(change: RowChange, old_words: Mapping[str, str], new_words: Mapping[str, str]) -> list[Saying]:
    """Return what the fields of a row said and say; of a row that came or went, all that it does not leave empty."""
    if change.is_added or change.is_removed:
        said = (field for field in compared_fields(change.model) if plain_value(change.row, field) is not None)
        names = [field.name for field in said if not _is_row_link(field)]
    else:
        names = [each.field.name for each in change.fields]
    found = []
    for name in _printed(change.model, names):
        label, is_long = _label(change.model, name)
        old = text_of(change.old, name, old_words) if change.old else ""
        new = text_of(change.new, name, new_words) if change.new else ""
        if old or new:
            found.append(Saying(label, old, new, is_long))
    return found


def _is_row_link(field: Any) -> bool:
    return isinstance(field.related_model, type) and issubclass(field.related_model, EditionRow)


def _printed(model: type[EditionRow], names: list[str]) -> Iterator[str]:
    """Yield the fields that papers print, those of a period as one; money has a table of its own."""
    is_period_said = False
    for name in names:
        if name in PERIOD_FIELDS:
            if not is_period_said:
                yield PERIOD
            is_period_said = True
        elif not name.endswith("_en") and name != model.money_field:
            yield name


def _label(model: type[EditionRow], name: str) -> tuple[str, bool]:
    if name == PERIOD:
        return PERIOD, False
    field: Any = model._meta.get_field(name)
    with override("uk"):
        return str(field.verbose_name), isinstance(field, models.TextField)


def text_of(row: Any, name: str, words: Mapping[str, str]) -> str:
    """Return what a field of a row says in Ukrainian."""
    with override("uk"):
        if name == PERIOD:
            return str(row.period_text())
        value, field = getattr(row, name), row._meta.get_field(name)
        if value in NO_TEXT:
            return ""
        if isinstance(value, bool):
            return "так" if value else "ні"
        if field.choices:
            return str(getattr(row, f"get_{name}_display")())
        if isinstance(field, models.DecimalField):
            return ukrainian.number(value)
        return expand(str(value), words)
