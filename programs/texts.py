"""Every text of an edition: its name, its rows, its decision with the points."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import product
from typing import Any, NamedTuple

from django.db import models
from django.db.models import Q, Value

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
        return _points(edition)
    return model._default_manager.filter(edition=edition)


def _points(edition: Edition) -> Iterable[Any]:
    """Return the points of the decision, which know it."""
    if (decision := edition.decision) is None:
        return []
    models.prefetch_related_objects([decision], "points")
    found = list(decision.points.all())
    for point in found:
        point.decision = decision
    return found


def names_of_texts(model: type[EditionRow]) -> list[str]:
    """Return the names of the fields of a kind that hold words."""
    return [field.name for field in exchanged_fields(model) if is_text(field)]


def kinds_holding(edition: Edition, parts: Sequence[str], among: Iterable[Any] | None = None) -> set[Any]:
    """Return the kinds of rows, all or some, of which a text holds any of these parts, in one question."""
    models = [model for model in (row_models() if among is None else among) if names_of_texts(model)]
    first, *others = [_question(model, edition, parts) for model in models]
    labels = {label for (label,) in first.union(*others)}
    return {model for model in models if model._meta.label in labels}


def _question(model: type[EditionRow], edition: Edition, parts: Sequence[str]) -> Any:
    """Return the question for the label of a kind, answered where it has such a row."""
    holds = Q()
    for name, part in product(names_of_texts(model), parts):
        holds |= Q(**{f"{name}__contains": part})
    rows = model._default_manager.filter(holds, edition=edition).order_by()
    return rows.annotate(of_kind=Value(model._meta.label)).values_list("of_kind")


def texts_holding(edition: Edition, parts: Sequence[str]) -> Iterator[Text]:
    """Yield the texts that hold any of these parts, and others beside them."""
    kinds = {*kinds_holding(edition, parts), DecisionPoint}
    return texts_of(edition, lambda model: _stored(edition, model) if model in kinds else ())


def is_text(field: Any) -> bool:
    """Whether a field holds words: no code, no choice."""
    return isinstance(field, (models.CharField, models.TextField)) and not field.choices and field.name != "code"
