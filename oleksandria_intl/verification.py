"""The registry of what a file may turn out to be when somebody verifies it by its SHA-256.

Whatever keeps files registers its own answer in ``AppConfig.ready()``, or where the project is composed; the page
``/documents/`` asks here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Verdict = Literal["issued", "signed-copy", "working-copy", "unknown"]
ORDER: tuple[Verdict, ...] = ("issued", "signed-copy", "working-copy")
"""Which verdict is given where several would fit, the weightiest first."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a file is: in a sentence for people, as facts for programs, and where the file or its page is found."""

    verdict: Verdict
    sentence: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    """What JSON can hold: «title», «kind», «key», «number», «issued_at», «format», «state»."""
    notes: tuple[str, ...] = ()
    """Further sentences: what became of it since."""
    address: str = ""
    label: str = ""
    """The words of the link to the address."""
    is_public: bool = True
    """Whether a stranger may know; to one who may not the file is unknown."""


Find = Callable[[str], Answer | None]
FINDS: list[Find] = []


def register(find: Find) -> Find:
    """Add a function from a SHA-256, 64 small hexadecimal digits, to what the file is; None where it is not known."""
    FINDS.append(find)
    return find


def answer_to(sha256: str, *, for_staff: bool) -> Answer | None:
    """Return what the file with this SHA-256 is; None where it is unknown, or not for a stranger to know."""
    found = [answer for find in FINDS if (answer := find(sha256)) and (for_staff or answer.is_public)]
    return min(found, key=lambda answer: ORDER.index(answer.verdict), default=None)
