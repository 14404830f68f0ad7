"""Lists: their columns, and an answer to what no database understands (a filter, a page, a row that cannot be one)."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import BaseModelAdmin, IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import BadRequest
from django.db import DataError, models
from django.http import HttpRequest

from oleksandria_intl import filled_words
from oleksandria_intl.admin.fields import is_key


def column(head: Any, value: str | Callable[[Any], str], *, ordering: str | None = None) -> Callable[[Any, Any], str]:
    """Return a column of a list: the row's attribute, or what is made of the row; ``ordering`` names what sorts it."""
    read = attrgetter(value) if isinstance(value, str) else value

    @admin.display(description=head, ordering=ordering)
    def shown(pages: Any, row: Any) -> str:
        return str(read(row))

    return shown


class CarefulList(ChangeList):
    """A list whose parameters may be anything.

    Django checks their form. Numbers that are too large for the database, and the letter NUL, fail when it is asked.
    """

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        try:
            super().__init__(request, *args, **kwargs)
        except (ValueError, OverflowError, DataError) as error:
            if not request.GET:
                raise
            raise IncorrectLookupParameters(error) from error

    def get_results(self, request: HttpRequest) -> None:
        """Fetch the rows of the page, the words in braces filled in."""
        super().get_results(request)
        filled_words.fill_in(self.result_list)
        if prepare := getattr(self.model_admin, "prepare_rows", None):
            prepare(request, self.result_list)


class CarefulLists(BaseModelAdmin):
    """The pages of a model, whose list may be asked for anything."""

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """Return the kind of list."""
        return CarefulList

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Return the row that an address names; an empty name of a column is none."""
        return super().get_object(request, object_id, from_field or None)  # type: ignore[misc]

    def response_action(self, request: HttpRequest, queryset: models.QuerySet[Any], *args: Any) -> Any:
        """Do an action with the chosen rows; what cannot be a row was not chosen on the page."""
        if not all(is_key(self.model._meta.pk, pk) for pk in request.POST.getlist(ACTION_CHECKBOX_NAME)):
            raise BadRequest
        return super().response_action(request, queryset, *args)  # type: ignore[misc]
