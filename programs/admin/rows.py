"""The base of the admin pages of an edition's rows, whichever app they live in."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.admin.utils import unquote
from django.db import models
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oleksandria_intl.admin.base import (
    Inputs,
    RecordedAdmin,
    RecordedInline,
    RecordedStackedInline,
    RecordedTabularInline,
)
from oleksandria_intl.admin.fields import RowChoice, is_key
from oleksandria_intl.admin.lists import column
from oleksandria_intl.admin.locking import RecordedForm, RecordedFormSet, last_change
from oleksandria_intl.admin.ordering import COLUMN
from oleksandria_intl.ordering import ORDER
from programs.admin.choices import CLOSED, MOST_OPTIONS, EditionChoiceField, EditionFilter, RowOfEditionField
from programs.models import Edition, EditionRow, OrderedRow


class WithinEdition(Inputs):
    """Rows of an edition point at rows of the same edition."""

    admin_site: Any

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer no new rows of the edition in a pop-up: it would not know the edition."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if is_row_link(db_field) or db_field.related_model is Edition:
            field.widget.can_add_related = False
        return field

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer the rows of this edition only, and let more than a list can show be looked for."""
        edition = edition_at_hand(request)
        if db_field.related_model is Edition:
            if Edition.objects.changing()[: MOST_OPTIONS + 1].count() > MOST_OPTIONS:
                return super().formfield_for_foreignkey(db_field, request, **kwargs | self._looked_for(db_field))
            field: Any = super().formfield_for_foreignkey(db_field, request, form_class=EditionChoiceField, **kwargs)
            field.at_hand = edition
            return field
        if is_row_link(db_field):
            rows = kwargs["queryset"] = db_field.related_model._default_manager.filter(edition=edition)
            kwargs["form_class"] = RowOfEditionField
            if rows[: MOST_OPTIONS + 1].count() > MOST_OPTIONS:
                kwargs |= self._looked_for(db_field, edition)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def _looked_for(self, db_field: Any, edition: Edition | None = None) -> dict[str, Any]:
        """Return what makes a choice a box in which rows, of an edition, are looked for by their words."""
        choice = RowChoice(db_field, self.admin_site)
        choice.within = edition and edition.pk
        return {"widget": choice}

    def row_of_texts(self, request: HttpRequest) -> models.Model | None:
        """Return the edition: a row that is not there yet has the same words."""
        return edition_at_hand(request)


def is_row_link(field: Any) -> bool:
    """Whether a field points at another row of the edition."""
    return isinstance(field.related_model, type) and issubclass(field.related_model, EditionRow)


def edition_at_hand(request: HttpRequest) -> Edition | None:
    """Return the edition that the open page belongs to."""
    return getattr(request, "edition_at_hand", None)


def is_closed(row: Any) -> bool:
    """Whether a row belongs to an edition that does not change any more."""
    return row is not None and row.edition_id is not None and row.edition.is_frozen


class EditionRowForm(RecordedForm):
    """A row of an edition; one that was deleted meanwhile comes back under its key."""

    restored_pk: Any = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.pk = self.instance.pk or self.restored_pk


def table_link(request: HttpRequest, kind: str) -> dict[str, Any] | None:
    """Return the address and the name of the table of the edition that a list is filtered by, else of the newest."""
    if not kind:
        return None
    asked = request.GET.get("edition__id__exact", "")
    editions = Edition.objects.select_related("program")
    is_asked = is_key(Edition._meta.pk, asked)
    edition = editions.filter(pk=asked).first() if is_asked else editions.changing().first()
    if edition is None:
        return None
    label = gettext("As a table: %(edition)s") % {"edition": edition.key}
    return {"url": reverse("admin:programs_edition_table", args=[edition.pk, kind]), "label": label}


class EditionRowAdmin(WithinEdition, RecordedAdmin):
    """The pages of a kind of edition rows: in printed order, by edition, read-only once it is adopted."""

    form: Any = EditionRowForm
    list_filter: tuple[Any, ...] = (("edition", EditionFilter),)
    fetched_with: tuple[str, ...] = ("edition__program",)
    sortable_by: ClassVar[Any] = ()

    grid_kind = ""
    """The kind of the table as which these rows are edited, too."""

    edition_key = column(_("edition"), "edition.key")

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """Lead to the rows of the edition at hand as a table."""
        link = table_link(request, self.grid_kind)
        return super().changelist_view(request, {**(extra_context or {}), "grid_link": link})

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        """Look within the edition of the form that asks."""
        within = request.GET.get("edition", "")
        if is_key(Edition._meta.pk, within):
            queryset = queryset.filter(edition=within)
        return super().get_search_results(request, queryset, search_term)

    def get_list_display_links(self, request: HttpRequest, list_display: Any) -> Any:
        """Link what a row is called, not its place in the list, unless the kind of rows says otherwise."""
        return self.list_display_links or [next(name for name in list_display if name not in (ORDER, COLUMN))]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Close the rows of an adopted edition; a refused form that is shown again stays editable."""
        refused = getattr(request, "refusal", None) is not None
        return super().has_change_permission(request, obj) and (refused or not is_closed(obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Keep the rows of an adopted edition."""
        return super().has_delete_permission(request, obj) and not is_closed(obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[Any, ...]:
        """Keep a row in its edition and under its code."""
        fields = tuple(super().get_readonly_fields(request, obj))
        return (*fields, "edition", "code") if obj is not None else fields

    def _changeform_view(self, request: Any, object_id: str | None, *args: Any) -> Any:
        """Find the edition of the page; give the text back if it was adopted while the form was open."""
        row = self.get_object(request, unquote(object_id)) if object_id else None
        if request.method == "POST":
            if object_id and row is None:
                self._remember_place(request, unquote(object_id))
            elif is_closed(row):
                request.refusal = CLOSED
        request.edition_at_hand = row.edition if row else self._edition_of_new_row(request)
        return super()._changeform_view(request, object_id, *args)

    def _remember_place(self, request: Any, pk: str) -> None:
        """Have a row that was deleted meanwhile come back as itself: in its edition, under its key and code."""
        if record := last_change(self.model, pk):
            posted = request.POST.copy()
            posted.setdefault("edition", record.edition_id)
            posted.setdefault("code", record.code)
            request.POST, request.restored_pk = posted, record.instance.pk

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Tell the form the key of a row that comes back: no other row may have its code."""
        form = super().get_form(request, obj, change=change, **kwargs)
        form.restored_pk = getattr(request, "restored_pk", None)
        return form

    def history_form_view(self, request: Any, object_id: str, version_id: str, *args: Any) -> Any:
        """Find the edition of the page."""
        record = self.record_of(object_id, version_id)
        request.edition_at_hand = record and record.instance.edition
        return super().history_form_view(request, object_id, version_id, *args)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Begin a new row in the edition at hand, after the rows that are there."""
        initial = super().get_changeform_initial_data(request)
        edition = edition_at_hand(request)
        if edition is not None:
            initial["edition"] = edition.pk
            if issubclass(self.model, OrderedRow):
                rows = self.model._default_manager.filter(edition=edition)
                initial["order"] = (rows.aggregate(last=models.Max("order"))["last"] or 0) + 1
        return initial

    def _edition_of_new_row(self, request: HttpRequest) -> Edition | None:
        """Return the edition that was posted, or asked for, or filtered by; else the newest that changes."""
        filters = QueryDict(request.GET.get("_changelist_filters", ""))
        asked = request.POST.get("edition") or request.GET.get("edition") or filters.get("edition__id__exact", "")
        editions = Edition.objects.select_related("program")
        if is_key(Edition._meta.pk, asked):
            return editions.filter(pk=asked).first()
        return editions.changing().first()


class EditionRowFormSet(RecordedFormSet):
    """Rows that take their parent's edition before they are checked."""

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        form = super()._construct_form(i, **kwargs)
        if form.instance.edition_id is None and self.instance.edition_id is not None:
            form.instance.edition = self.instance.edition
        return form


class EditionRowInline(WithinEdition, RecordedInline):
    """Rows of an edition edited on their parent's page; the portal gives their codes."""

    formset = EditionRowFormSet

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Close an adopted edition."""
        return super().has_add_permission(request, obj) and self._is_open(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Close an adopted edition."""
        return super().has_change_permission(request, obj) and self._is_open(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Close an adopted edition."""
        return super().has_delete_permission(request, obj) and self._is_open(request, obj)

    def _is_open(self, request: HttpRequest, parent: Any) -> bool:
        return getattr(request, "refusal", None) is not None or not is_closed(parent)


class EditionRowTabularInline(EditionRowInline, RecordedTabularInline):
    """Short rows, as a table."""


class EditionRowStackedInline(EditionRowInline, RecordedStackedInline):
    """Rows with long texts, one under another."""
