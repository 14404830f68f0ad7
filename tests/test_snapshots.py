"""What tests begin with is the same however it came to be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import models, transaction

from programs.loading import load
from programs.models import Edition, UsedCode
from tests import factories, seed
from tests.snapshots import bring_in, ours

IGNORED = {"created_at", "updated_at", "history_date"}


def content() -> dict[type[models.Model], list[Any]]:
    """Return the rows of all tables; of used codes without the numbers that the database gave them."""
    return {
        model: sorted(
            str([getattr(row, field.attname) for field in model._meta.concrete_fields if field.name not in IGNORED])
            for row in model._base_manager.all()
        )
        for model in ours()
        if model is not UsedCode
    } | {UsedCode: sorted(map(str, UsedCode.objects.values_list("kind", "code", "program_pk", "row_pk")))}


def made_and_written(name: str, make: Callable[[], object]) -> list[Any]:
    """Return the content after rows were made, and after the same were written."""
    found = []
    for _turn in range(3):  # what is made once is not kept
        with transaction.atomic():
            bring_in(name, make)
            found.append(content())
            transaction.set_rollback(True)
    return found[1:]


@pytest.mark.django_db
def test_rows_of_every_kind_are_written_as_they_were_made() -> None:
    made, written = made_and_written("everything", lambda: factories.everything(factories.edition()))
    assert made == written


@pytest.mark.django_db
def test_an_edition_is_written_frozen_with_its_rows() -> None:
    made, written = made_and_written("adopted", lambda: factories.edition(status="adopted"))
    assert made == written


@pytest.mark.django_db
def test_a_programme_is_written_as_it_was_loaded() -> None:
    made, written = made_and_written("three years", lambda: load(seed.three_years()))
    assert made == written


def test_a_row_that_was_changed_is_written_over(edition: Edition) -> None:
    made, written = made_and_written("public", lambda: Edition.objects.update(status="published"))
    assert made == written
