"""The office's work: the groups of the menu and of what waits, in the order in which they are shown."""

from __future__ import annotations

import enum
from typing import Any

from django.utils.translation import pgettext_lazy


class Work(enum.Enum):
    """A part of the office's work; every admin class says by ``group`` where its rows belong."""

    PROGRAMME = "programme"
    MONEY = "money"
    VISITS = "visits"
    PARTNERS = "partners"
    DECISIONS = "decisions"
    REFERENCE = "reference"
    MORE = "more"

    @property
    def label(self) -> Any:
        """What the menu calls it."""
        return LABELS[self]

    @property
    def is_folded(self) -> bool:
        """Whether the menu shows its tables only when asked: they are opened a few times a year."""
        return self in (Work.REFERENCE, Work.MORE)


LABELS = {
    Work.PROGRAMME: pgettext_lazy("menu", "Programme"),
    Work.MONEY: pgettext_lazy("menu", "Money"),
    Work.VISITS: pgettext_lazy("menu", "Visits"),
    Work.PARTNERS: pgettext_lazy("menu", "Partners"),
    Work.DECISIONS: pgettext_lazy("menu", "Decisions"),
    Work.REFERENCE: pgettext_lazy("menu", "Reference tables"),
    Work.MORE: pgettext_lazy("menu", "More"),
}
