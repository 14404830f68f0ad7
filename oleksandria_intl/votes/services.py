"""What is recorded of a vote: by whom each member's vote was entered is in its history."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from oleksandria_intl import ukrainian
from oleksandria_intl.models import Official, Vote, VoteByName
from oleksandria_intl.models.vote import COUNT_FIELDS
from oleksandria_intl.votes.reading import NamedVote


@transaction.atomic
def record_names(*, vote: Vote, votes: Iterable[NamedVote], by: User) -> None:
    """Put these votes by name in the place of those that are recorded; counts that are not known are filled in.

    A member is linked to the official of the same full name. Raises ``ValidationError`` where there are none.
    """
    given = list(votes)
    if not given:
        raise ValidationError(_("The table has no votes: nothing was recorded."))
    stored = Vote.objects.select_for_update().get(pk=vote.pk)
    for row in stored.names.all():
        row._history_user = by
        row.delete()
    officials = _officials()
    for order, (name, choice) in enumerate(given, 1):
        row = VoteByName(vote=stored, order=order, name=name, choice=choice, official=officials.get(_key(name)))
        row._history_user = by  # type: ignore[attr-defined]
        row.save()
    _fill_in_counts(stored, given, by)


def _fill_in_counts(vote: Vote, given: list[NamedVote], by: User) -> None:
    """Count the votes by name, where nobody has entered any count."""
    if any(count.value is not None for count in vote.counts):
        return
    found = Counter(choice for _name, choice in given)
    for choice, field in COUNT_FIELDS.items():
        setattr(vote, field, found[choice])
    vote._history_user = by  # type: ignore[attr-defined]
    vote.save()


def _officials() -> dict[str, Official]:
    """Return the officials by their full names; those of one name are left out."""
    officials = list(Official.objects.all())
    names = Counter(_key(str(official)) for official in officials)
    return {key: official for official in officials if names[key := _key(str(official))] == 1}


def _key(name: str) -> str:
    return ukrainian.search_key(name)
