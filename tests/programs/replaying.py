"""An edition as plain facts, and a difference applied to them: the comparison has to say all that changed."""

from __future__ import annotations

from typing import Any, NamedTuple

from programs.differences import Difference, RowChange, compared_fields, owner_field, settled
from programs.exchange import plain_value, row_models, rows_of
from programs.models import Edition, OrderedRow


class Facts(NamedTuple):
    """What the rows of an edition say, by kind and code, and in which order they stand under which row."""

    values: dict[str, dict[str, dict[str, Any]]]
    order: dict[str, dict[str, list[str]]]


def facts_of(edition: Edition) -> Facts:
    """Return an edition as facts."""
    found = Facts({}, {})
    for model in row_models():
        rows: list[Any] = sorted(rows_of(model, edition), key=lambda row: (getattr(row, "order", 0), row.pk))
        values = {
            row.code: {field.name: settled(plain_value(row, field)) for field in compared_fields(model)} for row in rows
        }
        found.values[model.json_key] = values
        order = found.order.setdefault(model.json_key, {})
        for row in rows if issubclass(model, OrderedRow) else ():
            order.setdefault(owner(model, values[row.code]), []).append(row.code)
    return found


def owner(model: Any, values: dict[str, Any]) -> str:
    """Return the code of the row among whose rows a row has its place."""
    return values.get(owner_field(model)) or ""


def applied(difference: Difference, before: Facts) -> Facts:
    """Return the facts of the new edition, made of those of the old one and the difference alone."""
    after = Facts(
        {key: {code: dict(values) for code, values in rows.items()} for key, rows in before.values.items()},
        {key: {head: list(codes) for head, codes in heads.items()} for key, heads in before.order.items()},
    )
    for change in difference.rows:
        _take_out(change, after)
        _change_values(change, after.values[change.model.json_key])
    for change in sorted(difference.rows, key=lambda each: each.place or 0):
        if change.place is not None:
            values = after.values[change.model.json_key][change.code]
            codes = after.order[change.model.json_key].setdefault(owner(change.model, values), [])
            codes.insert(change.place, change.code)
    for heads in after.order.values():
        for head in [head for head, codes in heads.items() if not codes]:
            del heads[head]
    return after


def _take_out(change: RowChange, after: Facts) -> None:
    """Take a row that went or moved out of its place."""
    if change.is_removed or change.place is not None:
        for codes in after.order[change.model.json_key].values():
            if change.code in codes:
                codes.remove(change.code)


def _change_values(change: RowChange, rows: dict[str, dict[str, Any]]) -> None:
    if change.is_removed:
        del rows[change.code]
    elif change.is_added:
        fields = compared_fields(change.model)
        rows[change.code] = {field.name: settled(plain_value(change.new, field)) for field in fields}
    else:
        rows[change.code] |= {each.field.name: settled(each.new) for each in change.fields}
