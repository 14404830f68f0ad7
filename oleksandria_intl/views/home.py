"""The home page: what this is, the newest programme, its money and papers, the partner cities."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.views.generic import TemplateView

from budget.documents import CostEstimate
from oleksandria_intl.models import Council
from partners.models import City
from programs.models import Edition
from programs.words import words_of


class Home(TemplateView):
    """What a visitor asks first, answered in one screen."""

    template_name = "home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the newest programme of the portal's council with its money, and the partner cities."""
        edition = Edition.objects.visible().of_council(Council.objects.home()).newest_of_each().first()
        told = (
            {"edition": edition, "planned": CostEstimate(edition).total.of(), "words": words_of(edition)}
            if edition
            else {}
        )
        return super().get_context_data(
            cities=list(City.objects.partners()), today=timezone.localdate(), **told, **kwargs
        )
