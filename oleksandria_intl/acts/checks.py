"""What a decision lacks: a preamble, points, somebody who signs it, a programme for its words in braces."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oleksandria_intl import acts
from oleksandria_intl.checks import Finding, error, label_of, register_of_portal, warning
from oleksandria_intl.documents.placeholders import around_blank, unknown
from oleksandria_intl.models import Decision
from oleksandria_intl.publication import checks as publication

BLANK_LEFT = gettext_lazy("“%(row)s”: a blank is left in “%(field)s”: “%(text)s”.")


def of_decision(decision: Decision) -> Iterator[Finding]:
    """Yield what a decision lacks: a preamble, points, somebody who signs it."""
    if not decision.preamble.strip():
        yield error(_("The decision has no preamble."), decision, "preamble")
    if not decision.points.exists():
        yield error(_("The decision has no points."), decision)
    if decision.signatory is None:
        yield warning(_("Nobody signs the decision."), decision, "signatory")


def words_without_programme(decision: Decision, matter: acts.Matter) -> Iterator[Finding]:
    """Yield the words in braces of a decision that nothing fills in: most of them need a programme."""
    texts = [("subject", decision.subject), ("preamble", decision.preamble)]
    texts += [("", point.text) for point in decision.points.all()]
    for field, text in texts:
        for word in unknown(text, matter.words):
            sentence = _(
                "The decision has no programme that says what %(word)s stands for: write the words themselves."
            )
            yield error(sentence % {"word": word}, decision, field)


def blanks_filled_in(decision: Decision, matter: acts.Matter) -> Iterator[Finding]:
    """Yield the texts of a decision that have a blank «___» left."""
    texts = [("subject", decision.subject), ("preamble", decision.preamble)]
    texts += [("points", point.text) for point in decision.points.all()]
    for field, text in texts:
        if around := around_blank(text, matter.words):
            label = label_of(decision, field)
            yield warning(BLANK_LEFT % {"row": decision, "field": label, "text": around}, decision, field)


def findings(decision: Decision) -> list[Finding]:
    """Return what a decision lacks that is printed by itself, errors first."""
    matter = acts.matter_of(decision)
    found = [
        *of_decision(decision),
        *words_without_programme(decision, matter),
        *blanks_filled_in(decision, matter),
        *publication.of_decision(decision),
    ]
    return sorted(found, key=lambda finding: finding.severity)


@register_of_portal
def drafts_by_themselves() -> Iterator[Finding]:
    """A draft decision that belongs to nothing else can be printed as it stands."""
    for decision in acts.drafts_by_themselves():
        for finding in findings(decision):
            yield finding._replace(sentence=f"{decision}: {finding.sentence}")
