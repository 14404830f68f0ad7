"""The page of a programme's payments, of all or of one measure; of natural persons neither name nor purpose."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import ListView

from budget.models import MeasureLine, Payment
from oleksandria_intl import clock
from oleksandria_intl.forms import Choosing
from oleksandria_intl.page_parameters import kept
from oleksandria_intl.ukrainian import shortened
from programs.models import Edition
from programs.views import public_edition

ON_A_PAGE = 50
ON_A_PHONE = 10
"""How many of them a narrow screen shows before the reader asks for more: four screens full at most."""


class MeasureForm(Choosing, forms.Form):
    """Which measure's payments are asked for."""

    measure = forms.ChoiceField(
        label=gettext_lazy("Measure"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("There is no such measure. Choose one from the list.")},
    )

    def __init__(self, edition: Edition, asked: Mapping[str, str]) -> None:
        super().__init__(asked)
        lines = MeasureLine.objects.of_edition(edition).select_related("measure")
        choices = [(line.measure.code, f"{line.measure.code} {shortened(line.name)}") for line in lines]
        self.fields["measure"].choices = [("", _("all measures")), *choices]


@kept("measure", "page")
class PaymentList(ListView):
    """Every payment of a programme, or of one of its measures, the newest first."""

    template_name = "budget/payments.html"
    context_object_name = "payments"
    paginate_by = ON_A_PAGE

    def get_queryset(self) -> Any:
        """Return the payments of the measure that is asked for; of all where none is."""
        today = clock.today()
        self.edition = public_edition(self.kwargs["slug"], today)
        self.form = MeasureForm(self.edition, self.request.GET.dict())
        asked = self.form.cleaned_data["measure"] if self.form.is_valid() else ""
        return Payment.objects.of_program(self.edition.program).of_code(asked).paid_by(today).registered().reverse()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the page of payments, their sum and the form."""
        count, total = self.get_queryset().order_by().counted()
        known = Payment.objects.maybe_of_program(self.edition.program).paid_by(clock.today())
        invented = Payment.objects.of_program(self.edition.program).demonstration().exists()
        return super().get_context_data(
            edition=self.edition,
            form=self.form,
            count=count,
            on_a_phone=ON_A_PHONE,
            total=total,
            waiting=known.waiting().counted(),
            set_aside=known.set_aside().counted(),
            is_demonstration=invented,
            asked=self.form.cleaned_data.get("measure", "") if self.form.is_valid() else "",
            **kwargs,
        )
