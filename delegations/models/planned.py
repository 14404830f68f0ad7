"""Visits and conferences that a programme plans: what the council adopts, money on the visit alone."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from budget.models import MeasureLine
from delegations.querysets import PlannedTripManager, VisitFieldManager
from oleksandria_intl import ukrainian
from oleksandria_intl.localized import Localized
from oleksandria_intl.periods import HasPeriod
from partners.models import City
from programs.models import Footnote, OrderedRow, RegisterWord


class PlannedTrip(HasPeriod, OrderedRow):
    """Something that a delegation travels to: where, when, for how much, out of which measure."""

    register_words = {
        "city_formal_name": "city.formal_name",
        "city_name_uk": "city.full_name_uk",
        "city_name_en": "city.full_name_en",
    }
    money_field = "amount"

    city = models.ForeignKey(
        City, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("destination")
    )
    place_words = models.CharField(
        _("destination as printed"),
        max_length=300,
        blank=True,
        help_text=_("Only when the paper says it otherwise than “Місто Гданськ, Республіка Польща”."),
    )
    city_formal_name = RegisterWord(_("destination as adopted"))
    city_name_uk = RegisterWord(_("city as adopted"))
    city_name_en = RegisterWord(_("city as adopted, in English"))
    amount = models.DecimalField(_("cost, UAH"), max_digits=14, decimal_places=2, null=True, blank=True)
    measure_line = models.ForeignKey(
        MeasureLine,
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name=_("measure that pays"),
    )
    footnote = models.ForeignKey(
        Footnote,
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("footnote to the cost"),
    )

    objects: ClassVar[PlannedTripManager] = PlannedTripManager()

    class Meta(OrderedRow.Meta):
        abstract = True
        constraints = [
            *OrderedRow.Meta.constraints,
            *HasPeriod.Meta.constraints,
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0),
                name="%(class)s_cost_not_negative",
                violation_error_message=_("The cost is negative."),
            ),
        ]

    @property
    def place(self) -> str:
        """The destination as the paper prints it."""
        return self.place_words or str(self.word("city_formal_name"))

    def cost_text(self) -> str:
        """Return the cost as the paper prints it: «30 000 грн», a dash where none is planned."""
        return "-" if self.amount is None else ukrainian.hryvnias(self.amount)


class PlannedVisit(PlannedTrip):
    """A planned visit of a delegation; several purposes may share it, and it is paid once."""

    json_key = "visits"
    json_fields = (
        "period_start",
        "period_end",
        "period_precision",
        "period_words",
        "code",
        "order",
        "city",
        "place_words",
        "amount",
        "measure_line",
        "footnote",
    )
    counted = ngettext_lazy("%(count)d planned visit", "%(count)d planned visits", "count")

    class Meta(PlannedTrip.Meta):
        verbose_name = _("planned visit")
        verbose_name_plural = _("planned visits")

    def __str__(self) -> str:
        return f"{self.place}, {self.period_text()}".rstrip(", ")


class Conference(PlannedTrip):
    """A planned part in an international conference."""

    json_key = "conferences"
    json_fields = (
        "period_start",
        "period_end",
        "period_precision",
        "period_words",
        "code",
        "order",
        "city",
        "place_words",
        "amount",
        "measure_line",
        "footnote",
        "topic_uk",
        "topic_en",
    )

    topic_uk = models.TextField(_("area of cooperation"), help_text=_("What the conference is about."))
    topic_en = models.TextField(_("area of cooperation in English"), blank=True)

    topic = Localized()
    counted = ngettext_lazy("%(count)d planned conference", "%(count)d planned conferences", "count")

    class Meta(PlannedTrip.Meta):
        verbose_name = _("planned conference")
        verbose_name_plural = _("planned conferences")

    def __str__(self) -> str:
        return f"{self.place}: {ukrainian.shortened(self.topic_uk)}"


class VisitField(OrderedRow):
    """A field in which experience is studied: economy, culture and tourism."""

    json_key = "visit_fields"
    json_fields = (
        "code",
        "order",
        "name_uk",
        "name_en",
    )

    name_uk = models.CharField(_("field"), max_length=200, help_text=_("“Молодь і спорт”"))
    name_en = models.CharField(_("field in English"), max_length=200, blank=True)

    name = Localized()
    objects: ClassVar[VisitFieldManager] = VisitFieldManager()
    counted = ngettext_lazy("%(count)d field of visits", "%(count)d fields of visits", "count")

    class Meta(OrderedRow.Meta):
        verbose_name = _("field of visits")
        verbose_name_plural = _("fields of visits")

    def __str__(self) -> str:
        return self.name_uk


class VisitTheme(OrderedRow):
    """A theme within a field."""

    ordered_within = ("field",)

    json_key = "visit_themes"
    json_fields = (
        "code",
        "order",
        "field",
        "name_uk",
        "name_en",
    )
    parent_field = "field"

    field = models.ForeignKey(VisitField, models.CASCADE, related_name="themes", verbose_name=_("field"))
    name_uk = models.TextField(_("theme"))
    name_en = models.TextField(_("theme in English"), blank=True)

    name = Localized()
    counted = ngettext_lazy("%(count)d theme of visits", "%(count)d themes of visits", "count")

    class Meta(OrderedRow.Meta):
        verbose_name = _("theme of visits")
        verbose_name_plural = _("themes of visits")
        ordering = ["edition", "field__order", "order", "pk"]

    def __str__(self) -> str:
        return ukrainian.shortened(self.name_uk)


class VisitPurpose(OrderedRow):
    """What a delegation goes for, within a theme."""

    ordered_within = ("theme",)

    json_key = "visit_purposes"
    json_fields = (
        "code",
        "order",
        "theme",
        "name_uk",
        "name_en",
    )
    parent_field = "theme"

    theme = models.ForeignKey(VisitTheme, models.CASCADE, related_name="purposes", verbose_name=_("theme"))
    name_uk = models.TextField(_("purpose"))
    name_en = models.TextField(_("purpose in English"), blank=True)

    name = Localized()
    counted = ngettext_lazy("%(count)d purpose of visits", "%(count)d purposes of visits", "count")

    class Meta(OrderedRow.Meta):
        verbose_name = _("purpose of visits")
        verbose_name_plural = _("purposes of visits")
        ordering = ["edition", "theme__field__order", "theme__order", "order", "pk"]

    def __str__(self) -> str:
        return ukrainian.shortened(self.name_uk)


class VisitLine(OrderedRow):
    """A purpose pursued on a planned visit: who goes, and what the cost column says."""

    ordered_within = ("purpose",)

    json_key = "visit_lines"
    json_fields = (
        "code",
        "order",
        "purpose",
        "visit",
        "participants",
        "cost_words",
    )
    parent_field = "purpose"
    part_of = "visit"

    purpose = models.ForeignKey(VisitPurpose, models.CASCADE, related_name="lines", verbose_name=_("purpose"))
    visit = models.ForeignKey(PlannedVisit, models.RESTRICT, related_name="lines", verbose_name=_("planned visit"))
    participants = models.TextField(_("composition of the delegation"), blank=True)
    cost_words = models.CharField(
        _("cost in words"),
        max_length=300,
        blank=True,
        help_text=_(
            "Where another purpose of the visit bears the cost: “Фінансується спільно з візитом до м. Гданськ”."
        ),
    )
    counted = ngettext_lazy("%(count)d line of the table of visits", "%(count)d lines of the table of visits", "count")

    class Meta(OrderedRow.Meta):
        verbose_name = _("line of the table of visits")
        verbose_name_plural = _("lines of the table of visits")
        ordering = [
            "edition",
            "purpose__theme__field__order",
            "purpose__theme__order",
            "purpose__order",
            "order",
            "pk",
        ]

    def __str__(self) -> str:
        return f"{self.purpose} - {self.visit}"
