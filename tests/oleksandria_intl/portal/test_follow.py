"""Search and open data follow every change of what they are made of, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from budget.models import Measure
from oleksandria_intl import clock, content_version, opendata, search
from oleksandria_intl.models import Body, DataSetState, IndexedKind, SearchEntry
from oleksandria_intl.portal.views.datasets import BY_CODE, SETS
from programs.models import Edition
from tests.data_files import told
from tests.snapshots import ours

__all__ = ["told"]

CONTENT = [model for model in ours() if content_version.is_content(model)]


def made_of_content() -> tuple[list[Any], dict[str, str]]:
    """Return what is found and the rows' digest of every data set, as the next reader has them."""
    opendata.states(SETS, clock.today())
    columns = ("indexed__kind", *search.Entry._fields)
    return list(search.entries().order_by(*columns).values_list(*columns)), dict(
        DataSetState.objects.values_list("code", "digest")
    )


def made_anew() -> tuple[list[Any], dict[str, str]]:
    """Return the same, nothing of which was kept."""
    IndexedKind.objects.all().delete()
    DataSetState.objects.all().delete()
    return made_of_content()


def edits(row: models.Model) -> Iterator[dict[str, Any]]:
    """Yield another value for each field of a row that holds a text or a figure."""
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if isinstance(field, models.CharField | models.TextField) and not field.choices:
            yield {field.attname: f"{value}1"}
        elif isinstance(field, models.DecimalField) and value is not None:
            yield {field.attname: value + 1}


def edit(row: models.Model) -> None:
    """Write other values into every field that takes them, past all Python that could notice."""
    for values in edits(row):
        with suppress(DatabaseError), transaction.atomic():
            type(row)._base_manager.filter(pk=row.pk).update(**values)


def test_after_an_edit_of_any_row_what_is_kept_is_as_if_made_anew(told: Edition) -> None:
    made_of_content()
    behind = []
    for model in CONTENT:
        for row in model._base_manager.order_by("pk")[:2]:
            edit(row)
        if made_of_content() != made_anew():
            behind.append(model._meta.label)
    assert len(CONTENT) > 40
    assert behind == []


def test_the_body_s_new_name_is_found_and_told(told: Edition) -> None:
    digests = made_of_content()[1]
    Body.objects.update(name_uk="селищна рада", name_genitive="селищної ради")
    after, digests_after = made_of_content()
    assert digests_after["decisions"] != digests["decisions"]
    assert after == made_anew()[0]


def test_a_measure_s_new_code_reaches_the_visits(told: Edition) -> None:
    before = made_of_content()[1]
    Measure.objects.filter(code="1.2").update(code="7.7")
    after = made_of_content()[1]
    assert {code for code in before if before[code] != after[code]} >= {"visits", "measures", "payments"}


def test_only_tables_of_the_content_are_read(told: Edition) -> None:
    known = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    with CaptureQueriesContext(connection) as asked:
        for kind in search.KINDS.values():
            list(kind.entries())
        for each in SETS:
            list(each.values(clock.today()))
    read = {name for query in asked for name in content_version.QUOTED_NAME.findall(query["sql"])} & known
    assert len(read) > 20
    assert read <= content_version.domain_tables()


def test_while_nothing_changes_no_table_of_the_content_is_read(told: Edition) -> None:
    made_of_content()
    with content_version.tables_read() as tables, CaptureQueriesContext(connection) as asked:
        made_of_content()
    assert not tables
    assert len([query for query in asked if query["sql"].startswith("SELECT")]) == 8


def test_a_change_of_one_table_has_only_the_sets_read_it_that_are_made_of_it(told: Edition) -> None:
    made_of_content()
    Measure.objects.filter(code="1.2").update(version=9)
    with content_version.tables_read() as tables:
        opendata.states([BY_CODE["partners"]], clock.today())
    assert not tables
    with content_version.tables_read() as tables:
        opendata.states([BY_CODE["payments"]], clock.today())
    assert "budget_measure" in tables


@pytest.mark.parametrize("address", ["/data/", "/data/payments.csv", "/search/?q=захід"])
def test_who_reads_moves_no_version(stranger: Client, told: Edition, address: str) -> None:
    before = content_version.current()
    answer: Any = stranger.get(address)
    assert answer.getvalue()
    assert DataSetState.objects.exists() or SearchEntry.objects.exists()
    assert content_version.current() == before
