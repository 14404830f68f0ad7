"""Every text of an edition: its name, its rows, its decision with the points."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db import models

from programs.exchange import exchanged_fields, row_models
from programs.models import Edition


class Text(NamedTuple):
    """What stands in a field of a row."""

    row: Any
    field: str
    text: str

    @property
    def is_translation(self) -> bool:
        """Whether it is English."""
        return self.field.endswith("_en")


def texts_of(edition: Edition) -> Iterator[Text]:
    """Yield every text that papers and pages of an edition show, English ones too; those of one row side by side."""
    yield from (Text(edition, name, getattr(edition, name)) for name in ("name_uk", "name_en"))
    for model in row_models():
        names = [field.name for field in exchanged_fields(model) if is_text(field)]
        for row in model._default_manager.filter(edition=edition):
            yield from (Text(row, name, getattr(row, name)) for name in names)
    if decision := edition.decision:
        yield from (Text(decision, name, getattr(decision, name)) for name in ("subject", "preamble"))
        yield from (Text(point, "text", point.text) for point in decision.points.select_related("decision"))


def is_text(field: Any) -> bool:
    """Whether a field holds words: no code, no choice."""
    return isinstance(field, (models.CharField, models.TextField)) and not field.choices and field.name != "code"
