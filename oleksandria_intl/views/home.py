"""The home page: what this is, the programme at hand, its money, the next event, the latest decision, the partners."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone
from django.views.generic import TemplateView

from budget.documents import CostEstimate
from budget.execution import Execution
from budget.reports import span_of
from delegations import events
from oleksandria_intl import papers
from oleksandria_intl.models import Council
from partners.models import City
from programs.models import Edition
from programs.words import words_of


class Home(TemplateView):
    """What a visitor asks first, answered in one screen."""

    template_name = "home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the programme of the portal's council that is told of, what is next, and the partner cities."""
        today = timezone.localdate()
        editions = Edition.objects.of_council(Council.objects.home()).told_of_each(today)
        edition = editions.at_hand_first(today).with_papers().first()
        told = programme(edition) if edition else {}
        return super().get_context_data(
            cities=list(City.objects.partners()), today=today, event=next_event(today), **told, **kwargs
        )


def programme(edition: Edition) -> dict[str, Any]:
    """Return an edition with its money as the reports count it."""
    first = date(edition.program.year_from, 1, 1)
    execution = Execution(edition, span_of(edition.program, papers.Scope(start=first)))
    figures = execution.total
    return {
        "edition": edition,
        "words": words_of(edition),
        "figures": figures,
        "planned": CostEstimate(edition).total.of(),
        "as_of": execution.span.on,
        "is_demonstration": execution.is_demonstration,
    }


def next_event(today: date) -> events.Event | None:
    """Return the visit or conference that is next."""
    upcoming = events.places("", events.UPCOMING, today)[:1]
    return next(iter(events.at(upcoming, today)), None)
