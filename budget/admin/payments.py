"""Admin pages of payments: what left, what came back, what waits for its measure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from budget.admin.assigning import AssignsPayments
from budget.admin.base import MoneyAdmin, StateFilter, measure_label, number_asked, page_to_add, shortest
from budget.admin.panels import left_words, payment_line
from budget.admin.payees import NamesPayees
from budget.admin.sums import amount_text
from budget.models import Commitment, ImportBatch, Payment
from oleksandria_intl import clock
from oleksandria_intl.admin.fields import is_key
from oleksandria_intl.tables.admin import Exchanges
from oleksandria_intl.work import Work
from programs.admin.choices import ProgramFilter

RETURNED = ("measure", "payer", "payee_name", "payee_code", "payee_is_person", "source", "contract", "prozorro_id")
"""What a return has in common with the payment that it corrects."""
OWN_KEY = "portal-"
"""How the keys of rows begin that were entered here: they say nothing to anybody."""
CODES = ("program_code", "economic_code")
LAST_IMPORTS = 10
"""How many imports the list's filter offers."""
COMMITTED = ("measure", "payee_name", "payee_code", "payee_is_person", "source", "prozorro_id")
"""What a payment has in common with its commitment."""


class PaymentState(StateFilter):
    """Whether somebody has said which measure a payment is of."""

    title = _("measure")
    states = {
        "waiting": (_("not assigned to a measure"), lambda rows: rows.waiting()),
        "assigned": (_("assigned to a measure"), lambda rows: rows.exclude(measure=None)),
        "outside": (_("not part of the programme"), lambda rows: rows.filter(is_outside=True)),
    }


class BatchFilter(admin.RelatedFieldListFilter):
    """The import that payments came in with: one of the last, or the one that is looked at."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> list[Any]:
        """Return the imports, the newest first."""
        asked = [pk for pk in self.lookup_val or [] if is_key(ImportBatch._meta.pk, pk)]
        imports = ImportBatch.objects.filter(models.Exists(Payment.objects.filter(batch=models.OuterRef("pk"))))
        newest = list(imports.values_list("pk", flat=True)[:LAST_IMPORTS])
        rows = imports.filter(pk__in=[*newest, *asked])
        return [(row.pk, f"{row.file_name}, {timezone.localtime(row.uploaded_at):%d.%m.%Y %H:%M}") for row in rows]


@admin.register(Payment)
class PaymentAdmin(Exchanges, AssignsPayments, NamesPayees, MoneyAdmin):
    """Payments and returns in the order of the payment's paper."""

    group = Work.MONEY
    place = 260
    exchanged = ("budget.resources.payments.PaymentResource",)
    list_display = ("day", "amount_uah", "payee", "purpose_short", "measure_or_state", "codes")
    list_display_links = ("day", "payee")
    list_filter = (
        PaymentState,
        ("measure__program", ProgramFilter),
        ("batch", BatchFilter),
        "source",
        "program_code",
        ("economic_code", admin.RelatedOnlyFieldListFilter),
        "payer",
    )
    change_list_template = "admin/budget/payment/change_list.html"
    sortable_by = ("day", "amount_uah")
    date_hierarchy = "paid_on"
    search_fields = ("search_text",)
    autocomplete_fields = ("measure", "commitment", "payer", "source", "program_code", "economic_code", "corrects")
    forwards = {"commitment": "measure", "corrects": "measure"}
    panel_template = "admin/budget/payment/panel.html"
    sum_title = _("Paid, UAH")
    fieldsets = [
        (_("Payment"), {"fields": (("paid_on", "document"), "amount", "payer")}),
        (_("To whom"), {"fields": ("payee_name", "payee_code", "payee_is_person")}),
        (_("What for"), {"fields": ("purpose", ("contract", "prozorro_id"))}),
        (
            _("Which measure it belongs to"),
            {
                "fields": ("measure", "commitment", "is_outside"),
                "description": _(
                    "The measure may be left empty and assigned later. Once a measure is chosen, "
                    "only its commitments are offered."
                ),
            },
        ),
        (_("Source and codes"), {"fields": ("source", "program_code", "economic_code")}),
        (_("Return or correction"), {"fields": ("corrects",)}),
    ]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Say how a return is written."""
        if db_field.name == "amount":
            kwargs["help_text"] = _("Write a return with a minus: -1 200,00.")
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    @admin.display(description=_("paid on"), ordering="paid_on")
    def day(self, row: Payment) -> str:
        """The day of the payment."""
        return f"{row.paid_on:%d.%m.%Y}"

    @admin.display(description=_("payee"))
    def payee(self, row: Payment) -> str:
        """The beginning of the payee's name."""
        return shortest(row.payee_name)

    @admin.display(description=_("purpose of the payment"))
    def purpose_short(self, row: Payment) -> str:
        """The beginning of the purpose."""
        return shortest(row.purpose)

    @admin.display(description=_("measure"))
    def measure_or_state(self, row: Payment) -> str:
        """The measure, or what is known instead of it."""
        if row.measure:
            return measure_label(row.measure)
        return gettext("not part of the programme") if row.is_outside else gettext("not assigned to a measure")

    def choice_label(self, row: Any) -> str:
        """Return a payment with its document and purpose: many are of one payee and amount."""
        document = f"№ {row.document}" if row.document else ""
        return ", ".join(filter(None, (str(row), document, shortest(row.purpose))))

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        """Offer as corrected only payments, not corrections, and those of the measure that the form has chosen."""
        found: Any
        found, doubled = super().get_search_results(request, queryset, search_term)
        if request.GET.get("field_name") == "corrects":
            found = found.filter(amount__gt=0)
            if measure := number_asked(request, "measure"):
                found = found.of_measure(measure)
        return found, doubled

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Begin a return with what the payment says, and a payment of a commitment with what that says."""
        initial = {"paid_on": clock.today(), **super().get_changeform_initial_data(request)}
        corrected = self._asked(Payment, request, "corrects")
        committed = self._asked(Commitment, request, "commitment")
        if corrected:
            initial |= taken_over(corrected, RETURNED) | {"commitment": corrected.commitment_id}
        elif committed:
            initial |= taken_over(committed, COMMITTED) | {"contract": committed.number}
        return initial

    def _asked(self, model: Any, request: HttpRequest, name: str) -> Any:
        pk = number_asked(request, name)
        return model.objects.filter(pk=pk).first() if pk else None

    def panel(self, request: HttpRequest, row: Payment) -> dict[str, Any]:
        """Return what the payment waits for, what corrects it, what is left of its commitment."""
        corrections = list(row.corrections.all())
        left = row.amount + sum(correction.amount for correction in corrections)
        may_return = row.amount > 0 and self.has_add_permission(request)
        return {
            "is_waiting": row.is_waiting,
            "facts": list(payment_facts(row)),
            "return_url": page_to_add(Payment, corrects=row.pk) if may_return else "",
            "after_returns": amount_text(left),
            "list": {
                "title": gettext("Returns and corrections"),
                "lines": [payment_line(correction) for correction in corrections],
            },
        }


def taken_over(row: Any, names: Iterable[str]) -> dict[str, Any]:
    """Return a row's values as a form begins with them."""
    values = {name: getattr(row, row._meta.get_field(name).attname) for name in (*names, *CODES)}
    return {name: value for name, value in values.items() if value not in (None, "")}


def payment_facts(row: Payment) -> Iterator[tuple[str, str]]:
    """Yield what is known of a payment beside what its form says."""
    if row.commitment:
        commitment: Any = Commitment.objects.with_paid().get(pk=row.commitment_id)
        yield gettext("Commitment"), f"{commitment}, {left_words(commitment)}"
    if row.batch:
        yield gettext("Imported with"), str(row.batch)
    if not row.record_key.startswith(OWN_KEY):
        yield gettext("Record id"), row.record_key
