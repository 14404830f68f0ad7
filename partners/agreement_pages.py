"""The life of an agreement on its admin page: its health, its steps, a page for every step, its scan and papers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import path as route
from django.urls import reverse
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from oleksandria_intl import clock, files, papers
from oleksandria_intl.admin.locking import RecordedForm
from oleksandria_intl.admin.paper_pages import PaperPages
from oleksandria_intl.admin.step_forms import TakeBackForm
from oleksandria_intl.admin.step_page import StepPages, typed_in
from oleksandria_intl.files import PAPER_LANGUAGE
from partners import path, scans, services
from partners.documents import partner_register
from partners.health import attach
from partners.models import SIGNED_STATES, Agreement, AgreementStep, State, Step
from partners.step_forms import AgreementStepForm

PAGE = "partners_agreement"
VERBS: dict[Step, tuple[Any, Callable[..., AgreementStep]]] = {
    Step.AUTHORISED: (_("Record the authorisation"), services.authorise),
    Step.DRAFTED: (_("Record that the draft is prepared"), services.prepare_draft),
    Step.ASKED: (_("Record that the consent was asked for"), services.ask_consent),
    Step.CONSENTED: (_("Record the consent"), services.record_consent),
    Step.REFUSED: (_("Record the refusal"), services.record_refusal),
    Step.SIGNED: (_("Record the signature"), services.sign),
    Step.REGISTERED: (_("Record the registration"), services.register),
    Step.IN_FORCE: (_("Record that it is in force"), services.bring_into_force),
    Step.SUSPENDED: (_("Suspend"), services.suspend),
    Step.RESUMED: (_("Resume"), services.resume),
    Step.ENDED: (_("Terminate"), services.terminate),
}
"""What the button of each step says, and its service."""
ASIDE = (Step.REFUSED, Step.SUSPENDED, Step.ENDED)
"""The steps that do not lead on."""


class StepLink(NamedTuple):
    """A step that may be taken: what its button says, where its page is, whether it leads on."""

    label: Any
    address: str
    leads_on: bool


class ScanForm(forms.Form):
    """The scan of the signed text."""

    file = forms.FileField(
        label=_("File"),
        max_length=200,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".pdf"}),
        help_text=_("A scan (PDF), up to 40 MB."),
    )


def may_step(request: HttpRequest) -> bool:
    """Whether the reader may record steps of agreements."""
    return bool(request.user.has_perm("partners.add_agreementstep"))


def may_take_back(request: HttpRequest) -> bool:
    """Whether the reader may take steps back: whoever may delete agreements, too."""
    return may_step(request) and bool(request.user.has_perm("partners.delete_agreement"))


class AgreementForm(RecordedForm):
    """An agreement; a new row may be an old agreement that was signed long ago, then its date is known."""

    def clean(self) -> dict[str, Any]:
        """Refuse what only a step may say, and a signature without a date."""
        cleaned: dict[str, Any] = super().clean() or {}
        state = cleaned.get("state", self.instance.state)
        if self.instance.pk is None and state in (State.SUSPENDED, State.ENDED):
            self.add_error("state", gettext("Enter it as signed, then record the act that suspended or ended it."))
        if state in SIGNED_STATES and not (cleaned.get("period_start") or cleaned.get("period_words")):
            self.add_error(
                "period_start", gettext("What is signed has a date: the day, or at least the month or year.")
            )
        return cleaned


class AgreementPages(PaperPages, StepPages):
    """The part of an agreement's pages that has to do with its life."""

    form = AgreementForm
    paper_subject = "agreement"
    panel_template = "admin/partners/agreement.html"

    def panel(self, request: HttpRequest, row: Agreement) -> dict[str, Any]:
        """Return the agreement's health, its steps, its scan and papers."""
        (known,) = attach(Agreement.objects.with_details().of_keys([row.pk]), clock.today())
        return {
            **super().panel(request, row),
            "agreement": known,
            "path": {"log": list(_log(request, known)), "steps": list(_links(known)) if may_step(request) else []},
            "scan_url": reverse(f"admin:{PAGE}_scan", args=[row.pk]) if row.scan else "",
            "attach_url": reverse(f"admin:{PAGE}_attach", args=[row.pk]) if self._may_attach(request, known) else "",
        }

    def _may_attach(self, request: HttpRequest, row: Agreement) -> bool:
        return row.is_signed and self.has_change_permission(request, row)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Let the state be chosen for a new row alone, which may be an old agreement: steps move it afterwards."""
        own = super().get_readonly_fields(request, obj)
        return (*own, "state", "ended_on") if obj is not None else (*own, "ended_on")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Keep the state where an old text of the row comes back: steps alone move it."""
        if change:
            stored = Agreement.objects.get(pk=obj.pk)
            obj.state, obj.ended_on = stored.state, stored.ended_on
        super().save_model(request, obj, form, change)

    def get_urls(self) -> list[Any]:
        """Return the pages of the steps, of the scan and of the papers, too."""
        wrap = self.admin_site.admin_view
        return [
            route("<int:pk>/step/<slug:step>/", wrap(self.step_view), name=f"{PAGE}_step"),
            route("<int:pk>/take-back/<int:row>/", wrap(self.take_back_view), name=f"{PAGE}_take_back"),
            route("<int:pk>/scan/", wrap(self.scan_view), name=f"{PAGE}_scan"),
            route("<int:pk>/attach/", wrap(self.attach_view), name=f"{PAGE}_attach"),
            route("register.<slug:format>", wrap(self.register_view), name=f"{PAGE}_register"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """Offer the register of agreements above the list."""
        response = super().changelist_view(request, extra_context)
        context = getattr(response, "context_data", None)
        if context is not None and "cl" in context:
            attach(context["cl"].result_list, clock.today())
            register = gettext("Register")
            links = [
                (reverse(f"admin:{PAGE}_register", args=[format]), f"{register}, {name}")
                for format, name in (("pdf", "PDF"), ("docx", "Word"), ("xlsx", "XLSX"))
            ]
            context["exchange_links"] = [*context.get("exchange_links", []), *links]
        return response

    def step_view(self, request: HttpRequest, pk: int, step: str) -> HttpResponse:
        """Ask for what a step records, and take it."""
        row = self._row(request, pk, may_step(request))
        if step not in VERBS:
            raise Http404
        form = AgreementStepForm(Step(step), typed_in(request))
        label, verb = VERBS[form.step]
        facts = {"agreement": row, "by": request.user}
        if form.is_valid() and self.is_taken(request, form, lambda: verb(**facts, **form.facts)):
            return self.back_to(request, row, gettext("Recorded: %(step)s.") % {"step": form.step.label})
        if not form.is_bound and form.step not in path.steps_from(row):
            sentence = gettext("The agreement has come to another state: %(state)s.")
            return self.back_to(request, row, sentence % {"state": row.get_state_display()}, messages.WARNING)
        return self.step_page(request, row, form, label, row.get_state_display())

    def take_back_view(self, request: HttpRequest, pk: int, row: int) -> HttpResponse:
        """Ask why a step is taken back, and take it back."""
        agreement = self._row(request, pk, may_take_back(request))
        step = agreement.steps.in_order().of_key(row)
        if step is None:
            raise Http404
        form = TakeBackForm(typed_in(request))
        if form.is_valid():
            facts: dict[str, Any] = {"step": step, "by": request.user, "why": form.cleaned_data["reason"]}
            if self.is_taken(request, form, lambda: services.take_back(**facts)):
                return self.back_to(request, agreement, gettext("The step is taken back."))
        title = gettext("Take the step back")
        return self.step_page(request, agreement, form, title, agreement.get_state_display(), taken_back=step)

    def attach_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take the scan of the signed text, or say what is wrong with it."""
        row = self._row(request, pk, bool(request.user.has_perm("partners.change_agreement")))
        form = ScanForm(request.POST, request.FILES) if request.method == "POST" else ScanForm()
        if form.is_valid():
            facts: dict[str, Any] = {"agreement": row, "file": form.cleaned_data["file"], "by": request.user}
            if self.is_taken(request, form, lambda: scans.attach_scan(**facts)):
                return self.back_to(request, row, gettext("The scan is kept."))
        context = {"is_file": True}
        return self.step_page(request, row, form, gettext("Attach the scan"), row.get_state_display(), **context)

    def scan_view(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Send the scan as it came."""
        row = self._row(request, pk, bool(request.user.has_perm("partners.view_agreement")))
        return scans.send(row)

    def register_view(self, request: HttpRequest, format: str) -> HttpResponseBase:
        """Send a working copy of the register of agreements."""
        if not request.user.has_perm("partners.view_agreement"):
            raise PermissionDenied
        paper = papers.get(partner_register.KIND)
        if format not in paper.formats:
            raise Http404
        key = str(clock.today())
        with override(PAPER_LANGUAGE):
            content = papers.content(paper, paper.find(key, papers.Scope()), format, for_staff=True)
        return files.show(request, content, format, papers.file_name(paper.kind, key, format))

    def _row(self, request: HttpRequest, pk: int, may: bool) -> Agreement:
        """Return an agreement of which the reader may do something."""
        if not may:
            raise PermissionDenied
        row: Agreement | None = self.get_object(request, str(pk))
        if row is None:
            raise Http404
        return row


def _links(agreement: Agreement) -> Iterator[StepLink]:
    for step in path.steps_from(agreement):
        address = reverse(f"admin:{PAGE}_step", args=[agreement.pk, step])
        yield StepLink(VERBS[step][0], address, step not in ASIDE)


def _log(request: HttpRequest, agreement: Agreement) -> Iterator[tuple[AgreementStep, str]]:
    """Yield every step with where it is taken back, for those who may."""
    rows = list(agreement.steps.in_order())
    standing = [row for row in rows if row.stands]
    for row in rows:
        is_due = may_take_back(request) and standing and row == standing[-1]
        yield row, reverse(f"admin:{PAGE}_take_back", args=[agreement.pk, row.pk]) if is_due else ""
