"""How the council voted, and the signed copy, on the public page of a decision."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context

from oleksandria_intl.models import Decision, SignedCopy
from oleksandria_intl.signed_copies import serving
from oleksandria_intl.votes.public import shown_votes

register = template.Library()


@register.inclusion_tag("decisions/votes.html", takes_context=True)
def decision_votes(context: Context, decision: Decision) -> dict[str, Any]:
    """Show the votes on a decision, with the names; nothing where none is recorded."""
    page: dict[str, Any] = context.flatten()  # type: ignore[assignment]
    return {**page, "decision": decision, "votes": shown_votes(decision)}


@register.inclusion_tag("decisions/signed_copy.html", takes_context=True)
def signed_copy(context: Context, decision: Decision | None) -> dict[str, Any]:
    """Show the signed copies of a decision, the official ones, with the names that their certificates have."""
    page: dict[str, Any] = context.flatten()  # type: ignore[assignment]
    copies = SignedCopy.objects.current(decision) if decision else ()
    return {**page, "copies": [(copy, serving.signers(copy)) for copy in copies]}
