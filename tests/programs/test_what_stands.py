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

from oleksandria_intl import guards, path
from oleksandria_intl.models import (
    SIGNED_STAGES,
    Decision,
    DecisionPoint,
    DecisionStep,
    Erasure,
    IssuedPaper,
    MistakenPaper,
    Official,
    Recorded,
    SignedWords,
    Stage,
    keep_words,
)
from programs import adoption
from programs.exchange import row_models
from programs.models import Edition, KeptPart
from tests import factories

REFUSED = "does not change|stays"
OF_DECISIONS = [Decision, DecisionPoint, SignedWords, DecisionStep]
MODELS = [*row_models(), KeptPart, Edition, *OF_DECISIONS, IssuedPaper, MistakenPaper, Erasure]
HISTORIES = [model.history.model for model in apps.get_models() if issubclass(model, Recorded)]
OTHER_KEY = 30_000
DAY = date(2019, 12, 20)
Way = Callable[[models.Model], Any]


@pytest.fixture
def standing(db: None, head: User) -> Edition:
    """An adopted edition with a row of every kind, an issued paper, a record of an erasure, history of all."""
    edition = factories.edition()
    factories.everything(edition)
    adoption.copy_words(edition)
    adoption.keep_parts(edition)
    paper = IssuedPaper.objects.create(
        kind="decision", key=edition.key, title="Рішення", format="pdf", file="a.pdf", size=1, sha256="a" * 64
    )
    mistaken(edition.decision, paper)
    Erasure.objects.create(kind="official", erased_by=head, reason="Пішов", rows=[])
    Decision.objects.filter(pk=edition.decision_id).update(
        number="875", period_start=DAY, period_end=DAY, period_precision="day", stage="signed"
    )
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
        except (models.ProtectedError, models.RestrictedError):
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
    found: list[type[models.Model]] = [*row_models(), DecisionPoint, SignedWords, KeptPart]
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


# The steps that a signed decision and its edition may still take


COLUMNS = {"published": {"published_on": DAY}, "in-force": {"in_force_from": DAY, "in_force_reason": "Пункт 3"}}


def stepped(decision: Any, stage: str, **fields: Any) -> None:
    """Move a decision by SQL alone, with the columns that go with the step."""
    Decision.objects.filter(pk=decision.pk).update(stage=stage, **COLUMNS.get(stage, {}) | fields)


def taken_back(decision: Any, step: str) -> DecisionStep:
    """Record a step of a decision, and that it was taken back."""
    stages = {"stage_before": "voted", "stage_after": step}
    row = DecisionStep.objects.create(decision=decision, step=step, **stages)
    DecisionStep.objects.create(decision=decision, step="taken-back", takes_back=row, reason="Помилково", **stages)
    return row


def refused(write: Callable[..., Any], *given: Any, **fields: Any) -> bool:
    """Whether a guard refuses to write."""
    try:
        with transaction.atomic():
            write(*given, **fields)
    except DatabaseError as error:
        if not guards.is_refusal(error):
            raise
        return True
    return False


@pytest.mark.parametrize("before", SIGNED_STAGES)
@pytest.mark.parametrize("after", Stage)
def test_a_signed_decision_takes_the_steps_of_the_table_and_no_others(
    standing: Edition, before: Stage, after: Stage
) -> None:
    stages = list(SIGNED_STAGES)
    for stage in stages[1 : stages.index(before) + 1]:
        stepped(standing.decision, stage)
    moves = [step.target for step in path.TRANSITIONS.values() if before in step.sources]
    assert refused(stepped, standing.decision, after, **({} if after in moves else {"subject": "Інше"})) != (
        after in moves
    )


@pytest.mark.parametrize("stage", ["published", "in-force", "closed"])
def test_nothing_else_of_a_signed_decision_changes_with_a_step(standing: Edition, stage: str) -> None:
    for before in ("published", "in-force", "closed"):
        if before == stage:
            break
        stepped(standing.decision, before)
    for change in ({"subject": "Інше"}, {"number": "666"}, {"signed_on": DAY}, {"period_words": "у грудні"}):
        assert refused(stepped, standing.decision, stage, **change)


def test_a_signature_is_taken_off_where_it_was_taken_back(standing: Edition) -> None:
    assert refused(stepped, standing.decision, "voted", number="")
    taken_back(standing.decision, "signed")
    Edition.objects.update(status="published", frozen="")
    stepped(standing.decision, "voted", number="")
    Decision.objects.update(subject="Про інше")


@pytest.mark.parametrize("status", ["adopted", "withdrawn"])
@pytest.mark.parametrize("after", ["draft", "published"])
def test_an_edition_is_a_draft_again_where_the_step_that_froze_it_was_taken_back(
    standing: Edition, status: str, after: str
) -> None:
    if status == "withdrawn":
        with guards.lifted():
            Edition.objects.update(status=status)
    assert refused(Edition.objects.update, status=after)
    taken_back(standing.decision, "signed" if status == "withdrawn" else "rejected")
    assert refused(Edition.objects.update, status=after)
    taken_back(standing.decision, "rejected" if status == "withdrawn" else "signed")
    assert refused(Edition.objects.update, status=after, name_uk="іншого")
    assert not refused(Edition.objects.update, status=after, frozen="")


def test_an_edition_stays_where_its_decision_was_signed_once_more(standing: Edition) -> None:
    decision: Any = standing.decision
    taken_back(decision, "signed")
    DecisionStep.objects.create(decision=decision, step="signed", stage_before="voted", stage_after="signed")
    assert refused(Edition.objects.update, status="published")
    assert refused(stepped, standing.decision, "voted")


@pytest.mark.parametrize("stage", ["published", "in-force", "closed"])
def test_an_edition_stays_once_its_decision_is_published(standing: Edition, stage: str) -> None:
    for each in ("published", "in-force", "closed"):
        stepped(standing.decision, each)
        if each == stage:
            break
    taken_back(standing.decision, "signed")
    assert refused(Edition.objects.update, status="published")


def test_an_adopted_edition_is_in_force_from_the_day_of_its_decision_and_no_other(standing: Edition) -> None:
    assert refused(Edition.objects.update, in_force_from=DAY)
    stepped(standing.decision, "published")
    stepped(standing.decision, "in-force")
    assert refused(Edition.objects.update, in_force_from=date(2019, 12, 21))
    assert refused(Edition.objects.update, in_force_from=DAY, name_uk="іншого")
    assert not refused(Edition.objects.update, in_force_from=DAY)


def test_the_points_of_a_decision_without_a_programme_stay_once_it_is_signed(db: None) -> None:
    factories.council()
    decision = factories.decision("twinning")
    keep_words(decision)
    DecisionPoint.objects.update(text="Інше")
    numbered = {"number": "5", "period_start": DAY, "period_end": DAY, "period_precision": "day"}
    Decision.objects.update(stage="signed", **numbered)
    DecisionPoint.objects.update(text="Ще інше")  # It came with its number: nobody signed it here.
    DecisionStep.objects.create(decision=decision, step="signed", stage_before="voted", stage_after="signed")
    # PostgreSQL truncates no table while a check of its rows waits.
    connection.check_constraints()
    assert [found for model in OF_DECISIONS[:3] for found in got_through(model)] == []
    assert refused(DecisionPoint.objects.create, decision=decision, text="Ще")


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
