"""What the page of an answer on a follow-up asks for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget, AdminTextareaWidget
from django.utils.translation import gettext_lazy as _

from delegations.models import FollowUpAnswer
from oleksandria_intl import clock


class AnswerForm(forms.Form):
    """How a follow-up stands on a day; the service says what is in the way."""

    outcome = forms.ChoiceField(label=_("How it stands"), choices=FollowUpAnswer.OUTCOMES, widget=forms.RadioSelect)
    on = forms.DateField(label=_("Day"), widget=AdminDateWidget)
    words = forms.CharField(
        label=_("What was done, or why not"),
        required=False,
        widget=AdminTextareaWidget({"rows": 3}),
        help_text=_("Everybody sees it."),
    )
    words_en = forms.CharField(label=_("The same in English"), required=False, widget=AdminTextareaWidget({"rows": 3}))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"on": clock.today()})
