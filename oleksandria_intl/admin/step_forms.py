"""What the page of a step asks for."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget, AdminTextareaWidget, AdminTextInputWidget, AdminURLFieldWidget
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oleksandria_intl import clock
from oleksandria_intl.admin.step_page import WordField
from oleksandria_intl.models import Body, Decision, DecisionStep
from oleksandria_intl.path.services import COMMITTEES

Step = DecisionStep.Step
FIELDS: dict[Step, tuple[str, ...]] = {
    Step.EXECUTIVE: ("on", "remark"),
    Step.COMMITTEES: ("on", "remark"),
    Step.CONCLUSION: ("body", "on", "number", "conclusion", "remark"),
    Step.SESSION: ("on", "reason", "remark"),
    Step.VOTED: ("on", "remark"),
    Step.SIGNED: ("number", "dated", "on", "remark", "word"),
    Step.STOPPED: ("on", "reason", "word"),
    Step.PUBLISHED: ("on", "link", "remark", "word"),
    Step.IN_FORCE: ("on", "reason", "word"),
    Step.CLOSED: ("on", "number", "remark", "word"),
    Step.RETURNED: ("body", "on", "remark"),
    Step.REJECTED: ("body", "on", "reason", "word"),
}
"""What each step asks for; what cannot be undone, a word to confirm it."""
LABELS = {
    (Step.CONCLUSION, "number"): _("number of the conclusion"),
    (Step.SIGNED, "number"): _("number of the decision"),
    (Step.SIGNED, "on"): _("day of the signature"),
    (Step.IN_FORCE, "on"): _("in force from"),
    (Step.IN_FORCE, "reason"): _("why from that day"),
    (Step.CLOSED, "number"): _("number of the decision that closes it"),
    (Step.SESSION, "reason"): _("why without the standing committees"),
    (Step.STOPPED, "reason"): _("why the mayor stopped it"),
    (Step.RETURNED, "remark"): _("remarks"),
}
"""What fields are called where a step means something of its own by them."""
KNOWN = (Step.IN_FORCE,)
"""The steps whose day has to be known."""


def _text(label: Any, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, widget=AdminTextareaWidget({"rows": 3}), **options)


class StepForm(forms.Form):
    """The day, the number and what else a step asks for; the service says all that is missing at once."""

    number = forms.CharField(label=_("number"), max_length=50, required=False, widget=AdminTextInputWidget)
    dated = forms.DateField(label=_("day of the decision"), required=False, widget=AdminDateWidget)
    body = forms.ModelChoiceField(Body.objects.none(), label=_("committee"), required=False)
    on = forms.DateField(label=_("day"), required=False, widget=AdminDateWidget)
    link = forms.URLField(
        label=_("where it is published"), required=False, widget=AdminURLFieldWidget, assume_scheme="https"
    )
    conclusion = _text(_("conclusion"))
    reason = _text(_("reason"))
    remark = _text(_("remark"))

    def __init__(self, decision: Decision, step: Step, data: Any = None) -> None:
        super().__init__(data, initial=_initial(decision, step))
        self.step = step
        for name in [name for name in self.fields if name not in FIELDS[step]]:
            del self.fields[name]
        if "word" in FIELDS[step]:
            self.fields["word"] = WordField(step.label)
        self.order_fields(FIELDS[step])
        for name, field in self.fields.items():
            field.label = LABELS.get((step, name), field.label)
        self._help()

    def _help(self) -> None:
        """Say what an empty day means and which committees there are."""
        body: Any = self.fields.get("body")
        if body:
            body.queryset = Body.objects.filter(kind__in=COMMITTEES)
        if self.step not in KNOWN:
            self.fields["on"].help_text = gettext("Leave it empty if it is not known.")

    @property
    def facts(self) -> dict[str, Any]:
        """What the step's service is to be given."""
        return {name: value for name, value in self.cleaned_data.items() if name != "word"}


def _initial(decision: Decision, step: Step) -> dict[str, Any]:
    """Return what the page proposes: today, and of a signature the day of the vote and the number that is there."""
    on = None if step is Step.IN_FORCE else clock.today()
    return {"on": on, "number": decision.number if step is Step.SIGNED else "", "dated": _voted_on(decision)}


def _voted_on(decision: Decision) -> date | None:
    """Return the day of the last vote, or that which stands on the decision."""
    last = decision.steps.standing().of_kind(Step.VOTED).in_order().last()
    return (last and last.on) or decision.dated


class TakeBackForm(forms.Form):
    """Why a step is taken back."""

    reason = _text(_("reason"), help_text=_("For example “recorded under the wrong decision”."))
