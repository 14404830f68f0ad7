"""What a decision took from registers on the day it was signed: how its body, posts and people are called in it."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from .decision import Decision

Words = Mapping[str, Any]
BODY = dict.fromkeys(
    ("name_uk", "name_genitive", "name_en", "short_name", "short_name_genitive", "act_name", "act_verb")
)
OFFICIAL = dict.fromkeys(("surname", "given_name", "patronymic", "name_en"))
TERM = {"post_uk": None, "post_en": None, "official": OFFICIAL}
PRINTED: Words = {
    "body": BODY,
    "developer": {"name_uk": None, "name_en": None},
    **dict.fromkeys(("speaker", "executor", "signatory", "approver", "annex_signatory"), TERM),
}
"""The rows of registers that papers of a decision print, with the fields that they print."""


class SignedWords(models.Model):
    """The words of registers as a signed decision has them, whatever the registers say later."""

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="signed_words", verbose_name=_("decision"))
    words = models.JSONField(_("words"))
    """As ``PRINTED``; a link that leads nowhere is left out."""
    prior = models.TextField(_("how it names the decision of the executive committee"), blank=True)

    class Meta:
        verbose_name = _("words of a signed decision")
        verbose_name_plural = _("words of signed decisions")

    def __str__(self) -> str:
        return str(self.decision)


def keep_words(decision: Decision, *, prior: str = "") -> None:
    """Keep what the registers say of a decision today; ``prior`` is how it names the one that it follows."""
    SignedWords.objects.create(decision=decision, words=_words_of(decision, PRINTED), prior=prior)


def forget_words(decision: Decision) -> None:
    """Let a decision that is a draft again follow the registers."""
    if signed := words_of_signing(decision):
        signed.delete()


def words_of_signing(decision: Decision) -> SignedWords | None:
    """Return the words that a decision was signed with; None while it follows the registers."""
    signed: SignedWords | None = getattr(decision, "signed_words", None)
    return signed if signed and signed.pk else None


def as_signed(decision: Decision) -> Decision:
    """Return a decision with the words that it was signed with, not to be saved; a draft as it is."""
    signed = words_of_signing(decision)
    return _worded(decision, signed.words) if signed else decision


def _words_of(row: models.Model, printed: Words) -> dict[str, Any]:
    found = {name: (getattr(row, name), within) for name, within in printed.items()}
    return {
        name: value if within is None else _words_of(value, within)
        for name, (value, within) in found.items()
        if value is not None
    }


def _worded(row: Any, words: Words) -> Any:
    """Return a copy of a row with other words."""
    worded = copy(row)
    for name, value in words.items():
        setattr(worded, name, _worded(getattr(row, name), value) if isinstance(value, dict) else value)
    return worded
