"""Beginning an amendment: a draft with every row of the edition that was adopted last, and its own draft decision."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from oleksandria_intl import clock
from oleksandria_intl.documents.decision import reference
from oleksandria_intl.models import Decision, Term
from programs.cloning import clone
from programs.models import Edition, Program, numbered
from programs.words import words_of

NOT_ADOPTED = _("Only what was adopted is amended; this edition may be changed as it stands.")
AMENDED = _("This edition has been amended: make changes to %(key)s.")
HAS_DRAFT = _("The programme has a draft, %(key)s: one at a time is worked on, so that no change is lost.")
JUST_BEGUN = _("Somebody else has just begun a draft of this programme.")
LONGEST_STEM = 60
SIGN = ("signatory", "approver", "annex_signatory", "speaker", "executor")
"""What the officials who still are in their posts do in the decision of an amendment, too."""


def amend(*, edition: Edition, by: User) -> Edition:
    """Return a draft that amends the edition adopted last: its rows under their codes, and a draft decision.

    Raises ``ValidationError`` for any other edition, and while the programme has a draft.
    """
    try:
        with transaction.atomic():
            program = Program.objects.select_for_update().get(pk=edition.program_id)
            refuse_to_amend(edition)
            number = program.editions.newest_first()[0].number + 1
            return clone(edition, number=number, by=by, decision=_decision(edition, number, by))
    except IntegrityError as error:
        raise ValidationError(JUST_BEGUN) from error


def refuse_to_amend(edition: Edition) -> None:
    """Raise ``ValidationError`` with the reason why an edition cannot be amended now."""
    if edition.status != Edition.Status.ADOPTED:
        raise ValidationError(NOT_ADOPTED)
    editions = edition.program.editions
    if (last := editions.adopted_last()[0]) != edition:
        raise ValidationError(AMENDED, params={"key": last.key})
    if draft := editions.changing().first():
        raise ValidationError(HAS_DRAFT, params={"key": draft.key})


def founding(edition: Edition) -> Edition:
    """Return the edition that an amendment, or an amendment of one, goes back to."""
    while edition.base is not None:
        edition = edition.base
    return edition


def _decision(edition: Edition, number: int, by: User) -> Decision:
    """Return the draft decision of an amendment: of the same body, on the decision that it changes."""
    first, last = founding(edition).decision, edition.decision
    assert first is not None  # the database lets nothing be adopted without a decision
    assert last is not None
    amended = reference(first, words_of(founding(edition)), act=first.body.act_genitive)
    decision = Decision(
        code=_free_code(f"{first.code[:LONGEST_STEM]}-edition-{number}"),
        body=last.body,
        subject=f"Про внесення змін до {amended}",
        convocation=last.convocation,
        preamble=last.preamble,
        developer=last.developer,
        **{name: _still_there(getattr(last, name)) for name in SIGN},
    )
    decision._history_user = by  # type: ignore[attr-defined]
    decision.save()
    return decision


def _free_code(code: str) -> str:
    """Return the code, or the first of its like that no decision has."""
    used = set(Decision.objects.filter(code__startswith=code).values_list("code", flat=True))
    return next(each for each in numbered(code) if each not in used)


def _still_there(term: Term | None) -> Term | None:
    """Return an official's term unless it is over."""
    return None if term is None or (term.until and term.until < clock.today()) else term
