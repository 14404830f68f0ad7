"""The words in braces that the texts of decisions know, and those of the papers beside them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from oleksandria_intl import words_in_braces
from oleksandria_intl.acts import PRIOR_DECISION, matter_of
from oleksandria_intl.models import Decision, ExplanatoryNote, MinutesExtract


def register() -> None:
    """Have the words of these texts offered to staff."""
    words_in_braces.register_labels({PRIOR_DECISION: _("decision of the executive committee on the draft")})
    words_in_braces.register(Decision, lambda decision: matter_of(decision).words)
    for model in (ExplanatoryNote, MinutesExtract):
        words_in_braces.register(model, lambda row: matter_of(row.decision).words)
