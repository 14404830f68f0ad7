"""What the public sees of visits and conferences: their list, each one's page, their calendar."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from delegations import events, months
from delegations.calendar import calendar
from delegations.events import RECEPTION, Held
from delegations.forms import MONTH, MonthForm, VisitsForm
from delegations.receptions import facts_of
from delegations.story import Story
from oleksandria_intl import clock
from oleksandria_intl.page_parameters import kept
from programs.words import words_of

ON_A_PAGE = 20


@kept("kind", "when", "view", "month", "page")
def visits(request: HttpRequest) -> HttpResponseBase:
    """Answer with the list, or with a month where that is asked for."""
    view = VisitMonth if request.GET.get("view") == MONTH else VisitList
    return view.as_view()(request)


class VisitList(TemplateView):
    """Visits, receptions and conferences: what is next first, by month; then the past."""

    template_name = "visits/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the form and a page of what it asks for."""
        form = VisitsForm(self.request.GET.dict())
        today = clock.today()
        paginator = Paginator(events.places(form.asked["kind"], form.asked["when"], today), ON_A_PAGE)
        page = paginator.get_page(self.request.GET.get("page"))
        return super().get_context_data(
            form=form,
            asked=form.asked,
            page_obj=page,
            events=events.at(page.object_list, today),
            next_month=months.next_month(today),
            **kwargs,
        )


class VisitMonth(TemplateView):
    """A month of visits, receptions and conferences: day by day, and what is known less well."""

    template_name = "visits/month.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the form and the month that it asks for, by default that of the next event."""
        form = MonthForm(self.request.GET.dict())
        today = clock.today()
        found = events.spans(form.asked["kind"], form.asked["when"], today)
        month = form.asked["month"] or months.default(found, today)
        form.offer(months.with_events(found), month)
        shown = months.shown(found, month, today)
        return super().get_context_data(
            form=form, asked=form.asked, month=month, shown=shown, near=months.near(found, month, today), **kwargs
        )


@kept()
def visit(request: HttpRequest, code: str) -> HttpResponseBase:
    """Answer with the page of a plan, or of a delegation; raises ``Http404``."""
    event = events.called(code, clock.today())
    if event is None:
        raise Http404
    page = DelegationPage if isinstance(event, Held) else PlanPage
    return page.as_view()(request, event=event)


class PlanPage(TemplateView):
    """A planned visit or conference: where, when, why, who goes, what it costs, what came of it."""

    template_name = "visits/page.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the page tells."""
        event = kwargs["event"]
        edition = event.trip.edition
        return super().get_context_data(
            trip=event.trip,
            edition=edition,
            words=words_of(edition),
            came=events.came_of(event, event.today),
            **kwargs,
        )


class DelegationPage(TemplateView):
    """A delegation as a story: who, when, what for, plan beside fact, what it costs, what came of it."""

    template_name = "visits/delegation.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the page tells."""
        event = kwargs["event"]
        stay = facts_of(event.trip) if event.kind == RECEPTION else None
        return super().get_context_data(trip=event.trip, story=Story(event), stay=stay, **kwargs)


@kept()
class Calendar(View):
    """The calendar that a phone subscribes to."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Send every public event that has at least a month."""
        today = clock.today()
        found = events.at(events.places("", "", today), today)
        site = request.build_absolute_uri("/").rstrip("/")
        name = _("Visits and conferences")
        made = calendar(found, site=site, name=name, made_at=clock.beginning_of(today))
        answer = HttpResponse(made, content_type="text/calendar; charset=utf-8")
        answer["Content-Disposition"] = 'inline; filename="visits.ics"'
        return answer
