"""What files say beside the fields: the names of what codes stand for."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from budget.models import MeasureLine
from oleksandria_intl.models import Decision
from oleksandria_intl.resources import InfoColumn

INVENTED = "демонстраційні дані"
NAME = "measure_name"
"""What the rows carry along: the name that the newest edition prints."""


def with_measure_name(rows: models.QuerySet[Any], link: str = "measure") -> models.QuerySet[Any]:
    """Return the rows with the printed name of the measure that they are of."""
    newest = MeasureLine.objects.filter(measure=models.OuterRef(link)).order_by("-edition__number")
    return rows.annotate(**{NAME: models.Subquery(newest.values("name_uk")[:1])})


def named_measure() -> InfoColumn:
    """Return the column of names of measures."""
    return InfoColumn(_("Name of the measure (for information)"), lambda row: getattr(row, NAME) or "")


def demonstration() -> InfoColumn:
    """Return the column that marks what was invented for the demonstration."""
    return InfoColumn(_("Mark (for information)"), lambda row: INVENTED if row.is_demonstration else "")


def decision_words(decision: Decision) -> str:
    """Return a decision's day and number: «20.01.2020 № 5»."""
    day = f"{decision.period_start:%d.%m.%Y}" if decision.period_start else ""
    return f"{day} № {decision.number}".strip() if decision.number else ""
