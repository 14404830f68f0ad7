"""The name and the years under which an edition was adopted stay, whoever writes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from programs.models import Edition
from tests import factories

Write = Callable[[Edition, str, Any], None]


def by_the_row(edition: Edition, field: str, value: Any) -> None:
    setattr(edition, field, value)
    edition.save()


def by_a_queryset(edition: Edition, field: str, value: Any) -> None:
    Edition.objects.filter(pk=edition.pk).update(**{field: value})


def by_sql(edition: Edition, field: str, value: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE programs_edition SET {field} = %s WHERE id = %s", [value, edition.pk])


WRITES = pytest.mark.parametrize("write", [by_the_row, by_a_queryset, by_sql])
CHANGES = pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind_uk", "Комплексна програма"),
        ("numbering", "arabic"),
        ("name_uk", "іншого"),
        ("name_en", "Other"),
        ("year_from", 2019),
        ("year_to", 2021),
    ],
)


@WRITES
@CHANGES
@pytest.mark.parametrize("status", ["adopted", "withdrawn"])
def test_the_database_keeps_the_name_and_years_of_a_frozen_edition(
    db: None, write: Write, field: str, value: Any, status: str
) -> None:
    edition = factories.edition(status=status)
    with pytest.raises(IntegrityError, match="an adopted edition does not change"), transaction.atomic():
        write(edition, field, value)
    assert getattr(Edition.objects.get(), field) != value


@WRITES
@CHANGES
@pytest.mark.parametrize("status", ["draft", "published"])
def test_a_draft_may_be_renamed_and_prolonged(db: None, write: Write, field: str, value: Any, status: str) -> None:
    write(factories.edition(status=status), field, value)
    assert getattr(Edition.objects.get(), field) == value


def test_an_adopted_edition_may_be_saved_as_it_is(db: None) -> None:
    factories.edition(status="adopted").save()
