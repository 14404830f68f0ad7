"""The programmes, and a programme's page: passport, money, measures, sections."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from itertools import groupby
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.views.generic import ListView

from budget.documents import CostEstimate
from budget.execution import Execution
from budget.models import ClosingReport, Direction, Funding, MeasureLine
from budget.querysets import Figures, Money
from budget.querysets.money import percent
from budget.reports import span_of
from oleksandria_intl import clock, digits, papers
from oleksandria_intl.charts import Segment, stack
from oleksandria_intl.documents.blocks import Blocks
from oleksandria_intl.page_parameters import kept
from programs import sections
from programs.days import is_over
from programs.documents import EditionPaper
from programs.models import Edition, PassportRow
from programs.views import EditionPage, issued_sizes
from programs.words import words_of


class MoneyState(Enum):
    """How far the money of a measure has come, in words; and the look of the words."""

    NONE = _("no money planned"), "ended"
    PLANNED = _("not granted yet"), "ended"
    GRANTED = _("granted, nothing spent yet"), "draft"
    PARTLY = _("partly spent"), "draft"
    SPENT = _("spent in full"), "adopted"
    UNGRANTED = _("spent, though nothing is granted"), "draft"

    def __init__(self, words: Any, look: str) -> None:
        self.words, self.look = words, look


@dataclass(frozen=True, slots=True)
class PlannedMeasure:
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


@dataclass(frozen=True, slots=True)
class PlannedDirection:
    """A direction with its measures, its hryvnias, what percentage of the programme's money that is."""

    number: int
    direction: Direction
    measures: list[PlannedMeasure]
    amount: Decimal | None
    percent: Decimal | None


@dataclass(frozen=True, slots=True)
class Share:
    """A direction and its segment of the bar."""

    part: PlannedDirection
    segment: Segment


@dataclass(frozen=True, slots=True)
class ShareChart:
    """How the programme's money is shared out among its directions, and the sentence that it finds."""

    title: str
    words: str
    """What the bar shows, for those who do not see it."""
    shares: list[Share]


def share_chart(parts: list[PlannedDirection]) -> ShareChart | None:
    """Return the chart of directions; None where no money is planned."""
    funded = [part for part in parts if part.amount]
    if not funded:
        return None
    words = [_("direction %(number)s: %(percent)s") % _share_values(part) for part in funded]
    segments = stack(part.amount for part in funded)
    shares = [Share(part, segment) for part, segment in zip(funded, segments, strict=True)]
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


@dataclass(frozen=True, slots=True)
class FiguredRow:
    """A row of the passport, and the sum that the portal computes for it."""

    row: PassportRow
    figure: Blocks


@dataclass(frozen=True, slots=True)
class Stage:
    """A step on a programme's way: reached with its day where it is known, the present one, or still to come."""

    name: Any
    is_reached: bool
    is_present: bool
    day: date | None = None


def stages_of(edition: Edition, today: date) -> list[Stage]:
    """Return the way of a programme from its draft to the decision on its results, as far as it has come on a day."""
    last = 0
    steps = list(_steps(edition, today))
    for place, (_name, is_reached, _day) in enumerate(steps):
        last = place if is_reached else last
    return [Stage(name, is_reached, place == last, day) for place, (name, is_reached, day) in enumerate(steps)]


def _steps(edition: Edition, today: date) -> Iterator[tuple[Any, bool, date | None]]:
    """Yield what a stage is called, whether it is reached, and its day where one is known, even a future one."""
    yield _("draft published"), True, edition.published_on
    if edition.is_draft and is_over(edition, today):
        yield _("the portal has no decision that adopts it"), True, None
        return
    adopted, in_force = None, None
    if not edition.is_draft:
        adopted = edition.decision.dated if edition.decision else None
        in_force = edition.in_force_from
    yield _("adopted by the council"), not edition.is_draft and has_come(adopted, today), adopted
    yield _("in force"), not edition.is_draft and has_come(in_force, today), in_force
    yield _("its years are over"), is_over(edition, today), None
    closing = ClosingReport.objects.of_program(edition.program)
    closed = closing.decision.dated if closing and closing.closes else None
    yield _("closed by the council"), bool(closing and closing.closes) and has_come(closed, today), closed


def has_come(day: date | None, today: date) -> bool:
    """Whether the day of a past action has come; an unknown day counts as come."""
    return day is None or day <= today


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


def passport_of(edition: Edition) -> list[FiguredRow]:
    """Return the rows of the passport with their computed sums."""
    return [FiguredRow(row, _figure(row.figure, edition)) for row in PassportRow.objects.of_edition(edition)]


def _figure(code: str, edition: Edition) -> Blocks:
    return sections.FIGURES[code].build(edition) if code in sections.FIGURES else ()


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
            passport=passport_of(edition),
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
