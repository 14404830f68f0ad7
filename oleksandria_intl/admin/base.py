"""The base of every admin page: history, the lock, Ukrainian search, sentences instead of errors 500."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import AdminURLFieldWidget, RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from oleksandria_intl import ukrainian, words_in_braces
from oleksandria_intl.admin import coding, naming, ordering, prefilling
from oleksandria_intl.admin.fields import (
    AmountField,
    KeyedChoice,
    MarkdownInput,
    RowChoice,
    RowsChoice,
    RowsField,
    TextBox,
)
from oleksandria_intl.admin.giving_back import GivesBack
from oleksandria_intl.admin.history import ShowsHistory
from oleksandria_intl.admin.inline_rows import AsksRowsOnce
from oleksandria_intl.admin.lists import CarefulLists
from oleksandria_intl.admin.locking import VERSION, RecordedForm, RecordedFormSet
from oleksandria_intl.admin.more_rows import OpensMoreRows, ShowsMoreRows
from oleksandria_intl.admin.options import shared
from oleksandria_intl.admin.refusals import REFUSALS as REFUSALS
from oleksandria_intl.admin.refusals import refusal_sentence as refusal_sentence
from oleksandria_intl.admin.undoing import Undoable

PERIOD: Any = (
    _("Date"),
    {
        "fields": (("period_start", "period_end"), ("period_precision", "period_words")),
        "description": _("As much of the date as is known. “August 2020” is from 1 to 31 August, known to the month."),
    },
)


class Inputs(BaseModelAdmin):
    """The inputs of forms and of inline rows, and how their rows are fetched."""

    markdown_fields: tuple[str, ...] = ()
    """The text fields that are printed as Markdown: they are tall and have a preview."""
    fetched_with: tuple[str, ...] = ()
    """The related rows that a row's own name needs."""

    formfield_overrides: ClassVar[Any] = {
        models.DecimalField: {"form_class": AmountField},
        models.URLField: {"assume_scheme": "https", "widget": AdminURLFieldWidget},
    }

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Give long texts boxes that suit them, and links to other rows no button that deletes those."""
        if db_field.name in self.markdown_fields:
            kwargs["widget"] = MarkdownInput(lambda: self.words_offered(request))
        elif isinstance(db_field, models.TextField):
            kwargs["widget"] = TextBox({"rows": 3})
        elif ordering.is_place(self.model, db_field.name):
            kwargs |= {"widget": ordering.PlaceInput(), "help_text": ""}
        field: Any = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(field.widget if field else None, RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = False
            has_pages = self.admin_site.is_registered(db_field.remote_field.model)
            field.widget.can_view_related = has_pages and not field.widget.can_change_related
        return field

    def words_offered(self, request: HttpRequest) -> words_in_braces.Offer:
        """Return the words in braces that the texts of the page know; they are read once for all its texts."""
        page: Any = request
        if not hasattr(page, "words_offered"):
            page.words_offered = words_in_braces.offer_for(self.row_of_texts(request))
        offer: words_in_braces.Offer = page.words_offered
        return offer

    def row_of_texts(self, request: HttpRequest) -> models.Model | None:
        """Return the row of the page, if its texts know words in braces."""
        model: Any = getattr(self, "parent_model", None) or self.model
        asked = request.resolver_match.kwargs.get("object_id") if request.resolver_match else None
        return words_in_braces.row_of(f"{model._meta.label_lower}/{unquote(asked)}") if asked else None

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer rows by their names, as the pages of those rows name and narrow them."""
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", RowChoice(db_field, self.admin_site, using=kwargs.get("using")))
        return self._named(request, shared(super().formfield_for_foreignkey(db_field, request, **kwargs)))

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer rows by their names."""
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", RowsChoice(db_field, self.admin_site, using=kwargs.get("using")))
        field = super().formfield_for_manytomany(db_field, request, **{"form_class": RowsField, **kwargs})
        return self._named(request, field)

    def _named(self, request: HttpRequest, field: Any) -> Any:
        if field is not None and isinstance(field.widget, KeyedChoice):
            naming.let_name(field, request, self.admin_site)
        return field

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """Return the rows with what their names need; locked while a posted form is compared and saved."""
        rows = super().get_queryset(request)
        if self.fetched_with:
            rows = rows.select_related(*self.fetched_with)
        return rows.select_for_update(of=("self",)) if getattr(request, "locks_rows", False) else rows


def with_version(fieldsets: Iterable[Any]) -> list[Any]:
    """Return the fieldsets with the hidden version in the last of them."""
    *others, (title, options) = fieldsets
    return [*others, (title, options | {"fields": (*options["fields"], VERSION)})]


class RecordedInline(Inputs, ShowsMoreRows):
    """Rows edited on their parent's page, each under the lock."""

    form: Any = RecordedForm
    formset: Any = RecordedFormSet
    extra = 0

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """Carry each row's version in the page; fold its code away."""
        return with_version(self.with_code(super().get_fieldsets(request, obj)))

    def with_code(self, fieldsets: Any) -> list[Any]:
        """Return the fieldsets with the code where it belongs."""
        return coding.with_folded_code(self.model, fieldsets)


class RecordedTabularInline(RecordedInline, admin.TabularInline):
    """Short rows, as a table; the cells show all there is, so no row has a title."""

    classes: Any = ("portal-plain",)

    def with_code(self, fieldsets: Any) -> list[Any]:
        """Return the columns without the code: it is made, and changed on the row's own page."""
        return coding.without_code(self.model, fieldsets)

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Say that the rows stand in a table."""
        formset: Any = super().get_formset(request, obj, **kwargs)
        formset.is_table = True
        return formset


class RecordedStackedInline(RecordedInline, admin.StackedInline):
    """Rows with long texts, one under another."""


class RecordedAdmin(
    GivesBack, OpensMoreRows, AsksRowsOnce, ShowsHistory, Inputs, ordering.OrderedLists, CarefulLists, Undoable
):
    """The pages of a model whose every change is kept."""

    form: Any = RecordedForm
    list_per_page = 100
    place = 0
    """Where the model stands in the menu; the order is the order of work."""
    search_fields: tuple[str, ...] = ()
    """The normalised ``search_text``; for models without it, the text columns to look through."""
    panel_template = ""
    """What the change page shows above the form: sums, findings, papers."""

    def panel(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """Return the context of the panel."""
        return {}

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], **kwargs: Any) -> Any:
        """Show the panel of a row that exists, and in its fields what was proposed."""
        prefilling.fill(request, context)
        if self.panel_template and kwargs.get("obj") is not None:
            context |= {"panel_template": self.panel_template, **self.panel(request, context["original"])}
        return super().render_change_form(request, context, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """Carry the row's version in the page; fold its code away."""
        given = ordering.without_order(self.model, super().get_fieldsets(request, obj))
        fieldsets: Any = coding.with_folded_code(self.model, given)
        return with_version(fieldsets) if obj is not None and self.has_change_permission(request, obj) else fieldsets

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Tell the form what the page knows: the database's refusal, the key of a row that is gone."""
        form = super().get_form(request, obj, change=change, **kwargs)
        form.refusal = getattr(request, "refusal", None)
        form.lost_pk = getattr(request, "lost_pk", None)
        return form

    # Saving

    def changeform_view(self, request: Any, object_id: str | None = None, *args: Any, **kwargs: Any) -> Any:
        """Save, or give everything typed back with a sentence that says what was in the way."""
        request.locks_rows = request.method == "POST"
        if ordering.MOVE in request.POST:
            request.POST = ordering.moved(request.POST)
        try:
            return super().changeform_view(request, object_id, *args, **kwargs)
        except REFUSALS as error:
            request.refusal = refusal_sentence(error)
            return super().changeform_view(request, object_id, *args, **kwargs)

    def _changeform_view(self, request: Any, object_id: str | None, *args: Any) -> Any:
        """Take the text of a row that was deleted meanwhile for a new row's, after saying so."""
        pk = unquote(object_id) if object_id and request.method == "POST" else None
        if pk and self.has_add_permission(request) and self.get_object(request, pk) is None:
            request.lost_pk, object_id = pk, None
        return super()._changeform_view(request, object_id, *args)

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> Any:
        """Go back to the list, or to where a proposal came from."""
        return prefilling.go_on(request) or super().response_post_save_change(request, obj)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Write the row only if something of it changed, so that history says what was done and no more."""
        reverted = hasattr(obj, "_history")
        if reverted:
            # Going back to an old text is a new version: one above the highest that the row ever had.
            records = self.model.history.filter(**{self.model._meta.pk.attname: obj.pk})
            obj.version = records.aggregate(last=models.Max("version"))["last"] or 0
        ordering.join_siblings(obj, form.changed_data if change else ())
        if form.has_changed() or reverted or not change:
            super().save_model(request, obj, form, change)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> Any:
        """Delete, or say in a sentence why not."""
        view = super().delete_view
        return self._or_sentence(request, lambda: view(request, object_id, extra_context))

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """Show the list or do its action, or say in a sentence why not."""
        view = super().changelist_view
        return self._or_sentence(request, lambda: view(request, extra_context))

    def seen_row(self, request: HttpRequest, pk: int) -> Any:
        """Return the row that an address of these pages names; raise ``PermissionDenied`` for who may not see it."""
        row = self.get_object(request, str(pk))
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        if row is None:
            raise Http404
        return row

    def _or_sentence(self, request: HttpRequest, view: Callable[[], HttpResponseBase]) -> HttpResponseBase:
        """Return the view's answer; if the database refuses, undo all of it and say so on the same page."""
        if request.method != "POST":
            return view()
        try:
            with transaction.atomic():
                return view()
        except REFUSALS as error:
            self.message_user(request, refusal_sentence(error), messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())

    # Searching

    def choice_label(self, row: Any) -> str:
        """Return what a row is called where it is chosen."""
        return str(row)

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Any], search_term: str
    ) -> tuple[models.QuerySet[Any], bool]:
        """Find rows that have every word, in any case and with any apostrophe, on both databases."""
        words = ukrainian.search_key(search_term).split()
        columns = self.get_search_fields(request)
        if "search_text" in columns:
            for word in words:
                queryset = queryset.filter(search_text__contains=word)
        elif words and columns:
            texts = queryset.order_by().values_list("pk", *columns)
            queryset = queryset.filter(pk__in=[pk for pk, *text in texts if _has_all(words, text)])
        return queryset, False


def _has_all(words: list[str], texts: list[Any]) -> bool:
    """Whether every word occurs in the texts; for models of which there are hundreds, not thousands."""
    key = ukrainian.search_key(" ".join(map(str, texts)))
    return all(word in key for word in words)


class ReadOnlyAdmin(CarefulLists, admin.ModelAdmin):
    """The pages of what nobody edits."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody adds by hand."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody changes."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody deletes."""
        return False
