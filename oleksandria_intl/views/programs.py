"""The programmes, and a programme's page: passport, money, measures, sections."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.utils import timezone
from django.views.generic import ListView

from budget.documents import CostEstimate
from budget.models import Direction, Funding, MeasureLine
from budget.querysets import Money
from oleksandria_intl.documents.blocks import Blocks
from programs import sections
from programs.models import Edition, PassportRow, Section
from programs.views import EditionPage, known_size
from programs.words import words_of


@dataclass(frozen=True, slots=True)
class PlannedMeasure:
    """A measure and the hryvnias planned for it; None where nothing is planned, be it a zero."""

    line: MeasureLine
    amount: Decimal | None


@dataclass(frozen=True, slots=True)
class PlannedDirection:
    """A direction with its measures, its hryvnias, and what percentage of the programme's money that is."""

    direction: Direction
    measures: list[PlannedMeasure]
    amount: Decimal | None
    percent: Decimal

    @property
    def bar(self) -> str:
        """The length of its bar out of 100, as SVG writes numbers."""
        return f"{self.percent:.1f}"


@dataclass(frozen=True, slots=True)
class FiguredRow:
    """A row of the passport, and the sum that the portal computes for it."""

    row: PassportRow
    figure: Blocks


def planned_directions(estimate: CostEstimate) -> Iterator[PlannedDirection]:
    """Yield the directions in their printed order, with the same money as the cost estimate."""
    lines = MeasureLine.objects.of_edition(estimate.edition).with_responsible()
    for direction, measures in groupby(lines, lambda line: line.direction):
        planned = [(line, estimate.money.get(line.pk, Money())) for line in measures]
        money = sum((money for _line, money in planned), Money())
        percent = 100 * money.total / estimate.total.total if estimate.total.total else Decimal(0)
        told = [PlannedMeasure(line, money.of()) for line, money in planned]
        yield PlannedDirection(direction, told, money.of(), percent)


def passport_of(edition: Edition) -> list[FiguredRow]:
    """Return the rows of the passport with their computed sums."""
    return [FiguredRow(row, _figure(row.figure, edition)) for row in PassportRow.objects.of_edition(edition)]


def _figure(code: str, edition: Edition) -> Blocks:
    return sections.FIGURES[code].build(edition) if code in sections.FIGURES else ()


class ProgramList(ListView):
    """Every programme that the public may see, the newest first."""

    template_name = "programs/list.html"
    queryset = Edition.objects.visible().newest_of_each()
    context_object_name = "editions"
    paginate_by = 20

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the page's programmes, each with its planned total."""
        context = super().get_context_data(**kwargs)
        totals = Funding.objects.total_by_edition(context["editions"])
        context["programmes"] = [(edition, totals.get(edition.pk)) for edition in context["editions"]]
        return context


class ProgramPage(EditionPage):
    """A programme at a glance: its stage, papers, money, passport, measures and sections."""

    template_name = "programs/page.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the page tells of the edition."""
        edition = self.object
        estimate = CostEstimate(edition)
        several = estimate.years if len(estimate.years) > 1 else []
        return super().get_context_data(
            words=words_of(edition),
            today=timezone.localdate(),
            sizes={format: known_size(edition, format) for format in ("pdf", "docx")},
            passport=passport_of(edition),
            planned=estimate.total.of(),
            planned_by_year=[(str(year), estimate.total.of(year=year)) for year in several],
            directions=list(planned_directions(estimate)),
            sections=Section.objects.listed(edition),
            **kwargs,
        )
