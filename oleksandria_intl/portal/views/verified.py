"""What a file is that somebody verifies: one that was issued, or a working copy that the portal gave out."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from delegations import orders
from delegations.models import Delegation
from oleksandria_intl import acts, clock, papers, verification, withheld
from oleksandria_intl.models import Decision, IssuedPaper, WorkingCopy
from oleksandria_intl.verification import Answer
from programs.models import Edition
from programs.standing import Standing, named, standing_of

EDITION = "edition"
"""What papers are of whose key names an edition."""
DAY = "j E Y"


def public_papers() -> Any:
    """Return the issued papers that everybody may read, the newest first."""
    keys = [*Edition.objects.visible().keys(), *acts.public_keys()]
    codes = Delegation.objects.public(clock.today()).values("code")
    shown = IssuedPaper.objects.public(keys) | IssuedPaper.objects.of_kinds(orders.KINDS.values(), codes)
    return shown.exclude(withheld.of(IssuedPaper)).newest_first()


def listed_papers() -> Any:
    """Return the public papers and, among them in their places, those that are withheld for a time."""
    public = Q(pk__in=public_papers().order_by().values("pk"))
    rows = IssuedPaper.objects.annotate(is_withheld=withheld.flag(IssuedPaper))
    return rows.filter(public | Q(is_withheld=True)).newest_first()


@verification.register
def issued(sha256: str) -> Answer | None:
    """Return which issued paper a file is, and what became of it since."""
    found = IssuedPaper.objects.with_sum(sha256).newest_first()
    public = public_papers().with_sum(sha256).first()
    paper: IssuedPaper | None = public or found.first()
    if paper is None:
        return None
    edition = _edition_of(paper)
    standing = standing_of(edition, clock.today()) if edition else None
    newer = public_papers().issued_after(paper).first()
    # What was issued before the council decided is not its decision.
    decision = _decision_of(paper, edition) if newer is None else None
    return Answer(
        "issued",
        _issued_sentence(paper, decision),
        facts=_issued_facts(paper, decision, standing, newer),
        notes=tuple(_notes(paper, standing, newer)),
        address=_address(paper),
        label=paper.format.upper(),
        is_public=public is not None,
    )


@verification.register
def withheld_paper(sha256: str) -> Answer | None:
    """Return, of a file that is withheld, to a stranger who has it no more than that it was issued."""
    if not IssuedPaper.objects.with_sum(sha256).filter(withheld.of(IssuedPaper)).exists():
        return None
    return Answer("issued", _("Yes: the office has issued this. What it is, is not published until the trip is over."))


@verification.register
def working_copy(sha256: str) -> Answer | None:
    """Return of which paper a file is a working copy."""
    copy = WorkingCopy.objects.with_sum(sha256).first()
    if copy is None:
        return None
    kind, edition = papers.KINDS.get(copy.kind), _edition_of(copy)
    standing = standing_of(edition, clock.today()) if edition else None
    sentence = _("This is ours: a working copy of “%(title)s”, made on %(day)s. It was not issued.")
    return Answer(
        "working-copy",
        sentence % {"title": copy.title, "day": date_format(copy.made_on, DAY)},
        facts={**_facts(copy), "made_on": str(copy.made_on), "state": standing.code if standing else None},
        is_public=kind is not None and kind.is_shown(copy.key),
    )


def _edition_of(paper: IssuedPaper | WorkingCopy) -> Edition | None:
    """Return the edition that a paper is of; None where it is of something else."""
    kind = papers.KINDS.get(paper.kind)
    with suppress(Edition.DoesNotExist):
        return Edition.objects.of_key(paper.key) if kind and kind.of == EDITION else None
    return None


def _decision_of(paper: IssuedPaper, edition: Edition | None) -> Decision | None:
    """Return the decision that was made, on an edition or on its own; None of a draft, and of what is no decision."""
    if edition:
        return None if edition.is_draft else edition.decision
    return acts.made_decision(paper.key)


def _address(paper: IssuedPaper) -> str:
    return reverse("issued-file", args=[paper.pk, paper.file_name])


def _issued_sentence(paper: IssuedPaper, decision: Decision | None) -> str:
    facts = {"title": paper.title, "day": date_format(localtime(paper.issued_at), DAY)}
    number = named(decision) if decision else f"№ {paper.number}" if paper.number else ""
    if number:
        return _("Yes: this is “%(title)s”, %(number)s, issued on %(day)s.") % {**facts, "number": number}
    return _("Yes: this is “%(title)s”, issued on %(day)s.") % facts


def _notes(paper: IssuedPaper, standing: Standing | None, newer: IssuedPaper | None) -> list[str]:
    """Return what became of a paper since, in sentences."""
    notes = [sentence for sentence in (paper.mistake_sentence, standing.sentence if standing else "") if sentence]
    if newer:
        number = f" № {newer.number}" if newer.number else ""
        sentence = _("It was replaced: the same document was issued anew on %(day)s%(number)s.")
        notes.append(sentence % {"day": date_format(localtime(newer.issued_at), DAY), "number": number})
    return notes


def _issued_facts(
    paper: IssuedPaper, decision: Decision | None, standing: Standing | None, newer: IssuedPaper | None
) -> dict[str, Any]:
    """Return what programs are answered about an issued paper."""
    return {
        **_facts(paper),
        "number": paper.number or (decision.number if decision else None),
        "dated": str(decision.dated) if decision else None,
        "issued_at": paper.issued_at.isoformat(),
        "identifier": paper.identifier,
        "place": paper.place,
        "address": _address(paper),
        "state": "replaced" if newer else standing.code if standing else "current",
        "edition_state": standing.code if standing else None,
        "issued_by_mistake": bool(paper.mistake_sentence),
        "amended_by": [
            {"number": later.number, "dated": str(later.dated)} for later in (standing.amended_by if standing else ())
        ],
        "replaced_by": {"sha256": newer.sha256, "number": newer.number or None, "address": _address(newer)}
        if newer
        else None,
    }


def _facts(paper: IssuedPaper | WorkingCopy) -> dict[str, Any]:
    return {"title": paper.title, "kind": paper.kind, "key": paper.key, "format": paper.format}
