"""What may have pictures. Each app registers its own in ``AppConfig.ready()``."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from django.db import models
from django.db.models import Q


class Owner(NamedTuple):
    """A kind of rows that may have pictures."""

    model: type[models.Model]
    code: str
    """The field by which a picture names its owner."""
    shown: Callable[[date], models.QuerySet[Any]]
    """The rows that everybody may see on a day: their pictures are public."""

    def find(self, code: str) -> Any:
        """Return the row with a code; None where there is none."""
        return self.model._default_manager.filter(**{self.code: code}).first()


OWNERS: dict[str, Owner] = {}


def register(kind: str, owner: Owner) -> None:
    """Add a kind of rows."""
    OWNERS[kind] = owner


def choices() -> list[tuple[str, str]]:
    """Return the kinds with what they are called."""
    return [(kind, str(owner.model._meta.verbose_name)) for kind, owner in OWNERS.items()]


def place_of(row: models.Model) -> tuple[str, str]:
    """Return the kind and the code of a row that may have pictures; raises ``KeyError``."""
    for kind, owner in OWNERS.items():
        if isinstance(row, owner.model):
            return kind, str(getattr(row, owner.code))
    raise KeyError(type(row))


def shown(on: date) -> Q:
    """Return what holds of pictures whose owners everybody may see on a day."""
    found = Q(pk__in=())
    for kind, owner in OWNERS.items():
        codes = owner.shown(on).order_by().values(owner.code)
        found |= Q(owner_kind=kind, owner_code__in=codes)
    return found
