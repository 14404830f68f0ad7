"""What the portal says of itself: what is here and who answers for it, accessibility, privacy."""

from __future__ import annotations

from typing import Any

from django.views.generic import TemplateView

from oleksandria_intl.models import Unit
from oleksandria_intl.page_parameters import kept


@kept()
class About(TemplateView):
    """What the portal is, and the units of the council that answer for the programmes."""

    template_name = "about.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the units."""
        return super().get_context_data(units=Unit.objects.all(), **kwargs)


@kept()
class Statement(TemplateView):
    """A page of words alone; its address names the template."""
