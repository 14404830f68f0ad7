"""What became of a row: its changes, each text as it was, the way back to it."""

from __future__ import annotations

import dataclasses
from typing import Any

from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from simple_history.template_utils import HistoricalRecordContextHelper

from oleksandria_intl import words_in_braces
from oleksandria_intl.admin.fields import is_key
from oleksandria_intl.documents.placeholders import expand
from oleksandria_intl.models import UndoStep


class FilledChanges(HistoricalRecordContextHelper):
    """The changes of a record, the words in braces of their texts filled in as everywhere.

    Where only such a word took the place of what it stands for, the texts show as they were typed.
    """

    @cached_property
    def _words(self) -> words_in_braces.Words:
        return words_in_braces.words_for(self.record.instance)

    def format_delta_change(self, change: Any) -> Any:
        """Return a change as it is shown."""
        old, new = self._filled(change.old), self._filled(change.new)
        return super().format_delta_change(change if old == new else dataclasses.replace(change, old=old, new=new))

    def _filled(self, value: Any) -> Any:
        return expand(value, self._words) if isinstance(value, str) and "{" in value else value


class ShowsHistory(BaseModelAdmin):
    """The pages of a row's history."""

    def get_historical_record_context_helper(self, request: HttpRequest, historical_record: Any) -> Any:
        """Fill in the words in braces of what changed."""
        return FilledChanges(self.model, historical_record)

    def history_form_view(self, request: HttpRequest, object_id: str, version_id: str, *args: Any) -> Any:
        """Show an old text; go back to it only for those who may change the row: the package does not ask."""
        pages: Any = self
        record = self.record_of(object_id, version_id)
        if record is None:
            raise Http404
        if request.method == "POST" and not pages.has_change_history_permission(request, record.instance):
            raise PermissionDenied
        deletion = self._deletion_of(object_id)
        if request.method == "POST" and deletion:
            pages.message_user(request, gettext("This is in the bin: bring it back there, with all that went along."))
            return HttpResponseRedirect(reverse("admin:oleksandria_intl_undostep_change", args=[deletion.pk]))
        view = super().history_form_view  # type: ignore[misc]
        return pages._or_sentence(request, lambda: view(request, object_id, version_id, *args))

    def record_of(self, object_id: str, version_id: str) -> Any:
        """Return a record of a row's history, or nothing where the address names none."""
        key, version = self.model._meta.pk, self.model.history.model._meta.pk
        if not (is_key(key, object_id) and is_key(version, version_id)):
            return None
        return self.model.history.filter(**{key.attname: object_id}, history_id=version_id).first()

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> Any:
        """Show what became of a row; the package asks the database for whatever the address says."""
        if not is_key(self.model._meta.pk, unquote(object_id)):
            raise Http404
        deletion = self._deletion_of(unquote(object_id))
        view = super().history_view  # type: ignore[misc]
        return view(request, object_id, {**(extra_context or {}), "deletion": deletion})

    def _deletion_of(self, pk: str) -> UndoStep | None:
        """Return the deletion in the bin with which a row went that is not there."""
        is_there = self.model._base_manager.filter(pk=pk).exists()
        return None if is_there else UndoStep.objects.deleting(self.model, pk).first()

    def history_view_title(self, request: HttpRequest, obj: Any) -> str:
        """Return the title of the list of changes."""
        return gettext("History: %(row)s") % {"row": obj}

    def history_form_view_title(self, request: HttpRequest, obj: Any) -> str:
        """Return the title of the page of an old text."""
        return gettext("The text as it was: %(row)s") % {"row": obj}
