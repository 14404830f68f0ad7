"""The budget's tables as open data."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from budget.models import Appropriation, Funding, MeasureLine, Payment
from budget.persons import Shown, public_text, shown
from oleksandria_intl import acts
from oleksandria_intl.documents.placeholders import expand
from oleksandria_intl.models import Council, Decision, as_signed
from oleksandria_intl.resources.public import Fact, PublicResource, Value, day_of, number_of
from programs.models import Edition, Program
from programs.public import public_programs
from programs.resources import PRECISIONS, of_edition, of_program
from programs.words import words_of


def of_public() -> models.Q:
    """Return the condition that rows are of a programme of which anything is public."""
    return models.Q(measure__program__in=public_programs())


class OfSource(PublicResource):
    """Rows of money from a source."""

    source = Fact(_("source of funding (code)"), lambda row: row.source.code, required=True)
    source_uk = Fact(_("source of funding"), lambda row: row.source.name_uk, required=True)


class OfMeasure(PublicResource):
    """Rows of a measure."""

    measure = Fact(_("measure (code)"), lambda row: row.measure.code, required=True)


class MoneyData(OfSource, OfMeasure):
    """Money of a measure under the codes of the budget, which stand in the row itself."""

    program = of_program("measure")
    program_code = Fact(_("КПКВКМБ"), lambda row: row.program_code_id)
    economic_code = Fact(_("КЕКВ"), lambda row: row.economic_code_id)


class MeasureData(OfMeasure):
    """Measures as the public edition of their programme prints them."""

    key = ("program", "measure")
    program, edition = of_program(), of_edition()
    direction = Fact(_("direction (code)"), lambda row: row.direction.code, required=True)
    direction_uk = Fact(_("direction"), lambda row: row.direction.name_uk, required=True)
    direction_en = Fact(_("direction in English"), lambda row: row.direction.name_en)
    period = Fact(_("implementation period"), lambda row: row.implementation_period(), required=True)
    period_precision = Fact(_("the date is known"), lambda row: row.period_precision, choices=PRECISIONS)
    responsible = Fact(
        _("responsible for the measure"), lambda row: "; ".join(one.shown_uk for one in row.responsible.all())
    )

    class Meta:
        model = MeasureLine
        fields = (
            "program",
            "edition",
            "measure",
            "direction",
            "direction_uk",
            "direction_en",
            "name_uk",
            "name_en",
            "period",
            "period_start",
            "period_end",
            "period_precision",
            "responsible",
        )

    def public(self, on: date) -> models.QuerySet[Any]:
        """Return the measures of the public editions in their printed order."""
        rows = (
            MeasureLine.objects.filter(edition__in=Edition.objects.current(on))
            .with_responsible()
            .select_related("measure")
        )
        return rows.order_by("edition__program__slug", "direction__order", "direction_id", "order", "pk")


class FundingData(OfSource):
    """What the public edition of a programme plans: a row for each measure, year and source."""

    key = ("program", "measure", "year", "source")
    program, edition = of_program(), of_edition()
    measure = Fact(_("measure (code)"), lambda row: row.measure_line.measure.code, required=True)
    source_uk = Fact(_("source of funding"), lambda row: row.word("source_name_uk"), required=True)

    class Meta:
        model = Funding
        fields = ("program", "edition", "measure", "year", "source", "source_uk", "amount")

    def public(self, on: date) -> models.QuerySet[Any]:
        """Return the funding of the public editions."""
        rows = Funding.objects.filter(edition__in=Edition.objects.current(on))
        rows = rows.select_related("edition__program", "measure_line__measure", "source")
        return rows.order_by("edition__program__slug", "measure_line__direction__order", "measure_line", "year", "pk")


class AppropriationData(MoneyData):
    """What the council granted by decisions that have their number; taking back is negative."""

    key = ("record_key",)
    decision_number = Fact(_("number of the decision"), lambda row: number_of(row.decision), required=True)
    decision_date = Fact(_("date of the decision"), lambda row: day_of(row.decision), "date", required=True)
    unit_code = Fact(_("spending unit's ЄДРПОУ"), lambda row: row.unit.register_code, required=True)
    unit_uk = Fact(_("spending unit"), lambda row: row.unit.name_uk, required=True)

    class Meta:
        model = Appropriation
        fields = (
            "record_key",
            "program",
            "measure",
            "year",
            "decision_number",
            "decision_date",
            "unit_code",
            "unit_uk",
            "source",
            "source_uk",
            "program_code",
            "economic_code",
            "amount",
            "is_demonstration",
        )

    def public(self, on: date) -> models.QuerySet[Any]:
        """Return what was granted up to a day."""
        rows = Appropriation.objects.decided(on).filter(of_public())
        return rows.select_related("measure__program", "decision", "unit", "source").order_by(
            "decision__period_start", "pk"
        )


def _unless_person(tell: Callable[[Any], Value]) -> Callable[[Any], Value]:
    """Return the expression for a payment's field; for a natural person, and what is withheld, it gives nothing."""
    return lambda row: None if row.payee_is_person or row.is_withheld else tell(row)


def _shown(row: Any) -> Shown:
    return shown(row, row.purpose, shows_entrepreneurs=row.shows_entrepreneurs)


class PaymentData(MoneyData):
    """Payments of measures; of a natural person neither name, code nor purpose, nor anything that leads to them."""

    key = ("id",)
    heads = {"id": _("identifier"), "document": _("number of the document")}
    record_key = Fact(_("record id"), _unless_person(lambda row: row.record_key))
    payer_code = Fact(_("payer's ЄДРПОУ"), lambda row: row.payer.register_code, required=True)
    payer_uk = Fact(_("payer"), lambda row: row.payer.name_uk, required=True)
    payee_code = Fact(_("payee's code"), lambda row: _shown(row).code)
    payee_name = Fact(_("payee"), lambda row: _shown(row).name, required=True)
    purpose = Fact(_("purpose of the payment"), lambda row: _shown(row).purpose)
    contract = Fact(_("contract"), _unless_person(lambda row: public_text(row.contract)))
    prozorro_id = Fact(_("Prozorro id"), _unless_person(lambda row: row.prozorro_id))
    corrects = Fact(_("identifier of the payment that it corrects"), lambda row: row.corrects_id, "integer")

    class Meta:
        model = Payment
        fields = (
            "id",
            "record_key",
            "paid_on",
            "document",
            "amount",
            "program",
            "measure",
            "payer_code",
            "payer_uk",
            "payee_is_person",
            "payee_code",
            "payee_name",
            "purpose",
            "contract",
            "prozorro_id",
            "source",
            "source_uk",
            "program_code",
            "economic_code",
            "corrects",
            "is_demonstration",
        )

    def public(self, on: date) -> models.QuerySet[Any]:
        """Return the payments that are of a measure, in the order of days."""
        shows = models.Value(Council.objects.for_papers().shows_entrepreneur_codes)
        rows = Payment.objects.filter(of_public()).with_withheld().annotate(shows_entrepreneurs=shows)
        rows = rows.select_related("measure__program", "payer", "source")
        return rows.defer("search_text").order_by("paid_on", "pk")


class DecisionData(PublicResource):
    """Decisions that have their number."""

    key = ("code",)
    body_uk = Fact(_("body that decides"), lambda row: as_signed(row).body.name_uk, required=True)
    decided_on = Fact(_("date of the decision"), lambda row: row.dated, "date", required=True)
    subject_uk = Fact(_("subject"), lambda row: expand(row.subject, _words(row)), required=True)
    program = Fact(_("programme"), lambda row: _program(row))
    edition = Fact(_("number of the edition"), lambda row: _edition(row), "integer")

    class Meta:
        model = Decision
        fields = (
            "code",
            "body_uk",
            "number",
            "decided_on",
            "subject_uk",
            "session",
            "convocation",
            "program",
            "edition",
        )

    def _is_required(self, column: Any) -> bool:
        """Say that every decision here has its number: it is a draft that has none."""
        return column is self.fields["number"] or super()._is_required(column)

    def public(self, on: date) -> models.QuerySet[Any]:
        """Return the decisions with the programmes that they are on."""
        related = ("signed_words", "body", "prior__signed_words", "prior__body", "edition__program", "closing_report")
        rows = acts.public_decisions().exclude(number="").select_related(*related).order_by("period_start", "pk")
        return rows.prefetch_related(models.Prefetch("closing_report__program", Program.objects.named()))


def _words(row: Any) -> Any:
    """Return what the words in braces of a decision's subject stand for."""
    if edition := getattr(row, "edition", None):
        return words_of(edition)
    closing = getattr(row, "closing_report", None)
    shown = closing and closing.program.shown_by
    return words_of(shown) if shown else {}


def _edition(row: Any) -> int | None:
    edition = getattr(row, "edition", None)
    return edition.number if edition and edition.status in ("published", "adopted") else None


def _program(row: Any) -> str | None:
    closing = getattr(row, "closing_report", None)
    if closing:
        return closing.program.slug
    return row.edition.program.slug if _edition(row) else None
