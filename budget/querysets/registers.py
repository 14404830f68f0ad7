"""What the treasury's registers, acts and plans ask of commitments and payments."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from budget.querysets.money import MoneySum

if TYPE_CHECKING:
    from budget.querysets.spending import Span


def outside_commitments(span: Span) -> Q:
    """Return what holds of a payment outside the commitments that stand on a period's day."""
    standing = Q(commitment__signed_on__lte=span.on, commitment__year__in=span.years) & (
        Q(commitment__cancelled_on=None) | Q(commitment__cancelled_on__gt=span.on)
    )
    return Q(commitment=None) | ~standing


class RegisteredCommitments:
    """Commitments in the order of registers."""

    def signed_within(self: Any, span: Span) -> Any:
        """Return the commitments made in the period, as far as known on its day, in the order of the register."""
        made = self.filter(signed_on__range=(span.start, span.last_day))
        return made.select_related("measure").order_by("signed_on", "number", "pk")

    def to_payee(self: Any, code: str, on: date) -> Any:
        """Return the commitments made to a payee up to a day, the first leading."""
        return self.filter(payee_code=code, signed_on__lte=on).order_by("signed_on", "pk")


class RegisteredPayments:
    """Payments in the order of registers, and by months."""

    def with_commitments(self: Any) -> Any:
        """Return the payments in the order of the register, each with its commitment and what it corrects."""
        return self.order_by("paid_on", "pk").select_related("measure", "commitment", "corrects")

    def to_payee(self: Any, code: str, on: date) -> Any:
        """Return the payments to a payee up to a day, the first leading."""
        return self.filter(payee_code=code, paid_on__lte=on).order_by("paid_on", "pk")

    def paid_by_month(self: Any, span: Span) -> Any:
        """Return tuples of year, month, paid to date in it, and what of it outside standing commitments."""
        unpromised = MoneySum("amount", filter=outside_commitments(span))
        return self.to_date(span).by_month().annotate(unpromised=unpromised)
