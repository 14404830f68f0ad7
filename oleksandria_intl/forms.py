"""What the public forms share: a row of choices and the button that shows what is chosen."""

from __future__ import annotations

from typing import Any

from crispy_forms.bootstrap import StrictButton
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django.utils.translation import gettext as _


class Choosing:
    """A form that changes nothing: it says what a page is to show, in its address."""

    fields: Any

    @property
    def helper(self) -> FormHelper:
        """How the form is laid out: a row on wide screens."""
        helper = FormHelper()
        helper.form_method = "get"
        helper.form_class = "period-form"
        show = StrictButton(_("Show"), type="submit", css_class="btn-primary")
        helper.layout = Layout(*self.fields, Div(show))
        return helper
