"""Every text of an edition: its name, its rows, its decision with the points."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, NamedTuple

from django.db import models

from oleksandria_intl.models import DecisionPoint
from programs.exchange import exchanged_fields, row_models
from programs.models import Edition, EditionRow


class Text(NamedTuple):
    """What stands in a field of a row."""

    row: Any
    field: str
    text: str

    @property
    def is_translation(self) -> bool:
        """Whether it is English."""
        return self.field.endswith("_en")


def texts_of(edition: Edition, rows: Callable[[Any], Iterable[Any]] | None = None) -> Iterator[Text]:
    """Yield every text that papers and pages of an edition show, English ones too; those of one row side by side.

    ``rows`` returns those of a kind, points of the decision among them; all that are stored, unless it is given.
    """
    rows = rows or partial(_stored, edition)
    yield from (Text(edition, name, getattr(edition, name)) for name in ("name_uk", "name_en"))
    for model in row_models():
        names = names_of_texts(model)
        for row in rows(model) if names else ():
            yield from (Text(row, name, getattr(row, name)) for name in names)
    if decision := edition.decision:
        yield from (Text(decision, name, getattr(decision, name)) for name in ("subject", "preamble"))
        yield from (Text(point, "text", point.text) for point in rows(DecisionPoint))


def _stored(edition: Edition, model: Any) -> Iterable[Any]:
    if model is DecisionPoint:
        return edition.decision.points.select_related("decision") if edition.decision else ()
    return model._default_manager.filter(edition=edition)


def names_of_texts(model: type[EditionRow]) -> list[str]:
    """Return the names of the fields of a kind that hold words."""
    return [field.name for field in exchanged_fields(model) if is_text(field)]


def is_text(field: Any) -> bool:
    """Whether a field holds words: no code, no choice."""
    return isinstance(field, (models.CharField, models.TextField)) and not field.choices and field.name != "code"
