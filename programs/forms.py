"""What a reader of a programme's text may ask for."""

from __future__ import annotations

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy

from oleksandria_intl.forms import Choosing, DayField


class InForceForm(Choosing, forms.Form):
    """The day on which the text is to be in force; left out, today."""

    on = DayField(label=gettext_lazy("In force on"), required=False, help_text=gettext_lazy("For example, 31.03.2020."))

    @property
    def day(self) -> date | None:
        """The day asked for; None where none is, or what is asked for is no day."""
        asked: date | None = self.cleaned_data["on"] if self.is_valid() else None
        return asked
