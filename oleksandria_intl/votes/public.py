"""What the public sees of the votes on a decision."""

from __future__ import annotations

from typing import Any, NamedTuple

from oleksandria_intl.models import Choice, Decision, Vote
from oleksandria_intl.votes.words import printed


class ShownName(NamedTuple):
    """A member of the council and the vote, in the words of the paper."""

    name: str
    word: str
    choice: str


class ShownVote(NamedTuple):
    """A vote with its counts, as far as they are known, and its names."""

    vote: Vote
    counts: list[tuple[Any, int]]
    names: list[ShownName]


def shown_votes(decision: Decision) -> list[ShownVote]:
    """Return the votes on a decision in their order."""
    return [
        ShownVote(
            vote,
            [(Choice(choice).label, value) for choice, value in vote.counts if value is not None],
            [ShownName(row.name, printed(row.choice, row.name), row.choice) for row in vote.names.all()],
        )
        for vote in Vote.objects.of_decision(decision)
    ]
