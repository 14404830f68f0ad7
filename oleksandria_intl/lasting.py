"""The house's own rows that no one changes: issued papers, steps of decisions, history, records of erasures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models

from oleksandria_intl.models import DecisionStep, Erasure, IssuedPaper, KeyField, MistakenPaper, PaperList, Recorded
from oleksandria_intl.personal_data.table import Fate, Rule, rule_of
from oleksandria_intl.triggers import Trigger, differs, forbidden

PAPER_STAYS = "an issued paper stays as it was issued"
HISTORY_STAYS = "history does not change"
STEP_STAYS = "a step of a decision stays as it was recorded"
ERASURE_STAYS = "the record of an erasure stays"
ERASURES = Erasure._meta.db_table


def triggers() -> Iterator[Trigger]:
    """Yield the triggers that keep these rows."""
    yield from forbidden(IssuedPaper._meta.db_table, "UPDATE", "DELETE", "TRUNCATE", message=PAPER_STAYS)
    for table in (DecisionStep._meta.db_table, MistakenPaper._meta.db_table):
        yield from forbidden(table, "UPDATE", "DELETE", "TRUNCATE", message=STEP_STAYS)
    yield from _paper_list()
    yield from forbidden(ERASURES, "UPDATE", "DELETE", "TRUNCATE", message=ERASURE_STAYS)
    for model in apps.get_models():
        if issubclass(model, Recorded):
            yield from _history_of(model)


def _paper_list() -> Iterator[Trigger]:
    """Yield the triggers of the end of the list of papers, which only moves by one place."""
    table = PaperList._meta.db_table
    yield Trigger(
        name=f"{table}_guard_update",
        table=table,
        event="BEFORE UPDATE",
        refused="NEW.last_place <> OLD.last_place + 1",
        message=PAPER_STAYS,
    )
    yield from forbidden(table, "DELETE", "TRUNCATE", message=PAPER_STAYS)


def _history_of(model: type[models.Model]) -> Iterator[Trigger]:
    """Yield the triggers of a model's history: nothing but erased fields of a person may be blanked in it."""
    history: Any = model.history.model  # type: ignore[attr-defined]
    table = history._meta.db_table
    yield from forbidden(table, "DELETE", "TRUNCATE", message=HISTORY_STAYS)
    # What is made from other columns goes with them.
    own = [field for field in history._meta.concrete_fields if not isinstance(field, KeyField)]
    erased = {field: rule for field in own if (rule := _erasing(field))}
    if not erased:
        yield from forbidden(table, "UPDATE", message=HISTORY_STAYS)
        return
    kept = [f'"{field.column}"' for field in own if field not in erased]  # one may be called «order»
    blanked = [_is_other_than_blank(field, rule, model) for field, rule in erased.items()]
    yield Trigger(
        name=f"{table}_guard_update",
        table=table,
        event="BEFORE UPDATE",
        refused=" OR ".join([differs(kept), *blanked, _is_unrecorded(model)]),
        message=HISTORY_STAYS,
    )


def _erasing(field: Any) -> Rule | None:
    rule = rule_of(field)
    return rule if rule and rule.fate is Fate.ERASED else None


def _is_other_than_blank(field: Any, rule: Rule, model: type[models.Model]) -> str:
    """Return the condition that an erased field changes to something else than what stands in one that is erased."""
    column, blank = field.column, rule.blank
    if blank is None:
        allowed = f"NEW.{column} IS NULL"
    else:
        before, pk, after = str(blank).replace("'", "''").partition("{pk}")
        words = [f"'{before}'"] + ([f"CAST(OLD.{model._meta.pk.column} AS text)", f"'{after}'"] if pk else [])
        allowed = f"coalesce(NEW.{column} = {' || '.join(words)}, 1 = 0)"
    return f"({differs([column])}) AND NOT ({allowed})"


def _is_unrecorded(model: type[models.Model]) -> str:
    """Return the condition that no record of an erasure names the row."""
    key = f"OLD.{model._meta.pk.column}"
    named = f"'%[\"{model._meta.label_lower}\", ' || {key} || ', %'"
    return f"NOT EXISTS (SELECT 1 FROM {ERASURES} e WHERE CAST(e.rows AS text) LIKE {named})"
