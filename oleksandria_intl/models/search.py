"""The index that the public search asks."""

from __future__ import annotations

from functools import reduce
from operator import and_
from typing import ClassVar

from django.db import models
from django.db.models import Case, Count, Q, Value, When
from django.utils.translation import gettext_lazy as _

from .content import MadeOfContent


class SearchEntryQuerySet(models.QuerySet["SearchEntry"]):
    """What can be found."""

    def with_words(self, beginnings: list[str]) -> SearchEntryQuerySet:
        """Return the entries in which every one of these begins a word, those with all of them in the title first.

        Within a kind the newest programme stands first: its address begins what the entry names.
        """
        in_title = Case(When(_begin("title_words", beginnings), then=Value(0)), default=Value(1))
        order = (in_title, "indexed__order", "-key", "title_words", "pk")
        return self.filter(_begin("words", beginnings)).order_by(*order)

    def of_kind(self, kind: str) -> SearchEntryQuerySet:
        """Return the entries of a kind; all where none is named."""
        return self.filter(indexed__kind=kind) if kind else self

    def count_by_kind(self) -> dict[str, int]:
        """Return how many entries there are of each kind."""
        return dict(self.order_by().values_list("indexed__kind").annotate(count=Count("pk")))


def _begin(field: str, beginnings: list[str]) -> Q:
    return reduce(and_, (Q(**{f"{field}__contains": f" {beginning}"}) for beginning in beginnings))


class IndexedKind(MadeOfContent):
    """A kind of what can be found: its place among the kinds, and of which state of the content its entries are."""

    kind = models.CharField(_("kind"), max_length=20, unique=True)
    order = models.PositiveSmallIntegerField(_("order"))

    class Meta:
        verbose_name = _("kind in the search index")
        verbose_name_plural = _("kinds in the search index")
        ordering = ["order"]

    def __str__(self) -> str:
        return self.kind


class SearchEntry(models.Model):
    """Something public that a reader may find: its words in both languages, and where it stands."""

    moves_content: ClassVar[bool] = False

    indexed = models.ForeignKey(IndexedKind, models.CASCADE, related_name="entries", verbose_name=_("kind"))
    route = models.CharField(_("name of the address"), max_length=60, blank=True)
    key = models.CharField(_("what the address names"), max_length=300, blank=True)
    """The parts of the address, with slashes between them."""
    anchor = models.CharField(_("place on the page"), max_length=120, blank=True)
    title_uk = models.TextField(_("title"))
    title_en = models.TextField(_("title in English"), blank=True)
    text_uk = models.TextField(_("text"), blank=True)
    text_en = models.TextField(_("text in English"), blank=True)
    title_words = models.TextField(_("words of the title"))
    words = models.TextField(_("words"))
    """All words as they are compared, with a space before each: a beginning of a word is found by « beginning»."""

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of the search index")
        verbose_name_plural = _("entries of the search index")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title_uk
