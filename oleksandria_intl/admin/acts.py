"""The papers of a decision on its admin page, what it lacks, and what a new decision begins with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from oleksandria_intl import acts, clock, files, papers
from oleksandria_intl.acts import conclusions, services, signing
from oleksandria_intl.acts.checks import findings
from oleksandria_intl.admin.base import RecordedAdmin
from oleksandria_intl.admin.path import may_step
from oleksandria_intl.files import PAPER_LANGUAGE
from oleksandria_intl.models import Body, Decision, ExplanatoryNote, IssuedPaper, MinutesExtract

EXECUTIVE, TO_SIGN = "_executive", "_to_sign"
FORMATS = ("pdf", "docx", "html")
PAGE = "admin:oleksandria_intl_decision_change"
PAPER = "admin:oleksandria_intl_decision_paper"


class ActPapers(RecordedAdmin):
    """The part of a decision's pages that has to do with its papers."""

    panel_template = "admin/acts/panel.html"

    def panel(self, request: HttpRequest, row: Decision) -> dict[str, Any]:
        """Return the decision's papers, and what it lacks where it is printed by itself."""
        kind, subject = acts.paper_of(row)
        is_by_itself = subject is row
        return {
            **super().panel(request, row),
            "papers": list(_links(row, row.body.act_name if is_by_itself else kind.title)),
            # Of one with an annex its own page says it.
            "findings": findings(row) if is_by_itself else None,
            "beside": list(self._beside(request, row)),
            "may_begin_executive": self._may_begin_executive(request, row),
            "may_issue_to_sign": self._may_issue_to_sign(request, row),
            "to_sign": IssuedPaper.objects.last_of_each(signing.KIND, signing.key_of(row)),
        }

    def _beside(self, request: HttpRequest, decision: Decision) -> Iterator[tuple[Any, str]]:
        """Yield what the papers beside a decision are written from: what it is called, where it is written."""
        for model in (ExplanatoryNote, MinutesExtract) if decision.body.votes else ():
            pages: Any = self.admin_site.get_model_admin(model)
            address = f"admin:{model._meta.app_label}_{model._meta.model_name}"
            row = model._default_manager.filter(decision=decision).first()
            if row and pages.has_view_permission(request):
                yield model._meta.verbose_name, reverse(f"{address}_change", args=[row.pk])
            elif not row and pages.has_add_permission(request):
                yield model._meta.verbose_name, f"{reverse(f'{address}_add')}?{urlencode({'decision': decision.pk})}"

    def _may_begin_executive(self, request: HttpRequest, decision: Decision) -> bool:
        """Whether the executive committee's decision on a draft can be begun by the reader."""
        is_council = decision.body.kind == Body.Kind.COUNCIL
        is_due = is_council and acts.is_draft(decision) and decision.prior_id is None
        return is_due and self.has_add_permission(request) and self.has_change_permission(request, decision)

    def _may_issue_to_sign(self, request: HttpRequest, decision: Decision) -> bool:
        """Whether the reader can issue the paper to sign: whoever may record the signature."""
        return signing.is_due(decision) and may_step(request) and self.has_change_permission(request, decision)

    def response_change(self, request: HttpRequest, obj: Decision) -> HttpResponseBase:
        """Issue the paper to sign or begin the executive committee's decision, after what was typed is saved."""
        if TO_SIGN in request.POST and self._may_issue_to_sign(request, obj):
            return self._issue_to_sign(request, obj)
        if EXECUTIVE not in request.POST or not self.has_add_permission(request):
            return super().response_change(request, obj)
        user: Any = request.user
        try:
            made = services.begin_executive_decision(decision=obj, by=user)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            return HttpResponseRedirect(request.path)
        self.message_user(request, _("The executive committee's decision is begun: read it through."), messages.SUCCESS)
        return HttpResponseRedirect(reverse(PAGE, args=[made.pk]))

    def _issue_to_sign(self, request: HttpRequest, decision: Decision) -> HttpResponseRedirect:
        user: Any = request.user
        try:
            with override(PAPER_LANGUAGE):
                services.issue_to_sign(decision=decision, by=user)
        except (ValidationError, papers.PaperNotFound) as error:
            self.message_user(request, " ".join(getattr(error, "messages", [str(error)])), messages.ERROR)
        else:
            sentence = _("The paper to sign is issued. Once it is signed, record the signature.")
            self.message_user(request, sentence, messages.SUCCESS)
        return HttpResponseRedirect(request.path)

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
            paper, subject = _paper(decision, kind, request.GET.get("committee", ""))
            with override(PAPER_LANGUAGE):
                content = papers.content(paper, subject, format, for_staff=True)
        except papers.PaperNotFound as error:
            self.message_user(request, str(error), messages.ERROR)
            return HttpResponseRedirect(reverse(PAGE, args=[pk]))
        return files.show(request, content, format, f"{paper.kind}-{decision.code}.{format}")


def _paper(decision: Decision, kind: str, committee: str) -> tuple[papers.PaperKind, Any]:
    """Return a kind of paper and what it is made of; raises ``PaperNotFound``."""
    if kind == acts.KIND:
        return acts.paper_of(decision)
    paper, key = papers.get(kind), acts.key_of(decision)
    return paper, paper.find(f"{key}/{committee}" if committee else key, papers.Scope())


def _links(decision: Decision, title: Any) -> Iterator[dict[str, Any]]:
    """Yield each paper's title, that of the decision itself first, and where it is had by format.

    There is a conclusion of each committee that has one.
    """
    for kind in papers.kinds_of("decision"):
        if not kind.applies(decision):
            continue
        if kind.kind != conclusions.KIND:
            yield _link(decision, kind.kind, title if kind.kind == acts.KIND else kind.title)
            continue
        for each in conclusions.conclusions_of(decision):
            query = f"?{urlencode({'committee': each.body.code})}"
            yield _link(decision, kind.kind, f"{kind.title}: {each.body.name_uk}", query)


def _link(decision: Decision, kind: str, title: Any, query: str = "") -> dict[str, Any]:
    return {
        "title": title,
        **{each: f"{reverse(PAPER, args=[decision.pk, kind, each])}{query}" for each in FORMATS},
    }
