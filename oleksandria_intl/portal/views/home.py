"""The home page: what this is, the money of the programme at hand, what is next, what was decided, the partners."""

from __future__ import annotations

from typing import Any

from django.views.generic import TemplateView

from budget.documents import CostEstimate
from budget.execution import Execution
from budget.reports import span_of
from delegations import events, months
from oleksandria_intl import clock, papers
from oleksandria_intl.page_parameters import kept
from oleksandria_intl.portal.discussion import drafts_on
from partners.models import City
from programs.models import Edition
from programs.words import words_of


@kept()
class Home(TemplateView):
    """What a visitor asks first, answered in one screen."""

    template_name = "home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the programme at hand, what is next, what was decided last, and the partner cities."""
        today = clock.today()
        edition = Edition.objects.current(today).at_hand_first(today).select_related("program").first()
        decided = Edition.objects.visible().newest_decisions_first().first()
        return super().get_context_data(
            today=today,
            cities=list(City.objects.partners()),
            event=events.next_or_last(today),
            next_month=months.next_month(today),
            decided=decided,
            drafts=drafts_on(today),
            decided_words=words_of(decided) if decided else {},
            **(programme(edition) if edition else {}),
            **kwargs,
        )


def programme(edition: Edition) -> dict[str, Any]:
    """Return an edition with its money as the reports count it."""
    execution = Execution(edition, span_of(edition, papers.Scope(start=edition.first_day)))
    return {
        "edition": edition,
        "figures": execution.total,
        "planned": CostEstimate(edition).total.of(),
        "as_of": execution.span.on,
        "is_demonstration": execution.is_demonstration,
    }
