"""The papers of a decision on its admin page, what it lacks, and what a new decision begins with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils.translation import override

from oleksandria_intl import acts, clock, files, papers
from oleksandria_intl.acts.checks import findings
from oleksandria_intl.admin.base import RecordedAdmin
from oleksandria_intl.files import PAPER_LANGUAGE
from oleksandria_intl.models import Body, Decision

FORMATS = ("pdf", "docx", "html")
PAGE = "admin:oleksandria_intl_decision_change"
PAPER = "admin:oleksandria_intl_decision_paper"


class ActPapers(RecordedAdmin):
    """The part of a decision's pages that has to do with its papers."""

    panel_template = "admin/acts/panel.html"

    def panel(self, request: HttpRequest, row: Decision) -> dict[str, Any]:
        """Return the decision's papers, and what it lacks where it is printed by itself."""
        return {**super().panel(request, row), "papers": list(_links(row)), "findings": _findings(row)}

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Begin a decision of the council in session, under the first free code of the year."""
        council = Body.objects.filter(kind=Body.Kind.COUNCIL).first()
        initial = {"code": acts.propose_code(clock.today().year), "body": council.pk if council else None}
        return initial | super().get_changeform_initial_data(request)

    def get_urls(self) -> list[URLPattern]:
        """Return the pages and the addresses of the papers."""
        view = self.admin_site.admin_view(self.paper_view)
        route = "<int:pk>/papers/<slug:kind>.<slug:format>"
        return [path(route, view, name="oleksandria_intl_decision_paper"), *super().get_urls()]

    def paper_view(self, request: HttpRequest, pk: int, kind: str, format: str) -> HttpResponseBase:
        """Send a working copy of a paper of the decision as it stands now, or say why there is none."""
        decision: Any = self.get_object(request, str(pk))
        if not self.has_view_permission(request, decision):
            raise PermissionDenied
        if decision is None or format not in FORMATS or kind not in [each.kind for each in papers.kinds_of("decision")]:
            raise Http404
        try:
            paper, subject = _paper(decision, kind)
            with override(PAPER_LANGUAGE):
                content = papers.content(paper, subject, format, for_staff=True)
        except papers.PaperNotFound as error:
            self.message_user(request, str(error), messages.ERROR)
            return HttpResponseRedirect(reverse(PAGE, args=[pk]))
        return files.show(request, content, format, f"{paper.kind}-{decision.code}.{format}")


def _paper(decision: Decision, kind: str) -> tuple[papers.PaperKind, Any]:
    """Return a kind of paper and what it is made of; raises ``PaperNotFound``."""
    if kind == acts.KIND:
        return acts.paper_of(decision)
    paper = papers.get(kind)
    return paper, paper.find(acts.key_of(decision), papers.Scope())


def _links(decision: Decision) -> Iterator[dict[str, Any]]:
    """Yield each paper's title, and where it is had by format."""
    for kind in papers.kinds_of("decision"):
        addresses = {each: reverse(PAPER, args=[decision.pk, kind.kind, each]) for each in FORMATS}
        yield {"title": kind.title, **addresses}


def _findings(decision: Decision) -> list[Any] | None:
    """Return what a decision lacks; of one with an annex its own page says it."""
    return findings(decision) if acts.matter_of(decision).subject is None else None
