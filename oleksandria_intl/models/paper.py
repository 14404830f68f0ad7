"""Papers that were issued: kept for good, byte by byte."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime
from pathlib import PurePath

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

IDENTIFIER_LENGTH = 10
IDENTIFIER_LETTERS = "bcdfghjkmnpqrstvwxz"
"""Without what looks like another letter or a digit, and without vowels, so that no word arises."""


def new_identifier() -> str:
    """Return an identifier for an issue; it says nothing of how many there were before."""
    return "".join(secrets.choice(IDENTIFIER_LETTERS) for _place in range(IDENTIFIER_LENGTH))


class IssuedPaperQuerySet(models.QuerySet["IssuedPaper"]):
    """Papers that were issued."""

    def last_of(self, kind: str, key: str, format: str) -> IssuedPaper | None:
        """Return the paper issued last of a kind, key and format."""
        return self.filter(kind=kind, key=key, format=format).order_by("-issued_at", "-pk").first()

    def last_of_each(self, kind: str, key: str) -> list[IssuedPaper]:
        """Return the paper issued last in each format of a kind and key."""
        found = {paper.format: paper for paper in self.filter(kind=kind, key=key).order_by("issued_at", "pk")}
        return [found[format] for format in sorted(found)]

    def last_issues(self, keys: Iterable[str]) -> dict[tuple[str, str], str]:
        """Return the identifier of the last issue of each kind and key, of these keys."""
        rows = self.filter(key__in=list(keys)).order_by("issued_at", "pk")
        return {(kind, key): identifier for kind, key, identifier in rows.values_list("kind", "key", "identifier")}

    def of_key(self, key: str) -> IssuedPaperQuerySet:
        """Return every paper of what a key names: «2020/1» is an edition."""
        return self.filter(key=key)

    def public(self, keys: Iterable[str]) -> IssuedPaperQuerySet:
        """Return the papers that everybody may read: numbered ones, those of these keys, decisions on results."""
        numbered = ~models.Q(number="")
        return self.filter(numbered | models.Q(key__in=list(keys)) | models.Q(kind="report-decision"))

    def of_issue(self, identifier: str) -> IssuedPaperQuerySet:
        """Return the files of one issue, in the order in which they were made."""
        return self.filter(identifier=identifier).order_by("pk")

    def with_sum(self, sha256: str) -> IssuedPaperQuerySet:
        """Return the papers whose file has this SHA-256."""
        return self.filter(sha256=sha256)

    def issued_since(self, moment: datetime, keys: Iterable[str]) -> IssuedPaperQuerySet:
        """Return the papers of what these keys name that were issued from a moment on."""
        return self.filter(key__in=list(keys), issued_at__gte=moment)

    def unmistaken(self) -> IssuedPaperQuerySet:
        """Return the papers without those that were issued by mistake."""
        return self.filter(mistake__isnull=True)

    def newest_first(self) -> IssuedPaperQuerySet:
        """Return the papers, the last issued first."""
        return self.order_by("-issued_at", "-pk")

    def numbered(self) -> IssuedPaperQuerySet:
        """Return the papers that were issued under a number of their own, the newest first."""
        return self.exclude(number="")

    def on_program(self, slug: str) -> IssuedPaperQuerySet:
        """Return the numbered papers on a programme, the newest day first, the formats of a number together."""
        return self.numbered().filter(key__startswith=f"{slug}/").order_by("-issued_at__date", "-number", "format")

    def next_number(self, year: int) -> str:
        """Return the first free number of a year: «3/2020»; whoever takes it lets nobody else ask meanwhile."""
        given = self.filter(number__endswith=f"/{year}").values_list("number", flat=True).distinct()
        return f"{max((int(number.split('/')[0]) for number in given), default=0) + 1}/{year}"


class IssuedPaper(models.Model):
    """A file as it left the office: what it is, when, by whom, and its SHA-256."""

    identifier = models.CharField(
        _("identifier of the issue"), max_length=IDENTIFIER_LENGTH, default=new_identifier, editable=False
    )
    """One for all files of an issue; the public page of the issue is at ``/documents/<identifier>/``."""
    kind = models.CharField(_("kind of paper"), max_length=40)
    key = models.CharField(_("of what"), max_length=100)
    number = models.CharField(_("number"), max_length=20, blank=True)
    """The number under which it was issued: «3/2020»; empty for papers that carry an act's number."""
    title = models.CharField(_("title"), max_length=500)
    format = models.CharField(_("format"), max_length=10)
    file = models.FileField(_("file"), upload_to="papers/%Y/")
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    issued_at = models.DateTimeField(_("issued at"), default=timezone.now, editable=False)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("issued by"),
    )

    objects = IssuedPaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("issued paper")
        verbose_name_plural = _("issued papers")
        ordering = ["-issued_at", "kind", "format"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$"), name="issued_paper_sha256_is_one"
            ),
            models.CheckConstraint(
                condition=models.Q(identifier__regex=r"^[a-z]{10}$"), name="issued_paper_identifier_is_one"
            ),
            models.UniqueConstraint(fields=["identifier", "format"], name="issued_paper_identifier_unique"),
            models.UniqueConstraint(
                fields=["number", "format"], condition=~models.Q(number=""), name="issued_paper_number_unique"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.format})"

    @property
    def file_name(self) -> str:
        """The name of its file, without the folder."""
        return PurePath(self.file.name or "").name
