"""Papers that were issued: kept for good, byte by byte."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import PurePath
from typing import Any, ClassVar

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, models, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oleksandria_intl.running_hash import BEGINNING, after

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
        rows = self.filter(kind=kind, key=key).with_mistakes().order_by("issued_at", "pk")
        found = {paper.format: paper for paper in rows}
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

    def of_kinds(self, kinds: Iterable[str], keys: Any) -> IssuedPaperQuerySet:
        """Return the papers of some kinds that are of what these keys, or a query, name."""
        return self.filter(kind__in=list(kinds), key__in=keys)

    def of_issue(self, identifier: str) -> IssuedPaperQuerySet:
        """Return the files of one issue, in the order in which they were made."""
        return self.filter(identifier=identifier).with_mistakes().order_by("pk")

    def issued_after(self, paper: IssuedPaper) -> IssuedPaperQuerySet:
        """Return the papers of the same kind, key and format that were issued after one, the last leading."""
        same = self.filter(kind=paper.kind, key=paper.key, format=paper.format)
        return same.filter(place__gt=paper.place).order_by("-place")

    def with_sum(self, sha256: str) -> IssuedPaperQuerySet:
        """Return the papers whose file has this SHA-256."""
        return self.filter(sha256=sha256)

    def issued_since(self, moment: datetime, keys: Iterable[str]) -> IssuedPaperQuerySet:
        """Return the papers of what these keys name that were issued from a moment on."""
        return self.filter(key__in=list(keys), issued_at__gte=moment)

    def with_mistakes(self) -> IssuedPaperQuerySet:
        """Return the papers with what says of some that they were issued by mistake."""
        return self.select_related("mistake__taken_back_by")

    def unmistaken(self) -> IssuedPaperQuerySet:
        """Return the papers without those that were issued by mistake."""
        return self.filter(mistake__isnull=True)

    def newest_first(self) -> IssuedPaperQuerySet:
        """Return the papers, the last issued first."""
        return self.with_mistakes().order_by("-issued_at", "-pk")

    def in_order(self) -> IssuedPaperQuerySet:
        """Return the papers as they stand in the list, the first that was ever issued leading."""
        return self.order_by("place")

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


class PaperList(models.Model):
    """The end of the list of issued papers: how many there are, and the running hash of the last."""

    moves_content: ClassVar[bool] = False

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    last_place = models.PositiveIntegerField(_("number of papers"), default=0)
    running_hash = models.CharField(_("running hash"), max_length=64, default=BEGINNING)

    class Meta:
        verbose_name = _("list of issued papers")
        verbose_name_plural = _("lists of issued papers")
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="paper_list_is_one_row")]

    def __str__(self) -> str:
        return f"{self.last_place}: {self.running_hash}"

    def append(self, paper: IssuedPaper) -> None:
        """Give a paper the next place, and the running hash that it has there."""
        self.last_place += 1
        paper.place = self.last_place
        paper.running_hash = self.running_hash = after(self.running_hash, paper)


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
    place = models.PositiveIntegerField(_("place in the list"), unique=True, editable=False)
    """Its number among all papers ever issued, from 1, without a gap."""
    running_hash = models.CharField(_("running hash"), max_length=64, editable=False)
    """Follows from that of the paper before it and its own facts (``running_hash.py``)."""
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
                condition=models.Q(running_hash__regex=r"^[0-9a-f]{64}$"), name="issued_paper_running_hash_is_one"
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

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the paper; a new one joins the list, and whoever else issues waits for the end of the transaction."""
        if not self._state.adding:
            super().save(*args, **kwargs)
            return
        using = kwargs.get("using") or DEFAULT_DB_ALIAS
        with transaction.atomic(using=using):
            PaperList.objects.using(using).get_or_create(pk=1)
            ending = PaperList.objects.using(using).select_for_update().get()
            ending.append(self)
            super().save(*args, **kwargs)
            ending.save(using=using)

    @property
    def mistake_sentence(self) -> str:
        """That it was issued by mistake, since when and why; empty for any other paper."""
        if self.mistaken_on is None:
            return ""
        mistake: Any = self.mistake
        words = {"day": date_format(self.mistaken_on, "j E Y"), "reason": mistake.taken_back_by.reason}
        return gettext("Issued by mistake (%(day)s): %(reason)s") % words

    @property
    def mistaken_on(self) -> date | None:
        """The day on which it was said that it was issued by mistake; None for any other paper."""
        mistake: Any = getattr(self, "mistake", None)
        return timezone.localdate(mistake.taken_back_by.made_at) if mistake else None

    @property
    def file_name(self) -> str:
        """The name of its file, without the folder."""
        return PurePath(self.file.name or "").name
