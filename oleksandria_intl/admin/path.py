"""The path of a decision on its admin page, and a page for every step of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.contrib import messages
from django.contrib.admin.options import InlineModelAdmin
from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oleksandria_intl import path as way
from oleksandria_intl.admin.step_forms import StepForm, TakeBackForm
from oleksandria_intl.admin.step_page import StepPages, typed_in
from oleksandria_intl.models import PUBLISHED_STAGES, Decision, DecisionStep
from oleksandria_intl.path import findings, services
from oleksandria_intl.path.by_themselves import is_kept

Step = DecisionStep.Step
PAGE = "oleksandria_intl_decision"
VERBS: dict[Step, tuple[Any, Callable[..., DecisionStep]]] = {
    Step.EXECUTIVE: (_("Send to the executive committee"), services.send_to_executive),
    Step.COMMITTEES: (_("Send to the standing committees"), services.send_to_committees),
    Step.CONCLUSION: (_("Record a conclusion"), services.record_conclusion),
    Step.SESSION: (_("Put on the agenda of the session"), services.send_to_session),
    Step.VOTED: (_("Record the vote"), services.record_vote),
    Step.SIGNED: (_("Record the signature"), services.sign),
    Step.STOPPED: (_("The mayor stopped it"), services.stop),
    Step.PUBLISHED: (_("Record the publication"), services.publish_decision),
    Step.IN_FORCE: (_("Bring into force"), services.bring_into_force),
    Step.CLOSED: (_("Close"), services.close),
    Step.RETURNED: (_("Return with remarks"), services.return_with_remarks),
    Step.REJECTED: (_("Reject"), services.reject),
}
"""What the button of each step says, and its service."""
ASIDE = (Step.CONCLUSION, Step.STOPPED, Step.RETURNED, Step.REJECTED)
"""The steps that do not lead on."""


class StepLink(NamedTuple):
    """A step that may be taken: what its button says, where its page is, whether it leads on."""

    label: Any
    address: str
    leads_on: bool


def may_step(request: HttpRequest) -> bool:
    """Whether the reader may record steps."""
    return bool(request.user.has_perm("oleksandria_intl.add_decisionstep"))


def may_take_back(request: HttpRequest) -> bool:
    """Whether the reader may take steps back."""
    return bool(request.user.has_perm("oleksandria_intl.add_mistakenpaper"))


def path_of(request: HttpRequest, decision: Decision) -> dict[str, Any]:
    """Return what a panel shows of a decision's path: its stage, its steps, and those that the reader may take."""
    return {
        "decision": decision,
        "is_kept": is_kept(decision),
        "log": list(_log(request, decision)),
        "steps": list(_links(decision)) if may_step(request) else [],
    }


def _links(decision: Decision) -> Iterator[StepLink]:
    for step in way.steps_from(decision.stage, way.transitions_of(decision)):
        address = reverse(f"admin:{PAGE}_step", args=[decision.pk, step])
        yield StepLink(VERBS[step][0], address, step not in ASIDE)


def _log(request: HttpRequest, decision: Decision) -> Iterator[tuple[DecisionStep, str]]:
    """Yield every step with where it is taken back, for those who may."""
    rows = list(decision.steps.in_order())
    standing = [row for row in rows if row.stands]
    may = may_take_back(request) and decision.stage not in PUBLISHED_STAGES
    for row in rows:
        is_due = may and row.stands and (row == standing[-1] or row.step == Step.CONCLUSION)
        yield row, reverse(f"admin:{PAGE}_take_back", args=[decision.pk, row.pk]) if is_due else ""


class PathPages(StepPages):
    """The part of a decision's pages that has to do with its path."""

    def panel(self, request: HttpRequest, row: Decision) -> dict[str, Any]:
        """Return the decision's path beside what else its page shows."""
        return {**super().panel(request, row), "path": path_of(request, row)}

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Let nothing of a signed decision be typed over; the panel says why."""
        if obj is not None and is_kept(obj):
            return flatten_fieldsets(self.fieldsets)  # type: ignore[arg-type]
        return super().get_readonly_fields(request, obj)

    def get_urls(self) -> list[URLPattern]:
        """Return the pages of the steps, too."""
        step, back = self.admin_site.admin_view(self.step_view), self.admin_site.admin_view(self.take_back_view)
        return [
            path("<int:pk>/step/<slug:step>/", step, name=f"{PAGE}_step"),
            path("<int:pk>/take-back/<int:row>/", back, name=f"{PAGE}_take_back"),
            *super().get_urls(),
        ]

    def step_view(self, request: HttpRequest, pk: int, step: str) -> HttpResponse:
        """Show what a step lacks and asks for, and take it."""
        decision = self._decision(request, pk, may_step(request))
        if step not in way.TRANSITIONS:
            raise Http404
        form = StepForm(decision, Step(step), typed_in(request))
        label, verb = VERBS[form.step]
        facts = {"decision": decision, "by": request.user}
        if form.is_valid() and self.is_taken(request, form, lambda: verb(**facts, **form.facts)):
            return self.back_to(request, decision, gettext("Recorded: %(step)s.") % {"step": form.step.label})
        if not form.is_bound and form.step not in way.steps_from(decision.stage, way.transitions_of(decision)):
            sentence = gettext("The decision has come to another stage: %(stage)s.")
            words = {"stage": decision.get_stage_display()}
            return self.back_to(request, decision, sentence % words, messages.WARNING)
        found = _lacking(form.step, decision)
        return self.step_page(request, decision, form, label, decision.get_stage_display(), **found)

    def take_back_view(self, request: HttpRequest, pk: int, row: int) -> HttpResponse:
        """Ask why a step is taken back, and take it back."""
        decision = self._decision(request, pk, may_take_back(request))
        step = decision.steps.in_order().of_key(row)
        if step is None:
            raise Http404
        form = TakeBackForm(typed_in(request))
        facts: dict[str, Any] = {"step": step, "by": request.user}
        if form.is_valid() and self.is_taken(request, form, lambda: services.take_back(**facts, **form.cleaned_data)):
            return self.back_to(request, decision, gettext("The step is taken back."))
        title, stage = gettext("Take the step back"), decision.get_stage_display()
        return self.step_page(request, decision, form, title, stage, taken_back=step)

    def _decision(self, request: HttpRequest, pk: int, may: bool) -> Decision:
        """Return a decision of which the reader may do something."""
        if not may:
            raise PermissionDenied
        decision: Decision | None = self.get_object(request, str(pk))
        if decision is None:
            raise Http404
        return decision


class KeptWithDecision(InlineModelAdmin):
    """Rows that nobody changes once their decision is signed."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Add to a draft alone."""
        return super().has_add_permission(request, obj) and not (obj and is_kept(obj))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Change those of a draft alone."""
        return super().has_change_permission(request, obj) and not (obj and is_kept(obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Delete those of a draft alone."""
        return super().has_delete_permission(request, obj) and not (obj and is_kept(obj))


def _lacking(step: Step, decision: Decision) -> dict[str, Any]:
    """Return what a step lacks, and what else does not agree, as the page lists it."""
    return {
        "step": step,
        "lacks": way.lacks(step, decision),
        "findings": findings.of(decision),
        "stops": step is Step.SESSION and bool(findings.errors(decision)),
    }
