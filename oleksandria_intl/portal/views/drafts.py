"""Drafts under discussion: what the council is going to consider, until when and where to send proposals."""

from __future__ import annotations

from typing import Any

from django.views.generic import TemplateView

from oleksandria_intl import clock
from oleksandria_intl.page_parameters import kept
from oleksandria_intl.portal.discussion import drafts_on


@kept()
class DraftList(TemplateView):
    """Every published draft that the council has not considered yet."""

    template_name = "drafts.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the drafts, and for each whether proposals are still taken."""
        today = clock.today()
        drafts = [(draft, draft.takes_proposals(today)) for draft in drafts_on(today)]
        return super().get_context_data(drafts=drafts, **kwargs)
