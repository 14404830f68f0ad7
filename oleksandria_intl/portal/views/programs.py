"""The programmes, and a programme's page: passport, money, measures, sections."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import Enum
from itertools import groupby
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _
from django.views.generic import ListView

from budget.documents import CostEstimate
from budget.execution import Execution
from budget.models import Direction, Funding, MeasureLine
from budget.querysets import Figures, Money
from budget.reports import span_of
from oleksandria_intl import clock, digits, papers
from oleksandria_intl.charts import Segment, stack
from oleksandria_intl.documents.blocks import Blocks
from oleksandria_intl.page_parameters import kept
from oleksandria_intl.portal.views.stages import stages_of
from oleksandria_intl.shares import percent
from programs import sections
from programs.edition_paper import EditionPaper
from programs.models import Edition, PassportRow
from programs.views import EditionPage, issued_sizes
from programs.words import words_of


class MoneyState(Enum):
    """How far the money of a measure has come, in words; and the look of the words."""

    NONE = _("no money planned"), "ended"
    PLANNED = _("not appropriated yet"), "ended"
    GRANTED = _("appropriated, nothing spent yet"), "draft"
    PARTLY = _("partly spent"), "draft"
    SPENT = _("spent in full"), "adopted"
    UNGRANTED = _("spent, though nothing is appropriated"), "draft"

    def __init__(self, words: Any, look: str) -> None:
        self.words, self.look = words, look


class PlannedMeasure(NamedTuple):
    """A measure and the hryvnias planned for it; None where nothing is planned, not even a zero."""

    line: MeasureLine
    amount: Decimal | None
    figures: Figures

    @property
    def state(self) -> MoneyState:
        """How far its money has come, by the sums: a percentage is rounded."""
        paid, granted = self.figures.paid_to_date or 0, self.figures.granted or 0
        if paid:
            return MoneyState.UNGRANTED if granted <= 0 else MoneyState.SPENT if paid >= granted else MoneyState.PARTLY
        if granted > 0:
            return MoneyState.GRANTED
        return MoneyState.PLANNED if self.amount is not None else MoneyState.NONE


class PlannedDirection(NamedTuple):
    """A direction with its measures, its hryvnias, what percentage of the programme's money that is."""

    number: int
    direction: Direction
    measures: list[PlannedMeasure]
    amount: Decimal | None
    percent: Decimal | None


class ShareChart(NamedTuple):
    """How the programme's money is shared out among its directions, and the sentence that it finds."""

    title: str
    words: str
    """What the bar shows, for those who do not see it."""
    shares: list[tuple[PlannedDirection, Segment]]
    """Each direction with its segment of the bar."""


def share_chart(parts: list[PlannedDirection]) -> ShareChart | None:
    """Return the chart of directions; None where no money is planned."""
    funded = [part for part in parts if part.amount]
    if not funded:
        return None
    words = [_("direction %(number)s: %(percent)s") % _share_values(part) for part in funded]
    shares = list(zip(funded, stack(part.amount for part in funded), strict=True))
    return ShareChart(_share_title(funded), "; ".join(words), shares)


def _share_title(funded: list[PlannedDirection]) -> str:
    """Return what the chart of shares finds."""
    most = max(part.amount or 0 for part in funded)
    leading = [part for part in funded if part.amount == most]
    if len(leading) > 1:
        numbers = ", ".join(str(part.number) for part in leading)
        return str(
            _("Directions %(numbers)s get the most, each %(percent)s")
            % (_share_values(leading[0]) | {"numbers": numbers})
        )
    return str(_("Direction %(number)s gets the most, %(percent)s") % _share_values(leading[0]))


def _share_values(part: PlannedDirection) -> dict[str, Any]:
    return {"number": part.number, "percent": digits.percent(part.percent or Decimal(0))}


def planned_directions(estimate: CostEstimate, paid: Mapping[int, Figures]) -> Iterator[PlannedDirection]:
    """Yield the directions in their printed order, with the same money as the cost estimate and the reports."""
    lines = MeasureLine.objects.of_edition(estimate.edition).with_responsible().select_related("measure")
    for number, (direction, measures) in enumerate(groupby(lines, lambda line: line.direction), 1):
        planned = [(line, estimate.money.get(line.pk, Money())) for line in measures]
        money = sum((money for _line, money in planned), Money())
        planned_measures = [
            PlannedMeasure(line, money.of(), paid.get(line.measure_id, Figures())) for line, money in planned
        ]
        share = percent(money.of(), estimate.total.of()) if money.of() is not None else None
        yield PlannedDirection(number, direction, planned_measures, money.of(), share)


def passport_of(edition: Edition) -> Iterator[tuple[PassportRow, Blocks]]:
    """Yield the rows of the passport, each with the sum that the portal computes for it."""
    for row in PassportRow.objects.of_edition(edition):
        figure = sections.FIGURES.get(row.figure)
        yield row, figure.build(edition) if figure else ()


@kept("page")
class ProgramList(ListView):
    """Every programme that the public may see, the newest first."""

    template_name = "programs/list.html"
    context_object_name = "editions"
    paginate_by = 20

    def get_queryset(self) -> Any:
        """Return the edition by which every programme is shown today."""
        return Edition.objects.current(clock.today()).select_related("program")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the page's programmes, each with its planned total."""
        context = super().get_context_data(**kwargs)
        totals = Funding.objects.total_by_edition([edition.pk for edition in context["editions"]])
        context["programmes"] = [(edition, totals.get(edition.pk)) for edition in context["editions"]]
        return context


@kept()
class ProgramPage(EditionPage):
    """A programme at a glance: its stage, papers, money, passport, measures and sections."""

    template_name = "programs/page.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the page shows of the edition."""
        edition, today = self.object, self.today
        estimate = CostEstimate(edition)
        execution = Execution(edition, span_of(edition, papers.Scope(start=edition.first_day)))
        several = estimate.years if len(estimate.years) > 1 else []
        parts = list(planned_directions(estimate, execution.by_measure))
        return super().get_context_data(
            words=words_of(edition),
            sizes=issued_sizes(edition),
            passport=list(passport_of(edition)),
            planned=estimate.total.of(),
            planned_by_year=[(str(year), estimate.total.of(year=year)) for year in several],
            directions=parts,
            chart=share_chart(parts),
            stages=stages_of(edition, today),
            as_of=execution.span.on,
            is_demonstration=execution.is_demonstration,
            sections=EditionPaper(edition).top_sections,
            **kwargs,
        )
