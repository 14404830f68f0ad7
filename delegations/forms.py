"""Which visits a reader wants to see."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.events import CONFERENCE, PAST, RECEPTION, UPCOMING, VISIT
from delegations.months import Month
from oleksandria_intl.forms import MOST_LETTERS, Choosing, choice
from oleksandria_intl.ukrainian import shortened

FILTERS = ("kind", "when")
MONTH = "month"
"""The view of one month, beside the list."""
UNKNOWN = gettext_lazy("There is no such choice. Choose one from the list.")


class VisitsForm(Choosing, forms.Form):
    """The kind of event and its time; what is left out is all of them."""

    kind = choice(
        gettext_lazy("What"),
        UNKNOWN,
        [
            ("", gettext_lazy("everything")),
            (VISIT, gettext_lazy("trips abroad")),
            (RECEPTION, gettext_lazy("receptions of guests")),
            (CONFERENCE, gettext_lazy("conferences")),
        ],
    )
    when = choice(
        gettext_lazy("When"),
        UNKNOWN,
        [
            ("", gettext_lazy("at any time")),
            (UPCOMING, gettext_lazy("still to come")),
            (PAST, gettext_lazy("already past")),
        ],
    )

    @property
    def asked(self) -> dict[str, Any]:
        """The kind and the time that were asked for; empty where invalid."""
        self.is_valid()
        return {**dict.fromkeys(self.fields, ""), **self.cleaned_data}

    @property
    def kept(self) -> QueryDict:
        """What was asked, for the links to other months, pages and views."""
        chosen = {name: self.asked[name] for name in FILTERS if self.asked[name]}
        kept = QueryDict(mutable=True)
        kept.update(chosen)
        return kept


class MonthField(forms.Field):
    """Parse a month as addresses write it; refuse anything else with an error that quotes the input."""

    widget = forms.Select

    def to_python(self, value: Any) -> Month | None:
        """Return the month; None where none is asked for."""
        if value in self.empty_values:
            return None
        if (month := Month.called(value)) is None:
            raise ValidationError(
                _("The calendar has no month “%(value)s”. Choose one from the list.")
                % {"value": shortened(value, MOST_LETTERS)}
            )
        return month

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Return what the list shows as chosen: the month that is shown where none or a wrong one is asked for."""
        asked = Month.called(data or "")
        return asked.code if asked else initial


class MonthForm(VisitsForm):
    """The kind of event, its time, and the month that is shown."""

    month = MonthField(label=gettext_lazy("Month"), required=False)
    view = forms.CharField(widget=forms.HiddenInput, required=False)

    def offer(self, months: Iterable[Month], shown: Month) -> None:
        """Offer these months and the shown one, in the order of time."""
        field: Any = self.fields["month"]
        field.widget.choices = [(month.code, month.head) for month in sorted({*months, shown})]
        field.initial = shown.code
