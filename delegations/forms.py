"""Which visits a reader wants to see."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from delegations.events import CONFERENCE, PAST, RECEPTION, UPCOMING, VISIT
from oleksandria_intl.forms import Choosing

UNKNOWN = {"invalid_choice": gettext_lazy("There is no such choice. Choose one of the list.")}


class VisitsForm(Choosing, forms.Form):
    """The kind of event and its time; what is left out is all of them."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What"),
        required=False,
        choices=[
            ("", gettext_lazy("everything")),
            (VISIT, gettext_lazy("trips abroad")),
            (RECEPTION, gettext_lazy("receptions of guests")),
            (CONFERENCE, gettext_lazy("conferences")),
        ],
        error_messages=UNKNOWN,
    )
    when = forms.ChoiceField(
        label=gettext_lazy("When"),
        required=False,
        choices=[
            ("", gettext_lazy("at any time")),
            (UPCOMING, gettext_lazy("still to come")),
            (PAST, gettext_lazy("already past")),
        ],
        error_messages=UNKNOWN,
    )

    @property
    def asked(self) -> dict[str, Any]:
        """What was asked: the kind and the time; of a form that is wrong, nothing."""
        return self.cleaned_data if self.is_valid() else {"kind": "", "when": ""}
