"""The page on which a delegation is prepared from a planned visit or conference."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext, pgettext

from delegations import services
from delegations.models import Delegation, PlannedTrip
from oleksandria_intl.admin.step_page import StepPages, typed_in


class PreparesDelegations(StepPages):
    """The part of a planned trip's pages that leads to its delegation."""

    def panel(self, request: HttpRequest, row: PlannedTrip) -> dict[str, Any]:
        """Return the delegations that grew from the trip, and where one is prepared while there is none."""
        may = request.user.has_perm("delegations.add_delegation") and not Delegation.objects.of_planned(row).exists()
        return {
            **super().panel(request, row),
            "delegations": list(Delegation.objects.grown_from(row)),
            "prepare_url": reverse(f"admin:{self._name}_prepare", args=[row.pk]) if may else "",
        }

    def get_urls(self) -> list[URLResolver | URLPattern]:
        """Return the page that prepares a delegation, too."""
        view = self.admin_site.admin_view(self.prepare_view)
        return [path("<int:pk>/prepare/", view, name=f"{self._name}_prepare"), *super().get_urls()]

    def prepare_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask whether a delegation is to be prepared, and lead to it."""
        if not request.user.has_perm("delegations.add_delegation"):
            raise PermissionDenied
        planned, form = self.seen_row(request, pk), forms.Form(typed_in(request))
        user: Any = request.user
        if form.is_valid():
            try:
                made = services.prepare(planned=planned, by=user)
            except ValidationError as error:
                form.add_error(None, error.messages)
            else:
                return HttpResponseRedirect(reverse("admin:delegations_delegation_change", args=[made.pk]))
        return self.step_page(request, planned, form, gettext("Prepare the delegation"), pgettext("trip", "planned"))

    @property
    def _name(self) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}"
