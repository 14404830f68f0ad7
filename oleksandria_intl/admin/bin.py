"""The bin: what was deleted in the last 90 days, what each deletion took along, and the way back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth import get_permission_codename
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oleksandria_intl.admin.base import REFUSALS, ReadOnlyAdmin, refusal_sentence
from oleksandria_intl.admin.bin_rows import groups_of
from oleksandria_intl.admin.lists import column
from oleksandria_intl.models import UndoStep
from oleksandria_intl.undo import services
from oleksandria_intl.undo.recording import noted_models
from oleksandria_intl.undo.refusals import may_undo, name_of
from oleksandria_intl.work import Work

SHOWN = 200
"""How many rows of a deletion its page shows whole."""


def short(moment: datetime) -> str:
    """Return a moment as a column has room for it."""
    return f"{timezone.localtime(moment):%d.%m.%Y %H:%M}"


@admin.register(UndoStep)
class BinAdmin(ReadOnlyAdmin):
    """Deletions that can be brought back; to see a kind of rows is to see those of them that were deleted."""

    group = Work.MORE
    place = 900
    list_display = ("what", "kind_of_rows", "row_count", "when", "who", "until")
    sortable_by = ("when",)
    list_per_page = 100

    what = column(_("what"), "label")
    kind_of_rows = column(_("kind of rows"), lambda step: capfirst(step.model_class._meta.verbose_name))
    when = column(_("when"), lambda step: short(step.at), ordering="at")
    who = column(_("who"), lambda step: name_of(step.by))
    until = column(_("can be brought back until"), lambda step: short(step.kept_until))

    def get_urls(self) -> list[URLPattern]:
        """Return the pages, and the address that undoes."""
        undo = self.admin_site.admin_view(self.undo_view)
        return [path("<int:pk>/undo/", undo, name="oleksandria_intl_undostep_undo"), *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> Any:
        """Return the deletions of rows that the reader may see."""
        return UndoStep.objects.in_bin().of_models(model for model in noted_models() if sees(request, model))

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """Call the list what it is."""
        return super().changelist_view(request, {**(extra_context or {}), "title": gettext("Bin")})

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> Any:
        """Show what went with a deletion, and the button that brings it back."""
        step: Any = self.get_object(request, object_id)
        if not self.has_view_permission(request, step):
            raise PermissionDenied
        if step is None:
            return super().change_view(request, object_id, *args, **kwargs)
        rows = list(step.rows.all())
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("In the bin: %(what)s") % {"what": step.label},
            "opts": self.opts,
            "step": step,
            "kind": capfirst(step.model_class._meta.verbose_name),
            "who": name_of(step.by),
            "may_undo": may_undo(rows, request.user),
            "groups": groups_of(rows[:SHOWN]),
            "more": max(len(rows) - SHOWN, 0),
        }
        return TemplateResponse(request, "admin/bin/step.html", context)

    def undo_view(self, request: Any, pk: int) -> HttpResponse:
        """Undo a deletion or a change of one's own, or say why not."""
        step = UndoStep.objects.reachable_by(request.user).filter(pk=pk).first()
        if step is None or not sees(request, step.model_class):
            raise Http404
        if request.method != "POST":  # who had to log in first comes back without what was pressed
            return HttpResponseRedirect(self._page_about(request, step))
        try:
            if step.kind == UndoStep.Kind.DELETED:
                services.restore(deletion=step, by=request.user)
            else:
                services.undo_change(change=step, by=request.user)
        except REFUSALS as error:
            self.message_user(request, refusal_sentence(error), messages.ERROR)
            return HttpResponseRedirect(self._page_about(request, step))
        address = page_of(step)
        self.message_user(request, _done(step, address), messages.SUCCESS)
        return HttpResponseRedirect(address)

    def _page_about(self, request: HttpRequest, step: UndoStep) -> str:
        """Return the address of the row that was changed, or of the deletion in the bin."""
        if step.kind == UndoStep.Kind.CHANGED:
            return page_of(step)
        if self.get_queryset(request).filter(pk=step.pk).exists():
            return page_in_bin(step)
        return reverse("admin:oleksandria_intl_undostep_changelist")


def sees(request: HttpRequest, model: Any) -> bool:
    """Whether the reader may see rows of a model."""
    user: Any = request.user
    return bool(user.has_perm(f"{model._meta.app_label}.{get_permission_codename('view', model._meta)}"))


def page_in_bin(step: UndoStep) -> str:
    """Return the address of a deletion in the bin."""
    return reverse("admin:oleksandria_intl_undostep_change", args=[step.pk])


def page_of(step: UndoStep) -> str:
    """Return the address of the row that a step is of; of several rows their list, of rows without pages the bin."""
    meta = step.model_class._meta
    if not admin.site.is_registered(step.model_class):
        return reverse("admin:oleksandria_intl_undostep_changelist")
    page, args = ("change", [step.row_pk]) if step.row_pk else ("changelist", [])
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{page}", args=args)


def _done(step: UndoStep, address: str) -> str:
    """Say what is back, with the way to it."""
    said = gettext("Brought back: ") if step.kind == UndoStep.Kind.DELETED else gettext("As before the change: ")
    return format_html('{}<a href="{}">{}</a>.', said, address, step.label)
