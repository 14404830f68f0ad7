"""What the public sees of visits and conferences: their list, each one's page, their calendar."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from delegations import events
from delegations.calendar import calendar
from delegations.forms import VisitsForm
from programs.words import words_of

ON_A_PAGE = 20


class VisitList(TemplateView):
    """Visits, receptions and conferences: what is next first, by month; then the past."""

    template_name = "visits/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the form and a page of what it asks for."""
        form = VisitsForm(self.request.GET.dict())
        today = localdate()
        paginator = Paginator(events.places(form.asked["kind"], form.asked["when"], today), ON_A_PAGE)
        page = paginator.get_page(self.request.GET.get("page"))
        shown = events.at(page.object_list, today)
        return super().get_context_data(form=form, asked=form.asked, page_obj=page, events=shown, today=today, **kwargs)


class VisitPage(TemplateView):
    """A planned visit or conference: where, when, why, who goes, what it costs, what came of it."""

    template_name = "visits/page.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the page tells; raises ``Http404``."""
        event = events.called(kwargs["code"], localdate())
        if event is None:
            raise Http404
        edition = event.trip.edition
        return super().get_context_data(
            event=event, trip=event.trip, edition=edition, words=words_of(edition), **kwargs
        )


class Calendar(View):
    """The calendar that a phone subscribes to."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Send every public event that has at least a month."""
        today = localdate()
        found = events.at(events.places("", "", today), today)
        site = request.build_absolute_uri("/").rstrip("/")
        name = _("Visits and conferences")
        made = calendar(found, site=site, name=name, made_at=datetime.now(timezone.utc))
        answer = HttpResponse(made, content_type="text/calendar; charset=utf-8")
        answer["Content-Disposition"] = 'inline; filename="visits.ics"'
        return answer
