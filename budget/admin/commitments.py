"""Admin pages of commitments."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from budget.admin.balances import ShowsFree
from budget.admin.base import Foot, StateFilter, number_asked, page_of_list, page_to_add
from budget.admin.panels import LAST, figures_of, left_of, left_words, payment_line
from budget.admin.payees import NamesPayees
from budget.admin.sums import NOTHING, amount_text
from budget.models import Commitment, Payment
from budget.querysets import Figures
from oleksandria_intl import clock, ukrainian
from oleksandria_intl.tables.admin import Exchanges
from oleksandria_intl.work import Work
from programs.admin.choices import ProgramFilter


class CommitmentState(StateFilter):
    """Filter commitments: in force, in force without an end day, closed, above what was free, overpaid."""

    title = _("state")
    states = {
        "standing": (_("in force"), lambda rows: rows.standing(clock.today())),
        "endless": (_("in force, no end date"), lambda rows: rows.standing(clock.today()).endless()),
        "closed": (_("cancelled or closed"), lambda rows: rows.exclude(cancelled_on=None)),
        "overridden": (_("above the free balance, with a reason"), lambda rows: rows.overridden()),
        "overpaid": (_("paid more than committed"), lambda rows: rows.overpaid()),
    }


@admin.register(Commitment)
class CommitmentAdmin(Exchanges, NamesPayees, ShowsFree):
    """Commitments to somebody: contracts and orders, with what is paid and left of them."""

    group = Work.MONEY
    place = 250
    exchanged = ("budget.resources.lists.CommitmentResource",)
    list_display = ("title", "amount_uah", "left_uah", "payee_name", "measure_name", "signed")
    list_display_links = ("title",)
    list_filter = (
        CommitmentState,
        ("measure__program", ProgramFilter),
        ("year", admin.AllValuesFieldListFilter),
        "source",
        "program_code",
        "economic_code",
    )
    sortable_by = ("signed", "measure_name", "amount_uah")
    date_hierarchy = "signed_on"
    search_fields = ("search_text",)
    autocomplete_fields = ("measure", "source", "program_code", "economic_code")
    fetched_with = ("source",)
    panel_template = "admin/budget/commitment/panel.html"
    sum_title = _("Committed, UAH")
    fieldsets = [
        (_("Contract or order"), {"fields": (("number", "signed_on"), "subject", "prozorro_id")}),
        (_("To whom"), {"fields": ("payee_name", "payee_code", "payee_is_person")}),
        (_("Whose money"), {"fields": ("measure", "year", "source", "program_code", "economic_code")}),
        (_("How much"), {"fields": ("amount", "override_reason")}),
        (_("Until when"), {"fields": (("until", "cancelled_on"),)}),
        (_("For the treasury"), {"fields": ("payee_account", "prepayment", ("treasury_number", "treasury_on"))}),
    ]

    class Media:
        js = ("admin/js/jquery.init.js", "admin/free_balance.js")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """Fetch the sum paid of each too, except for locking: PostgreSQL cannot lock grouped rows."""
        rows: Any = super().get_queryset(request)
        return rows if getattr(request, "locks_rows", False) else rows.with_paid()

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        """Offer the commitments of the measure that the form has chosen, where it has."""
        found: Any
        found, doubled = super().get_search_results(request, queryset, search_term)
        measure = number_asked(request, "measure") if "field_name" in request.GET else None
        return (found.of_measure(measure) if measure else found), doubled

    def choice_label(self, row: Any) -> str:
        """Return the commitment with its payee, its amount and what is left of it."""
        return f"{row}, {left_words(row)}"

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Begin with today."""
        return {"signed_on": clock.today(), **super().get_changeform_initial_data(request)}

    @admin.display(description=_("commitment"))
    def title(self, row: Commitment) -> str:
        """The number and what for."""
        return row.title

    @admin.display(description=_("date"), ordering="signed_on")
    def signed(self, row: Commitment) -> str:
        """The day it was made."""
        return f"{row.signed_on:%d.%m.%Y}"

    @admin.display(description=_("left"))
    def left_uah(self, row: Any) -> str:
        """What is left to pay; nothing of one that is closed."""
        return NOTHING if row.cancelled_on else amount_text(left_of(row))

    def foot(self, rows: Any) -> Foot:
        """Add up what the filter leaves: committed, and paid of it."""
        bare = rows.order_by().values("pk")
        yield from super().foot(Commitment.objects.filter(pk__in=bare))
        yield _("Of which paid, UAH"), amount_text(Payment.objects.filter(commitment__in=bare).total())

    def panel(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """Return what was paid and is left of the commitment, its payments, what its measure has free."""
        paid = Payment.objects.filter(commitment=row)
        total = paid.total()
        edition = row.measure.program.shown_by
        figures = figures_of(edition, row.measure_id, row.year) if edition else Figures()
        may_pay = self.admin_site.get_model_admin(Payment).has_add_permission(request)
        return {
            "promised": amount_text(row.amount),
            "paid": amount_text(total),
            "left": NOTHING if row.cancelled_on else amount_text(row.amount - total),
            "free": amount_text(figures.free),
            "ungranted": amount_text(figures.ungranted),
            "warnings": list(commitment_warnings(row, total, figures.free)),
            "add_url": page_to_add(Payment, commitment=row.pk) if may_pay else "",
            "list": {
                "title": gettext("Payments of the commitment"),
                "lines": [payment_line(payment) for payment in paid[:LAST]],
                "all": page_of_list(Payment, commitment__id__exact=row.pk),
            },
        }


def commitment_warnings(row: Commitment, paid: Decimal, free: Decimal) -> Iterable[str]:
    """Yield the warnings about a commitment."""
    if row.override_reason:
        yield gettext("Above the free balance: %(reason)s") % {"reason": row.override_reason}
    if paid > row.amount:
        over = ukrainian.hryvnias(paid - row.amount)
        yield gettext("Paid %(over)s more than the commitment.") % {"over": over}
    if free < 0:
        yield gettext("The measure's money of %(year)s is overspent by %(over)s.") % {
            "year": row.year,
            "over": ukrainian.hryvnias(-free),
        }
