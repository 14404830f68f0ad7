"""Programmes as open data; facts of their indicators as files of the staff."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from oleksandria_intl.periods import Precision
from oleksandria_intl.resources import ImportedResource, InfoColumn
from oleksandria_intl.resources.plain import Plain
from oleksandria_intl.resources.public import Fact, PublicResource, day_of, number_of
from oleksandria_intl.tables.values import text_reader
from oleksandria_intl.ukrainian import search_key
from programs.models import Edition, Indicator, IndicatorFact

STATES = (("adopted", _("adopted")), ("published", _("published draft")))
PRECISIONS = [(value, label) for value, label in Precision.choices if value]


def of_program(path: str = "edition") -> Fact:
    """Return the column of a programme's code, reached over an edition."""
    return Fact(_("programme"), lambda row: getattr(row, path).program.slug, required=True)


def of_edition() -> Fact:
    """Return the column of an edition's number."""
    return Fact(_("number of the edition"), lambda row: row.edition.number, "integer", required=True)


class ProgramData(PublicResource):
    """Programmes, each as its edition in force says, else its newest published draft."""

    key = ("program",)
    program = Fact(_("programme"), lambda row: row.program.slug, required=True)
    edition = Fact(_("number of the edition"), lambda row: row.number, "integer", required=True)
    title_uk = Fact(_("title"), lambda row: row.titled(), required=True)
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
        rows = Edition.objects.current(on).select_related("program", "decision")
        return rows.order_by("year_from", "program__slug")


class IndicatorCode(Plain):
    """The code of an indicator, which may be written as its name, too."""

    def __init__(self, read: Any, program_of: Any) -> None:
        super().__init__(read)
        self.program_of = program_of

    @cached_property
    def _codes(self) -> dict[tuple[int, str], set[str]]:
        """The codes by programme and name."""
        found: dict[tuple[int, str], set[str]] = {}
        for program, name, code in Indicator.objects.values_list("edition__program", "name_uk", "code"):
            found.setdefault((program, search_key(name)), set()).add(code)
        return found

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        """Return the code of the programme's one indicator that is called so, else what is written."""
        word = super().clean(value, row)
        codes = self._codes.get((self.program_of(row), search_key(word)), set()) if word else set()
        return next(iter(codes)) if len(codes) == 1 else word


class IndicatorFactResource(ImportedResource):
    """What became of indicators, known by programme, indicator and day."""

    scope = "program"
    indicator_name = InfoColumn(_("Name of the indicator (for information)"), lambda row: row.indicator_name or "")

    class Meta:
        model = IndicatorFact
        fields = ("program", "indicator", "indicator_name", "on", "value", "reason", "source")

    def get_import_id_fields(self) -> Any:
        """Return the columns by which a row is known: those of its natural key."""
        return self.model().natural_fields

    def widget_of(self, name: str, column: Any) -> Plain:
        """Take an indicator by its name, too; longer than a code may be."""
        if name == "indicator":
            return IndicatorCode(text_reader(300), self.scope_of)
        return super().widget_of(name, column)

    def prepared(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """Return the rows with the names of their indicators."""
        found: Any = super().prepared(rows)
        return found.named()
