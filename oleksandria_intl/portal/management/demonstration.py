"""The demonstration's invented year of grants and payments: brought in by ``manage.py demo`` alone, and taken out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import serializers
from django.core.serializers.base import DeserializationError
from django.db import models, transaction
from django.db.models import ProtectedError

from budget.models import Appropriation, Commitment, Payment
from programs.models import Edition

SPENDING = "demo_spending"
REGISTERS = (Payment, Commitment, Appropriation)
"""What is marked as demonstration; what others point at stands last."""


def fixture(name: str) -> Path:
    """Return the file of a fixture."""
    return Path(settings.BASE_DIR) / "fixtures" / f"{name}.json"


def rows_of(name: str) -> Iterator[Iterator[Any]]:
    """Yield the rows of a fixture, each still to be read; it then has the primary key that the database knows it by."""
    for row in json.loads(fixture(name).read_text(encoding="utf-8")):
        yield serializers.deserialize("python", [row])


@transaction.atomic
def load_missing(*names: str) -> int:
    """Create the rows of fixtures that are not there; one that is there stays as it is. Return how many were made."""
    made = 0
    for name in names:
        for loaded in chain.from_iterable(rows_of(name)):
            row = loaded.object  # the council's key is known before the database has it
            if row.pk is None or not type(row)._default_manager.filter(pk=row.pk).exists():
                loaded.save()
                made += 1
    return made


def take_back(slug: str) -> None:
    """Make a programme that was just brought in as published a draft again, which is then published as drafts are."""
    Edition.objects.of_address(slug).update(status=Edition.Status.DRAFT)


def is_here() -> bool:
    """Whether any row of the demonstration's money is in the database."""
    return any(register.objects.demonstration().exists() for register in REGISTERS)


@transaction.atomic
def remove_spending() -> int:
    """Delete the demonstration's money and what came with it and nothing else uses; return how many rows.

    What somebody's own row points at stays, and so does what came with the money and was edited since.
    """
    beside = [row for row in _brought() if not isinstance(row, REGISTERS)]
    count = sum(deleted(_corrections_first(register)) for register in REGISTERS)
    return count + deleted(row for row in reversed(beside) if is_untouched(row))


def _brought() -> Iterator[models.Model]:
    """Yield the rows of the fixture that the database has; one that hangs on a missing row is missing too."""
    for row in rows_of(SPENDING):
        with suppress(DeserializationError):
            yield from (loaded.object for loaded in row if loaded.object.pk)


def _corrections_first(register: Any) -> list[models.Model]:
    rows = list(register.objects.demonstration())
    return sorted(rows, key=lambda row: getattr(row, "corrects_id", None) is None)


def deleted(rows: Iterable[models.Model]) -> int:
    """Delete the rows that nothing protects; return how many."""
    count = 0
    for row in rows:
        with suppress(ProtectedError), transaction.atomic():
            row.delete()
            count += 1
    return count


def is_untouched(row: models.Model) -> bool:
    """Whether the database still has the row as the fixture brings it."""
    stored = row._meta.default_manager.filter(pk=row.pk).first()  # type: ignore[union-attr]
    fields: list[Any] = [field for field in row._meta.concrete_fields if not field.primary_key]
    kept = [field for field in fields if field.serialize]
    return stored is not None and all(field.value_from_object(row) == field.value_from_object(stored) for field in kept)
