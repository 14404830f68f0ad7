"""The page about the portal: what is here, who answers for it."""

from __future__ import annotations

from typing import Any

from django.views.generic import TemplateView

from oleksandria_intl.models import Unit


class About(TemplateView):
    """What the portal is, and the units of the council that answer for the programmes."""

    template_name = "about.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the units."""
        return super().get_context_data(units=Unit.objects.all(), **kwargs)
