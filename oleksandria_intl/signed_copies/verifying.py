"""What the page of documents says of a file that is a signed copy; and whether the kept files are what they were."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from oleksandria_intl import acts, verification
from oleksandria_intl.backup.files import sha256_of
from oleksandria_intl.checks import Finding, error, register_of_portal
from oleksandria_intl.models import Decision, SignedCopy


@verification.register
def find_signed(sha256: str) -> verification.Answer | None:
    """Return what the file with this SHA-256 is the signed copy of; None where it is none."""
    copy = SignedCopy.objects.with_sum(sha256).first()
    if copy is None:
        return None
    decision = copy.decision
    notes = [_("The portal keeps the file; it has not verified the signatures.")]
    if getattr(copy, "corrected_by", None):
        notes.append(_("Another copy was attached since, which corrects this one."))
    return verification.Answer(
        verdict="signed-copy",
        sentence=_("This is the signed copy of a decision: %(decision)s.") % {"decision": named(decision)},
        facts={
            "decision": decision.code,
            "number": decision.number,
            "date": str(decision.dated) if decision.dated else None,
            "format": copy.kind,
            "attached_at": copy.uploaded_at.isoformat(),
        },
        notes=tuple(notes),
        address=reverse("signed-copy", args=[copy.pk, copy.file_name]),
        label=_("The signed copy"),
        is_public=acts.public_decisions().contains(decision),
    )


def named(decision: Decision) -> str:
    """Return what a decision is called: «рішення № 875 від 20.12.2019»."""
    day = f" від {decision.dated:%d.%m.%Y}" if decision.dated else ""
    return f"{decision.body.act_name} № {decision.number}{day}"


@register_of_portal
def signed_files() -> Iterator[Finding]:
    """Every signed copy has its file, byte by byte."""
    for copy in SignedCopy.objects.select_related("decision"):
        if sha256_of(copy.file.name or "") != copy.sha256:
            sentence = _(
                "The signed copy of “%(decision)s” is missing, or is not the file that was attached. "
                "Bring %(file)s back from a backup."
            )
            yield error(sentence % {"decision": copy.decision, "file": copy.file.name}, copy)
