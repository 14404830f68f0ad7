"""Queries about payments and the rules that assign them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from budget.querysets.money import MoneySum
from budget.querysets.registers import RegisteredPayments, outside_commitments
from budget.querysets.spending import MoneyQuerySet, Span
from oleksandria_intl import withheld
from oleksandria_intl.models import NaturalManager

if TYPE_CHECKING:
    from budget.models import AssignmentRule, Payment  # noqa: F401 - named in strings

REGISTER = (
    "record_key paid_on document payee_name payee_code payee_is_person purpose amount program_code_id economic_code_id "
    "payer__name_uk payer__register_code measure__code source__name_uk source__code "
    "corrects__paid_on corrects__document"
).split()
"""The columns that a register of payments prints, and the key that says which payment it is."""


class PaymentQuerySet(RegisteredPayments, MoneyQuerySet):
    """Payments (cash expenditure)."""

    def outside(self, year: int, on: date) -> PaymentQuerySet:
        """Return the payments without a commitment of a year that is not cancelled by a day."""
        stands = Q(commitment__year=year) & (Q(commitment__cancelled_on=None) | Q(commitment__cancelled_on__gt=on))
        return self.filter(Q(commitment=None) | ~stands)

    def within(self, span: Span) -> PaymentQuerySet:
        """Return the payments of the period as far as known on its day."""
        return self.filter(paid_on__range=(span.start, span.last_day))

    def between(self, start: date, end: date) -> PaymentQuerySet:
        """Return the payments from a day to another."""
        return self.filter(paid_on__range=(start, end))

    def paid_by(self, on: date) -> PaymentQuerySet:
        """Return the payments up to a day."""
        return self.filter(paid_on__lte=on)

    def to_date(self, span: Span) -> PaymentQuerySet:
        """Return the payments from the first January of the period on, as far as known on its day."""
        return self.filter(paid_on__range=(span.first_day, span.last_day))

    def paid_by_place(self, span: Span) -> Any:
        """Return tuples of place, paid in the period, paid to date, and paid to date outside standing commitments."""
        return self.to_date(span).by_place(
            paid=MoneySum("amount", filter=Q(paid_on__gte=span.start)),
            to_date=MoneySum("amount"),
            unpromised=MoneySum("amount", filter=outside_commitments(span)),
        )

    def by_payee(self) -> Any:
        """Return tuples of payee's code, name, number of payments and sum, the largest first.

        Persons are one payee, and so are those whose payments are withheld.
        """
        nobody = models.Value("")
        person, away = models.Q(payee_is_person=True), withheld.of(self.model)
        unseen = models.When(person, then=nobody)
        rows = self.order_by().annotate(
            code=models.Case(unseen, models.When(away, then=nobody), default="payee_code"),
            payee=models.Case(unseen, models.When(away, then=models.Value(withheld.WORDS)), default="payee_name"),
        )
        sums = rows.values_list("payee_is_person", "code", "payee").annotate(
            count=models.Count("pk"), paid=MoneySum("amount")
        )
        return sums.order_by("-paid", "code", "payee")

    def by_month(self) -> Any:
        """Return tuples of year, month and paid sum."""
        return self.order_by().values_list("paid_on__year", "paid_on__month").annotate(paid=MoneySum("amount"))

    def waiting(self) -> PaymentQuerySet:
        """Return the payments that wait to be assigned to a measure."""
        return self.filter(measure=None, is_outside=False)

    def outside_years(self, years: range) -> PaymentQuerySet:
        """Return the payments that fall before or after a programme's years."""
        return self.exclude(paid_on__range=(date(years[0], 1, 1), date(years[-1], 12, 31)))

    def overcorrected(self) -> PaymentQuerySet:
        """Return the payments whose corrections exceed their amount."""
        return self.annotate(corrected=MoneySum("corrections__amount")).filter(corrected__lt=-models.F("amount"))

    def maybe_of_program(self, program: Any) -> PaymentQuerySet:
        """Return the payments that came in for a programme, or that its codes and years say may be its own.

        As in an import: a payment without a code may be of every programme of its year, and a programme that was
        granted nothing under a code in a year may have any payment of that year.
        """
        return self.filter(Q(batch__program=program) | Q(batch=None) & _may_be_paid_by(program))

    def set_aside(self) -> PaymentQuerySet:
        """Return the payments of which somebody said that they are of no programme."""
        return self.filter(is_outside=True)

    def registered(self) -> PaymentQuerySet:
        """Return the payments in the order of the register, with what it prints of them and nothing else."""
        rows = self.order_by("paid_on", "pk").select_related("payer", "measure", "source", "corrects").only(*REGISTER)
        return rows.with_withheld()

    def with_withheld(self) -> PaymentQuerySet:
        """Return the payments, each saying whether it is withheld today."""
        return self.annotate(is_withheld=withheld.flag(self.model))

    def counted(self) -> tuple[int, Decimal]:
        """Return how many payments there are, and their sum in hryvnias."""
        found = self.aggregate(count=models.Count("pk"), total=MoneySum("amount"))
        return found["count"], found["total"] or Decimal(0)


def _may_be_paid_by(program: Any) -> Q:
    """Return the condition that a payment is of a programme's years and, in each, of the codes of its grants."""
    rows: Any = program.measures.filter(appropriations__program_code__isnull=False).distinct()
    granted: dict[int, set[str]] = {}
    for year, code in rows.values_list("appropriations__year", "appropriations__program_code"):
        granted.setdefault(year, set()).add(code)
    found = Q(pk=None)
    for year in program.years:
        of_year = Q(paid_on__range=(date(year, 1, 1), date(year, 12, 31)))
        codes = Q(program_code=None) | Q(program_code__in=sorted(granted[year])) if year in granted else Q()
        found |= of_year & codes
    return found


class PaymentManager(NaturalManager["Payment"].from_queryset(PaymentQuerySet)):  # type: ignore[misc]
    """Finds payments by natural key and by the office's questions."""


class AssignmentRuleQuerySet(models.QuerySet["AssignmentRule"]):
    """Rules that assign payments to measures."""

    def of_program(self, program: Any) -> Iterable[AssignmentRule]:
        """Return a programme's rules in the order in which they are tried."""
        return self.filter(program=program).order_by("order").select_related("measure")

    def next_order(self, program: Any) -> int:
        """Return the place after a programme's last rule."""
        last = self.filter(program=program).aggregate(last=models.Max("order"))["last"]
        return (last or 0) + 1


class AssignmentRuleManager(NaturalManager["AssignmentRule"].from_queryset(AssignmentRuleQuerySet)):  # type: ignore[misc]
    """Finds rules by natural key and by the office's questions."""
