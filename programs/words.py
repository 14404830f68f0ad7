"""What the words in braces mean in an edition's texts: the programme's title in each case, its years."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import override

from oleksandria_intl import ukrainian
from oleksandria_intl.acts import PRIOR_DECISION
from oleksandria_intl.documents.decision import reference
from programs.kinds import CASES
from programs.models import Edition


def words_of(edition: Edition) -> Mapping[str, str]:
    """Return what each word in braces stands for; a decision that is not there leaves its word as it is."""
    words = {word: edition.titled(word) for word in CASES}
    words["рік"] = ukrainian.years(edition.year_from, edition.year_to)
    words["року"] = ukrainian.years_genitive(edition.year_from, edition.year_to)
    with override("en"):
        words["programme"] = edition.title
    words["years"] = edition.years_short
    if edition.decision and edition.decision.prior:
        words[PRIOR_DECISION] = reference(edition.decision.prior, words)
    return words
