"""The base of the admin pages of money: measures by their printed names, the sum at the foot of a list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from budget.admin.late import AsksReason
from budget.admin.sums import NOTHING, amount_text
from budget.models import Measure
from oleksandria_intl import ukrainian
from oleksandria_intl.admin.base import Inputs
from oleksandria_intl.admin.fields import RowChoice

Foot = Iterable[tuple[Any, str]]
"""What stands at the foot of a list: a name and an amount in words."""


class StateFilter(admin.SimpleListFilter):
    """Filter rows by their state."""

    parameter_name = "state"
    states: ClassVar[Mapping[str, tuple[Any, Callable[[Any], Any]]]]
    """What each state is called, and which of the rows are in it."""

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Return the states."""
        return [(state, label) for state, (label, _rows) in self.states.items()]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Return the rows in the state."""
        state = self.states.get(self.value() or "")
        return state[1](queryset) if state else queryset


class NamesMeasures(Inputs):
    """Rows that point at measures, which are shown and found by the names that papers print."""

    named_links: ClassVar[tuple[str, ...]] = ("measure",)
    """Links to measures and programmes."""
    forwards: ClassVar[Mapping[str, str]] = {}
    """Choices that are narrowed by another input of the form."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Fetch the names of measures along, and tell a choice by what it is narrowed."""
        if db_field.related_model is Measure:
            kwargs["queryset"] = Measure.objects.named()
        field: Any = super().formfield_for_foreignkey(db_field, request, **kwargs)
        widget = field.widget if field else None
        if isinstance(widget, RowChoice):
            widget.forwarded = self.forwards.get(db_field.name, "")
        return field

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """Fetch the measures and programmes with their names along, in a query each."""
        rows = super().get_queryset(request)
        for link in self.named_links:
            named: Any = rows.model._meta.get_field(link).related_model
            rows = rows.prefetch_related(models.Prefetch(link, named.objects.named()))
        return rows

    @admin.display(description=_("measure"), ordering="measure__code")
    def measure_name(self, row: Any) -> str:
        """The measure's code and the beginning of its name."""
        return measure_label(row.measure)


class MoneyAdmin(NamesMeasures, AsksReason):
    """The pages of rows of money: what the filter leaves is added up at the foot of the list."""

    change_list_template = "admin/budget/summed_list.html"
    show_full_result_count = False
    sum_title: ClassVar[Any]
    """What the sum of the amounts is called."""

    @admin.display(description=_("amount, UAH"), ordering="amount")
    def amount_uah(self, row: Any) -> str:
        """The amount; negative of what came back or was taken back."""
        return amount_text(row.amount)

    @admin.display(description=_("codes"))
    def codes(self, row: Any) -> str:
        """КПКВКМБ and КЕКВ."""
        return " / ".join(filter(None, (row.program_code_id, row.economic_code_id))) or NOTHING

    def foot(self, rows: Any) -> Foot:
        """Add up what the filter leaves."""
        yield self.sum_title, amount_text(rows.total())

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """Add up what the filter leaves."""
        answer = super().changelist_view(request, extra_context)
        context = answer.context_data if isinstance(answer, TemplateResponse) else None
        if context and "cl" in context:
            context["foot"] = list(self.foot(context["cl"].queryset.prefetch_related(None)))
        return answer


def shortest(text: str) -> str:
    """Return the beginning of a text, for narrow places."""
    return ukrainian.shortened(text, 40)


def measure_label(measure: Measure | None) -> str:
    """Return a measure's code and the beginning of its name."""
    return f"{measure.code} {shortest(measure.shown_name or '')}" if measure else NOTHING


def page_of_list(model: type[models.Model], **filters: object) -> str:
    """Return the address of a model's list, filtered."""
    return _address(model, "changelist", (), filters)


def page_to_add(model: type[models.Model], **initial: object) -> str:
    """Return the address where a new row begins with these values."""
    return _address(model, "add", (), initial)


def page_of(row: models.Model) -> str:
    """Return the address of a row's page."""
    return _address(type(row), "change", (row.pk,), {})


def _address(model: type[models.Model], page: str, args: tuple[Any, ...], query: Mapping[str, Any]) -> str:
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)
    return f"{address}?{urlencode(query)}" if query else address


def number_asked(request: HttpRequest, name: str) -> int | None:
    """Return a number of the page's address: a row to begin with, or nothing where it is none."""
    text = request.GET.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 18 else None
