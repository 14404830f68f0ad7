"""Word files that came back edited: what each says otherwise than the paper, and what was decided about it."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from oleksandria_intl.documents.blocks import Source

from .program import Edition

KEPT_FOR = timedelta(days=90)


class WordFileQuerySet(models.QuerySet["WordFile"]):
    """Word files that came back."""

    def outdated(self) -> WordFileQuerySet:
        """Return the files that came back so long ago that nobody goes on with them."""
        return self.filter(uploaded_at__lt=timezone.now() - KEPT_FOR)

    def with_waiting(self) -> WordFileQuerySet:
        """Return the files with how many of their proposals wait."""
        waiting = models.Q(proposals__state=WordProposal.State.WAITING)
        return self.annotate(waiting=models.Count("proposals", filter=waiting))


class WordFileManager(models.Manager["WordFile"].from_queryset(WordFileQuerySet)):  # type: ignore[misc]
    """Finds files."""


class WordFile(models.Model):
    """A paper of an edition that somebody edited in Word, as it was read; the file itself is not kept."""

    moves_content: ClassVar[bool] = False

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="word_files", verbose_name=_("edition"))
    paper = models.CharField(_("paper"), max_length=100)
    """Its kind: «decision»."""
    file_name = models.CharField(_("file"), max_length=200)
    sha256 = models.CharField("SHA-256", max_length=64)
    is_older = models.BooleanField(_("made before the last changes in the portal"), default=False)
    uploaded_at = models.DateTimeField(_("uploaded at"), default=timezone.now)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("uploaded by")
    )

    objects: ClassVar[WordFileManager] = WordFileManager()

    class Meta:
        verbose_name = _("edited Word file")
        verbose_name_plural = _("edited Word files")
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self) -> str:
        return self.file_name


class WordProposalQuerySet(models.QuerySet["WordProposal"]):
    """What edited files propose."""

    def waiting(self) -> WordProposalQuerySet:
        """Return what nobody has decided."""
        return self.filter(state=WordProposal.State.WAITING)

    def of_file(self, pk: int) -> WordProposalQuerySet:
        """Return what the file with this primary key proposes."""
        return self.filter(file=pk)


class WordProposalManager(models.Manager["WordProposal"].from_queryset(WordProposalQuerySet)):  # type: ignore[misc]
    """Finds proposals."""


class WordProposal(models.Model):
    """A text that an edited file says otherwise: it waits, until somebody takes it into its field or refuses it."""

    class Kind(models.TextChoices):
        """What was done to the text."""

        CHANGED = "changed", pgettext_lazy("proposal", "changed")
        REMOVED = "removed", pgettext_lazy("proposal", "removed")
        INSERTED = "inserted", pgettext_lazy("proposal", "added")

    class Placement(models.TextChoices):
        """Whether a field can take it, and why not."""

        FIELD = "field", pgettext_lazy("proposal", "has a field")
        COMPUTED = "computed", pgettext_lazy("proposal", "computed")
        REGISTER = "register", pgettext_lazy("proposal", "of a register")
        FORM = "form", pgettext_lazy("proposal", "words of the form")
        ROW = "row", pgettext_lazy("proposal", "a whole row")
        NOWHERE = "nowhere", pgettext_lazy("proposal", "not placed")

    class State(models.TextChoices):
        """What was decided."""

        WAITING = "waiting", pgettext_lazy("proposal", "waits")
        TAKEN = "taken", pgettext_lazy("proposal", "taken")
        REFUSED = "refused", pgettext_lazy("proposal", "refused")

    moves_content: ClassVar[bool] = False

    file = models.ForeignKey(WordFile, models.CASCADE, related_name="proposals", verbose_name=_("file"))
    order = models.PositiveIntegerField(_("order"))
    kind = models.CharField(_("what was done"), max_length=10, choices=Kind.choices)
    placement = models.CharField(_("place"), max_length=10, choices=Placement.choices)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    model = models.CharField(_("table"), max_length=100, blank=True)
    key = models.CharField(_("row of the table"), max_length=500, blank=True)
    field = models.CharField(_("field of the row"), max_length=100, blank=True)
    place = models.PositiveIntegerField(_("place in the field"), default=0)
    was = models.JSONField(_("was"), default=list)
    """What the paper prints there, run by run: text, bold, italic; of what was added, what its neighbour prints."""
    now = models.JSONField(_("now"), default=list)
    """What the file says, likewise."""
    is_list = models.BooleanField(_("point of a list"), default=False)
    is_above = models.BooleanField(_("above its neighbour"), default=False)
    is_outdated = models.BooleanField(_("changed in the portal since"), default=False)
    digest = models.CharField(max_length=64)
    """By what the same proposal of another file is known."""
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("decided by")
    )

    objects: ClassVar[WordProposalManager] = WordProposalManager()

    class Meta:
        verbose_name = _("proposal of an edited file")
        verbose_name_plural = _("proposals of edited files")
        ordering = ["file", "order"]
        constraints = [
            models.UniqueConstraint(fields=["file", "order"], name="word_proposal_order_unique"),
            models.CheckConstraint(
                condition=models.Q(state="waiting", decided_at__isnull=True, decided_by__isnull=True)
                | (~models.Q(state="waiting") & models.Q(decided_at__isnull=False, decided_by__isnull=False)),
                name="word_proposal_decided_or_waits",
            ),
        ]

    def __str__(self) -> str:
        return self.said_now or self.said_was

    @property
    def source(self) -> Source | None:
        """The row and the field; None where the file's words are nobody's."""
        return Source(self.model, self.key, self.field) if self.model else None

    @property
    def said_was(self) -> str:
        """What the paper printed, in one line."""
        return "".join(text for text, _bold, _italic in self.was)

    @property
    def said_now(self) -> str:
        """What the file says, in one line."""
        return "".join(text for text, _bold, _italic in self.now)


class RefusedWording(models.Model):
    """A proposal that was refused: the same file, uploaded again, does not ask again."""

    moves_content: ClassVar[bool] = False

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="+", verbose_name=_("edition"))
    digest = models.CharField(max_length=64)
    refused_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("refused by")
    )
    refused_at = models.DateTimeField(_("refused at"), default=timezone.now)

    class Meta:
        verbose_name = _("refused wording")
        verbose_name_plural = _("refused wordings")
        constraints = [models.UniqueConstraint(fields=["edition", "digest"], name="refused_wording_unique")]

    def __str__(self) -> str:
        return self.digest
