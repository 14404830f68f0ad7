"""What the page of an agreement's step asks for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget, AdminTextareaWidget, AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oleksandria_intl.models import Body, Decision
from oleksandria_intl.periods import Period, Precision
from partners.models import Step
from partners.services import Act, Notice

ACT = ("decision", "body", "number", "on")
BY_ACT = (*ACT, "verb", "why", "notice_on", "notice", "remark")
FIELDS: dict[Step, tuple[str, ...]] = {
    Step.AUTHORISED: (*ACT, "remark"),
    Step.DRAFTED: ("on", "remark"),
    Step.ASKED: ("number", "on", "remark"),
    Step.CONSENTED: ("number", "on", "remark"),
    Step.REFUSED: ("why", "number", "on"),
    Step.SIGNED: ("start", "end", "precision", "words", "remark"),
    Step.REGISTERED: ("number", "on", "remark"),
    Step.IN_FORCE: ("on", "why"),
    Step.SUSPENDED: BY_ACT,
    Step.RESUMED: BY_ACT,
    Step.ENDED: BY_ACT,
}
"""What each step asks for."""
LABELS = {
    (Step.ASKED, "on"): gettext_lazy("day of the letter to the ministry"),
    (Step.ASKED, "number"): gettext_lazy("number of the letter"),
    (Step.CONSENTED, "number"): gettext_lazy("number of the ministry’s order"),
    (Step.REGISTERED, "number"): gettext_lazy("registration number"),
    (Step.IN_FORCE, "on"): gettext_lazy("in force from"),
    (Step.IN_FORCE, "why"): gettext_lazy("why from that day"),
}
"""What fields are called where a step means something of its own by them."""


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, required=False, widget=AdminDateWidget)


def _line(label: Any, length: int, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, max_length=length, required=False, widget=AdminTextInputWidget, help_text=help_text
    )


def _text(label: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, widget=AdminTextareaWidget({"rows": 3}))


class AgreementStepForm(forms.Form):
    """The act, the day and what else a step asks for; the service says all that is missing at once."""

    decision = forms.ModelChoiceField(
        Decision.objects.none(),
        label=gettext_lazy("decision of the register"),
        required=False,
        help_text=gettext_lazy("Its body, number and day are taken from it. An act that is not there: fill in below."),
    )
    body = forms.ModelChoiceField(Body.objects.none(), label=gettext_lazy("body that acted"), required=False)
    number = _line(gettext_lazy("number of the document"), 50)
    on = _day(gettext_lazy("day"))
    start = _day(gettext_lazy("first possible day"))
    end = _day(gettext_lazy("last possible day"))
    precision = forms.ChoiceField(label=gettext_lazy("the date is known"), choices=Precision.choices, required=False)
    words = _line(gettext_lazy("date in words"), 200)
    verb = _line(gettext_lazy("what the act says"), 200, gettext_lazy("“припинити дію”, “зупинити дію”"))
    why = _text(gettext_lazy("why"))
    notice_on = _day(gettext_lazy("notice sent on"))
    notice = _line(gettext_lazy("notice: to whom, number"), 300)
    remark = _text(gettext_lazy("remark for the office"))

    def __init__(self, step: Step, data: Any = None) -> None:
        super().__init__(data, initial={"precision": Precision.DAY})
        self.step = step
        for name in [name for name in self.fields if name not in FIELDS[step]]:
            del self.fields[name]
        self.order_fields(FIELDS[step])
        for name, field in self.fields.items():
            field.label = capfirst(LABELS.get((step, name), field.label))
        self._offer("decision", Decision.objects.signed())
        self._offer("body", Body.objects.all())

    def _offer(self, name: str, rows: Any) -> None:
        field: Any = self.fields.get(name)
        if field:
            field.queryset = rows

    def clean(self) -> dict[str, Any]:
        """Take a sole first day for the last one too; say what a period lacks."""
        cleaned: dict[str, Any] = super().clean() or {}
        if "start" in self.fields and not self.errors:
            cleaned["end"] = cleaned["end"] or cleaned["start"]
            if cleaned["start"] and not cleaned["precision"]:
                self.add_error("precision", _("Say how well the date is known."))
            if cleaned["end"] and not cleaned["start"]:
                self.add_error("start", _("Enter the first possible day, too."))
            elif cleaned["start"] and cleaned["end"] < cleaned["start"]:
                self.add_error("end", ValidationError(_("The last day is before the first.")))
        return cleaned

    @property
    def facts(self) -> dict[str, Any]:
        """What the step's service is to be given."""
        given = dict(self.cleaned_data)
        if "decision" in given:
            given["act"] = Act(**{name: given.pop(name) for name in ACT})
        if "notice" in given:
            given["notice"] = Notice(on=given.pop("notice_on"), words=given.pop("notice"))
        if "start" in given:
            days = given.pop("start"), given.pop("end")
            precision = given.pop("precision")
            given["when"] = Period(*days, precision) if all(days) else None
        return given
