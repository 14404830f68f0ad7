"""What was adopted, issued or recorded stays as it is, by whatever way somebody writes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import DatabaseError, connection, models, transaction

from oleksandria_intl.models import (
    Decision,
    DecisionPoint,
    DecisionStep,
    Erasure,
    IssuedPaper,
    MistakenPaper,
    Official,
    Recorded,
)
from programs.exchange import row_models
from programs.models import Edition
from tests import factories

REFUSED = "does not change|stays"
MODELS = [*row_models(), Edition, Decision, DecisionPoint, DecisionStep, IssuedPaper, MistakenPaper, Erasure]
HISTORIES = [model.history.model for model in apps.get_models() if issubclass(model, Recorded)]
OTHER_KEY = 30_000
Way = Callable[[models.Model], Any]


@pytest.fixture
def standing(db: None, head: User) -> Edition:
    """An adopted edition with a row of every kind, an issued paper, a record of an erasure, history of all."""
    edition = factories.edition()
    factories.everything(edition)
    paper = IssuedPaper.objects.create(
        kind="decision", key=edition.key, title="Рішення", format="pdf", file="a.pdf", size=1, sha256="a" * 64
    )
    mistaken(edition.decision, paper)
    Erasure.objects.create(kind="official", erased_by=head, reason="Пішов", rows=[])
    Edition.objects.filter(pk=edition.pk).update(status=Edition.Status.PUBLISHED)
    Edition.objects.filter(pk=edition.pk).update(status=Edition.Status.ADOPTED)
    edition.refresh_from_db()
    # PostgreSQL truncates no table while a check of its rows waits.
    connection.check_constraints()
    return edition


def mistaken(decision: Any, paper: IssuedPaper) -> None:
    """Record a step of a decision, take it back, and say that the paper was issued by mistake."""
    stages = {"stage_before": "draft", "stage_after": "draft"}
    step = DecisionStep.objects.create(decision=decision, step="session", on=date(2019, 12, 1), **stages)
    back = DecisionStep.objects.create(
        decision=decision, step="taken-back", takes_back=step, reason="Помилково", **stages
    )
    MistakenPaper.objects.create(paper=paper, taken_back_by=back)


def other(field: Any, value: Any) -> Any:
    """Return a value that the field may hold and does not."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, Decimal):
        return value + 1
    if isinstance(value, date):
        return value - timedelta(days=400)
    if value is None:
        kinds = {"DateField": date(1999, 1, 1), "DateTimeField": "1999-01-01T00:00:00Z", "DecimalField": Decimal(1)}
        numbers = isinstance(field, models.ForeignKey | models.IntegerField | models.AutoField)
        return OTHER_KEY if numbers else kinds.get(field.get_internal_type(), "x")
    if field.get_internal_type() == "UUIDField":
        return "00000000-0000-0000-0000-000000000001"
    return ["x"] if isinstance(value, list) else f"{str(value)[:-1]}ж"


def columns(row: models.Model) -> Iterator[Any]:
    """Yield the columns that may not change: the key and the count of versions have no meaning of their own."""
    key, counts = row._meta.pk, isinstance(row, Recorded)
    yield from (field for field in row._meta.concrete_fields if field is not key and not (counts and is_version(field)))


def is_version(field: Any) -> bool:
    return bool(field.name == "version")


def updates(row: models.Model) -> Iterator[tuple[str, Way]]:
    """Yield a change of every column, each by a queryset; of one of them by the other ways, too."""
    for field in columns(row):
        yield f"update {field.name}", partial(update, {field.attname: other(field, getattr(row, field.attname))})
    field = min(columns(row), key=lambda field: not isinstance(field, models.CharField | models.TextField))
    value = other(field, getattr(row, field.attname))

    def changed(row: models.Model) -> Any:
        setattr(row, field.attname, value)
        return row

    yield "save", lambda row: models.Model.save(changed(row), force_update=True)
    yield "bulk_update", lambda row: type(row)._base_manager.bulk_update([changed(row)], [field.name])
    yield "UPDATE", lambda row: execute(f"UPDATE {table(row)} SET {field.column} = %s WHERE {of(row)}", value)


def deletions(row: models.Model) -> Iterator[tuple[str, Way]]:
    """Yield every way to delete the row."""
    yield "delete", lambda row: models.Model.delete(row)
    yield "delete all", lambda row: rows(row).delete()
    yield "_raw_delete", lambda row: rows(row)._raw_delete("default")
    yield "DELETE", lambda row: execute(f"DELETE FROM {table(row)} WHERE {of(row)}")
    if connection.vendor == "postgresql":
        yield "TRUNCATE", lambda row: execute(f"TRUNCATE {table(row)} CASCADE")


def update(change: dict[str, Any], row: models.Model) -> None:
    rows(row).update(**change)


def rows(row: models.Model) -> Any:
    return type(row)._base_manager.filter(pk=row.pk)


def table(row: models.Model) -> str:
    return row._meta.db_table


def of(row: models.Model) -> str:
    return f"{row._meta.pk.column} = {row.pk}"


def execute(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def got_through(model: type[models.Model]) -> list[str]:
    """Try everything on a row of the model; return what nobody refused, or somebody else than the guards did."""
    row = model._base_manager.order_by("pk").first()
    if row is None:
        return [f"{model._meta.label}: there is no row"]
    found = []
    for name, way in (*updates(row), *deletions(row)):
        row = model._base_manager.get(pk=row.pk)
        try:
            with transaction.atomic():
                way(row)
                transaction.set_rollback(True)
            found.append(f"{model._meta.label}: {name} got through")
        except models.ProtectedError:
            assert name.startswith("delete"), name
        except DatabaseError as error:
            if not any(word in str(error) for word in REFUSED.split("|")):
                found.append(f"{model._meta.label}: {name}: {error}")
    return found


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_what_was_adopted_or_issued_stays_whoever_writes(standing: Edition, model: type[models.Model]) -> None:
    assert got_through(model) == []


def test_history_stays_whoever_writes(standing: Edition) -> None:
    kept = [model for model in HISTORIES if model._base_manager.exists()]
    assert len(kept) > 25
    assert [each for model in kept for each in got_through(model)] == []


def test_nothing_is_added_to_what_was_adopted(standing: Edition) -> None:
    found: list[type[models.Model]] = [*row_models(), DecisionPoint]
    for model in found:
        row: Any = model._base_manager.order_by("pk").first()
        row.pk, row._state.adding = None, True
        with pytest.raises(DatabaseError, match=REFUSED), transaction.atomic():
            models.Model.save_base(row, raw=True, force_insert=True)


@pytest.mark.parametrize("status", ["draft", "published", "withdrawn"])
def test_an_adopted_edition_does_not_become_anything_else(standing: Edition, status: str) -> None:
    with pytest.raises(DatabaseError, match=REFUSED), transaction.atomic():
        Edition.objects.update(status=status)


def test_a_draft_and_its_decision_change_and_go(db: None) -> None:
    edition = factories.edition(status="published")
    assert edition.decision is not None
    edition.decision.points.all().delete()
    Decision.objects.update(subject="Про інше")
    Edition.objects.update(name_uk="іншого")


# History and the erasing of a person's data


@pytest.fixture
def erased(standing: Edition, head: User) -> Official:
    """An official of whose erasure there is a record."""
    official = Official.objects.get()
    Erasure.objects.create(
        kind="official", erased_by=head, reason="Пішов", rows=[["oleksandria_intl.official", official.pk, ["surname"]]]
    )
    return official


def history_of(official: Official) -> Any:
    return Official.history.filter(id=official.pk)


def test_history_forgets_a_name_whose_erasure_is_recorded(erased: Official) -> None:
    history_of(erased).update(surname=f"посадова особа № {erased.pk}", sort_key="", search_text="")
    assert set(history_of(erased).values_list("surname", flat=True)) == {f"посадова особа № {erased.pk}"}


def test_history_forgets_no_name_without_a_record(standing: Edition) -> None:
    official = Official.objects.get()
    with pytest.raises(DatabaseError, match="history does not change"), transaction.atomic():
        history_of(official).update(surname=f"посадова особа № {official.pk}")


@pytest.mark.parametrize(
    "change", [{"surname": "Інший"}, {"code": "other"}, {"history_type": "-"}, {"history_change_reason": "x"}]
)
def test_history_takes_nothing_but_blanks_where_an_erasure_is_recorded(
    erased: Official, change: dict[str, Any]
) -> None:
    history_of(erased).update(history_user=erased.history.first().history_user)
    with pytest.raises(DatabaseError, match="history does not change"), transaction.atomic():
        history_of(erased).update(**change)


def test_an_account_that_changed_something_is_not_deleted(standing: Edition, clerk: User) -> None:
    standing._history_user = clerk  # type: ignore[attr-defined]
    standing.save()
    with pytest.raises(DatabaseError, match="history does not change"), transaction.atomic():
        clerk.delete()


def test_an_account_that_changed_nothing_may_be_deleted(standing: Edition, clerk: User) -> None:
    clerk.delete()
    assert not User.objects.filter(username="clerk").exists()
