"""The periods that reports are asked for, in words: a quarter, half a year, nine months, a year."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budget.querysets import Span
from oleksandria_intl.forms import day_of
from programs.models import Edition

PRESETS = {
    3: (gettext_lazy("first quarter"), gettext_lazy("the first quarter of %(year)s")),
    6: (gettext_lazy("half a year"), gettext_lazy("the first half of %(year)s")),
    9: (gettext_lazy("nine months"), gettext_lazy("nine months of %(year)s")),
    12: (gettext_lazy("year"), gettext_lazy("the year %(year)s")),
}
"""Periods from January to the end of a month: how a link calls them, how a sentence does."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A period that a link offers."""

    label: str
    start: date
    end: date
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class YearOfChoices:
    """The periods of a year of the programme; of all its years where no year is named."""

    year: str
    choices: list[Choice]


def choices(edition: Edition, chosen: Span | None) -> Iterator[YearOfChoices]:
    """Yield the periods of every year of an edition's programme, and last all its years where there are several."""
    for year in edition.years:
        periods = [
            _choice(str(words[0]), date(year, 1, 1), month_end(year, month), chosen) for month, words in PRESETS.items()
        ]
        yield YearOfChoices(str(year), periods)
    if len(edition.years) > 1:
        yield YearOfChoices("", [_choice(edition.years_short, edition.first_day, edition.last_day, chosen)])


def _choice(label: str, start: date, end: date, chosen: Span | None) -> Choice:
    return Choice(label, start, end, chosen is not None and (chosen.start, chosen.end) == (start, end))


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def quarter_before(today: date) -> date:
    """Return the last day of the last quarter that is over."""
    return date(today.year, 3 * ((today.month - 1) // 3) + 1, 1) - timedelta(days=1)


def preset_of(span: Span) -> int:
    """Return the month with whose end a period from January closes a quarter; 0 for any other period."""
    month = span.end.month
    is_one = span.is_cumulative and span.start.year == span.end.year and span.end == month_end(span.end.year, month)
    return month if is_one and month in PRESETS else 0


def is_offered(asked: Mapping[str, str]) -> bool:
    """Say whether «from» and «to» are the default or what ``choices`` may offer, of whatever programme."""
    if not asked.keys() & {"from", "to"}:
        return True
    start, end = (day_of(asked.get(name, "")) for name in ("from", "to"))
    if start is None or end is None or end < start or (start.month, start.day) != (1, 1):
        return False
    return preset_of(Span.to(end, start)) > 0 or (end.month, end.day) == (12, 31)


def named(span: Span) -> str:
    """Return a period in words that follow «for», and that it is not over on the day of its figures."""
    if not span.is_interim:
        return _named(span)
    return _("%(period)s (interim figures as of %(day)s)") % {"period": _named(span), "day": long_day(span.on)}


def _named(span: Span) -> str:
    """Return «I квартал 2020 року», «10.02.2020 – 15.03.2020»."""
    if preset := preset_of(span):
        return str(PRESETS[preset][1]) % {"year": span.end.year}
    if (span.start.month, span.start.day, span.end.month, span.end.day) == (1, 1, 12, 31):
        return _("the years %(years)s") % {"years": f"{span.start.year}-{span.end.year}"}
    return _("the period from %(start)s to %(end)s") % {"start": long_day(span.start), "end": long_day(span.end)}


def long_day(day: date) -> str:
    """Return a day in the language of the page: «31 березня 2020», "31 March 2020"."""
    return date_format(day, "j E Y")


def plan_words(span: Span) -> str:
    """Return the sentence that says how much of the period's plan was spent, with holes for the day and the share."""
    sentences = {
        3: _("By %(day)s, %(percent)s of the first quarter's plan was spent"),
        6: _("By %(day)s, %(percent)s of the half-year's plan was spent"),
        9: _("By %(day)s, %(percent)s of the plan of nine months was spent"),
        12: _("By %(day)s, %(percent)s of the year's plan was spent"),
    }
    return sentences.get(preset_of(span), _("By %(day)s, %(percent)s of the period's plan was spent"))
