"""Programmes as open data."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from oleksandria_intl.models import Decision
from oleksandria_intl.periods import Precision
from oleksandria_intl.resources.public import Fact, PublicResource
from programs.models import Edition

STATES = (("adopted", _("adopted")), ("published", _("published draft")))
PRECISIONS = [(value, label) for value, label in Precision.choices if value]


def of_program(path: str = "edition") -> Fact:
    """Return the column of a programme's code, reached over an edition."""
    return Fact(_("programme"), lambda row: getattr(row, path).program.slug, required=True)


def of_edition() -> Fact:
    """Return the column of an edition's number."""
    return Fact(_("number of the edition"), lambda row: row.edition.number, "integer", required=True)


def number_of(decision: Decision | None) -> str | None:
    """Return a decision's number; nothing of a draft."""
    return decision.number or None if decision else None


def day_of(decision: Decision | None) -> date | None:
    """Return the day of a decision that has its number."""
    return decision.dated if decision and decision.number else None


class ProgramData(PublicResource):
    """Programmes, each as its edition in force says, else its newest published draft."""

    key = ("program",)
    program = Fact(_("programme"), lambda row: row.program.slug, required=True)
    edition = Fact(_("number of the edition"), lambda row: row.number, "integer", required=True)
    title_uk = Fact(_("title"), lambda row: str(row.program), required=True)
    name_en = Fact(_("name in English"), lambda row: row.program.name_en)
    year_from = Fact(_("first year"), lambda row: row.program.year_from, "integer", required=True)
    year_to = Fact(_("last year"), lambda row: row.program.year_to, "integer", required=True)
    status = Fact(_("status"), lambda row: row.status, required=True, choices=STATES)
    decision_number = Fact(_("number of the decision"), lambda row: number_of(row.decision))
    decision_date = Fact(_("date of the decision"), lambda row: day_of(row.decision), "date")

    class Meta:
        model = Edition
        fields = (
            "program",
            "edition",
            "title_uk",
            "name_en",
            "year_from",
            "year_to",
            "status",
            "published_on",
            "in_force_from",
            "decision_number",
            "decision_date",
        )

    def public(self, on: date) -> models.QuerySet[Any]:
        """Return an edition of each programme."""
        rows = Edition.objects.told_of_each(on).select_related("program", "decision")
        return rows.order_by("program__year_from", "program__slug")
