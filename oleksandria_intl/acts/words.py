"""The words in braces that the texts of decisions know, and those of the papers beside them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from oleksandria_intl import words_in_braces
from oleksandria_intl.acts import PRIOR_DECISION, matter_of, words_of_decisions, words_of_points
from oleksandria_intl.models import Decision, DecisionPoint, ExplanatoryNote, MinutesExtract


def register() -> None:
    """Have the words of these texts offered to staff."""
    words_in_braces.register_labels({PRIOR_DECISION: _("decision of the executive committee on the draft")})
    words_in_braces.register(Decision, words_of_decisions)
    words_in_braces.register(DecisionPoint, words_of_points)
    for model in (ExplanatoryNote, MinutesExtract):
        words_in_braces.register_reader(model, lambda row: matter_of(row.decision).words)
