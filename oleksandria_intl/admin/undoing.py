"""What a page that deletes or saves does for the bin: it says what goes along, keeps it, and offers to undo it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import NestedObjects
from django.contrib.auth import get_permission_codename
from django.db import models, router
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext
from simple_history.admin import SimpleHistoryAdmin

from oleksandria_intl import ukrainian
from oleksandria_intl.admin.acquainting import acquaint
from oleksandria_intl.models import UndoStep
from oleksandria_intl.roles import BY_ITSELF
from oleksandria_intl.undo import keeping
from oleksandria_intl.undo.recording import Act, Image, Recording, label_of, recording

MOST_PROTECTED = 100
"""So many rows that are in the way are named."""


class NamedInTheWay(NestedObjects):
    """What goes along with rows; of what is in the way of a deletion, no more is fetched than is named."""

    def related_objects(self, related_model: Any, related_fields: Any, objs: Any) -> Any:
        """Return the rows that link to some, cut off where they only forbid the deletion."""
        rows = super().related_objects(related_model, related_fields, objs)
        is_forbidding = all(field.remote_field.on_delete is models.PROTECT for field in related_fields)
        return rows[:MOST_PROTECTED] if is_forbidding else rows


class Undoable(SimpleHistoryAdmin):
    """The pages of a model whose deletions and changes can be undone."""

    delete_confirmation_template = "admin/bin/delete.html"
    delete_selected_confirmation_template = "admin/bin/delete_selected.html"

    # The question

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Say what goes along, in numbers and by name; ask for the right to delete every row of it."""
        collector = NamedInTheWay(using=router.db_for_write(self.model))
        collector.collect(objs)
        concerned: Any = collector.model_objs
        acquaint(concerned)
        protected = [self._link(row) for row in list(collector.protected)[:MOST_PROTECTED]]
        edited = [
            model for model in concerned if not model._meta.auto_created and model._meta.label_lower not in BY_ITSELF
        ]
        lacking = {model._meta.verbose_name for model in edited if not self._may_go(model, concerned[model], request)}
        return collector.nested(self._link), what_goes(concerned), lacking, protected

    def _may_go(self, model: Any, rows: Iterable[Any], request: HttpRequest) -> bool:
        """Whether the reader may delete rows; those that nobody edits go with what they belong to."""
        meta, pages = model._meta, self.admin_site._registry.get(model)
        if not request.user.has_perm(f"{meta.app_label}.{get_permission_codename('delete', meta)}"):
            return False
        return not isinstance(pages, Undoable) or all(pages.has_delete_permission(request, row) for row in rows)

    def _link(self, row: models.Model) -> str:
        """Return what a row is and is called, with a link to its page where it has one."""
        kind = capfirst(row._meta.verbose_name) if not row._meta.auto_created else gettext("Link")
        label = label_of(row)
        if not self.admin_site.is_registered(type(row)):
            return format_html("{}: {}", kind, label)
        address = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
        return format_html('{}: <a href="{}">{}</a>', kind, address, label)

    # Keeping what is done

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Delete a row, and keep it in the bin with all that goes along."""
        key = (type(obj), obj.pk)
        with recording() as noted:
            super().delete_model(request, obj)
        self._keep_deletion(request, noted, {key})

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        """Delete the chosen rows, and keep them in the bin as one step."""
        keys = {(self.model, pk) for pk in queryset.values_list("pk", flat=True)}
        with recording() as noted:
            super().delete_queryset(request, queryset)
        self._keep_deletion(request, noted, keys)

    def _keep_deletion(self, request: Any, noted: Recording, keys: set[Any]) -> None:
        chosen = [image for image in noted.images if (image.model, image.pk) in keys]
        if chosen:
            request.undoable = keeping.keep_deletion(images=noted.images, chosen=chosen, by=request.user)

    def _changeform_view(self, request: Any, *args: Any) -> Any:
        """Note what saving does to the row and to the rows on its page."""
        with recording() as request.noted:
            return super()._changeform_view(request, *args)

    def history_form_view(self, request: Any, *args: Any) -> Any:
        """Note what going back to an old text does."""
        with recording() as request.noted:
            return super().history_form_view(request, *args)

    def response_change(self, request: Any, obj: Any) -> Any:
        """Keep what was done, and offer to undo it with the message that says so."""
        noted = getattr(request, "noted", None)
        if noted is not None and noted.images:
            row = Image(type(obj), obj.pk, Act.CHANGED, str(obj))
            request.undoable = keeping.keep_change(images=noted.images, row=row, by=request.user)
        return super().response_change(request, obj)

    def message_user(self, request: Any, message: Any, level: Any = messages.INFO, *args: Any, **kwargs: Any) -> None:
        """Say what was done, with a button that undoes it where that is possible."""
        step = getattr(request, "undoable", None)
        if step is not None and level == messages.SUCCESS:
            message = with_button(message, step)
            request.undoable = None
        super().message_user(request, message, level, *args, **kwargs)


def with_button(message: Any, step: UndoStep) -> str:
    """Return a message with the button that undoes the step; the form that it sends stands below the messages."""
    name = gettext("Undo the deletion") if step.kind == UndoStep.Kind.DELETED else gettext("Undo the change")
    address = reverse("admin:oleksandria_intl_undostep_undo", args=[step.pk])
    button = '{} <button type="submit" class="button portal-undo" form="portal-undo" formaction="{}">{}</button>'
    return format_html(button, message, address, name)


def what_goes(by_model: dict[Any, Iterable[Any]]) -> dict[str, str]:
    """Return how many rows of each kind go, in words, each with the sum of their money: «6 профілів міст»."""
    kinds: dict[str, list[Any]] = defaultdict(list)
    links = 0
    for model, rows in by_model.items():
        if model._meta.auto_created:
            links += len(list(rows))
        else:
            kinds[counted(model, len(list(rows)))] += rows
    lines = {line: sum_of(rows) for line, rows in kinds.items()}
    return lines | ({gettext("Links to other rows"): str(links)} if links else {})


def counted(model: Any, count: int) -> str:
    """Return a number with what is counted, in the form that it asks for."""
    words = getattr(model, "counted", None)
    return str(words % {"count": count}) if words else f"{capfirst(model._meta.verbose_name_plural)}: {count}"


def sum_of(rows: Iterable[Any]) -> str:
    """Return the money of rows that have an amount; empty for those that have none."""
    amounts = [row.amount for row in rows if getattr(row, "amount", None) is not None]
    return ukrainian.hryvnias(sum(amounts)) if amounts else ""
