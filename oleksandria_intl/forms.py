"""What the public forms share: days, a row of choices, and the button that shows what is chosen."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime
from typing import Any

from crispy_forms.bootstrap import StrictButton
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from oleksandria_intl.ukrainian import shortened

DAY_FORMATS = ("%d.%m.%Y", "%Y-%m-%d")
SHOWN = "%d.%m.%Y"
MOST_LETTERS = 40
"""Characters of an invalid day that the error quotes."""


def day_of(text: str) -> date | None:
    """Return the day of «31.03.2020» or «2020-03-31»; None where there is no such day."""
    for format in DAY_FORMATS:
        with suppress(ValueError):
            return datetime.strptime(text.strip(), format).date()
    return None


class DayInput(forms.TextInput):
    """A field for a day that shows days as 31.03.2020, and anything else as it was typed."""

    def format_value(self, value: Any) -> Any:
        day = day_of(value) if isinstance(value, str) else value
        return day.strftime(SHOWN) if isinstance(day, date) else value


class DayField(forms.Field):
    """Parse a date; refuse anything else with an error that quotes the input."""

    widget = DayInput

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        if (day := day_of(str(value))) is None:
            raise ValidationError(
                _("“%(value)s” is not a day of the calendar. Write it like this: 31.03.2020.")
                % {"value": shortened(str(value), MOST_LETTERS)}
            )
        return day


def choice(label: Any, unknown: Any, choices: Iterable[tuple[str, Any]] = ()) -> forms.ChoiceField:
    """Return a filter that may be left empty; ``unknown`` says what becomes of a value that is no choice."""
    messages = {"invalid_choice": unknown}
    return forms.ChoiceField(label=label, required=False, choices=choices, error_messages=messages)


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
