"""Decisions on the city's budget, known by their day and number: all else follows."""

from __future__ import annotations

from datetime import date
from itertools import chain, count

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from oleksandria_intl import clock
from oleksandria_intl.locks import one_transaction_at_a_time
from oleksandria_intl.models import Body, Decision, Stage
from oleksandria_intl.periods import Precision

SUBJECT = "Про місцевий бюджет"
"""What a decision is about of which only day and number are known; the words of a paper are Ukrainian."""


def plain_number(number: str) -> str:
    """Return a number as decisions keep it, without the sign that papers print before it."""
    return number.strip().removeprefix("№").strip()


def find(*, on: date, number: str) -> Decision | None:
    """Return the council's decision with this day and number, if it is entered."""
    made = Decision.objects.filter(body__kind=Body.Kind.COUNCIL, period_start=on)
    return next((each for each in made if each.number.casefold() == plain_number(number).casefold()), None)


def record_decision(*, on: date, number: str, by: User, title: str = "") -> Decision:
    """Return the council's decision of a day with a number, entered where it is not there yet.

    The same day and number lead to the same decision, whoever enters it; a title changes none that is there.
    Raises ``ValidationError`` where no council is entered, the number is empty or the day has not come.
    """
    with one_transaction_at_a_time("budget-decisions"):
        return find(on=on, number=number) or _made(on, plain_number(number), by, title.strip())


def _made(on: date, number: str, by: User, title: str) -> Decision:
    """Enter a decision as one that was signed elsewhere: it may be mended on its own page."""
    if not number:
        raise ValidationError({"number": _("Enter the number of the decision.")})
    if on > clock.today():
        raise ValidationError({"on": _("This day has not come yet.")})
    body = Body.objects.filter(kind=Body.Kind.COUNCIL).order_by("code").first()
    if body is None:
        raise ValidationError(_("Enter the council among the bodies first: it is the council that decides."))
    row = Decision(
        code=_free_code(f"budget-{on:%Y-%m-%d}"),
        body=body,
        subject=title or SUBJECT,
        number=number,
        period_start=on,
        period_end=on,
        period_precision=Precision.DAY,
        stage=Stage.SIGNED,
    )
    row._history_user = by  # type: ignore[attr-defined]
    row.full_clean()
    row.save()
    return row


def _free_code(code: str) -> str:
    """Return a code that no decision has: «budget-2020-01-20», «budget-2020-01-20-2»."""
    taken = set(Decision.objects.filter(code__startswith=code).values_list("code", flat=True))
    candidates = chain([code], (f"{code}-{place}" for place in count(2)))
    return next(each for each in candidates if each not in taken)
