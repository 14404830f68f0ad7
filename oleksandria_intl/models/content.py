"""What the database itself writes down of every change of its content; see ``content_version``."""

from __future__ import annotations

from collections.abc import Mapping
from secrets import token_hex
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


def new_epoch() -> str:
    """Return an epoch that no other database has."""
    return token_hex(16)


class ContentVersion(models.Model):
    """The number that grows with every change of the content; of the same epoch and number, pages are the same."""

    moves_content: ClassVar[bool] = False

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.BigIntegerField(_("number"), default=1)
    epoch = models.CharField(_("epoch"), max_length=32, default=new_epoch)

    class Meta:
        verbose_name = _("version of the content")
        verbose_name_plural = _("versions of the content")
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="content_version_is_one_row")]

    def __str__(self) -> str:
        return f"{self.epoch}:{self.number}"


class ContentTable(models.Model):
    """A table of the content: at which number of the version, and when, it last changed."""

    moves_content: ClassVar[bool] = False

    name = models.CharField(_("table"), max_length=63, primary_key=True)
    number = models.BigIntegerField(_("number"))
    changed_at = models.DateTimeField(_("changed at"), null=True)
    """None where it has not changed since the database began to write this down."""

    class Meta:
        verbose_name = _("table of the content")
        verbose_name_plural = _("tables of the content")

    def __str__(self) -> str:
        return self.name


class ContentTouch(models.Model):
    """A table that an open transaction has changed. PostgreSQL only; a committed transaction leaves no row."""

    moves_content: ClassVar[bool] = False

    name = models.CharField(_("table"), max_length=63)

    class Meta:
        verbose_name = _("change of the content under way")
        verbose_name_plural = _("changes of the content under way")

    def __str__(self) -> str:
        return self.name


class MadeOfContent(models.Model):
    """Something made of the content and kept in the database, with the state of the content that it was made of."""

    moves_content: ClassVar[bool] = False

    basis = models.CharField(_("made under"), max_length=100, default="")
    """What it depends on besides rows: the epoch, the day, how it is made."""
    number = models.BigIntegerField(_("number"), default=0)
    """The number of the content's version when its making began."""
    tables = models.JSONField(_("tables"), default=list)
    """The tables that were read to make it."""

    class Meta:
        abstract = True

    def is_current(self, basis: str, numbers: Mapping[str, int]) -> bool:
        """Say whether no table that was read has changed since; ``numbers`` says at which each table last did.

        Only these tables count: another would be read for the first time only after one of these changed.
        """
        return self.basis == basis and all(numbers.get(name, self.number + 1) <= self.number for name in self.tables)


class DataSetState(MadeOfContent):
    """A set of open data as it is: the digest of its rows, and when these last changed."""

    code = models.CharField(_("data set"), max_length=40, unique=True)
    digest = models.CharField(_("digest"), max_length=64)
    changed_at = models.DateTimeField(_("changed at"), null=True)

    class Meta:
        verbose_name = _("state of a data set")
        verbose_name_plural = _("states of the data sets")

    def __str__(self) -> str:
        return self.code
