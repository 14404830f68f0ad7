"""How the council voted, on the public page of a decision."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context

from oleksandria_intl.models import Decision
from oleksandria_intl.votes.public import shown_votes

register = template.Library()


@register.inclusion_tag("decisions/votes.html", takes_context=True)
def decision_votes(context: Context, decision: Decision) -> dict[str, Any]:
    """Show the votes on a decision, with the names; nothing where none is recorded."""
    page: dict[str, Any] = context.flatten()  # type: ignore[assignment]
    return {**page, "decision": decision, "votes": shown_votes(decision)}
