"""What is done with an edited Word file: it is read, and what it proposes is taken or refused by a person."""

from __future__ import annotations

import hashlib
from typing import BinaryIO

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from programs.models import Edition, RefusedWording, WordFile, WordProposal

State = WordProposal.State
MOST_PROPOSALS = 500


@transaction.atomic
def take_in(*, edition: Edition, file: BinaryIO, file_name: str, by: User) -> WordFile:
    """Keep what an edited file of an edition's paper says otherwise as proposals; the file itself is not kept.

    What was refused before is refused at once. Raises ``ValidationError`` for an edition that does not change any
    more, and for a file of another paper; ``UnreadableFile`` for what is no Word file.
    """
    # What writes and reads Word files takes long to load.
    from oleksandria_intl.documents.word.reading import read_docx
    from programs.words import words_of

    from .differences import differences
    from .papers import paper_of
    from .proposals import proposal_of

    if edition.is_frozen:
        raise ValidationError(_("This edition is adopted or withdrawn, and does not change: make an amendment."))
    read = read_docx(file)
    kind, printed = paper_of(read, edition)
    found = differences(printed, read)
    if len(found) > MOST_PROPOSALS:
        raise ValidationError(_("Nearly all of the file differs: it is hardly this paper, edited."))
    known = words_of(edition)
    file.seek(0)
    kept = WordFile.objects.create(
        edition=edition,
        paper=kind.kind,
        file_name=file_name[:200],
        sha256=hashlib.sha256(file.read()).hexdigest(),
        is_older=read.label != printed.label,
        uploaded_by=by,
    )
    proposals = [proposal_of(each, edition, known) for each in found]
    for order, proposal in enumerate(proposals, 1):
        proposal.file, proposal.order = kept, order
        refused = RefusedWording.objects.filter(edition=edition, digest=proposal.digest).first()
        if refused:
            _decide(proposal, State.REFUSED, refused.refused_by)
    WordProposal.objects.bulk_create(proposals)
    return kept


@transaction.atomic
def take(*, proposal: WordProposal, by: User) -> None:
    """Record that a proposal stands in the portal: somebody saved its field with it, or did it by hand.

    Raises ``ValidationError`` where it was decided already.
    """
    waiting = _waiting(proposal)
    _decide(waiting, State.TAKEN, by)
    waiting.save()


@transaction.atomic
def refuse(*, proposal: WordProposal, by: User) -> None:
    """Refuse a proposal, also of files that will come; raises ``ValidationError`` where it was decided already."""
    waiting = _waiting(proposal)
    _decide(waiting, State.REFUSED, by)
    waiting.save()
    RefusedWording.objects.update_or_create(
        edition=waiting.file.edition, digest=waiting.digest, defaults={"refused_by": by}
    )


@transaction.atomic
def reconsider(*, proposal: WordProposal, by: User) -> None:
    """Have a decided proposal wait again; what was refused is asked about again."""
    decided = _locked(proposal)
    RefusedWording.objects.filter(edition=decided.file.edition, digest=decided.digest).delete()
    decided.state, decided.decided_by, decided.decided_at = State.WAITING, None, None
    decided.save()


def _waiting(proposal: WordProposal) -> WordProposal:
    locked = _locked(proposal)
    if locked.state != State.WAITING:
        raise ValidationError(_("Somebody has decided this already."))
    return locked


def _locked(proposal: WordProposal) -> WordProposal:
    return WordProposal.objects.select_for_update(of=("self",)).select_related("file__edition").get(pk=proposal.pk)


def _decide(proposal: WordProposal, state: str, by: User) -> None:
    proposal.state = state
    proposal.decided_by = by
    proposal.decided_at = timezone.now()
