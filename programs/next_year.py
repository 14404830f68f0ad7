"""The next programme's draft, begun from an edition of this one: the same rows, everything later by its years.

What years the texts still name is settled one by one afterwards: ``programs.left_years``.
"""

from __future__ import annotations

import calendar
from datetime import date
from functools import partial
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from oleksandria_intl import clock
from oleksandria_intl.models import Decision, DecisionPoint, Term
from oleksandria_intl.periods import HasPeriod, Precision
from programs.checks import YEAR
from programs.cloning import clone
from programs.models import AgreedTotal, Edition, EditionRow, Program, numbered

DRAFTED = (
    "body",
    "subject",
    "convocation",
    "preamble",
    "developer",
    "speaker",
    "executor",
    "signatory",
    "approver",
    "annex_signatory",
)
"""The fields of a decision that the next draft begins with: no number, no date, nothing of its path."""
LEAP_DAY = ("29 лютого", "29.02", "February 29", "29 February")


def next_years(edition: Edition) -> tuple[int, int]:
    """Return the first and the last year of the programme that follows: as many years as this one has."""
    by = len(edition.years)
    return edition.year_from + by, edition.year_to + by


def next_slug(edition: Edition) -> str:
    """Return the address of the programme that follows: «2021» after «2020», «youth-2021» after «youth-2020»."""
    first, last = next_years(edition)
    years, slug = str(first) if first == last else f"{first}-{last}", edition.program.slug
    return slug.replace(edition.years_short, years) if edition.years_short in slug else f"{slug}-{years}"


@transaction.atomic
def begin_next_year(*, edition: Edition, with_money: bool, by: User) -> Edition:
    """Return the draft of the programme that follows, with a draft of its decision.

    Planned money is copied or left empty; the agreed totals are left out, for nobody has agreed to those of another
    year. Raises ``ValidationError`` where that programme is there already.
    """
    slug = next_slug(edition)
    if Program.objects.filter(slug=slug).exists():
        raise ValidationError(_("The programme “%(slug)s” is here already.") % {"slug": slug})
    program = Program(slug=slug)
    _save(program, by)
    first, last = next_years(edition)
    return clone(
        edition,
        number=1,
        by=by,
        program=program,
        prepare=partial(_prepare, years=edition.years, with_money=with_money),
        year_from=first,
        year_to=last,
        decision=_draft_decision(edition.decision, slug, by) if edition.decision else None,
    )


def _draft_decision(old: Decision, slug: str, by: User) -> Decision:
    """Return a draft of the same decision: its words and points, whoever of its people is still in office."""
    fields = {name: _still_in_office(getattr(old, name)) for name in DRAFTED}
    used = set(Decision.objects.values_list("code", flat=True))
    new = Decision(code=next(code for code in numbered(f"programme-{slug}") if code not in used), **fields)
    _save(new, by)
    for point in old.points.all():
        _save(DecisionPoint(decision=new, order=point.order, text=point.text), by)
    return new


def _still_in_office(value: Any) -> Any:
    is_over = isinstance(value, Term) and value.until is not None and value.until < clock.today()
    return None if is_over else value


def _prepare(row: EditionRow, *, years: range, with_money: bool) -> bool:
    """Make a copied row of the programme of these years one of the next; say whether it belongs there."""
    if isinstance(row, AgreedTotal) or not (with_money or _is_left_without_money(row)):
        return False
    year: Any = getattr(row, "year", None)
    if year is not None:
        row.year, row.code = year + len(years), ""  # type: ignore[attr-defined]
    if isinstance(row, HasPeriod):
        move(row, years)
    return True


def _is_left_without_money(row: EditionRow) -> bool:
    """Empty the money of a row; say whether anything of the row is left then."""
    if not row.money_field:
        return True
    setattr(row, row.money_field, None)
    return bool(row._meta.get_field(row.money_field).null)


def move(row: HasPeriod, years: range) -> None:
    """Move a period by as many years as these, and its printed words where they leave no doubt."""
    keeps_month_end = row.period_precision != Precision.DAY
    row.period_words = moved_words(row.period_words, years)
    row.period_start = row.period_start and _moved(row.period_start, len(years))
    row.period_end = row.period_end and _moved(row.period_end, len(years), keeps_month_end=keeps_month_end)


def _moved(day: date, by_years: int, *, keeps_month_end: bool = False) -> date:
    """Return the same day of another year; 29 February becomes the 28th, the end of a month stays its end."""
    year = day.year + by_years
    was_last, last = (calendar.monthrange(each, day.month)[1] for each in (day.year, year))
    is_end = keeps_month_end and day.day == was_last
    return date(year, day.month, last if is_end else min(day.day, last))


def moved_words(words: str, years: range) -> str:
    """Return the printed words of a period as many years later; as they were where they name others or 29 February."""
    named = {int(year) for year in YEAR.findall(words)}
    if not named.issubset(years) or any(day in words for day in LEAP_DAY):
        return words
    return YEAR.sub(lambda found: str(int(found[1]) + len(years)), words)


def _save(row: Any, by: User) -> None:
    row._history_user = by
    row.save()
