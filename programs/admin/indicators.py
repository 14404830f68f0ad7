"""Admin pages of what a programme is judged by: its indicators, their plan and what became of them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import Prefetch
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from oleksandria_intl import clock, ukrainian
from oleksandria_intl.admin.lists import column
from oleksandria_intl.admin.locking import RecordedForm
from oleksandria_intl.tables.admin import Exchanges
from oleksandria_intl.work import Work
from programs.admin.choices import ProgramFilter
from programs.admin.rows import EditionRowAdmin, EditionRowTabularInline
from programs.models import Edition, Indicator, IndicatorFact, IndicatorValue, Program


class IndicatorValueInline(EditionRowTabularInline):
    """What an indicator is to be, by year."""

    model = IndicatorValue
    fields = ("year", "value")


@admin.register(Indicator)
class IndicatorAdmin(Exchanges, EditionRowAdmin):
    """Figures by which the programme will be judged."""

    group = Work.PROGRAMME
    exchanged = ("programs.row_resources.IndicatorResource", "programs.row_resources.IndicatorValueResource")
    place = 170
    grid_kind = "indicators"
    list_display = ("order", "name_uk", "unit_uk", "kind", "edition_key")
    search_fields = ("name_uk", "name_en")
    inlines = (IndicatorValueInline,)
    fieldsets = [
        (None, {"fields": ("edition", "order", "name_uk", ("unit_uk", "kind"), "measure_code")}),
        (_("In English"), {"fields": ("name_en", "unit_en"), "classes": ("collapse",)}),
        (None, {"fields": ("code",)}),
    ]


def indicator_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the indicators of every programme by «slug/code», those of a programme under its years."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for indicator in Indicator.objects.to_choose(Edition.objects.shown_to_staff(clock.today())):
        edition = indicator.edition
        label = f"{ukrainian.shortened(indicator.name_uk)}, {indicator.unit_uk}"
        groups.setdefault(edition.years_short, []).append((f"{edition.program.slug}/{indicator.code}", label))
    return list(groups.items())


class IndicatorFactForm(RecordedForm):
    """A fact, whose programme and code are chosen as one: the indicator."""

    indicator = forms.ChoiceField(label=_("Indicator"))

    class Meta:
        model = IndicatorFact
        fields = ("on", "value", "reason", "source")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row = self.instance
        choices: list[Any] = [("", "---------"), *indicator_choices()]
        if row.program_id:
            self.initial["indicator"] = key = f"{row.program.slug}/{row.indicator}"
            if all(key != value for _years, group in choices[1:] for value, _label in group):
                choices.append((key, key))
        field: Any = self.fields["indicator"]
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        """Give the row the programme and the code that were chosen."""
        cleaned: Any = super().clean()
        slug, _slash, code = cleaned.get("indicator", "").partition("/")
        if code:
            self.instance.program, cleaned["indicator"] = Program.objects.get(slug=slug), code
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        """Look at the programme too, so that a second fact as of a day is refused in a sentence."""
        chosen = {"program"} if self.instance.program_id else set()
        return super()._get_validation_exclusions() - chosen


@admin.register(IndicatorFact)
class IndicatorFactAdmin(Exchanges):
    """What became of the indicators, typed by whoever keeps the figures."""

    group = Work.PROGRAMME
    is_searched = False
    place = 245
    exchanged = ("programs.resources.IndicatorFactResource",)
    form = IndicatorFactForm
    list_display = ("indicator_name", "on", "fact", "reason", "program_years")
    list_display_links = ("indicator_name",)
    sortable_by = ("on", "fact")
    list_filter = (("program", ProgramFilter),)
    date_hierarchy = "on"
    search_fields = ("indicator", "reason", "source")
    fieldsets = [(None, {"fields": ("indicator", ("on", "value"), "reason", "source")})]

    fact = column(_("fact"), lambda row: ukrainian.number(row.value), ordering="value")
    indicator_name = column(_("indicator"), lambda row: ukrainian.shortened(row.indicator_name or row.indicator))
    program_years = column(_("programme"), "program.years_short")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """Return the facts with the names of their indicators and programmes."""
        rows: Any = super().get_queryset(request)
        return rows.named().prefetch_related(None).prefetch_related(Prefetch("program", Program.objects.named()))
