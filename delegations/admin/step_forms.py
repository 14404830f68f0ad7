"""What the page of a delegation's step asks for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget, AdminTextareaWidget, AdminTextInputWidget
from django.utils.translation import gettext_lazy as _

from delegations.models import Delegation, DelegationStep, TripReport
from oleksandria_intl import clock
from oleksandria_intl.admin.step_page import WordField

Step = DelegationStep.Step
FIELDS: dict[Step, tuple[str, ...]] = {
    Step.ORDERED: ("number", "dated", "on", "reason", "remark", "word"),
    Step.REPORTED: ("on", "remark"),
    Step.CANCELLED: ("on", "reason"),
}
"""What each step asks for; before the signature a word that confirms it."""
OF_SIGNED = ("reason", "remark")
"""What is asked for where the order has its number already."""
LABELS = {
    (Step.ORDERED, "on"): _("day of the signature"),
    (Step.ORDERED, "reason"): _("why it may cost more than is free"),
    (Step.REPORTED, "on"): _("day of the report"),
    (Step.CANCELLED, "reason"): _("why it is cancelled"),
}
"""What fields are called where a step means something of its own by them."""


class StepForm(forms.Form):
    """The day, the number and what else a step asks for; the service says all that is missing at once."""

    number = forms.CharField(label=_("number of the order"), max_length=50, required=False, widget=AdminTextInputWidget)
    dated = forms.DateField(label=_("day of the order"), required=False, widget=AdminDateWidget)
    on = forms.DateField(label=_("day"), required=False, widget=AdminDateWidget)
    reason = forms.CharField(label=_("reason"), required=False, widget=AdminTextareaWidget({"rows": 3}))
    remark = forms.CharField(label=_("remark"), required=False, widget=AdminTextareaWidget({"rows": 3}))

    def __init__(self, delegation: Delegation, step: Step, data: Any = None) -> None:
        super().__init__(data, initial=_initial(delegation, step))
        self.step = step
        is_signed = step is Step.ORDERED and bool(delegation.order and delegation.order.number)
        asked = OF_SIGNED if is_signed else FIELDS[step]
        for name in [name for name in self.fields if name not in asked]:
            del self.fields[name]
        if "word" in asked:
            self.fields["word"] = WordField(step.label)
        self.order_fields(asked)
        for name, field in self.fields.items():
            field.label = LABELS.get((step, name), field.label)

    @property
    def facts(self) -> dict[str, Any]:
        """What the step's service is to be given."""
        return {name: value for name, value in self.cleaned_data.items() if name != "word"}


def _initial(delegation: Delegation, step: Step) -> dict[str, Any]:
    """Return what the page proposes: today, and why the estimate may be above what is free, where that is written."""
    today = clock.today()
    handed_in = TripReport.objects.of(delegation.pk) if step is Step.REPORTED else None
    on = handed_in.handed_in_on if handed_in else today
    return {"on": on, "dated": today, "reason": delegation.money_reason if step is Step.ORDERED else ""}
