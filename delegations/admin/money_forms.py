"""The forms on the pages of a delegation's money."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.validators import MinValueValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from budget.commitments import LONGEST_REASON
from budget.models import EconomicCode, FundingSource
from delegations.models import Delegation, EstimateLine
from delegations.models.estimate import HRYVNIA
from delegations.per_diem import Rate, currencies_of
from oleksandria_intl.admin.fields import AmountField
from oleksandria_intl.forms import DayField

TRAVEL = "2250"
LEAST_RATE = MinValueValidator(Decimal("0.000001"))
MOST_LINES = 500
"""How many lines of an estimate are added up while one types."""


class PerDiemForm(forms.Form):
    """Out of which source per diem is paid, and at what rates."""

    source = forms.ModelChoiceField(FundingSource.objects.all(), label=_("source of funding"))
    economic_code = forms.ModelChoiceField(EconomicCode.objects.all(), label=_("economic code"), required=False)
    rate_on = DayField(label=_("day of the rate"), required=False)

    def __init__(self, delegation: Delegation, *args: Any, **kwargs: Any) -> None:
        code = EconomicCode.objects.filter(code=TRAVEL).first()
        super().__init__(*args, **{"initial": {"economic_code": code}, **kwargs})
        self.currencies = currencies_of(delegation)
        for currency in self.currencies:
            label = gettext("rate of the National Bank, UAH for 1 %(currency)s") % {"currency": currency}
            known = {"max_digits": 14, "decimal_places": 6, "validators": [LEAST_RATE]}
            self.fields[f"rate_{currency}"] = AmountField(label=label, **known)

    @property
    def rates(self) -> dict[str, Rate]:
        """The rates that were typed."""
        on = self.cleaned_data["rate_on"]
        return {currency: Rate(self.cleaned_data[f"rate_{currency}"], on) for currency in self.currencies}


class CommitForm(forms.Form):
    """Why the commitments change, or are above what is free."""

    reason = forms.CharField(
        label=_("reason"),
        required=False,
        max_length=LONGEST_REASON,
        widget=AdminTextInputWidget(),
        help_text=_("Needed where the estimate is above what is free, or where a closed period counts it."),
    )


class LineForm(forms.Form):
    """A line of an estimate as it is being typed: enough to reckon its sum."""

    source = forms.IntegerField()
    economic_code = forms.IntegerField(required=False)
    norm = AmountField(required=False, max_digits=14, decimal_places=2, min_value=0)
    currency = forms.CharField(required=False)
    rate = AmountField(required=False, max_digits=14, decimal_places=6, min_value=0)
    percent = forms.IntegerField(required=False, min_value=0, max_value=100)
    persons = forms.IntegerField(required=False, min_value=0, max_value=32767)
    days = forms.IntegerField(required=False, min_value=0, max_value=32767)
    amount = AmountField(required=False, max_digits=14, decimal_places=2, min_value=0)

    @property
    def computed(self) -> Decimal:
        """The planned hryvnias, as the line will keep them."""
        typed = self.cleaned_data
        whole = {name: 1 if typed[name] is None else typed[name] for name in ("persons", "days")}
        line = EstimateLine(
            norm=typed["norm"],
            currency=typed["currency"] or HRYVNIA,
            rate=typed["rate"] or Decimal(1),
            percent=100 if typed["percent"] is None else typed["percent"],
            amount=typed["amount"] or Decimal(0),
            **whole,
        )
        return line.computed


def typed_lines(data: Any) -> Iterator[LineForm]:
    """Yield the lines of an estimate that are typed and make sense so far; those marked for deletion are left out."""
    count = str(data.get("lines-TOTAL_FORMS", ""))
    for number in range(min(int(count), MOST_LINES) if count.isascii() and count.isdigit() else 0):
        form = LineForm(data, prefix=f"lines-{number}")
        if not data.get(f"lines-{number}-DELETE") and form.is_valid():
            yield form
