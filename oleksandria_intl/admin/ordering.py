"""Order by dragging, and by buttons: in lists, in tables of a form, with scripts and without."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import BaseModelAdmin
from django.db.models import Max
from django.http import HttpRequest, HttpResponseRedirect, QueryDict
from django.template.loader import render_to_string
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oleksandria_intl import ordering
from oleksandria_intl.admin.coding import without_field
from oleksandria_intl.admin.fields import is_key
from oleksandria_intl.ordering import InOrder
from oleksandria_intl.undo import keeping
from oleksandria_intl.undo.recording import Act, Image, recording

MOVE = "_move"
"""What a button sends: «7:up», «7:down», «7:before:9», «7:last» in a list; «points-2-order:up» in a form."""
UP, DOWN, BEFORE, LAST = "up", "down", "before", "last"
COLUMN = "order_place"
LONGEST_ORDER = 9


def is_ordered(model: Any) -> bool:
    """Whether rows of a model have places among siblings."""
    return issubclass(model, InOrder)


def is_place(model: Any, name: str) -> bool:
    """Whether a field is the place of a model's rows among their siblings."""
    return is_ordered(model) and name == model.order_field


def without_order(model: Any, fieldsets: Iterable[Any]) -> list[Any]:
    """Return the fieldsets without the place, which is not typed."""
    return list(without_field(model.order_field, fieldsets)) if is_ordered(model) else list(fieldsets)


# Tables of a form


class PlaceInput(forms.HiddenInput):
    """The place of a row in a table: hidden, between the buttons that move the row."""

    template_name = "admin/ordering/place.html"

    @property
    def is_hidden(self) -> bool:
        """Its column is shown: the buttons stand there."""
        return False

    def _render(self, template_name: str, context: Any, renderer: Any = None) -> str:
        """Make the input of the portal's own template, which forms do not look for."""
        return render_to_string(template_name, context)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Return the place that was sent."""
        return data.get(name) or None


def moved(post: QueryDict) -> QueryDict:
    """Return what a form posts, the row whose button was pressed past its neighbour; saved as «and continue»."""
    name, _colon, way = post.get(MOVE, "").rpartition(":")
    prefix, _dash, field = name.rpartition("-")
    table, _dash, index = prefix.rpartition("-")
    changed = post.copy()
    changed["_continue"] = "1"
    if not index.isdecimal() or way not in (UP, DOWN):
        return changed
    names = _names_in_order(changed, table, field)
    place = names.index(name) if name in names else -1
    other = place + (-1 if way == UP else 1)
    if place >= 0 and 0 <= other < len(names):
        names[place], names[other] = names[other], names[place]
        for number, each in enumerate(names, 1):
            changed[each] = str(number)
    return changed


def _names_in_order(post: QueryDict, table: str, field: str) -> list[str]:
    """Return the names of the places of a table's rows that stay, in their order; those without one come last."""
    names = [
        name
        for name in post
        if name.startswith(f"{table}-") and name.endswith(f"-{field}") and "__prefix__" not in name
        if not post.get(name.removesuffix(field) + "DELETE")
    ]
    return sorted(filter(post.get, names), key=lambda name: _number(str(post[name])))


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) <= LONGEST_ORDER else 0


def differ(model: Any, forms_in_order: Iterable[Any]) -> None:
    """Have no two rows of a table share a place: they are counted again where they do."""
    name = model.order_field
    kept = [form for form in forms_in_order if form.is_valid() and not form.cleaned_data.get("DELETE")]
    placed = [form for form in kept if form.cleaned_data.get(name) is not None]
    places = [form.cleaned_data[name] for form in placed]
    if len(set(places)) == len(places):
        return
    for number, form in enumerate(sorted(placed, key=lambda form: form.cleaned_data[name]), 1):
        put_at(form, number)


def put_at(form: Any, place: int) -> None:
    """Give the row of a form a place that it was not posted with."""
    name = form.instance.order_field
    if form.cleaned_data[name] != place:
        form.cleaned_data[name] = place
        ordering.put_at(form.instance, place)
        form.changed_data.append(name)


def join_siblings(row: Any, changed: Iterable[str]) -> None:
    """Have a row that went to other siblings stand last among them."""
    if is_ordered(type(row)) and set(row.ordered_within) & set(changed):
        last = ordering.siblings(row).exclude(pk=row.pk).order_by().aggregate(last=Max(row.order_field))["last"]
        ordering.put_at(row, ordering.next_after(last))


# Lists


class OrderedLists(BaseModelAdmin):
    """Lists whose rows are moved where they stand."""

    def get_list_display(self, request: HttpRequest) -> Any:
        """Put the place with its buttons where the number would stand."""
        shown = super().get_list_display(request)  # type: ignore[misc]
        return tuple(COLUMN if is_place(self.model, name) else name for name in shown)

    def get_list_display_links(self, request: HttpRequest, list_display: Any) -> Any:
        """Link what a row is called, not its place among the buttons."""
        if is_ordered(self.model) and not self.list_display_links:  # type: ignore[attr-defined]
            return [next(name for name in list_display if name != COLUMN and not is_place(self.model, name))]
        return super().get_list_display_links(request, list_display)  # type: ignore[misc]

    def prepare_rows(self, request: HttpRequest, rows: Iterable[Any]) -> None:
        """Note of the rows of a list which of them the reader may move, and among which."""
        if is_ordered(self.model):
            for row in rows:
                row.may_move = self.may_move(request, row)
                row.within = "-".join(str(value) for value in ordering.group_of(row).values())

    def may_move(self, request: HttpRequest, row: Any) -> bool:
        """Whether the reader may change the place of a row."""
        return bool(self.has_change_history_permission(request, row))  # type: ignore[attr-defined]

    @admin.display(description=_("order"))
    def order_place(self, row: Any) -> str:
        """The place among the siblings, and the buttons that change it for those who may."""
        return render_to_string("admin/ordering/row.html", {"row": row, "place": self.numeral(row)})

    def numeral(self, row: Any) -> str:
        """Return what a list shows for the place."""
        return str(ordering.place_of(row))

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """Move the row whose button was pressed, or show the list."""
        if request.method == "POST" and MOVE in request.POST and is_ordered(self.model):
            return self._or_sentence(request, lambda: self._move(request))  # type: ignore[attr-defined]
        return super().changelist_view(request, extra_context)  # type: ignore[misc]

    def _move(self, request: HttpRequest) -> HttpResponseRedirect:
        pk, _colon, way = request.POST[MOVE].partition(":")
        row = self.seen_row(request, int(pk)) if is_key(self.model._meta.pk, pk) else None  # type: ignore[attr-defined]
        if row is not None and self.may_move(request, row):
            with recording() as noted:
                has_moved = self._go(request, row, way)
            if has_moved:
                image = Image(type(row), row.pk, Act.CHANGED, str(row))
                by: Any = request.user
                request.undoable = keeping.keep_change(  # type: ignore[attr-defined]
                    images=noted.images, row=image, by=by
                )
                sentence = gettext("“%(row)s” stands in its new place.") % {"row": row}
                self.message_user(request, sentence, messages.SUCCESS)  # type: ignore[attr-defined]
        return HttpResponseRedirect(request.get_full_path())

    def _go(self, request: HttpRequest, row: Any, way: str) -> bool:
        if way in (UP, DOWN):
            return ordering.move_by_one(row=row, up=way == UP, by=request.user)
        name, _colon, pk = way.partition(":")
        if name == LAST:
            return ordering.move_before(row=row, other=None, by=request.user)
        if name != BEFORE or not is_key(self.model._meta.pk, pk):
            return False
        other = ordering.siblings(row).filter(pk=pk).first()
        return other is not None and ordering.move_before(row=row, other=other, by=request.user)
