"""Admin pages of what the city's budget grants, with its allotment by month."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from budget import budget_decisions
from budget.admin.annexes import TakesAnnexes
from budget.admin.base import MoneyAdmin, page_of
from budget.admin.deciding import AppropriationForm
from budget.admin.month_table import MonthPages
from budget.admin.panels import figures_of
from budget.admin.sums import amount_text
from budget.models import Allotment, Appropriation
from budget.models.spending import MONTHS
from budget.querysets import Figures
from oleksandria_intl import clock, ukrainian
from oleksandria_intl.admin.base import RecordedTabularInline
from oleksandria_intl.admin.locking import RecordedForm, RecordedFormSet
from oleksandria_intl.models import Decision
from oleksandria_intl.tables.admin import Exchanges
from oleksandria_intl.work import Work
from programs.admin.choices import ProgramFilter


class MonthForm(RecordedForm):
    """A month's part; its month is given, and an empty amount means that the month has none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.month_name = dict(MONTHS).get(self.month_number, "")

    @property
    def month_number(self) -> int:
        """The number of the month; 0 for the form that Django keeps for rows to come."""
        return self.instance.month or self.initial.get("month") or 0


class MonthFormSet(RecordedFormSet):
    """The twelve months of an appropriation: all of it is allotted, or nothing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taken = {row.month for row in self.get_queryset()}
        self.initial_extra = [{"month": month} for month, _name in MONTHS if month not in taken]

    def add_fields(self, form: Any, index: int | None) -> None:
        """Let the amount of a month be left empty; name the box by its month."""
        super().add_fields(form, index)
        if "amount" in form.fields:
            form.fields["amount"].required = False
            form.fields["amount"].label = form.month_name
            form.fields["month"].widget = forms.HiddenInput()

    def _should_delete_form(self, form: Any) -> bool:
        """Take a month out whose amount was emptied."""
        emptied = form.instance.pk is not None and form.cleaned_data.get("amount") is None
        return (emptied and "amount" not in form.errors) or super()._should_delete_form(form)  # type: ignore[misc]

    def delete_existing(self, obj: Any, commit: bool = True) -> None:
        """Take a month out with the amount that it had: history keeps that, not the emptied box."""
        obj.refresh_from_db()
        super().delete_existing(obj, commit)

    def clean(self) -> None:
        """Refuse months that do not add up to the appropriation."""
        super().clean()
        if any(self.errors) or self.instance.amount is None:
            return
        kept = [form.cleaned_data.get("amount") for form in self.forms if not self._should_delete_form(form)]
        months = [amount for amount in kept if amount is not None]
        if months and sum(months, Decimal(0)) != self.instance.amount:
            raise ValidationError(difference_sentence(sum(months, Decimal(0)), self.instance.amount))


def difference_sentence(months: Decimal, granted: Decimal) -> str:
    """Say by how much the months differ from the appropriation, and what to do."""
    return gettext(
        "The months add up to %(months)s, but the appropriation is %(granted)s: the difference is %(difference)s. "
        "Allot all of it by month, or leave all months empty."
    ) % {
        "months": ukrainian.hryvnias(months),
        "granted": ukrainian.hryvnias(granted),
        "difference": ukrainian.hryvnias(granted - months),
    }


class AllotmentInline(RecordedTabularInline):
    """The months of an appropriation, all twelve at once."""

    model = Allotment
    form = MonthForm
    formset = MonthFormSet
    template = "admin/budget/appropriation/months.html"
    fields = ("month", "amount")
    max_num = len(MONTHS)

    class Media:
        js = ["admin/months.js"]

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        """Offer every month that has no row yet."""
        return len(MONTHS) - (obj.allotments.count() if obj else 0)


@dataclass(frozen=True, slots=True)
class GrantLine:
    """A grant among those of its measure and year: the decision, the amount, what all come to so far."""

    url: str
    decision: str
    place: str
    amount: str
    running: str
    look: str = ""


BELOW_DECISION: Any = [
    (_("What for"), {"fields": ("measure", "year")}),
    (
        _("How much"),
        {
            "fields": ("amount", "source"),
            "description": _(
                "The change that this decision makes. Write a reduction with a minus; a correction is a new row."
            ),
        },
    ),
    (_("To whom and under which codes"), {"fields": ("unit", "program_code", "economic_code")}),
    (_("Note"), {"fields": ("note",), "classes": ("collapse",)}),
]
"""What a grant says below the decision."""


@admin.register(Appropriation)
class AppropriationAdmin(MonthPages, TakesAnnexes, Exchanges, MoneyAdmin):
    """What budget decisions grant to measures, or take back."""

    group = Work.MONEY
    place = 240
    exchanged = ("budget.resources.lists.AppropriationResource", "budget.resources.lists.AllotmentResource")
    list_display = ("measure_name", "year", "amount_uah", "decision_name", "source", "codes")
    list_display_links = ("measure_name",)
    list_filter = (
        ("measure__program", ProgramFilter),
        ("year", admin.AllValuesFieldListFilter),
        "source",
        "program_code",
        "economic_code",
        "unit",
    )
    sortable_by = ("measure_name", "year", "amount_uah")
    date_hierarchy = "decision__period_start"
    search_fields = ("measure__code", "measure__lines__name_uk", "decision__number", "decision__subject", "note")
    autocomplete_fields = ("measure", "decision", "unit", "source", "program_code", "economic_code")
    fetched_with = ("decision", "source", "unit")
    inlines = (AllotmentInline,)
    panel_template = "admin/budget/appropriation/panel.html"
    sum_title = _("Appropriated, UAH")
    fieldsets = [
        (_("Who decided"), {"fields": ("decision",)}),
        *BELOW_DECISION,
    ]
    add_fieldsets: ClassVar[Any] = [
        (_("Who decided"), {"fields": (("decided_on", "decision_number"), "decision_title", "decision")}),
        *BELOW_DECISION,
    ]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """Ask a new grant for the day and number of its decision."""
        return super().get_fieldsets(request, obj) if obj else self.add_fieldsets

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Ask a new grant for the day and number of its decision."""
        return super().get_form(request, obj, change=change, **({} if obj else {"form": AppropriationForm}) | kwargs)

    def save_model(self, request: Any, obj: Any, form: Any, change: bool) -> None:
        """Enter the decision that the form names, where it is not here yet."""
        if isinstance(form, AppropriationForm) and form.asks_for_decision:
            obj.decision = budget_decisions.record_decision(**form.day_and_number, by=request.user)
        super().save_model(request, obj, form, change)

    @admin.display(description=_("budget decision"))
    def decision_name(self, row: Appropriation) -> str:
        """The decision's day and number."""
        return decision_words(row.decision)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Say so where the measure is now granted more than the programme plans."""
        super().save_related(request, form, formsets, change)
        if sentence := over_sentence(year_figures(form.instance)):
            self.message_user(request, sentence, messages.WARNING)

    def panel(self, request: HttpRequest, row: Appropriation) -> dict[str, Any]:
        """Return what the programme plans for the measure's year and what was granted, decision by decision."""
        figures = year_figures(row)
        return {
            "grant_lines": list(grant_lines(row)),
            "planned": amount_text(figures.planned),
            "granted": amount_text(figures.granted),
            "free": amount_text(figures.free),
            "ungranted": amount_text(figures.ungranted),
            "over": over_sentence(figures),
        }


def is_decided(decision: Decision) -> bool:
    """Whether a decision counts today: it has its number, and its day has come."""
    day = decision.period_start
    return bool(decision.number) and day is not None and day <= clock.today()


def decision_words(decision: Decision) -> str:
    """Return a decision's day and number: «20.01.2020 № 5»; of a draft that it is one."""
    if not decision.number:
        return gettext("draft, does not count yet")
    day = decision.dated
    return f"{day:%d.%m.%Y} № {decision.number}" if day else f"№ {decision.number}"


def year_figures(row: Appropriation) -> Figures:
    """Return the figures of an appropriation's measure in its year."""
    edition = row.measure.program.shown_by
    return figures_of(edition, row.measure_id, row.year) if edition else Figures()


def over_sentence(figures: Figures) -> str:
    """Say by how much the grants exceed the programme's plan; nothing where they do not."""
    planned, granted = figures.planned or Decimal(0), figures.granted or Decimal(0)
    if granted <= planned:
        return ""
    return gettext(
        "The budget appropriates %(granted)s, and the programme plans %(planned)s: %(over)s more. "
        "The programme may need an amendment."
    ) % {
        "granted": ukrainian.hryvnias(granted),
        "planned": ukrainian.hryvnias(planned),
        "over": ukrainian.hryvnias(granted - planned),
    }


def grant_lines(row: Appropriation) -> Iterator[GrantLine]:
    """Yield the grants of an appropriation's measure and year with their running total; last what does not count."""
    running = Decimal(0)
    grants = Appropriation.objects.of_measure(row.measure_id).of_year(row.year).listed()
    for grant in sorted(grants, key=lambda grant: not is_decided(grant.decision)):
        counts = is_decided(grant.decision)
        running += grant.amount if counts else 0
        yield GrantLine(
            url=page_of(grant),
            decision=decision_words(grant.decision),
            place=", ".join(filter(None, (str(grant.source), grant.program_code_id, grant.economic_code_id))),
            amount=amount_text(grant.amount),
            running=amount_text(running),
            look="this" if grant.pk == row.pk else "" if counts else "idle",
        )
