"""The budget's tables as files of the staff: exported and, but for payments, imported."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from budget.importing.codes import economic_code, program_code
from budget.models import (
    Allotment,
    Appropriation,
    AssignmentRule,
    Commitment,
    EconomicCode,
    Explanation,
    Funding,
    FundingSource,
    MeasureLine,
    ProgramCode,
    SpendingUnit,
)
from budget.querysets import MoneySum
from oleksandria_intl import ukrainian
from oleksandria_intl.models import Decision
from oleksandria_intl.resources import ImportedResource, InfoColumn
from oleksandria_intl.tables.values import register_code
from programs.row_resources import OfEditionResource

INVENTED = "демонстраційні дані"
NAME = "measure_name"
"""What the rows carry along: the name that the newest edition prints."""


def with_measure_name(rows: models.QuerySet[Any], link: str = "measure") -> models.QuerySet[Any]:
    """Return the rows with the printed name of the measure that they are of."""
    newest = MeasureLine.objects.filter(measure=models.OuterRef(link)).order_by("-edition__number")
    return rows.annotate(**{NAME: models.Subquery(newest.values("name_uk")[:1])})


def decision_words(decision: Decision) -> str:
    """Return a decision's day and number: «20.01.2020 № 5»."""
    day = f"{decision.period_start:%d.%m.%Y}" if decision.period_start else ""
    return f"{day} № {decision.number}".strip() if decision.number else ""


class MoneyFileResource(ImportedResource):
    """Rows that come in from files of the finance office, with their codes."""

    readers = {
        "program_code": program_code,
        "economic_code": economic_code,
        "register_code": register_code,
        "payee_code": register_code,
        "payer": register_code,
        "unit": register_code,
    }

    def get_import_id_fields(self) -> Any:
        """Return the columns by which a row is known: those of its natural key."""
        return self.model().natural_fields


class OfMeasureResource(MoneyFileResource):
    """Rows of measures, with the measures' names."""

    measure_link: ClassVar[str] = "measure"
    measure_name = InfoColumn(_("Name of the measure (for information)"), lambda row: getattr(row, NAME) or "")

    def prepared(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """Return the rows with the names of their measures."""
        return with_measure_name(super().prepared(rows), self.measure_link)


class MoneyResource(OfMeasureResource):
    """Rows of money, known by their record key; one without it is new, and gets one made of what it says."""

    heads = {"record_key": _("Record key")}
    mark = InfoColumn(_("Mark (for information)"), lambda row: INVENTED if row.is_demonstration else "")


class ProgramCodeResource(MoneyFileResource):
    """КПКВКМБ."""

    readers = {"code": program_code}

    class Meta:
        model = ProgramCode
        fields = ("code", "functional_code", "name_uk", "name_en")


class EconomicCodeResource(MoneyFileResource):
    """КЕКВ."""

    readers = {"code": economic_code}

    class Meta:
        model = EconomicCode
        fields = ("code", "name_uk", "name_en")


class SpendingUnitResource(MoneyFileResource):
    """Spending units."""

    class Meta:
        model = SpendingUnit
        fields = ("register_code", "name_uk", "name_en")


class FundingSourceResource(MoneyFileResource):
    """Sources of funding."""

    coded = "code"

    class Meta:
        model = FundingSource
        fields = ("order", "name_uk", "name_en", "fund", "code")


class FundingResource(OfEditionResource):
    """Measures with their planned money: a row for each year and source."""

    of_list = "measure_line"
    heads = {"measure_line": _("Measure of the edition")}
    direction = InfoColumn(_("Direction (for information)"), lambda row: row.measure_line.direction.name_uk)
    fetched_with = ("measure_line__direction",)

    class Meta:
        model = Funding
        import_id_fields = ("measure_line", "year", "source")
        fields = ("edition", "measure_line", "direction", "year", "source", "amount")


class KeepsMonths(OfMeasureResource):
    """Rows that must leave the months of every appropriation adding up to it, or without any."""

    appropriation_key: ClassVar[str]
    """The column that holds the primary key of the appropriation that a row concerns."""

    def finish(self) -> None:
        """Refuse appropriations of the file whose months do not add up."""
        concerned = {getattr(each.instance, self.appropriation_key): each.row for each in self.touched}
        summed = Appropriation.objects.filter(pk__in=concerned).annotate(months=MoneySum("allotments__amount"))
        for each in summed.exclude(Q(months=None) | Q(months=F("amount"))).order_by():
            words = {"months": ukrainian.hryvnias(each.months), "granted": ukrainian.hryvnias(each.amount)}
            sentence = gettext(
                "The months add up to %(months)s, but the appropriation is %(granted)s: all of it is allotted by "
                "month, or nothing. Change the amount together with its months on the appropriation's page."
            )
            self.refuse(concerned[each.pk], self.fields["amount"].column_name, None, sentence % words)


class AppropriationResource(KeepsMonths, MoneyResource):
    """Appropriations."""

    appropriation_key = "pk"
    decision_words = InfoColumn(
        _("Decision: day and number (for information)"), lambda row: decision_words(row.decision)
    )

    class Meta:
        model = Appropriation
        fields = (
            "record_key",
            "measure",
            "measure_name",
            "year",
            "decision",
            "decision_words",
            "unit",
            "source",
            "program_code",
            "economic_code",
            "amount",
            "note",
            "mark",
        )


class AllotmentResource(KeepsMonths):
    """What each month of an appropriation may spend."""

    of_list = "appropriation"
    appropriation_key = "appropriation_id"
    measure_link = "appropriation__measure"
    heads = {"appropriation": _("Record key of the appropriation")}
    fetched_with = ("appropriation__measure", "appropriation__decision")
    decision_words = InfoColumn(
        _("Decision: day and number (for information)"),
        lambda row: decision_words(row.appropriation.decision),
    )
    year = InfoColumn(_("Year (for information)"), lambda row: row.appropriation.year)

    class Meta:
        model = Allotment
        fields = ("appropriation", "measure_name", "decision_words", "year", "month", "amount")


class CommitmentResource(MoneyResource):
    """Commitments."""

    class Meta:
        model = Commitment
        fields = (
            "record_key",
            "number",
            "signed_on",
            "subject",
            "payee_name",
            "payee_code",
            "amount",
            "measure",
            "measure_name",
            "year",
            "source",
            "program_code",
            "economic_code",
            "until",
            "cancelled_on",
            "prozorro_id",
            "override_reason",
            "payee_account",
            "prepayment",
            "treasury_number",
            "treasury_on",
            "mark",
        )


class ExplanationResource(OfMeasureResource):
    """Why measures are spent otherwise than granted."""

    class Meta:
        model = Explanation
        fields = ("measure", "measure_name", "on", "text")


class AssignmentRuleResource(OfMeasureResource):
    """Rules that assign payments."""

    class Meta:
        model = AssignmentRule
        fields = (
            "program",
            "order",
            "payee_code",
            "payee_words",
            "purpose_words",
            "fits_beginnings",
            "payer",
            "program_code",
            "economic_code",
            "measure",
            "measure_name",
            "is_outside",
        )

    def check(self, instance: Any) -> None:
        """Refuse a measure of another programme."""
        if instance.measure and instance.measure.program_id != instance.program_id:
            raise ValidationError({"measure": gettext("This measure belongs to another programme.")})
