"""What the words in braces mean in an edition's texts: the programme's title in each case, its years."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import override

from oleksandria_intl import ukrainian
from oleksandria_intl.acts import PRIOR_DECISION
from oleksandria_intl.documents.decision import reference
from oleksandria_intl.models import Decision, words_of_signing
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
    if edition.decision and (prior := _prior(edition.decision, words)):
        words[PRIOR_DECISION] = prior
    return words


def of_editions(editions: list[Any]) -> dict[int, Mapping[str, str]]:
    """Return the words of editions by primary key."""
    return {edition.pk: words_of(edition) for edition in editions}


def of_rows(rows: list[Any]) -> dict[int, Mapping[str, str]]:
    """Return the words of rows of editions by primary key, in a constant number of queries."""
    editions = Edition.objects.filter(pk__in={row.edition_id for row in rows}).with_papers()
    words = of_editions([*editions])
    return {row.pk: words.get(row.edition_id, {}) for row in rows}


def _prior(decision: Decision, words: Mapping[str, str]) -> str:
    """Return how a decision names the one of the executive committee: as it was signed, else as that one is today."""
    if signed := words_of_signing(decision):
        return signed.prior
    return reference(decision.prior, words) if decision.prior else ""
