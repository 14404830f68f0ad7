"""What does not agree in the votes on a decision: counts, names, the outcome that was announced."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from oleksandria_intl import acts, ukrainian
from oleksandria_intl.checks import Finding, register, register_of_portal, warning
from oleksandria_intl.models import Choice, Decision, Vote
from oleksandria_intl.models.vote import COUNT_FIELDS


@register
def votes(edition: Any) -> Iterator[Finding]:
    """What does not agree in the votes on an edition's decision."""
    if edition.decision:
        yield from of_decision(edition.decision)


@register_of_portal
def votes_on_other_decisions() -> Iterator[Finding]:
    """What does not agree in the votes on decisions that are printed by themselves."""
    decisions = Decision.objects.voted_on()
    matters = acts.matters_of(decisions)
    for decision in decisions:
        if matters[decision.pk].subject is None:
            for finding in of_decision(decision):
                yield finding._replace(sentence=f"{decision}: {finding.sentence}")


def of_decision(decision: Decision) -> Iterator[Finding]:
    """Yield what does not agree in the votes on a decision."""
    for vote in Vote.objects.of_decision(decision):
        yield from of_vote(vote)


def of_vote(vote: Vote) -> Iterator[Finding]:
    """Yield what does not agree in a vote; it stays recorded as it was announced."""
    yield from _composition(vote)
    yield from _outcome(vote)
    yield from _names(vote)


def _composition(vote: Vote) -> Iterator[Finding]:
    """The composition is known, and all counts together are as many as it has."""
    values = [count.value for count in vote.counts]
    total, whole = sum(value or 0 for value in values), vote.whole_composition
    if whole is None:
        sentence = _("%(vote)s: the whole composition is not entered, so nobody knows what a majority is.")
        yield warning(sentence % {"vote": _called(vote)}, vote, "composition")
        return
    if total > whole or (None not in values and total < whole):
        sentence = _("%(vote)s: the counts add up to %(total)d, and the whole composition is %(whole)d.")
        yield warning(sentence % {"vote": _called(vote), "total": total, "whole": whole}, vote, "votes_for")


def _outcome(vote: Vote) -> Iterator[Finding]:
    """What was announced as adopted has a majority of the whole composition, and nothing else has."""
    if vote.has_majority is None or vote.has_majority == vote.is_adopted:
        return
    sentence = _(
        "%(vote)s: adopted with %(for)d votes for, which is no majority of the whole composition of %(whole)d: "
        "that takes %(majority)d (Law on Local Self-Government, article 59)."
    )
    if vote.has_majority:
        sentence = _(
            "%(vote)s: not adopted with %(for)d votes for, which is a majority of the whole composition of %(whole)d: "
            "that takes %(majority)d (Law on Local Self-Government, article 59)."
        )
    said = {"vote": _called(vote), "for": vote.votes_for, "whole": vote.whole_composition, "majority": vote.majority}
    yield warning(sentence % said, vote, "is_adopted")


def _names(vote: Vote) -> Iterator[Finding]:
    """The votes by name add up to the counts, and nobody stands there twice."""
    names = list(vote.names.all())
    if not names:
        return
    found = Counter(row.choice for row in names)
    for choice, count in vote.counts:
        if count is not None and count != found[choice]:
            sentence = _("%(vote)s: “%(choice)s” is %(count)d by count, and %(names)d by name.")
            said = {"vote": _called(vote), "choice": choice.label, "count": count, "names": found[choice]}
            yield warning(sentence % said, vote, COUNT_FIELDS[Choice(choice)])
    for name, times in Counter(row.name for row in names).items():
        if times > 1:
            sentence = _("%(vote)s: %(name)s stands among the votes by name %(times)d times.")
            yield warning(sentence % {"vote": _called(vote), "name": name, "times": times}, vote)


def _called(vote: Vote) -> str:
    """Return how a finding names a vote."""
    number = f" № {vote.number}" if vote.number else ""
    return ukrainian.capitalised(_("vote%(number)s “%(kind)s”") % {"number": number, "kind": vote.get_kind_display()})
