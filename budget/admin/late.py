"""Pages of money that ask for a reason once the database wants one: for what an issued report has closed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

from django.contrib import admin
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.translation import gettext

from budget.models import ChangeReason
from budget.periods import ReasonNeeded, late_changes
from oleksandria_intl.admin.base import RecordedAdmin

REASON = "late_reason"
"""The input that holds the reason."""
LONGEST = ChangeReason._meta.get_field("text").max_length


def under_reason(request: Any) -> AbstractContextManager[ChangeReason | None]:
    """Write money under the reason that was sent along, if any; raises ``ReasonNeeded`` where one is wanted."""
    return late_changes(reason=request.POST.get(REASON, ""), by=request.user)


def asked(request: HttpRequest) -> dict[str, Any]:
    """Return what a template needs to ask for the reason, with what was typed."""
    return {"late_reason": {"name": REASON, "text": request.POST.get(REASON, ""), "longest": LONGEST}}


def page_that_asks(request: HttpRequest, error: ReasonNeeded) -> TemplateResponse:
    """Return a page that sends the same again, with the reason."""
    context = {
        **admin.site.each_context(request),
        "title": gettext("Change in a closed period"),
        "sentence": error.messages[0],
        "sent": list(_sent_again(request)),
        **asked(request),
    }
    return TemplateResponse(request, "admin/budget/late/reason.html", context)


def _sent_again(request: HttpRequest) -> Iterator[tuple[str, str]]:
    """Yield the inputs that were sent, without the reason and what guards the form."""
    if request.FILES:
        raise SuspiciousOperation("Files are not sent again.")
    for name, values in request.POST.lists():
        if name not in (REASON, "csrfmiddlewaretoken"):
            yield from ((name, str(value)) for value in values)


class AsksReason(RecordedAdmin):
    """Pages of money: the form shows one more field when the database asks for it, other pages ask on one of their own.

    What was typed stays.
    """

    change_form_template = "admin/budget/late/change_form.html"

    def _changeform_view(self, request: Any, *args: Any) -> Any:
        """Save under the reason; have the form ask for it where it is wanted."""
        try:
            with under_reason(request):
                return super()._changeform_view(request, *args)
        except ReasonNeeded:
            request.wants_reason = True
            raise

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], **kwargs: Any) -> Any:
        """Show the field where a reason is wanted, or was given."""
        if getattr(request, "wants_reason", False) or request.POST.get(REASON):
            context |= asked(request)
        return super().render_change_form(request, context, **kwargs)

    def _or_sentence(self, request: HttpRequest, view: Callable[[], HttpResponseBase]) -> HttpResponseBase:
        """Delete, do an action, go back to an old text under the reason, or ask for it."""

        def explained() -> HttpResponseBase:
            try:
                with under_reason(request):
                    return view()
            except ReasonNeeded as error:
                return page_that_asks(request, error)

        return super()._or_sentence(request, explained if request.method == "POST" else view)
