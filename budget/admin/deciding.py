"""Who decided, in the form of a grant: a day and a number, or a decision that is chosen."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget, AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from budget import budget_decisions
from oleksandria_intl import clock
from oleksandria_intl.admin.locking import RecordedForm
from oleksandria_intl.models import Decision


class DayAndNumber(forms.Form):
    """A budget decision by its day and number; its title where anybody wants one."""

    decided_on = forms.DateField(label=_("Date of the decision"), required=False, widget=AdminDateWidget)
    decision_number = forms.CharField(
        label=_("Number of the decision"),
        required=False,
        max_length=50,
        widget=AdminTextInputWidget,
        help_text=_("Date and number are enough: a decision that is not here yet is entered with them."),
    )
    decision_title = forms.CharField(
        label=_("Title of the decision"),
        required=False,
        max_length=300,
        widget=AdminTextInputWidget,
        help_text=_("May stay empty; of a decision that is here already it changes nothing."),
    )

    def clean_decided_on(self) -> date | None:
        """Refuse a day that has not come."""
        day: date | None = self.cleaned_data["decided_on"]
        if day and day > clock.today():
            raise ValidationError(_("This day has not come yet."))
        return day

    @property
    def day_and_number(self) -> dict[str, Any]:
        """What ``budget_decisions.record_decision`` asks for."""
        cleaned = self.cleaned_data
        return {"on": cleaned["decided_on"], "number": cleaned["decision_number"], "title": cleaned["decision_title"]}


class AppropriationForm(DayAndNumber, RecordedForm):
    """A grant: a new one needs no decision that somebody entered before."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        decision: Any = self.fields["decision"]
        decision.required = False
        decision.help_text = _("Instead of date and number: a decision that is here already.")

    def clean(self) -> dict[str, Any]:
        """Take one decision, chosen or named by day and number; refuse half of a name, none and two."""
        cleaned: Any = super().clean()
        day, number = cleaned.get("decided_on"), cleaned.get("decision_number", "")
        if self.errors.keys() & {"decided_on", "decision_number", "decision"}:
            return cleaned
        if day and number:
            self._meet(cleaned, budget_decisions.find(on=day, number=number))
        elif day or number:
            self.add_error("decision_number" if day else "decided_on", gettext("Give both the date and the number."))
        elif not cleaned.get("decision"):
            self.add_error("decided_on", gettext("Give the date and the number of the decision, or choose one."))
        return cleaned

    def _meet(self, cleaned: dict[str, Any], found: Decision | None) -> None:
        """Take the decision that is here, unless another one was chosen."""
        chosen = cleaned.get("decision")
        if chosen and chosen != found:
            self.add_error("decision", gettext("This is another decision than date and number say: leave one of them."))
        cleaned["decision"] = found

    @property
    def asks_for_decision(self) -> bool:
        """Whether a decision has to be entered by the day and number of a valid form."""
        return self.cleaned_data["decision"] is None
