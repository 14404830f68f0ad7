"""Pages of words alone: about the portal, accessibility, privacy."""

from __future__ import annotations

from django.views.generic import TemplateView

from oleksandria_intl.page_parameters import kept


@kept()
class About(TemplateView):
    """What the portal says of itself; the address names the template."""
