"""Rows that stand in an order among their siblings: nobody types a number, and no two share a place.

Why no unique constraint keeps it: rows of adopted editions never change, and some may share a place; SQLite checks
at every row and not at the end, which would refuse an exchange of two, and the bin brings rows back in any sequence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django.db import models, transaction
from django.db.models import Count, F, Max, Q

from oleksandria_intl.undo import noting

ORDER = "order"
ASIDE = 16000
"""Added to the places of rows that wait while others are written; both databases hold twice as much."""


class InOrder(models.Model):
    """A row with a place among its siblings: those that share ``ordered_within``. A new one without a place, or with
    one that is taken, goes last.
    """

    ordered_within: ClassVar[tuple[str, ...]] = ()
    order_field: ClassVar[str] = ORDER
    """The column of the place."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding:
            take_place(self)
        super().save(*args, **kwargs)


def place_of(row: Any) -> int:
    """Return the place of a row."""
    place: int = getattr(row, row.order_field)
    return place


def put_at(row: Any, place: int) -> None:
    """Give a row a place."""
    setattr(row, row.order_field, place)


def siblings(row: Any) -> models.QuerySet[Any]:
    """Return the rows among which a row has its place, itself with them, in their order."""
    same = group_of(row)
    shared = {f"{name}__isnull" if value is None else name: value is None or value for name, value in same.items()}
    return type(row)._default_manager.filter(**shared).order_by(row.order_field, "pk")


def group_of(row: Any) -> dict[str, Any]:
    """Return what a row shares with its siblings."""
    return {name: getattr(row, row._meta.get_field(name).attname) for name in row.ordered_within}


def take_place(row: Any) -> None:
    """Have a new row go last where it has no place, or one that is taken."""
    is_taken = Q(**{row.order_field: place_of(row)})
    facts = siblings(row).order_by().aggregate(last=Max(row.order_field), same=Count("pk", filter=is_taken))
    if not place_of(row) or facts["same"]:
        put_at(row, next_after(facts["last"]))


def next_after(last: int | None) -> int:
    """Return the place after the last one."""
    return (last or 0) + 1


@transaction.atomic
def move_before(*, row: Any, other: Any, by: Any) -> bool:
    """Put a row before one of its siblings, or last; return whether anything changed. Raises what saving raises."""
    rows = list(siblings(row).select_for_update(of=("self",)))
    old = [each.pk for each in rows]
    moved = next(each for each in rows if each.pk == row.pk)
    if other is not None and (other.pk == row.pk or other.pk not in old):
        return False
    rows.remove(moved)
    place = len(rows) if other is None else [each.pk for each in rows].index(other.pk)
    rows.insert(place, moved)
    return _renumber(rows, by) if [each.pk for each in rows] != old else False


def move_by_one(*, row: Any, up: bool, by: Any) -> bool:
    """Move a row past its neighbour; return whether it had one."""
    rows = list(siblings(row))
    place = [each.pk for each in rows].index(row.pk)
    if (up and place == 0) or (not up and place == len(rows) - 1):
        return False
    # Down past one is before the one after that.
    after = rows[place - 1 : place] if up else rows[place + 2 : place + 3]
    return move_before(row=row, other=after[0] if after else None, by=by)


def set_aside(model: type[models.Model], pks: Iterable[Any]) -> None:
    """Set rows aside that are about to be written with new places, where the database lets no two share one."""
    place: str = getattr(model, "order_field", "")
    if any(place in getattr(each, "fields", ()) for each in model._meta.constraints):
        rows = model._default_manager.filter(pk__in=list(pks))
        noting.note(rows)
        rows.update(**{place: F(place) + ASIDE})


def _renumber(rows: Sequence[Any], by: Any) -> bool:
    """Write the places of rows in this order; rows that keep theirs stay untouched."""
    moved = [(row, place) for row, place in zip(rows, _places(rows), strict=True) if place_of(row) != place]
    set_aside(type(rows[0]), [row.pk for row, _place in moved])
    for row, place in moved:
        put_at(row, place)
        row._history_user = by
        row.save()
    return True


def _places(rows: Sequence[Any]) -> list[int]:
    """Return the places that the rows have, if they differ; else 1, 2, 3 …"""
    places = sorted({place_of(row) for row in rows})
    return places if len(places) == len(rows) else list(range(1, len(rows) + 1))
