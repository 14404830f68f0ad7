"""No commitment above what is granted, unless somebody writes why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from budget.querysets.limits import PLACE, Balance, balance_for, lock_measure
from oleksandria_intl import clock, ukrainian

ABOVE_FREE = "a commitment above the free balance needs a written reason"
"""What the database says when it refuses one."""
MOST_NAMED = 3
"""How many commitments a sentence names."""


def stands(row: Any) -> bool:
    """Whether a commitment is not cancelled by today."""
    return row.cancelled_on is None or row.cancelled_on > clock.today()


def asks(row: Any, before: Any) -> bool:
    """Whether a commitment takes money that it did not take before, or loses the reason why it may.

    ``before`` is the commitment as it is stored; None of a new one.
    """
    if not stands(row):
        return False
    if before is None or not stands(before) or row.amount > before.amount:
        return True
    moved = any(getattr(row, name) != getattr(before, name) for name in PLACE)
    return moved or bool(before.override_reason and not row.override_reason.strip())


def is_excused(row: Any, before: Any) -> bool:
    """Whether somebody wrote why it may; what was written of it before excuses no more than it did."""
    reason = row.override_reason.strip()
    return bool(reason) and (before is None or reason != before.override_reason.strip())


def stored(row: Any) -> Any:
    """Return a commitment as the database has it; None of a new one."""
    return type(row)._base_manager.filter(pk=row.pk).first() if row.pk else None


def takes_beyond(row: Any) -> bool:
    """Whether a commitment takes money that is not free. Others cannot commit the measure's money meanwhile."""
    if not asks(row, stored(row)):
        return False
    lock_measure(row)
    return bool(row.amount > balance_for(row).free)


def refuse_above_free(row: Any) -> None:
    """Raise ``ValidationError`` with the sums where a commitment takes more than is free and nobody wrote why.

    A reason that is newly written of one within what is free is dropped: reports name every reason. Others cannot
    commit the measure's money meanwhile.
    """
    before = stored(row)
    is_asked, is_written = asks(row, before), is_excused(row, before)
    if not (is_asked or is_written):
        return
    lock_measure(row)
    balance = balance_for(row)
    if row.amount <= balance.free and is_written:
        row.override_reason = before.override_reason if before else ""
    elif row.amount > balance.free and not is_written:
        raise ValidationError({"amount": above_sentence(row, balance)})


@contextmanager
def in_sentences(rows: Iterable[Any], sentence_of: Callable[[Iterable[Any]], str] | None = None) -> Iterator[None]:
    """Say with the sums which of the commitments the database refuses: raise ``ValidationError``."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if ABOVE_FREE not in str(error):
            raise
        raise ValidationError((sentence_of or sentence_of_new)(rows)) from None


def sentence_of_new(rows: Iterable[Any]) -> str:
    """Return the sentence of the first commitment that is above what is free, those before it being made."""
    taken: dict[tuple[Any, ...], Decimal] = {}
    for row in rows:
        place = tuple(getattr(row, name) for name in PLACE)
        balance = balance_for(row)
        earlier = taken.get(place, Decimal(0))
        if row.amount > balance.free - earlier:
            made = Balance(balance.granted, balance.promised + earlier, balance.unpromised, balance.has_codes)
            return above_sentence(row, made)
        taken[place] = earlier + row.amount
    return sentence_of_stored(rows)


def sentence_of_stored(rows: Iterable[Any]) -> str:
    """Return how much each of some stored commitments may be at most, where it is not known which went beyond."""
    most = [f"“{row.title}” – {ukrainian.hryvnias(balance_for(row).free)}" for row in islice(rows, MOST_NAMED)]
    return _(
        "This would commit more than is free; where they stand now, at most: %(most)s. By article 48 of the Budget "
        "Code commitments are taken within appropriations only: lower the amounts, or write why they are above them."
    ) % {"most": "; ".join(most)}


def refusal() -> str:
    """Return what to say where it is not known which commitment the database refused."""
    return _(
        "This would commit more than is granted and free. By article 48 of the Budget Code commitments are taken "
        "within appropriations only: lower the amount, or write why it is above them."
    )


def above_sentence(row: Any, balance: Balance) -> str:
    """Say by how much a commitment is above what is free, out of which sums, and what may be done."""
    names = (row.program_code_id, row.economic_code_id) if balance.has_codes else ()
    given = " / ".join(filter(None, names))
    place = ", ".join(filter(None, (str(row.measure), str(row.year), str(row.source), given)))
    return _(
        "“%(commitment)s”: %(amount)s, and %(free)s is free (%(place)s: granted %(granted)s, committed otherwise "
        "%(promised)s, paid without a commitment %(unpromised)s). By article 48 of the Budget Code commitments are "
        "taken within appropriations only: lower the amount, or write why it is above them."
    ) % {
        "commitment": row.title,
        "place": place,
        "amount": ukrainian.hryvnias(row.amount),
        "free": ukrainian.hryvnias(balance.free),
        "granted": ukrainian.hryvnias(balance.granted),
        "promised": ukrainian.hryvnias(balance.promised),
        "unpromised": ukrainian.hryvnias(balance.unpromised),
    }
