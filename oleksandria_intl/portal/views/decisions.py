"""The decisions that everybody may read: a list, a page for each, its files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.generic import DetailView, ListView, View

from budget.models import Appropriation, ClosingReport
from oleksandria_intl import acts, clock, files, papers
from oleksandria_intl.acts.conclusions import conclusions_of
from oleksandria_intl.acts.documents import titled
from oleksandria_intl.documents import decision as letters
from oleksandria_intl.models import Decision, ExplanatoryNote, IssuedPaper, as_signed
from oleksandria_intl.page_parameters import kept, kept_under
from oleksandria_intl.path import Step
from oleksandria_intl.ukrainian import NBSP
from partners.models import Agreement
from programs.models import Edition
from programs.views import file_name

TURNS = (Step.STOPPED, Step.RETURNED, Step.REJECTED, Step.CLOSED)
"""The steps that lead off the path of a decision, or end it."""


class Event(NamedTuple):
    """Something that happened to a decision: what, on which day where it is known, more in words."""

    name: Any
    day: date | None
    more: str = ""


def events_of(decision: Decision, edition: Edition | None) -> Iterator[Event]:
    """Yield what happened to a decision, in the order of its path."""
    if decision.draft_number or decision.draft_date:
        yield Event(_("draft registered"), decision.draft_date, _numbered(decision.draft_number))
    if shown := (edition.published_on if edition else None) or decision.draft_published_on:
        yield Event(_("draft published"), shown)
    if decision.prior and decision.prior.number:
        yield Event(_("approved by the executive committee"), decision.prior.dated, _numbered(decision.prior.number))
    for conclusion in conclusions_of(decision):
        yield Event(conclusion.body.name, conclusion.on, _numbered(conclusion.number))
    if decision.planned_session_on and not decision.number:
        yield Event(_("session planned"), decision.planned_session_on)
    if decision.number:
        yield Event(pgettext_lazy("decision", "adopted"), decision.dated, _numbered(decision.number))
    in_force = decision.in_force_from or (edition.in_force_from if edition and not edition.is_draft else None)
    days = (
        (pgettext_lazy("decision", "signed"), decision.signed_on),
        (pgettext_lazy("decision", "published"), decision.published_on),
        (pgettext_lazy("decision", "in force"), in_force),
    )
    yield from (Event(name, day) for name, day in days if day)
    for step in decision.steps.standing().of_kind(*TURNS):
        yield Event(step.get_step_display(), step.on)


def _numbered(number: str) -> str:
    return f"№{NBSP}{number}" if number else ""


@kept("page")
class DecisionList(ListView):
    """Every decision that everybody may read, the newest first."""

    template_name = "decisions/list.html"
    context_object_name = "rows"
    paginate_by = 20

    def get_queryset(self) -> Any:
        """Return the public decisions."""
        return acts.newest_first()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the page's decisions, each with what it is about."""
        context = super().get_context_data(**kwargs)
        rows = list(context["rows"])
        matters = acts.matters_of(rows)
        return context | {"decisions": [(as_signed(row), matters[row.pk].words) for row in rows]}


@kept()
class DecisionPage(DetailView):
    """A decision: what it says, where it stands, who brought it in, its papers, what it changed."""

    template_name = "decisions/page.html"
    context_object_name = "decision"

    def get_object(self, queryset: Any = None) -> Decision:
        """Return the public decision with the code of the address, in the words that it was signed with."""
        return as_signed(public_decision(self.kwargs["code"]))

    @cached_property
    def matter(self) -> acts.Matter:
        """What the decision is about."""
        return acts.matter_of(self.object)

    @cached_property
    def edition(self) -> Edition | None:
        """The edition of a programme that the decision adopts, as far as the public may see it."""
        return self.matter.subject if isinstance(self.matter.subject, Edition) else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the page shows of the decision."""
        decision, words = as_signed(self.object), self.matter.words
        text = letters.text(decision, words)
        kind, subject = acts.paper_of(decision)
        return super().get_context_data(
            decision=decision,
            words=words,
            text=text,
            mark=acts.mark_of(decision, self.matter),
            edition=self.edition,
            today=clock.today(),
            events=list(events_of(decision, self.edition)),
            conclusions=[each for each in conclusions_of(decision) if each.step and each.step.conclusion],
            note=bool(text) and hasattr(decision, "explanatory_note"),
            issued=IssuedPaper.objects.last_of_each(kind.kind, kind.key_of(subject)),
            agreements=list(Agreement.objects.authorised(decision)),
            granted=Appropriation.objects.programs_of(decision),
            closed=subject.program if isinstance(subject, ClosingReport) else None,
            **kwargs,
        )


def public_decision(code: str) -> Decision:
    """Return the public decision with a code; raises ``Http404``."""
    if "\0" in code:  # PostgreSQL keeps no such text, and does not look for it
        raise Http404
    try:
        return acts.public_decision(code)
    except Decision.DoesNotExist:
        raise Http404 from None


@kept()
class DecisionFile(View):
    """A decision with all that belongs to it, as a file."""

    format = "pdf"

    def get(self, request: HttpRequest, code: str) -> HttpResponseBase:
        """Send the file, or only that it has not changed."""
        decision = public_decision(code)
        if not letters.text(decision, {}):
            raise Http404
        kind, subject = acts.paper_of(decision)
        made = files.make(kind, subject, self.format, under=kept_under(request))
        return files.send(request, made, self.name(decision, subject))

    def name(self, decision: Decision, subject: Any) -> str:
        """Return the name that a reader's file gets: «Рішення «Про …».pdf»."""
        if isinstance(subject, Edition):
            return file_name(subject, self.format)
        return f"{titled(decision, acts.matter_of(decision))}.{self.format}"


@kept()
class NoteFile(View):
    """The explanatory note that the office wrote to a decision."""

    def get(self, request: HttpRequest, code: str) -> HttpResponseBase:
        """Send the file, or only that it has not changed."""
        decision = public_decision(code)
        get_object_or_404(ExplanatoryNote, decision=decision)
        kind = papers.get("explanatory-note")
        made = files.make(kind, decision, "pdf", under=kept_under(request))
        return files.send(request, made, f"Пояснювальна записка. {titled(decision, acts.matter_of(decision))}.pdf")
