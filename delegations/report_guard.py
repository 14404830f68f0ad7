"""Triggers that keep a trip's report as it was handed in, and the answers on what follows from it, whoever writes."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import models

from delegations.models import Delegation, FollowUp, FollowUpAnswer, TripReport
from oleksandria_intl.triggers import Trigger, differs, forbidden

REPORT_STAYS = "the report on a trip stays as it was handed in"
ANSWERS_STAY = "an answer on a follow-up stays as it was given"
DELEGATIONS, REPORTS, FOLLOW_UPS, ANSWERS = (
    model._meta.db_table for model in (Delegation, TripReport, FollowUp, FollowUpAnswer)
)
KEPT = f"d.status = '{Delegation.Status.REPORTED}'"
OF_REPORT = f"EXISTS (SELECT 1 FROM {DELEGATIONS} d WHERE d.id = {{row}}.delegation_id AND {KEPT})"
OF_FOLLOW_UP = (
    f"EXISTS (SELECT 1 FROM {REPORTS} r JOIN {DELEGATIONS} d ON d.id = r.delegation_id "
    f"WHERE r.id = {{row}}.report_id AND {KEPT})"
)
OF_ANSWER = (
    f"EXISTS (SELECT 1 FROM {FOLLOW_UPS} f JOIN {REPORTS} r ON r.id = f.report_id "
    f"JOIN {DELEGATIONS} d ON d.id = r.delegation_id WHERE f.id = OLD.follow_up_id AND {KEPT})"
)


def triggers() -> Iterator[Trigger]:
    """Yield the triggers: English may come in later, and further answers."""
    yield from _kept(TripReport, OF_REPORT)
    yield from _kept(FollowUp, OF_FOLLOW_UP)
    new = OF_FOLLOW_UP.format(row="NEW")
    yield Trigger(f"{FOLLOW_UPS}_guard_insert", FOLLOW_UPS, "BEFORE INSERT", refused=new, message=REPORT_STAYS)
    yield Trigger(f"{ANSWERS}_guard_delete", ANSWERS, "BEFORE DELETE", refused=OF_ANSWER, message=ANSWERS_STAY)
    yield from forbidden(ANSWERS, "UPDATE", "TRUNCATE", message=ANSWERS_STAY)


def _kept(model: type[models.Model], is_kept: str) -> Iterator[Trigger]:
    table, old = model._meta.db_table, is_kept.format(row="OLD")
    changed = differs(_lasting_columns(model))
    for event, refused in (("UPDATE", f"({changed}) AND {old}"), ("DELETE", old)):
        yield Trigger(f"{table}_guard_{event.lower()}", table, f"BEFORE {event}", refused=refused, message=REPORT_STAYS)
    yield from forbidden(table, "TRUNCATE", message=REPORT_STAYS)


def _lasting_columns(model: type[models.Model]) -> list[str]:
    """Return the columns that stay, quoted: all but the version and what is said in English."""
    columns = [str(field.column) for field in model._meta.concrete_fields]
    return [f'"{column}"' for column in columns if column != "version" and not column.endswith("_en")]
