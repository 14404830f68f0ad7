"""Dates that are not dates: «серпень 2020 року», «восени». Nothing known is lost, no day invented."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from oleksandria_intl import ukrainian
from oleksandria_intl.localized import Localized

PERIOD_FIELDS = ("period_start", "period_end", "period_precision", "period_words")

WORDS_IN_ENGLISH = {"за окремим графіком": "on a separate schedule"}
"""English of the words by which papers state a time that is no date."""


class Precision(models.TextChoices):
    """How much of a date is known."""

    UNKNOWN = "", _("not known")
    DAY = "day", _("to the day")
    MONTH = "month", _("to the month")
    YEAR = "year", _("to the year")


@dataclass(frozen=True, slots=True)
class Period:
    """From the first to the last possible day, and how much of them is known."""

    start: date
    end: date
    precision: str

    when = Localized()

    def __str__(self) -> str:
        """Return the period in Ukrainian: «вересень-жовтень 2020 року», «протягом 2020 року»."""
        if self.precision == Precision.YEAR:
            return f"протягом {ukrainian.years_genitive(self.start.year, self.end.year)}"
        first, last = self._name(self.start), self._name(self.end)
        if first == last:
            return last
        if self.start.year == self.end.year:
            first = first.removesuffix(f" {self.start.year} року")
        joint = "-" if self.precision == Precision.MONTH and " " not in first else " - "
        return f"{first}{joint}{last}"

    @property
    def when_uk(self) -> str:
        """The period in Ukrainian."""
        return str(self)

    @property
    def when_en(self) -> str:
        """The period in English: "May 2020", "September - October 2020", "during 2020"."""
        if self.precision == Precision.YEAR:
            return "during " + "-".join(sorted({str(self.start.year), str(self.end.year)}))
        form, short = ("j E Y", "j E") if self.precision == Precision.DAY else ("F Y", "F")
        with override("en"):
            first, last = date_format(self.start, form), date_format(self.end, form)
            if first == last:
                return last
            same_year = self.start.year == self.end.year
            return f"{date_format(self.start, short) if same_year else first} - {last}"

    def within(self, years: Container[int]) -> bool:
        """Say whether the period starts and ends in one of the years."""
        return self.start.year in years and self.end.year in years

    def _name(self, day: date) -> str:
        """Return a day or a month with its year."""
        if self.precision == Precision.DAY:
            return ukrainian.long_date(day)
        return f"{ukrainian.MONTHS[day.month - 1]} {day.year} року"


class HasPeriod(models.Model):
    """Something that happens at a time of which more or less is known."""

    period_start = models.DateField(
        _("first possible day"), null=True, blank=True, help_text=_("For “August 2020”: 1 August 2020.")
    )
    period_end = models.DateField(
        _("last possible day"), null=True, blank=True, help_text=_("For “August 2020”: 31 August 2020.")
    )
    period_precision = models.CharField(
        _("the date is known"), max_length=5, choices=Precision.choices, default="", blank=True
    )
    period_words = models.CharField(
        _("date in words"),
        max_length=200,
        blank=True,
        help_text=_("Only when the paper says it otherwise than the dates do, for example “on a separate schedule”."),
    )

    when = Localized()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_period_whole",
                condition=Q(period_start__isnull=True, period_end__isnull=True, period_precision="")
                | Q(
                    period_start__isnull=False,
                    period_end__isnull=False,
                    period_end__gte=F("period_start"),
                    period_precision__in=["day", "month", "year"],
                ),
                violation_error_message=_(
                    "Give the first day, the last day (not before the first) and how well the date is known, "
                    "or none of them."
                ),
            )
        ]

    @property
    def period(self) -> Period | None:
        """The period, if anything of it is known."""
        if self.period_start is None or self.period_end is None:
            return None
        return Period(self.period_start, self.period_end, self.period_precision)

    def period_text(self) -> str:
        """Return the period as the paper prints it; empty when nothing is known."""
        return self.period_words or str(self.period or "")

    @property
    def when_uk(self) -> str:
        """The period as the paper prints it."""
        return self.period_text()

    @property
    def when_en(self) -> str:
        """The period in English; empty where the paper's words have none."""
        return self.period.when_en if self.period else WORDS_IN_ENGLISH.get(self.period_words.casefold(), "")

    def clean(self) -> None:
        """Take a sole first day for the last one too: most dates are one day."""
        super().clean()
        if self.period_start and not self.period_end and self.period_precision == Precision.DAY:
            self.period_end = self.period_start
        if self.period_start and self.period_end and self.period_end < self.period_start:
            raise ValidationError({"period_end": _("The last day is before the first.")})
