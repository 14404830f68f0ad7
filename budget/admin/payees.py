"""Admin pages of payees who may be natural persons: one answer for all payments and commitments of each."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from budget import asking
from budget.admin.base import StateFilter
from budget.admin.panels import LAST, payment_line
from budget.models import Payee, Payment
from oleksandria_intl.admin.base import RecordedAdmin
from oleksandria_intl.work import Work

SAYS_WHO = {"payee_name", "payee_code"}


class NamesPayees(RecordedAdmin):
    """Rows with a payee, whom the public does not see where it is a natural person, or may be one."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Hide another payee who may be a person; say so where nobody ticked it."""
        changed = set(form.changed_data)
        was_hidden = obj.payee_is_person
        if change and changed & SAYS_WHO and "payee_is_person" not in changed:
            obj.payee_is_person = Payee.objects.is_person(obj.payee_code, obj.payee_name)
        super().save_model(request, obj, form, change)
        if obj.payee_is_person and not was_hidden:
            said = gettext(
                "The payee is taken for a natural person: the public sees “фізична особа” instead of the name."
            )
            self.message_user(request, said, messages.WARNING)


class AnswerFilter(StateFilter):
    """Whether somebody has said that payees are natural persons."""

    title = _("answer")
    states = {
        "unanswered": (_("not answered"), lambda rows: rows.unanswered()),
        "person": (_("natural person"), lambda rows: rows.answered(True)),
        "organisation": (_("not a natural person"), lambda rows: rows.answered(False)),
    }


@admin.register(Payee)
class PayeeAdmin(RecordedAdmin):
    """Payees whose names look like those of persons."""

    group = Work.MONEY
    is_searched = False
    place = 270
    list_display = ("name", "code", "answer")
    list_filter = (AnswerFilter,)
    search_fields = ("key",)
    sortable_by = ("name", "code")
    readonly_fields = ("name", "code")
    actions = ("say_person", "say_organisation")
    panel_template = "admin/budget/payee/panel.html"
    fieldsets = [(None, {"fields": ("name", "code", "is_person")})]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Ask by payments and commitments alone."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Keep what was asked: the rows of the payee follow it."""
        return False

    @admin.display(description=_("natural person"))
    def answer(self, row: Payee) -> str:
        """What somebody said, or that nobody has."""
        if row.is_person is None:
            return gettext("not answered: the public sees “фізична особа”")
        return gettext("yes") if row.is_person else gettext("no")

    @admin.action(description=_("Natural persons: the public sees no name"), permissions=["change"])
    def say_person(self, request: Any, queryset: Any) -> None:
        """Say that the payees are persons."""
        self._say(request, queryset, is_person=True)

    @admin.action(description=_("Not natural persons: the public sees the name"), permissions=["change"])
    def say_organisation(self, request: Any, queryset: Any) -> None:
        """Say that the payees are no persons."""
        self._say(request, queryset, is_person=False)

    def save_model(self, request: Any, obj: Any, form: Any, change: bool) -> None:
        """Let the answer hold for all rows of the payee; reverting to an old text does not change them."""
        if "is_person" in form.changed_data and obj.is_person is not None:
            self._say(request, Payee.objects.filter(pk=obj.pk), is_person=obj.is_person)
        else:
            super().save_model(request, obj, form, change)

    def _say(self, request: Any, payees: Any, *, is_person: bool) -> None:
        count = asking.answer(payees=payees, is_person=is_person, by=request.user)
        said = ngettext(
            "Answered; %(count)d payment or commitment changed.",
            "Answered; %(count)d payments and commitments changed.",
            count,
        )
        self.message_user(request, said % {"count": count}, messages.SUCCESS)

    def panel(self, request: HttpRequest, row: Payee) -> dict[str, Any]:
        """Return the payee's last payments: what they were for says who it is."""
        last = asking.rows_of(Payment, row).order_by("-paid_on", "-pk")[:LAST]
        lines = [payment_line(payment) for payment in last]
        return {"list": {"title": gettext("Payments to this payee"), "lines": lines}}
