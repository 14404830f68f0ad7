"""The way of a delegation on its admin page: its steps, its order, its papers, and a page for every step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from delegations import composition, reporting, services, way
from delegations.admin.kept_panel import kept_of
from delegations.admin.step_forms import StepForm
from delegations.models import Delegation, DelegationStep, Participant
from delegations.report_waiting import address_of_report
from oleksandria_intl import checks, clock
from oleksandria_intl.admin.paper_pages import PaperPages
from oleksandria_intl.admin.path import StepLink, may_take_back
from oleksandria_intl.admin.step_forms import TakeBackForm
from oleksandria_intl.admin.step_page import StepPages, typed_in

Step = DelegationStep.Step
PAGE = "delegations_delegation"
BEGIN_ORDER = "_begin_order"
VERBS: dict[Step, tuple[Any, Callable[..., DelegationStep]]] = {
    Step.ORDERED: (_("Issue the order"), services.issue_order),
    Step.REPORTED: (_("Record the report"), services.record_report),
    Step.CANCELLED: (_("Cancel the delegation"), services.cancel),
}
"""What the button of each step says, and its service."""


def may_step(request: HttpRequest) -> bool:
    """Whether the reader may record steps of delegations."""
    return bool(request.user.has_perm("delegations.add_delegationstep"))


class WayPages(PaperPages, StepPages):
    """The part of a delegation's pages that has to do with its way."""

    paper_subject = "delegation"
    panel_template = "admin/delegations/panel.html"

    def panel(self, request: HttpRequest, row: Delegation) -> dict[str, Any]:
        """Return how far the delegation has come, what it lacks, its papers, where else its members travel."""
        standing = kept_of(row, "way", lambda: _standing(row))
        return {
            **super().panel(request, row),
            **standing,
            "report_url": standing["report_url"] if request.user.has_perm("delegations.change_tripreport") else "",
            "steps": list(_links(row)) if may_step(request) else [],
            "path": {"log": list(_log(request, row))},
            "may_begin_order": self._may_begin_order(request, row),
        }

    def _paper_links(self, row: Delegation) -> Iterator[dict[str, Any]]:
        links = super()._paper_links
        return iter(kept_of(row, "papers", lambda: list(links(row))))

    def get_urls(self) -> list[URLPattern]:
        """Return the pages of the steps and the addresses of the scans, too."""
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/step/<slug:step>/", wrap(self.step_view), name=f"{PAGE}_step"),
            path("<int:pk>/take-back/<int:row>/", wrap(self.take_back_view), name=f"{PAGE}_take_back"),
            path("<int:pk>/approvals/<int:row>/scan/", wrap(self.scan_view), name=f"{PAGE}_scan"),
            *super().get_urls(),
        ]

    def response_change(self, request: HttpRequest, obj: Delegation) -> HttpResponseBase:
        """Begin the order after what was typed is saved; warn of a composition that is not the programme's."""
        for sentence in composition.deviations(obj):
            self.message_user(request, sentence, messages.WARNING)
        if BEGIN_ORDER not in request.POST or not self._may_begin_order(request, obj):
            return super().response_change(request, obj)
        user: Any = request.user
        try:
            order = services.begin_order(delegation=obj, by=user)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            return HttpResponseRedirect(request.path)
        self.message_user(request, _("The order is begun: read it through."), messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:oleksandria_intl_decision_change", args=[order.pk]))

    def step_view(self, request: HttpRequest, pk: int, step: str) -> HttpResponse:
        """Show what a step lacks and asks for, and take it."""
        delegation = self._delegation(request, pk, may_step(request))
        if step not in way.TRANSITIONS:
            raise Http404
        form = StepForm(delegation, Step(step), typed_in(request))
        label, verb = VERBS[form.step]
        facts = {"delegation": delegation, "by": request.user}
        if form.is_valid() and self.is_taken(request, form, lambda: verb(**facts, **form.facts)):
            return self.back_to(request, delegation, gettext("Recorded: %(step)s.") % {"step": form.step.label})
        if not form.is_bound and form.step not in way.steps_from(delegation.status):
            words = {"status": delegation.get_status_display()}
            sentence = gettext("The delegation has come to another status: %(status)s.") % words
            return self.back_to(request, delegation, sentence, messages.WARNING)
        found = way.lacks(form.step, delegation)
        return self.step_page(request, delegation, form, label, delegation.state(clock.today()), lacks=found)

    def take_back_view(self, request: HttpRequest, pk: int, row: int) -> HttpResponse:
        """Ask why a step is taken back, and take it back."""
        delegation = self._delegation(request, pk, may_take_back(request))
        step = delegation.steps.in_order().of_key(row)
        if step is None:
            raise Http404
        form = TakeBackForm(typed_in(request))
        facts: dict[str, Any] = {"step": step, "by": request.user}
        if form.is_valid() and self.is_taken(request, form, lambda: services.take_back(**facts, **form.cleaned_data)):
            return self.back_to(request, delegation, gettext("The step is taken back."))
        title, state = gettext("Take the step back"), delegation.state(clock.today())
        return self.step_page(request, delegation, form, title, state, taken_back=step)

    def scan_view(self, request: HttpRequest, pk: int, row: int) -> HttpResponseBase:
        """Send the scan of an approval to staff, as a file to keep."""
        approval = self.seen_row(request, pk).approvals.of_key(row)
        if approval is None or not approval.scan:
            raise Http404
        return FileResponse(approval.scan.open("rb"), as_attachment=True, filename=f"{approval.number}.pdf")

    def _may_begin_order(self, request: HttpRequest, delegation: Delegation) -> bool:
        """Whether the reader may draft the order of a delegation that has none."""
        is_due = delegation.order_id is None and Step.ORDERED in way.steps_from(delegation.status)
        may = request.user.has_perm("oleksandria_intl.add_decision")
        return is_due and may and self.has_change_permission(request, delegation)

    def _delegation(self, request: HttpRequest, pk: int, may: bool) -> Delegation:
        """Return a delegation of which the reader may do something."""
        if not may:
            raise PermissionDenied
        return self.seen_row(request, pk)


def _standing(row: Delegation) -> dict[str, Any]:
    """Return where a delegation stands, in words and days."""
    lacks = (lack for step in way.steps_from(row.status)[:1] for lack in way.lacks(step, row))
    is_under_way = row.status in (Delegation.Status.ORDERED, Delegation.Status.REPORTED)
    is_reported_on = is_under_way and row.direction == Delegation.Direction.OUT
    return {
        "state": str(row.state(clock.today())),
        "report_due_on": reporting.due_on(row) if row.status == Delegation.Status.ORDERED else None,
        "report_url": address_of_report(row) if is_reported_on else "",
        "advances_due_on": reporting.advances_due_on(row),
        "order_name": str(row.order or ""),
        "order_url": reverse("admin:oleksandria_intl_decision_change", args=[row.order_id]) if row.order_id else "",
        "deviations": list(composition.deviations(row)),
        "lacks": checks.in_words(lacks),
        "elsewhere": list(_elsewhere(row)),
    }


def _links(delegation: Delegation) -> Iterator[StepLink]:
    for step in way.steps_from(delegation.status):
        address = reverse(f"admin:{PAGE}_step", args=[delegation.pk, step])
        if step is not Step.ORDERED or delegation.order_id:
            yield StepLink(VERBS[step][0], address, step is not Step.CANCELLED)


def _log(request: HttpRequest, delegation: Delegation) -> Iterator[tuple[DelegationStep, str]]:
    """Yield every step with where it is taken back, for those who may."""
    rows = list(delegation.steps.in_order())
    last = next((row for row in reversed(rows) if row.stands), None)
    for row in rows:
        is_due = row == last and may_take_back(request)
        yield row, reverse(f"admin:{PAGE}_take_back", args=[delegation.pk, row.pk]) if is_due else ""


def _elsewhere(delegation: Delegation) -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    """Yield the members who travel at other times, with those trips, the last first: address, name, status."""
    members = list(delegation.participants.people())
    for member, others in Participant.objects.elsewhere_of_each(members).items():
        if others:
            yield str(member), [_named(other.delegation) for other in others]


def _named(trip: Delegation) -> tuple[str, str, str]:
    return reverse(f"admin:{PAGE}_change", args=[trip.pk]), str(trip), trip.get_status_display()
