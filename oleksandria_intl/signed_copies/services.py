"""Attaching a signed copy to a decision, for good."""

from __future__ import annotations

import hashlib
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from oleksandria_intl.models import Decision, SignedCopy
from oleksandria_intl.signed_copies.content import look_into

Kind = SignedCopy.Kind
ENDINGS: dict[str, str] = {Kind.SCAN: "pdf", Kind.CONTAINER: "asice", Kind.SIGNATURE: "p7s"}


@transaction.atomic
def attach(
    *, decision: Decision, file: Any, by: User, corrects: SignedCopy | None = None, reason: str = ""
) -> SignedCopy:
    """Keep a signed copy of a decision as it came; a correction names the copy that it corrects, and why.

    Raises ``ValidationError`` for a draft, for what is no signed copy, for a file that is attached already.
    """
    stored = Decision.objects.select_for_update().get(pk=decision.pk)
    if not stored.number:
        raise ValidationError(_("The decision has no number yet: only a signed one has a signed copy."))
    if corrects is not None and corrects.decision_id != stored.pk:
        raise ValidationError(_("That is the copy of another decision."))
    found = look_into(file, file.size)
    file.seek(0)
    content = file.read()
    copy = SignedCopy(
        decision=stored,
        kind=found.kind,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        signers=found.signers,
        corrects=corrects,
        reason=reason.strip(),
        uploaded_by=by,
    )
    copy.full_clean(exclude=["file", "signers"])
    copy.file = ContentFile(content, f"{stored.code}.{ENDINGS[found.kind]}")
    copy.save()
    return copy
