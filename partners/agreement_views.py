"""The public list of agreements, the page of each, the scan of its text and the register as a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView, ListView, View

from oleksandria_intl import clock, files, papers
from oleksandria_intl.forms import Choosing, choice
from oleksandria_intl.page_parameters import kept, kept_under
from oleksandria_intl.ukrainian import capitalised
from partners import scans
from partners.documents import partner_register
from partners.forms import UNKNOWN
from partners.health import attach
from partners.models import Agreement, AgreementStep, Step
from partners.querysets import AgreementQuerySet

PUBLIC_STEPS = tuple(step for step in Step if step not in (Step.DRAFTED, Step.TAKEN_BACK))
"""The steps that everybody may know of."""


class AgreementFilter(Choosing, forms.Form):
    """Filters of the list; a value that is no choice is named in an error and left out."""

    country = choice(gettext_lazy("Country"), UNKNOWN)
    state = choice(gettext_lazy("State"), UNKNOWN)

    def __init__(self, asked: Mapping[str, str], *, countries: Iterable[Any]) -> None:
        super().__init__(asked)
        fields: Any = self.fields
        fields["country"].choices = [("", _("All")), *((one.code, one.name) for one in countries)]
        states = [(state.value, capitalised(str(state.label))) for state in Agreement.State]
        fields["state"].choices = [("", _("All")), *states]

    @property
    def choices(self) -> dict[str, str]:
        """The valid choices."""
        self.is_valid()
        return {name: text for name, text in self.cleaned_data.items() if text}


@kept("country", "state", "page")
class AgreementList(ListView):
    """All agreements with how they stand today, the oldest first."""

    template_name = "partners/agreement_list.html"
    context_object_name = "agreements"
    paginate_by = 20

    def get_queryset(self) -> AgreementQuerySet:
        """Return the agreements that the filters find."""
        self.form = AgreementFilter(self.request.GET.dict(), countries=Agreement.objects.countries())
        found: AgreementQuerySet = Agreement.objects.public().chosen(self.form.choices).with_details()
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the form and the page's agreements with their health."""
        context = super().get_context_data(**kwargs)
        return context | {"form": self.form, "agreements": attach(context["agreements"], clock.today())}


@kept()
class AgreementPage(DetailView):
    """An agreement: with whom, on what, how it stands today and what led there."""

    template_name = "partners/agreement.html"
    context_object_name = "agreement"
    slug_field = slug_url_kwarg = "code"

    def get_queryset(self) -> AgreementQuerySet:
        """Return the agreements with all that the page shows."""
        found: AgreementQuerySet = Agreement.objects.public().with_details()
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the agreement with its health, and the steps that everybody may know of."""
        attach([self.object], clock.today())
        steps = public_steps(self.object)
        has_signature = any(step.step == Step.SIGNED for step in steps)
        return super().get_context_data(steps=steps, signature=has_signature, **kwargs)


def public_steps(agreement: Agreement) -> list[AgreementStep]:
    """Return the steps that everybody may know of, as they were recorded; none that was taken back."""
    return [step for step in agreement.steps.all() if step.stands and step.step in PUBLIC_STEPS]


class ScanFile(View):
    """The scan of an agreement's signed text, where everybody may read it."""

    def get(self, request: HttpRequest, code: str) -> HttpResponseBase:
        """Send the file as it came."""
        agreement = Agreement.objects.public().of_code(code)
        if agreement is None or not agreement.scan_is_public:
            raise Http404
        return scans.send(agreement)


@kept()
class RegisterFile(View):
    """The register of agreements as a file."""

    format = "pdf"

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Send the register as of today, or only that it has not changed."""
        register = partner_register.Register(clock.today())
        made = files.make(papers.get(partner_register.KIND), register, self.format, under=kept_under(request))
        return files.send(request, made, f"{partner_register.NAME}.{self.format}")
