"""Admin pages of closed periods: which report closed what, what was changed since, and opening one again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from budget.admin.base import page_of_list
from budget.admin.sums import amount_text
from budget.documents.after_closing import measures_of, what_changed
from budget.models import ClosedPeriod, LateChange
from budget.periods import reopen_period
from oleksandria_intl.admin.base import ReadOnlyAdmin
from oleksandria_intl.work import Work
from programs.admin.choices import ProgramFilter


class ReopenForm(forms.Form):
    """Why a period is opened again."""

    reason = forms.CharField(
        label=_("Reason for opening it again"),
        max_length=500,
        widget=AdminTextInputWidget,
        help_text=_("Everybody reads it in “changes after closing”. Names of natural persons do not belong here."),
    )


@admin.register(ClosedPeriod)
class ClosedPeriodAdmin(ReadOnlyAdmin):
    """Periods that reports closed."""

    group = Work.MORE
    place = 313
    list_display = ("days", "program", "report", "closed_at", "closed_by", "state", "change_count")
    list_display_links = None
    list_filter = (("program", ProgramFilter),)

    def get_queryset(self, request: HttpRequest) -> Any:
        """Return the periods with their reports, and how many changes there were since."""
        periods: Any = super().get_queryset(request)
        return periods.shown().counted()

    @admin.display(description=_("period"), ordering="last_day")
    def days(self, period: ClosedPeriod) -> str:
        """The first and last day."""
        return str(period)

    @admin.display(description=_("report"))
    def report(self, period: ClosedPeriod) -> str:
        """The number of the report."""
        return f"№ {period.paper.number}"

    @admin.display(description=_("state"))
    def state(self, period: ClosedPeriod) -> str:
        """Whether it is closed, with the way to open it again; or why it is open."""
        if period.reopening:
            return gettext("open again: %(reason)s") % {"reason": period.reopening.text}
        address = reverse("admin:budget_closedperiod_reopen", args=[period.pk])
        return format_html('{} · <a href="{}">{}</a>', gettext("closed"), address, gettext("Open again…"))

    @admin.display(description=_("changes after closing"))
    def change_count(self, period: Any) -> str:
        """How many changes there were since the report, with a link to their list."""
        address = page_of_list(LateChange, period__id__exact=period.pk)
        return format_html('<a href="{}">{}</a>', address, period.change_count) if period.change_count else "0"

    def get_urls(self) -> list[URLPattern]:
        """Return the pages, and the one that opens a period again."""
        view = self.admin_site.admin_view(self.reopen_view)
        return [path("<int:pk>/reopen/", view, name="budget_closedperiod_reopen"), *super().get_urls()]

    def reopen_view(self, request: Any, pk: int) -> Any:
        """Ask for the reason, then open the period again."""
        if not request.user.has_perm("budget.change_closedperiod"):
            raise PermissionDenied
        period = self.get_queryset(request).filter(pk=pk).first()
        if period is None:
            raise Http404
        form, listed = ReopenForm(request.POST or None), reverse("admin:budget_closedperiod_changelist")
        if form.is_valid() and self._reopen(request, period, form):
            return HttpResponseRedirect(listed)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": gettext("Open the period again: %(period)s") % {"period": period},
            "list_url": listed,
            "period": period,
            "form": form,
        }
        return TemplateResponse(request, "admin/budget/closedperiod/reopen.html", context)

    def _reopen(self, request: Any, period: ClosedPeriod, form: ReopenForm) -> bool:
        """Open the period again, or say why not."""
        try:
            reopen_period(period=period, reason=form.cleaned_data["reason"], by=request.user)
        except ValidationError as error:
            form.add_error(None, error)
            return False
        said = gettext("The period is open again. What is changed now is listed under your reason.")
        self.message_user(request, said, messages.SUCCESS)
        return True


@admin.register(LateChange)
class LateChangeAdmin(ReadOnlyAdmin):
    """Changes after closing, as the database noted them."""

    group = Work.MORE
    place = 314
    list_display = ("made", "report", "what", "measures", "sums", "reason_text")
    list_display_links = None
    list_filter = ("period", "kind")

    def get_queryset(self, request: HttpRequest) -> Any:
        """Return the changes with what the list shows, the newest first."""
        changes: Any = super().get_queryset(request)
        return changes.listed().select_related("period__paper").order_by("-pk")

    @admin.display(description=_("changed at"))
    def made(self, change: LateChange) -> str:
        """The moment."""
        return f"{timezone.localtime(change.made_at):%d.%m.%Y %H:%M}"

    @admin.display(description=_("report"))
    def report(self, change: LateChange) -> str:
        """The number of the report that closed the period."""
        return f"№ {change.period.paper.number}"

    @admin.display(description=_("what was changed"))
    def what(self, change: LateChange) -> str:
        """The row and its fields, in a few words."""
        return what_changed(change)

    @admin.display(description=_("measure"))
    def measures(self, change: LateChange) -> str:
        """The measure before and now."""
        return " → ".join(measures_of(change))

    @admin.display(description=_("was, is, difference, UAH"))
    def sums(self, change: LateChange) -> str:
        """What the period counted before, what it counts now, by how much its sum grew."""
        return f"{amount_text(change.was_amount)} → {amount_text(change.is_amount)} ({amount_text(change.effect)})"

    @admin.display(description=_("reason"))
    def reason_text(self, change: LateChange) -> str:
        """Why, and who gave the reason."""
        return f"{change.reason.text} ({change.reason.given_by or '–'})"
