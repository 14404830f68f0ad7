"""How a portal is begun: the steps from an empty database to a programme that can be filled, as a short numbered path.

Each app registers its own in ``AppConfig.ready()``. Nothing is kept of how far somebody came: a step is done where the
rows that it makes are there, whoever made them, and in whatever way.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from oleksandria_intl.start.pages import Page


class Entry(NamedTuple):
    """A row that a step made: what it is called, where it is changed."""

    label: str
    link: str


@dataclass(frozen=True)
class Step:
    """A step: what it is called, who may take it, what there is of it already, and the page that asks for it."""

    key: str
    place: int
    title: Any
    about: Any
    powers: tuple[str, ...]
    made: Callable[[], list[Entry]]
    page: Callable[..., Page]
    needs: tuple[str, ...] = ()
    """The steps without which this one would not know what to propose."""
    is_once: bool = False
    """Whether there is nothing more to enter once it is done."""

    def may_take(self, person: User) -> bool:
        """Whether somebody may add what the step adds."""
        return person.has_perms(self.powers)

    def is_done(self) -> bool:
        """Whether what the step makes is there."""
        return bool(self.made())


STEPS: dict[str, Step] = {}


def register(step: Step) -> Step:
    """Add a step to the path."""
    STEPS[step.key] = step
    return step


def steps() -> list[Step]:
    """Return the path in its order."""
    return sorted(STEPS.values(), key=lambda step: step.place)


def undone() -> list[Step]:
    """Return the steps that nobody has taken yet."""
    return [step for step in steps() if not step.is_done()]
