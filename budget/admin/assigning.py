"""What is done to chosen payments together: assigned to a measure, or set aside."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from budget import services
from budget.admin.panels import payment_line
from budget.admin.sums import amount_text
from budget.models import AssignmentRule, Measure, Payment
from oleksandria_intl.admin.base import RecordedAdmin, refusal_sentence
from oleksandria_intl.admin.fields import RowChoice
from programs.models import Program

SHOWN = 10
"""How many of the chosen payments the page shows."""
ASKS = ("payee_code", "payee_words", "purpose_words")
"""By what a rule may know the payments that come later."""


class AssignForm(forms.Form):
    """Which measure payments are of, and whether those that come later are to follow."""

    measure = forms.ModelChoiceField(queryset=Measure.objects.none(), label=_("Measure"))
    makes_rule = forms.BooleanField(
        required=False,
        label=_("Also create a rule for future payments"),
        help_text=_(
            "Payments of later imports that match everything filled in below will be assigned to "
            "this measure automatically."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["measure"]
        field.widget = RowChoice(Payment._meta.get_field("measure"), admin.site)
        field.widget.is_required = True
        field.queryset = Measure.objects.named()
        for name in ASKS:
            asked: Any = AssignmentRule._meta.get_field(name)
            self.fields[name] = asked.formfield(widget=AdminTextInputWidget)

    def clean(self) -> dict[str, Any]:
        """Refuse a rule that knows nothing of a payment."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("makes_rule") and not any(cleaned.get(name) for name in ASKS):
            self.add_error("makes_rule", _("Give at least one sign by which the rule recognises a payment."))
        return cleaned

    @property
    def asks(self) -> dict[str, str]:
        """What the rule asks of a payment."""
        return {name: self.cleaned_data[name] for name in ASKS}


class AssignsPayments(RecordedAdmin):
    """The actions of the list of payments."""

    actions = ("assign_payments", "apply_rules", "set_payments_aside")

    @admin.action(description=_("Assign to a measure…"), permissions=["change"])
    def assign_payments(self, request: HttpRequest, queryset: Any) -> HttpResponse | None:
        """Ask which measure; then assign the payments, and make a rule if wanted."""
        confirmed = "confirmed" in request.POST
        form = AssignForm(request.POST) if confirmed else AssignForm(initial=common_words(queryset))
        if not (confirmed and form.is_valid()):
            return self._ask(request, queryset, form)
        try:
            self._assign(request, queryset, form)
        except ValidationError as error:
            form.add_error(None, refusal_sentence(error))
            return self._ask(request, queryset, form)
        return None

    @admin.action(description=_("Apply the rules"), permissions=["change"])
    def apply_rules(self, request: Any, queryset: Any) -> None:
        """Let the rules say of which measures the payments are that wait."""
        done = services.apply_rules(payments=queryset, programs=Program.objects.all(), by=request.user)
        said = gettext(
            "By the rules: %(assigned)d assigned to measures, %(set_aside)d marked as not part of the programme."
        )
        self.message_user(request, said % done._asdict(), messages.SUCCESS)

    @transaction.atomic
    def _assign(self, request: Any, queryset: Any, form: AssignForm) -> None:
        measure = form.cleaned_data["measure"]
        count = services.assign(payments=queryset, measure=measure, by=request.user)
        said = ngettext(
            "%(count)d payment is assigned to: %(measure)s.", "%(count)d payments are assigned to: %(measure)s.", count
        )
        if form.cleaned_data["makes_rule"] and self._may_make_rules(request):
            rule = services.make_rule(measure=measure, by=request.user, **form.asks)
            self.message_user(request, gettext("Rule created: %(rule)s.") % {"rule": rule}, messages.SUCCESS)
        self.message_user(request, said % {"count": count, "measure": measure}, messages.SUCCESS)

    def _may_make_rules(self, request: HttpRequest) -> bool:
        return self.admin_site.get_model_admin(AssignmentRule).has_add_permission(request)

    def _ask(self, request: HttpRequest, queryset: Any, form: AssignForm) -> TemplateResponse:
        """Return the page that asks which measure the payments are of."""
        count, total = queryset.counted()
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Assign payments to a measure"),
            "opts": self.opts,
            "media": self.media + form.media,
            "form": form,
            "may_make_rules": self._may_make_rules(request),
            "count": count,
            "total": amount_text(total),
            "lines": [payment_line(payment) for payment in queryset[:SHOWN]],
            "more": max(count - SHOWN, 0),
            "chosen": request.POST.getlist(ACTION_CHECKBOX_NAME),
            "checkbox_name": ACTION_CHECKBOX_NAME,
            "select_across": request.POST.get("select_across", "0"),
        }
        return TemplateResponse(request, "admin/budget/payment/assign.html", context)

    @admin.action(description=_("Not part of the programme"), permissions=["change"])
    def set_payments_aside(self, request: Any, queryset: Any) -> None:
        """Keep the payments, so that they are not asked about again."""
        count = services.set_aside(payments=queryset, by=request.user)
        said = ngettext(
            "%(count)d payment is marked as not part of the programme.",
            "%(count)d payments are marked as not part of the programme.",
            count,
        )
        self.message_user(request, said % {"count": count}, messages.SUCCESS)


def common_words(payments: Any) -> dict[str, str]:
    """Return the payee's code that all payments share, for a rule to begin with."""
    codes = list(payments.order_by().values_list("payee_code", flat=True).distinct()[:2])
    return {"payee_code": codes[0]} if len(codes) == 1 else {}
