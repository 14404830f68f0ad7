"""The form of a report on the screen: first and last day, the day as of which, the grouping."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budget.reports import span_of
from oleksandria_intl import papers
from oleksandria_intl.forms import SHOWN, Choosing, DayField, day_of
from programs.models import Edition

MEASURE, SOURCE, CODE, PAYEE = "measure", "source", "code", "payee"
GROUPINGS = {
    MEASURE: gettext_lazy("by measure"),
    SOURCE: gettext_lazy("by source"),
    CODE: gettext_lazy("by code"),
    PAYEE: gettext_lazy("by payee"),
}


class PeriodForm(Choosing, forms.Form):
    """The period of a report within its programme's years; what is left out is what reports take by default."""

    to = DayField(label=gettext_lazy("To"), required=False)
    on = DayField(
        label=gettext_lazy("As of"),
        required=False,
        help_text=gettext_lazy("Only if not as of the last day of the period."),
    )
    by = forms.ChoiceField(
        label=gettext_lazy("Table"),
        choices=list(GROUPINGS.items()),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("There is no such table. Choose one from the list.")},
    )

    def __init__(self, edition: Edition, asked: Mapping[str, str]) -> None:
        self.edition = edition
        super().__init__(_completed(edition, asked))
        # «from» is a word of Python and cannot name an attribute.
        self.fields = {"from": DayField(label=gettext_lazy("From"), required=False), **self.fields}
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it starts, lies outside the programme, or is asked for before it starts."""
        cleaned: dict[str, Any] = super().clean() or {}
        start, end, on = (cleaned.get(name) for name in ("from", "to", "on"))
        for name, day in (("from", start), ("to", end)):
            if day and day.year not in self.edition.years:
                years = self.edition.years_short
                self.add_error(name, _("The programme is of %(years)s; this day is not.") % {"years": years})
        if start and end and end < start:
            self.add_error("to", _("The period ends before it starts."))
        if start and on and on < start:
            self.add_error("on", _("This day is before the period."))
        return cleaned

    @property
    def scope(self) -> papers.Scope:
        """The scope of the report; of valid forms only."""
        return papers.Scope(self.cleaned_data["on"], self.cleaned_data["from"], self.cleaned_data["to"])


def _completed(edition: Edition, asked: Mapping[str, str]) -> dict[str, str]:
    """Return what was asked, and by default what reports take: from January, to the year's end or today, by measure."""
    typed = {name: text for name, text in asked.items() if text.strip()}
    default = span_of(edition, papers.Scope())
    end = typed.setdefault("to", default.end.strftime(SHOWN))
    year = (day_of(end) or default.end).year
    first = date(year if year in edition.years else default.end.year, 1, 1)
    typed.setdefault("from", first.strftime(SHOWN))
    typed.setdefault("by", MEASURE)
    return typed
