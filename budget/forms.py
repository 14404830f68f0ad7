"""What a report is asked for on the screen: from which day to which, as of which, by what."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budget.reports import span_of
from oleksandria_intl import papers
from oleksandria_intl.forms import Choosing
from oleksandria_intl.ukrainian import shortened
from programs.models import Program

DAY_FORMATS = ("%d.%m.%Y", "%Y-%m-%d")
SHOWN = "%d.%m.%Y"
MOST_LETTERS = 40
"""So much of what is not a day is said again in the sentence that refuses it."""
MEASURE, SOURCE, CODE, PAYEE = "measure", "source", "code", "payee"
GROUPINGS = {
    MEASURE: gettext_lazy("by measure"),
    SOURCE: gettext_lazy("by source"),
    CODE: gettext_lazy("by code"),
    PAYEE: gettext_lazy("by payee"),
}


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
    """A day; what is none is refused in a sentence that says it again."""

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


class PeriodForm(Choosing, forms.Form):
    """The period of a report within its programme's years; what is left out is what reports take by default."""

    to = DayField(label=gettext_lazy("To"), required=False)
    on = DayField(label=gettext_lazy("As of"), required=False, help_text=gettext_lazy("If not as of the last day."))
    by = forms.ChoiceField(
        label=gettext_lazy("Table"),
        choices=list(GROUPINGS.items()),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("There is no such table. Choose one of the list.")},
    )

    def __init__(self, program: Program, asked: Mapping[str, str]) -> None:
        self.program = program
        super().__init__(_completed(program, asked))
        # «from» is a word of Python and cannot name an attribute.
        self.fields = {"from": DayField(label=gettext_lazy("From"), required=False), **self.fields}
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it starts, lies outside the programme, or is told before it starts."""
        cleaned: dict[str, Any] = super().clean() or {}
        start, end, on = (cleaned.get(name) for name in ("from", "to", "on"))
        for name, day in (("from", start), ("to", end)):
            if day and day.year not in self.program.years:
                years = self.program.years_short
                self.add_error(name, _("The programme is of %(years)s; this day is not.") % {"years": years})
        if start and end and end < start:
            self.add_error("to", _("The period ends before it starts."))
        if start and on and on < start:
            self.add_error("on", _("This day is before the period."))
        return cleaned

    @property
    def scope(self) -> papers.Scope:
        """What a report is asked for; of a form that is right."""
        return papers.Scope(self.cleaned_data["on"], self.cleaned_data["from"], self.cleaned_data["to"])


def _completed(program: Program, asked: Mapping[str, str]) -> dict[str, str]:
    """Return what was asked, and by default what reports take: from January, to the year's end or today, by measure."""
    typed = {name: text for name, text in asked.items() if text.strip()}
    default = span_of(program, papers.Scope())
    end = typed.setdefault("to", default.end.strftime(SHOWN))
    year = (day_of(end) or default.end).year
    first = date(year if year in program.years else default.end.year, 1, 1)
    typed.setdefault("from", first.strftime(SHOWN))
    typed.setdefault("by", MEASURE)
    return typed
