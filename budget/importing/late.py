"""An import into a closed period: one reason for all that it changes there, asked for once it is known to be needed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.auth.models import User
from django.utils.translation import ngettext

from budget.models import ImportBatch
from budget.periods import closed_words, late_changes

from .outcome import Outcome

NOT_YET_GIVEN = "?"
"""The reason under which a file is tried out; what it changes in a closed period never stays without one of its own."""


@contextmanager
def under_reason(batch: ImportBatch, by: User | None, outcome: Outcome) -> Iterator[None]:
    """Write rows under the import's reason, and count in ``outcome.late`` those that lie in a closed period."""
    with late_changes(reason=batch.reason or NOT_YET_GIVEN, by=by) as given:
        yield
        outcome.late = given.changes.values("row_key").distinct().count() if given else 0


def refusal(batch: ImportBatch, outcome: Outcome) -> str:
    """Return what keeps the file out where it changes a closed period and gives no reason."""
    return late_words(outcome) if outcome.late and not batch.reason and not outcome.is_dry else ""


def late_words(outcome: Outcome) -> str:
    """Return how many rows change a closed period, in which a reason is wanted."""
    sentence = ngettext(
        "%(count)d row changes money of a closed period (%(periods)s): give the reason, one for the whole file.",
        "%(count)d rows change money of a closed period (%(periods)s): give the reason, one for the whole file.",
        outcome.late,
    )
    return sentence % {"count": outcome.late, "periods": closed_words()}
