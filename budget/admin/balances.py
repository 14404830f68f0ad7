"""What is free to commit, beside the amount that one types."""

from __future__ import annotations

from datetime import MAXYEAR
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext as _

from budget.admin.base import MoneyAdmin, number_asked
from budget.models import Commitment
from budget.querysets.limits import Balance, balance_for
from oleksandria_intl import ukrainian

CODES = ("program_code", "economic_code")
NAME = "budget_commitment_free"


class ShowsFree(MoneyAdmin):
    """A form of commitments that says what is free of the measure, year, source and codes, as one chooses them."""

    def get_urls(self) -> list[URLResolver | URLPattern]:
        """Return the pages and the address of the balance."""
        return [path("free/", self.admin_site.admin_view(self.free_view), name=NAME), *super().get_urls()]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Tell the script where the balance is asked for, and for which row."""
        form = super().get_form(request, obj, change=change, **kwargs)
        if amount := form.base_fields.get("amount"):
            amount.widget.attrs |= {"data-free-url": reverse(f"admin:{NAME}"), "data-row": obj.pk if obj else ""}
        return form

    def free_view(self, request: HttpRequest) -> JsonResponse:
        """Send what is free, in words and as a number; nothing until the measure, the year and the source are known."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        asked = {name: number_asked(request, name) for name in ("measure", "year", "source", "row")}
        if not (asked["measure"] and asked["year"] and asked["source"]):
            return JsonResponse({})
        row = Commitment(
            pk=asked["row"],
            measure_id=asked["measure"],
            year=min(asked["year"], MAXYEAR),
            source_id=asked["source"],
            **{f"{name}_id": request.GET.get(name) or None for name in CODES},
        )
        balance = balance_for(row)
        return JsonResponse({"free": f"{balance.free:.2f}", "words": balance_words(balance)})


def balance_words(balance: Balance) -> str:
    """Say what is free and out of which sums."""
    sentence = _(
        "Free to commit: %(free)s (granted %(granted)s, committed otherwise %(promised)s, paid without a "
        "commitment %(unpromised)s)"
    )
    if not balance.has_codes:
        sentence = _(
            "Free to commit: %(free)s under all codes of the source together (granted %(granted)s, committed "
            "otherwise %(promised)s, paid without a commitment %(unpromised)s)"
        )
    names = ("free", "granted", "promised", "unpromised")
    return sentence % {name: ukrainian.hryvnias(getattr(balance, name)) for name in names}
