"""Pictures beside what they are pictures of, as public pages show them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from oleksandria_intl import clock
from oleksandria_intl.gallery import owners
from oleksandria_intl.models import Picture

Role = Picture.Role


def attach(rows: Iterable[Any]) -> None:
    """Give each row its public pictures as ``shown_pictures``, in one query for a whole list."""
    asked = list(rows)
    found: dict[tuple[str, str], list[Picture]] = defaultdict(list)
    for picture in Picture.objects.public(clock.today()).of(asked) if asked else ():
        found[picture.owner_kind, picture.owner_code].append(picture)
    for row in asked:
        row.shown_pictures = found[owners.place_of(row)]


def pictures_of(row: Any) -> list[Picture]:
    """Return the public pictures of a row; they are asked for where nobody attached them before."""
    if not hasattr(row, "shown_pictures"):
        attach([row])
    found: list[Picture] = row.shown_pictures
    return found


def the(role: str, row: Any) -> Picture | None:
    """Return the coat of arms of a row, or its leading picture: where none leads, the first of the others."""
    found = pictures_of(row)
    wanted = next((picture for picture in found if picture.role == role), None)
    if wanted is None and role == Role.LEADING:
        return next((picture for picture in found if picture.role == Role.PHOTO), None)
    return wanted
