"""How editions, their rows and programmes are offered in the forms and beside the lists of the admin."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.models import ModelChoiceIterator
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oleksandria_intl import filled_words, ukrainian
from programs.models import Edition, Program
from programs.models.program import OPEN

MOST_OPTIONS = 50
"""So many options a list shows; among more one looks by words."""
CLOSED = _("This edition is adopted or withdrawn, and does not change: make an amendment.")


class OpenEditions(ModelChoiceIterator):
    """The editions that a list offers: the latest of those that still change, and the one at hand."""

    def __init__(self, field: EditionChoiceField) -> None:
        super().__init__(field)
        at_hand = field.at_hand.pk if field.at_hand else None
        latest = Edition.objects.filter(status__in=OPEN).order_by("-year_to", "-pk").values("pk")[: MOST_OPTIONS - 1]
        offered = models.Q(pk__in=latest) | models.Q(pk=at_hand)
        self.queryset = Edition.objects.select_related("program").filter(offered)


class EditionChoiceField(forms.ModelChoiceField):
    """A choice among the editions that still change."""

    iterator = OpenEditions
    at_hand: Edition | None = None
    """The edition that the open page belongs to."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options | {"queryset": Edition.objects.select_related("program"), "empty_label": None})

    def label_from_instance(self, obj: Any) -> str:
        """Name an edition shortly: «2020: розвитку міжнародного…, редакція 1, проєкт»."""
        return edition_label(obj)

    def clean(self, value: Any) -> Any:
        """Refuse an edition that does not change any more."""
        edition = super().clean(value)
        if edition is not None and edition.is_frozen:
            raise ValidationError(CLOSED)
        return edition


class RowOfEditionField(forms.ModelChoiceField):
    """A choice among the rows of one edition, the words in braces of their names filled in."""

    words: Mapping[str, str] | None = None

    def label_from_instance(self, obj: Any) -> str:
        """Name a row; the words are found for the first one that has any, and hold for all."""
        if self.words is not None:
            filled_words.given(obj, self.words)
        label = super().label_from_instance(obj)
        self.words = filled_words.words_known(obj) if self.words is None else self.words
        return label


def edition_label(edition: Edition) -> str:
    """Return an edition's years, the beginning of its name, its number and status."""
    name = ukrainian.shortened(edition.name_uk, 40)
    number = f"{gettext('edition')} {edition.number}"
    return f"{edition.years_short}: {name}, {number}, {edition.get_status_display()}"


class EditionFilter(admin.RelatedFieldListFilter):
    """The editions in the side of a list, in one query and in few words."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> list[Any]:
        """Return the editions, the newest first."""
        editions = Edition.objects.select_related("program").order_by("-year_from", "-number")
        return [(edition.pk, edition_label(edition)) for edition in editions]


class ProgramFilter(admin.RelatedFieldListFilter):
    """The programmes in the side of a list, by their years and in few words."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> list[Any]:
        """Return the programmes, the newest first."""
        return [(program.pk, program.short_title) for program in Program.objects.named()]
