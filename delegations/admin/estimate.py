"""Admin pages of what a delegation costs: its estimate, advances, the norms of per diem."""

from __future__ import annotations

from itertools import count
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.forms.models import ModelChoiceIterator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from delegations.models import Advance, EstimateLine, Participant, PerDiemNorm, PerDiemRule
from oleksandria_intl.admin import ordering
from oleksandria_intl.admin.base import RecordedAdmin, RecordedStackedInline
from oleksandria_intl.admin.fields import is_key
from oleksandria_intl.admin.locking import RecordedFormSet
from oleksandria_intl.tables.admin import Exchanges
from oleksandria_intl.work import Work

MOST_MEMBERS = 50


class EstimateFormSet(RecordedFormSet):
    """Lines that are moved among themselves: the places of per diem, which is reckoned, are left to it."""

    def clean(self) -> None:
        """Count the places anew around those that others hold."""
        super().clean()
        kept = [form for form in self.forms if form.cleaned_data.get("place") and form not in self.deleted_forms]
        others = self._places_of_others()
        if others & {form.cleaned_data["place"] for form in kept}:
            free = (place for place in count(1) if place not in others)
            for form, place in zip(sorted(kept, key=lambda form: form.cleaned_data["place"]), free, strict=False):
                ordering.put_at(form, place)

    def _places_of_others(self) -> set[int]:
        """Return the places of per diem, and of lines that are about to be deleted."""
        deleted = [form.instance.place for form in self.deleted_forms]
        lines = self.instance.lines.of_kind(EstimateLine.Kind.PER_DIEM) if self.instance.pk else ()
        return {*deleted, *(line.place for line in lines)}


class EstimateLineInline(RecordedStackedInline):
    """The lines of a delegation's estimate but per diem: planned and actual in one row; sums show as one types."""

    model = EstimateLine
    formset = EstimateFormSet
    fields = (
        ("place", "kind", "participant"),
        "name_uk",
        ("source", "economic_code"),
        ("norm", "currency", "rate", "rate_on"),
        ("persons", "days"),
        ("amount", "spent", "spent_in_currency"),
    )
    autocomplete_fields = ("economic_code",)
    fetched_with = ("delegation__city__country", "participant__term__official")

    class Media:
        js = ("admin/estimate.js",)

    def get_queryset(self, request: HttpRequest) -> Any:
        """Leave per diem out, which is reckoned: what was spent of it is entered in the table of what was spent."""
        rows: Any = super().get_queryset(request)
        return rows.but_per_diem()

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Offer the members of this delegation alone; tell the script where the sums are asked for."""
        formset: Any = super().get_formset(request, obj, **kwargs)
        fields = formset.form.base_fields
        if "participant" in fields:
            members = fields["participant"].queryset.select_related("term__official")
            fields["participant"].queryset = members.of_delegation(obj)
        if "amount" in fields:
            address = reverse("admin:delegations_delegation_sums")
            fields["amount"].widget.attrs["data-sums-url"] = f"{address}?row={obj.pk}" if obj else address
        return formset


class LatestMembers(ModelChoiceIterator):
    """The members that a list offers: of the trip that was asked for, else the latest without an advance."""

    def __init__(self, field: MemberField) -> None:
        super().__init__(field)
        members = field.members()
        if field.asked:
            self.queryset = members.filter(delegation__participants=field.asked)
        else:
            self.queryset = members.filter(advance=None).order_by("-pk")[:MOST_MEMBERS]


class MemberField(forms.ModelChoiceField):
    """A choice of a member of a delegation."""

    iterator = LatestMembers
    asked = ""
    """The key of a member for whom the page was opened."""

    def members(self) -> Any:
        """Return the members with what names them and their trips."""
        return Participant.objects.select_related("term__official", "delegation__city__country")

    def label_from_instance(self, obj: Any) -> str:
        """Say who travels, and where."""
        return f"{obj}: {obj.delegation}"


@admin.register(Advance)
class AdvanceAdmin(RecordedAdmin):
    """What a member got on account; reached from the costs of the delegation."""

    group = Work.VISITS
    place = 305
    list_display = ("participant", "amount", "given_on", "reported_on")
    list_filter = (("reported_on", admin.EmptyFieldListFilter),)
    sortable_by = ()
    fetched_with = ("participant__term__official", "participant__delegation__city__country")
    search_fields = ("participant__name_uk", "participant__delegation__code")
    fieldsets: ClassVar[Any] = [
        (
            None,
            {"fields": ("participant", ("amount", "given_on"), ("report_number", "reported_on", "papers"))},
        )
    ]

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Keep these rows out of the menu."""
        return False

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer the members of the latest delegations, each with the trip."""
        field: Any = super().formfield_for_foreignkey(db_field, request, form_class=MemberField, **kwargs)
        asked = request.GET.get("participant", "")
        field.asked = asked if is_key(Participant._meta.pk, asked) else ""
        return field

    def response_post_save_add(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """Go back to the costs of the trip."""
        return HttpResponseRedirect(reverse("admin:delegations_delegation_money", args=[obj.participant.delegation_id]))

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """Go back to the costs of the trip."""
        return self.response_post_save_add(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Keep an advance with its member."""
        return ("participant",) if obj else ()


@admin.register(PerDiemNorm)
class PerDiemNormAdmin(Exchanges):
    """Norms of per diem by country, each from a day on."""

    group = Work.REFERENCE
    is_searched = False
    exchanged = ("delegations.row_resources.PerDiemNormResource",)
    place = 545
    list_display = ("country", "in_force_from", "amount", "currency", "basis")
    list_filter = ("country",)
    sortable_by = ()
    autocomplete_fields = ("country",)
    search_fields = ("country__name_uk", "currency")
    fetched_with = ("country",)
    fieldsets = [(None, {"fields": ("country", "in_force_from", ("amount", "currency"), "basis")})]


@admin.register(PerDiemRule)
class PerDiemRuleAdmin(RecordedAdmin):
    """What hosts' meals leave of a day's per diem."""

    group = Work.MORE
    place = 546
    list_display = ("in_force_from", "one_meal", "two_meals", "three_meals", "basis")
    sortable_by = ()
    search_fields = ("basis", "code")
    fieldsets = [(None, {"fields": ("in_force_from", ("one_meal", "two_meals", "three_meals"), "basis", "code")})]
