"""Closing a period by its report, opening it again, and changing its money meanwhile: each with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from budget import guard
from budget.models import ChangeReason, ClosedPeriod
from budget.querysets import Span
from budget.reports import REPORT
from oleksandria_intl import clock
from oleksandria_intl.models import IssuedPaper
from programs.models import Program

LONGEST_REASON = 500


class ReasonNeeded(ValidationError):
    """A change of money that a closed period counts, without a reason."""

    def __init__(self) -> None:
        sentence = _("Give the reason for the change: it will stand in “changes after closing”.")
        super().__init__(f"{closed_sentence()} {sentence}", code="reason-needed")


def closed_words() -> str:
    """Return the closed periods with the numbers of their reports: «01.01.2020 – 31.03.2020, № 3/2020»."""
    return "; ".join(f"{period}, № {period.paper.number}" for period in ClosedPeriod.objects.closed().shown())


def closed_sentence() -> str:
    """Return that money lies in a closed period, and which are closed."""
    return _("This is money of a closed period (%(periods)s), whose report was issued.") % {"periods": closed_words()}


def refusal_without_field() -> str:
    """Return what to say where a page has no field for the reason."""
    sentence = _("Change it on its own page, where the reason can be given, or open the period again first.")
    return f"{closed_sentence()} {sentence}"


@contextmanager
def late_changes(*, reason: str, by: User | None) -> Iterator[ChangeReason | None]:
    """Write money, atomically, under a reason for whatever of it a closed period counts.

    Every such change is noted with the reason. Without one ("" will do while none is known) the database refuses the
    first such change, and ``ReasonNeeded`` is raised; money of open periods needs no reason, and none is kept of it.
    """
    try:
        with transaction.atomic():
            given = _given(reason, by)
            yield given
            if given:
                _settle(given)
    except IntegrityError as error:
        if is_reason_needed(error):
            raise ReasonNeeded from error
        raise


def is_reason_needed(error: Exception) -> bool:
    """Whether the database refused a change that wants a reason."""
    return guard.REASON_NEEDED in str(error)


def _given(reason: str, by: User | None) -> ChangeReason | None:
    """Open a reason, if one is given."""
    text = " ".join(reason.split())
    if not text:
        return None
    given = ChangeReason(text=text, given_by=by, given_at=timezone.now(), is_open=True)
    given.clean_fields()
    given.save()
    return given


def _settle(given: ChangeReason) -> None:
    """Keep a reason that something was changed under; forget another."""
    if given.changes.exists():
        ChangeReason.objects.filter(pk=given.pk).update(is_open=False)
    else:
        # Nothing refers to it: Django would ask every table that might.
        ChangeReason.objects.filter(pk=given.pk)._raw_delete(using=DEFAULT_DB_ALIAS)


def close_period(*, paper: IssuedPaper, program: Program, span: Span, by: User | None) -> ClosedPeriod:
    """Close the period of an issued execution report: what it counts changes from now on only with a reason.

    ``paper`` is the file of its figures. Raises ``ValidationError`` where the period is not over or is closed
    already, or where the paper is another report.
    """
    if refusal := refusal_to_close(paper.kind, program, span):
        raise ValidationError(refusal)
    return ClosedPeriod.objects.create(
        program=program,
        first_day=span.start,
        last_day=span.end,
        known_on=span.on,
        paper=paper,
        closed_at=timezone.now(),
        closed_by=by,
    )


def refusal_to_close(kind: str, program: Program, span: Span) -> str:
    """Return why a report of a kind cannot close its period; empty where it can."""
    if kind != REPORT:
        return _("Only an execution report closes a period.")
    if span.end >= clock.today() or span.is_interim:
        return _("A period can be closed once it is over, by a report of all its days.")
    if closed := ClosedPeriod.objects.closed().of_program(program).of_days(span.start, span.end).first():
        sentence = _("The period is closed already by the report № %(number)s. Open it again first.")
        return sentence % {"number": closed.paper.number}
    return ""


@transaction.atomic
def reopen_period(*, period: ClosedPeriod, reason: str, by: User) -> ClosedPeriod:
    """Open a closed period again; what is changed meanwhile is noted under the reason.

    Raises ``ValidationError`` where the reason is empty or the period is open already.
    """
    period = ClosedPeriod.objects.select_for_update(of=("self",)).get(pk=period.pk)
    if not period.is_closed:
        raise ValidationError(_("The period is open again already."))
    given = ChangeReason(text=" ".join(reason.split()), given_by=by, given_at=timezone.now())
    given.full_clean()
    given.save()
    period.reopening = given
    period.save()
    return period
