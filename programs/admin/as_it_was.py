"""The admin's pages of an edition as it was: the day and time, its papers of then, what has changed since."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oleksandria_intl import files, papers
from oleksandria_intl.admin.base import RecordedAdmin
from oleksandria_intl.forms import DayField
from programs import as_it_was
from programs.changes import changed_days
from programs.models import Edition
from programs.since import changes_since

FORMATS = ("pdf", "docx", "html")
MOST_DAYS = 30


class MomentForm(forms.Form):
    """The moment as of which an edition is to be shown."""

    on = DayField(label=_("Day"), help_text=_("For example, 31.03.2020."))
    at = forms.TimeField(
        label=_("Time"), required=False, help_text=_("For example, 14:30; left out, the end of the day.")
    )

    @property
    def moment(self) -> datetime:
        """The moment of a valid form."""
        return as_it_was.moment_at(self.cleaned_data["on"], self.cleaned_data["at"])


class AsItWasPages(RecordedAdmin):
    """Adds the pages to those of editions."""

    def get_urls(self) -> list[URLPattern]:
        """Return these pages, too."""
        name, route = "programs_edition_as_it_was", "<int:pk>/as-it-was/"
        view = self.admin_site.admin_view
        return [
            path(route, view(self.as_it_was_view), name=name),
            path(f"{route}<slug:kind>.<slug:format>", view(self.as_it_was_paper_view), name=f"{name}_paper"),
            *super().get_urls(),
        ]

    def as_it_was_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask for a moment; show what the edition was then."""
        edition = self.seen_row(request, pk)
        form = MomentForm(request.GET if "on" in request.GET else None)
        then: dict[str, Any] = self._then(edition, form.moment) if form.is_valid() else {}
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("The edition as it was: %(edition)s") % {"edition": edition.key},
            "opts": self.opts,
            "edition": edition,
            "list_url": reverse("admin:programs_edition_changelist"),
            "form": form,
            "days": changed_days(edition)[:MOST_DAYS],
        }
        return TemplateResponse(request, "admin/programs/edition/as_it_was.html", context | then)

    def _then(self, edition: Edition, moment: datetime) -> dict[str, Any]:
        """Return what the page says of a moment: why nothing is known, or the papers and the gaps of history."""
        try:
            with as_it_was.reconstructed(edition, moment) as then:
                status = then.edition.get_status_display()
                kinds = [kind for kind in papers.kinds_of(as_it_was.EDITION) if kind.applies(then.edition)]
            changed = changes_since(edition, moment)
        except as_it_was.NotInHistory as error:
            return {"moment": moment, "refusal": str(error)}
        links = [self._links(edition, kind, moment) for kind in kinds]
        return {"moment": moment, "then": then, "status": status, "papers": links, "changed": changed}

    @staticmethod
    def _links(edition: Edition, kind: papers.PaperKind, moment: datetime) -> dict[str, Any]:
        """Return a paper's title, and where it is had by format as it was."""
        there = timezone.localtime(moment)
        asked = urlencode({"on": f"{there:%d.%m.%Y}", "at": f"{there:%H:%M:%S}"})
        route = "admin:programs_edition_as_it_was_paper"
        addresses = {each: f"{reverse(route, args=[edition.pk, kind.kind, each])}?{asked}" for each in FORMATS}
        return {"title": kind.title, **addresses}

    def as_it_was_paper_view(self, request: HttpRequest, pk: int, kind: str, format: str) -> HttpResponseBase:
        """Send a working copy of a paper of the edition as it was, or say why there is none."""
        edition = self.seen_row(request, pk)
        paper, form = papers.KINDS.get(kind), MomentForm(request.GET)
        if paper is None or paper.of != as_it_was.EDITION or format not in FORMATS:
            raise Http404
        page = reverse("admin:programs_edition_as_it_was", args=[pk])
        if not form.is_valid():
            return HttpResponseRedirect(f"{page}?{request.GET.urlencode()}")
        try:
            content = as_it_was.paper(paper, edition, form.moment, format)
        except papers.PaperNotFound as error:
            self.message_user(request, str(error), "error")
            return HttpResponseRedirect(page)
        then = f"{timezone.localtime(form.moment):%Y-%m-%d-%H%M}"
        return files.show(request, content, format, f"{kind}-{edition.program.slug}-{edition.number}-{then}.{format}")
