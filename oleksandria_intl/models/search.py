"""The index that the public search asks."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from operator import and_, or_
from typing import Any, ClassVar

from django.db import models
from django.db.models import Case, Count, Q, Value, When
from django.utils.translation import gettext_lazy as _

from oleksandria_intl.word_forms import SIGN, Word

from .content import MadeOfContent


class SearchEntryQuerySet(models.QuerySet["SearchEntry"]):
    """What can be found."""

    def with_words(self, words: list[Word]) -> SearchEntryQuerySet:
        """Return the entries that have every one of these words, those with all of them in the title first.

        Within a kind the newest programme stands first: its address begins what the entry names.
        """
        in_title = Case(When(_have("title_words", words), then=Value(0)), default=Value(1))
        order = (in_title, "indexed__order", "-key", "title_words", "pk")
        return self.filter(_have("words", words)).order_by(*order)

    def of_kind(self, kind: str) -> SearchEntryQuerySet:
        """Return the entries of a kind; all where none is named."""
        return self.filter(indexed__kind=kind) if kind else self

    def titles_with(self, beginning: str) -> Any:
        """Return the words of the titles in which a word begins so."""
        return self.filter(title_words__contains=f" {beginning}").order_by().values_list("title_words", flat=True)

    def count_by_kind(self) -> dict[str, int]:
        """Return how many entries there are of each kind."""
        return dict(self.order_by().values_list("indexed__kind").annotate(count=Count("pk")))


def _have(field: str, words: list[Word]) -> Q:
    return reduce(and_, (reduce(or_, _ways(field, word)) for word in words))


def _ways(field: str, word: Word) -> Iterator[Q]:
    """Yield how an entry may have a word: by a word that begins so, by any word that is a form of the same."""
    yield Q(**{f"{field}__contains": f" {word.beginning}"})
    yield from (Q(**{f"{field}__contains": f" {SIGN}{form} "}) for form in sorted(word.forms))


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
    keywords = models.TextField(_("what it is also looked for by"), blank=True)
    title_words = models.TextField(_("words of the title"))
    words = models.TextField(_("words"))
    """All words as they are compared, and what they are forms of (``word_forms``), with a space before each."""

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of the search index")
        verbose_name_plural = _("entries of the search index")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title_uk
