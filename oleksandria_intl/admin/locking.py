"""The optimistic lock: the second editor gets their text back, with what stands in the database beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils import timezone
from django.utils.formats import date_format, localize
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oleksandria_intl import filled_words
from oleksandria_intl.admin import coding, ordering
from oleksandria_intl.admin.counting import CountedFormSet, set_counts, taken_out
from oleksandria_intl.admin.fields import is_key
from oleksandria_intl.ordering import set_aside

LONGEST_ORDER = 9
"""How many digits a place in a list may have to be counted on from."""
VERSION = "opened_version"
"""The hidden field that carries the version of the row that a form was opened with."""


class VersionField(forms.IntegerField):
    """The version of the row that a form was opened with; never a change by itself."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False, label="")

    def has_changed(self, initial: Any, data: Any) -> bool:
        """A version is nothing that one edits."""
        return False


class RecordedForm(forms.ModelForm):
    """A form that refuses to overwrite what somebody else saved meanwhile, once.

    The refused form comes back with the editor's text and the new version: saving again overwrites knowingly.
    """

    opened_version = VersionField()

    refusal: Any = None
    """Why nothing can be saved at all: the database's refusal of the first attempt, in a sentence."""
    lost_pk: Any = None
    """The key of the row that the form was opened with, when that row is there no more."""

    next_order: Callable[[], int] | None = None
    """Gives the place of a new row of a list, where none was typed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_outdated = False
        self.taken_codes: set[str] = set()
        coding.relax(self)
        if not self.instance._state.adding:
            self.initial[VERSION] = self.instance.version

    @cached_property
    def changed_data(self) -> list[str]:
        """The names of what the editor changed: nothing where an outdated text is sent back untouched."""
        names = super().changed_data
        if self.instance._state.adding and len(names) == 1 and ordering.is_place(self._meta.model, names[0]):
            return []  # a place is nothing that makes a row
        return [] if names and self._is_outdated_and_untouched(names) else names

    def _is_outdated_and_untouched(self, names: list[str]) -> bool:
        opened = self.data.get(self.add_prefix(VERSION), "")
        if self.instance._state.adding or opened == str(self.instance.version) or DELETION_FIELD_NAME in names:
            return False
        return sends_back(type(self), self.data, self.prefix, pk=self.instance.pk, version=opened)

    def _get_validation_exclusions(self) -> set[str]:
        """Ask no constraint about the place: rows are exchanged at once, and told apart by their table."""
        left = super()._get_validation_exclusions()  # type: ignore[misc]
        return left | {self._meta.model.order_field} if ordering.is_ordered(self._meta.model) else left

    def clean(self) -> dict[str, Any]:
        """Compare the version that the form was opened with to the row's."""
        cleaned = super().clean() or self.cleaned_data
        if self.refusal:
            raise ValidationError(self.refusal)
        if self.next_order is not None and cleaned.get(place := self._meta.model.order_field, 0) is None:
            cleaned[place] = self.next_order()
        if self.lost_pk is not None and cleaned.get(VERSION) is not None:
            self._say_deleted()
        elif not self.instance._state.adding and cleaned.get(VERSION) != self.instance.version and self.has_changed():
            self._say_changed()
        coding.give_code(self, cleaned, self.taken_codes)
        return cleaned

    def _say_deleted(self) -> None:
        last = last_change(self._meta.model, self.lost_pk)
        self._carry_version("")
        self.add_error(None, deleted_sentence(last))

    def _say_changed(self) -> None:
        self.is_outdated = True
        self._carry_version(self.instance.version)
        self.add_error(None, changed_sentence(last_change(self._meta.model, self.instance.pk)))
        for name in self.changed_data:
            if is_column(self.instance, name):
                stored = stored_text(self.instance, name)
                self.add_error(name, _("Now in the database: %(text)s") % {"text": stored})

    def _carry_version(self, version: Any) -> None:
        """Have the form come back with another version than it was sent with."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        data[self.add_prefix(VERSION)] = version
        self.data = data


class RecordedFormSet(CountedFormSet):
    """Rows edited on their parent's page, each under the lock; a new one without a place goes last."""

    is_table = False
    """Whether the rows stand in a table."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._lost: dict[int, str] = {}
        self._last_order = 0
        self._taken_codes: set[str] = set()
        if self.is_bound:
            self._set_lost_rows_last()

    def save(self, commit: bool = True) -> Any:
        """Write the rows; those with new places stand aside meanwhile, lest two share one."""
        if ordering.is_ordered(self.model):
            model: Any = self.model
            moved: list[Any] = [form for form in self.initial_forms if model.order_field in form.changed_data]
            set_aside(model, [form.instance.pk for form in moved])
        return super().save(commit)

    def _set_lost_rows_last(self) -> None:
        """Turn posted rows that are deleted by now into new rows, so that their text comes back."""
        count, opened = self.total_form_count(), self.initial_form_count()
        stored = {str(row.pk): row for row in self.get_queryset()}
        present = [place for place in range(opened) if self._posted(place, self._pk_name) in stored]
        # Django pairs rows and forms by their place: the stored rows have to stand as the forms do.
        self._queryset = [stored[self._posted(place, self._pk_name)] for place in present]
        lost = [place for place in range(opened) if place not in present and self._is_wanted(place)]
        if len(present) == opened:
            return
        self._lost = {len(present) + place: self._posted(old, self._pk_name) for place, old in enumerate(lost)}
        self._renumber([*present, *lost, *range(opened, count)], initial=len(present))

    def get_queryset(self) -> Any:
        """Return the rows, with what fills in the words in braces of their names."""
        is_known = hasattr(self, "_queryset")
        rows: Any = super().get_queryset()
        if not is_known:
            filled_words.find_words(rows)
        return rows

    @cached_property
    def empty_form(self) -> Any:
        """The form that new rows are copied from: the admin asks for it three times, Django makes it at each."""
        return super().empty_form

    @property
    def _pk_name(self) -> str:
        return self.model._meta.pk.name  # type: ignore[union-attr]

    def _posted(self, place: int, name: str) -> str:
        return self.data.get(f"{self.add_prefix(place)}-{name}", "")

    def _is_wanted(self, place: int) -> bool:
        """Whether a row that is gone was being changed; its parent gone too, every row is wanted back."""
        if self._posted(place, DELETION_FIELD_NAME):
            return False
        pk, version = self._posted(place, self._pk_name), self._posted(place, VERSION)
        untouched = sends_back(self.form, self.data, self.add_prefix(place), pk=pk, version=version)
        return self.instance._state.adding or not untouched

    def _renumber(self, places: list[int], *, initial: int) -> None:
        """Put the posted rows in this order; those after the initial ones are new."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        rows = [taken_out(data, self.add_prefix(place)) for place in places]
        for place, row in enumerate(rows):
            for name, values in row.items():
                data.setlist(f"{self.add_prefix(place)}-{name}", values)
            if place >= initial:
                data[f"{self.add_prefix(place)}-{self._pk_name}"] = ""
        set_counts(data, str(self.prefix), initial=initial, total=len(places))
        self.data = data
        del self.management_form

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        form = super()._construct_form(i, **kwargs)  # type: ignore[misc]
        form.lost_pk, form.taken_codes = self._lost.get(i), self._taken_codes
        return form

    def add_fields(self, form: Any, index: int | None) -> None:
        """Let a new row's place be left empty; in a table, name the inputs, beside which no labels stand."""
        super().add_fields(form, index)
        for field in form.fields.values():
            if self.is_table and field.label:
                # The box around a choice shows the attributes of the list inside it.
                getattr(field.widget, "widget", field.widget).attrs["aria-label"] = capfirst(field.label)
        place = getattr(self.model, "order_field", "")
        if place in form.fields:
            form.fields[place].required = False
            form.next_order = self._next_order
            if form.instance._state.adding:
                form.initial[place] = None

    def _next_order(self) -> int:
        model: Any = self.model
        posted = (self._posted(place, model.order_field) for place in range(self.total_form_count()))
        orders = (int(order) for order in posted if order.isdecimal() and len(order) <= LONGEST_ORDER)
        self._last_order = max([self._last_order, *orders]) + 1
        return self._last_order

    def clean(self) -> None:
        """Refuse, once, to delete a row that somebody changed meanwhile."""
        super().clean()
        deleted: list[Any] = self.deleted_forms
        if any(form.is_outdated for form in deleted):
            raise ValidationError(
                _("Somebody else changed a row that you delete. Save again to delete it nevertheless.")
            )
        if ordering.is_ordered(self.model):
            ordering.differ(self.model, self.forms)


def sends_back(form: type[forms.ModelForm], data: Any, prefix: str | None, *, pk: Any, version: str) -> bool:
    """Whether posted data are the text of this version of the row, untouched."""
    model: Any = form._meta.model
    if not (is_key(model._meta.pk, pk) and is_key(model._meta.get_field("version"), version)):
        return False
    opened = model.history.filter(**{model._meta.pk.attname: pk}, version=version).first()
    if opened is None:
        return False
    row = opened.instance
    row._state.adding = True  # an unsaved row is what a form compares without asking for its lock
    return not form(data, prefix=prefix, instance=row).has_changed()


def last_change(model: Any, pk: Any) -> Any:
    """Return the newest history record of a row, be it there or deleted."""
    if not is_key(model._meta.pk, pk):
        return None
    return model.history.filter(**{model._meta.pk.attname: pk}).select_related("history_user").first()


def changed_sentence(last: Any) -> str:
    """Say who saved the row meanwhile, when, and what to do now."""
    return gettext(
        "%(who)s saved this on %(when)s, while you had it open. Nothing is lost: your text stands in the "
        "fields, and what is in the database now stands at each field that differs. Save again to put your "
        "text in its place."
    ) % who_and_when(last)


def deleted_sentence(last: Any) -> str:
    """Say who deleted the row meanwhile, when, and what to do now."""
    return gettext(
        "%(who)s deleted this on %(when)s, while you had it open. Nothing is lost: your text stands in the "
        "fields. Save again to make it anew."
    ) % who_and_when(last)


def who_and_when(last: Any) -> dict[str, str]:
    """Return the person and the time of a history record in words."""
    user = last.history_user if last else None
    when = timezone.localtime(last.history_date if last else None)
    name = (user.get_full_name() or user.get_username()) if user else gettext("Somebody outside these pages")
    return {"who": name, "when": date_format(when, "DATETIME_FORMAT")}


def is_column(row: models.Model, name: str) -> bool:
    """Whether a form's field is one of the row's own."""
    return any(field.name == name for field in (*row._meta.fields, *row._meta.many_to_many))


def stored_text(row: models.Model, name: str) -> str:
    """Return a field of a row in words."""
    field = row._meta.get_field(name)
    value = getattr(row, name)
    if field.many_to_many:
        text = ", ".join(str(related) for related in value.all())
    elif getattr(field, "choices", None):
        text = str(getattr(row, f"get_{name}_display")())
    elif isinstance(value, bool):
        text = gettext("yes") if value else gettext("no")
    else:
        text = "" if value is None else str(localize(value))
    return text or gettext("(empty)")
