"""The registry of section kinds and of computed sums: who can print what, whichever app it lives in.

Apps to the right register theirs in ``AppConfig.ready()``, as Django's own system checks are.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from oleksandria_intl.documents.blocks import Blocks

if TYPE_CHECKING:
    from programs.models import Edition, Section

SectionBuilder: TypeAlias = "Callable[[Section], Blocks]"
FigureBuilder: TypeAlias = "Callable[[Edition], Blocks]"


class Printed(NamedTuple):
    """A kind of section or a computed sum: its name in lists, and what prints it."""

    label: Any
    build: Callable[[Any], Blocks]
    computed_from: str = ""
    """The kind of section whose figures a sum adds up."""
    says: Callable[[Any], bool] | None = None
    """Whether it would print anything, where that can be told without building it."""

    def is_said(self, row: Any) -> bool:
        """Whether anything is printed of a row."""
        return self.says(row) if self.says else bool(self.build(row))


KINDS: dict[str, Printed] = {}
"""What sections print after their text."""
FIGURES: dict[str, Printed] = {}
"""The sums that the portal computes for the passport."""


SOURCES: list[Callable[[], list[tuple[str, str]]]] = []
"""Who knows the sources of money: their codes and names."""


def register_sources(choices: Callable[[], list[tuple[str, str]]]) -> None:
    """Add what returns the codes and names of sources of money."""
    SOURCES.append(choices)


def source_choices() -> list[tuple[str, str]]:
    """Return the sources of money for a form's list."""
    return [choice for choices in SOURCES for choice in choices()]


def register_kind(code: str, label: Any, build: SectionBuilder, says: Callable[[Section], bool] | None = None) -> None:
    """Add a kind of section; ``says`` tells whether it prints anything, where that is cheaper than to build it."""
    KINDS[code] = Printed(label, build, says=says)


def register_figure(code: str, label: Any, build: FigureBuilder, *, computed_from: str = "") -> None:
    """Add a computed sum, and the kind of section whose figures it adds up."""
    FIGURES[code] = Printed(label, build, computed_from)


def kind_choices() -> list[tuple[str, Any]]:
    """Return the kinds for a form's list."""
    return [(code, kind.label) for code, kind in KINDS.items()]


def figure_choices() -> list[tuple[str, Any]]:
    """Return the computed sums for a form's list."""
    return [(code, figure.label) for code, figure in FIGURES.items()]
