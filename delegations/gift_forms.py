"""What the page of an act of writing off asks for."""

from __future__ import annotations

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.utils.translation import gettext_lazy as _


class SigningForm(forms.Form):
    """On which day the act was signed."""

    on = forms.DateField(label=_("signed on"), widget=AdminDateWidget())
