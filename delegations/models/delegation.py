"""Delegations out and in: what happens, from the preparation to the report."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from budget.models import Measure
from delegations.querysets import DelegationManager
from oleksandria_intl import ukrainian
from oleksandria_intl.localized import Localized
from oleksandria_intl.models import CodeField, Decision, KeyField, Natural, Recorded, Term, Unit
from oleksandria_intl.periods import HasPeriod, Precision
from partners.models import City
from programs.models import Program


class Delegation(HasPeriod, Natural, Recorded):
    """A delegation of the council that travels, or of guests who come; its period is that of the trip or the stay.

    What the programme planned is named by the programme and the row's code, through all its editions.
    """

    class Direction(models.TextChoices):
        """Who goes where."""

        OUT = "out", _("our delegation travels")
        IN = "in", _("guests come to us")

    class Kind(models.TextChoices):
        """What it goes or comes for."""

        VISIT = "visit", pgettext_lazy("delegation", "visit")
        CONFERENCE = "conference", pgettext_lazy("delegation", "conference")

    class Status(models.TextChoices):
        """How far it has come; that it travels, and that its report is due, is told by the day."""

        PREPARED = "prepared", pgettext_lazy("delegation", "being prepared")
        ORDERED = "ordered", pgettext_lazy("delegation", "order issued")
        REPORTED = "reported", pgettext_lazy("delegation", "reported")
        CANCELLED = "cancelled", pgettext_lazy("delegation", "cancelled")

    code = CodeField(help_text=_("The address of its page, for example “jarocin-2020-09”; stays for good."))
    direction = models.CharField(_("direction"), max_length=3, choices=Direction.choices)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.VISIT)
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.PREPARED, editable=False
    )
    city = models.ForeignKey(
        City, models.PROTECT, null=True, blank=True, related_name="delegations", verbose_name=_("city")
    )
    place_words = models.CharField(
        _("place in words"), max_length=300, blank=True, help_text=_("Only where it is not a city of the register.")
    )
    purpose_uk = models.TextField(_("purpose"), help_text=_("As the order says it: “для участі в …”."))
    purpose_en = models.TextField(_("purpose in English"), blank=True)
    invitation = models.CharField(
        _("invitation"), max_length=300, blank=True, help_text=_("“запрошення бургомістра міста Яроцин від 12.08.2020”")
    )
    program = models.ForeignKey(
        Program, models.PROTECT, null=True, blank=True, related_name="delegations", verbose_name=_("programme")
    )
    planned_code = models.CharField(
        _("code of what was planned"),
        max_length=80,
        blank=True,
        help_text=_("The planned visit or conference of the programme, the same in all its editions."),
    )
    measure = models.ForeignKey(
        Measure,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="delegations",
        verbose_name=_("measure that pays"),
    )
    order = models.OneToOneField(
        Decision,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="delegation",
        verbose_name=_("order of the mayor"),
        help_text=_("The order of the mayor, or the decision of the executive committee."),
    )
    organiser = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("unit that organises")
    )
    acting = models.ForeignKey(
        Term,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who acts for the mayor meanwhile"),
    )
    payer_words = models.CharField(
        _("who pays, in words"), max_length=300, blank=True, help_text=_("“за рахунок сторони, що приймає”")
    )
    composition_reason = models.TextField(
        _("why the composition is another"),
        blank=True,
        help_text=_("Only where the programme's rule is not kept: 3-4 people, one or two of each kind."),
    )
    money_reason = models.TextField(
        _("why it may cost more than is free"),
        blank=True,
        help_text=_("Only where the estimate is above the measure's free money."),
    )
    note = models.TextField(_("note for the office"), blank=True)
    is_demonstration = models.BooleanField(_("demonstration data"), default=False, editable=False)
    search_text = KeyField("purpose_uk", "purpose_en", "place_words", key=ukrainian.search_key, max_length=2000)

    purpose = Localized()
    objects: ClassVar[DelegationManager] = DelegationManager()
    counted = ngettext_lazy("%(count)d delegation", "%(count)d delegations", "count")

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        ordering = ["-period_start", "code"]
        constraints = [
            *HasPeriod.Meta.constraints,
            models.UniqueConstraint(fields=["code"], name="delegation_code_unique"),
            models.CheckConstraint(
                condition=Q(city__isnull=False, place_words="") | Q(city__isnull=True) & ~Q(place_words=""),
                name="delegation_has_one_place",
                violation_error_message=_("Choose a city of the register or write the place in words, not both."),
            ),
            models.CheckConstraint(
                condition=Q(planned_code="") | Q(program__isnull=False),
                name="delegation_planned_in_a_programme",
                violation_error_message=_("Choose the programme that planned it."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["ordered", "reported"]) | Q(period_precision="day", order__isnull=False),
                name="delegation_ordered_has_order_and_days",
                violation_error_message=_("A delegation whose order is issued has the order and its days."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place}, {self.period_text()}".rstrip(", ")

    @property
    def code_words(self) -> str:
        """What its address is made from: the city and the month."""
        place = self.city.code_words if self.city else self.place_words
        return f"{place} {self.period_start:%Y-%m}" if self.period_start else place

    @property
    def place(self) -> str:
        """The destination, or where the guests come from, in Ukrainian."""
        return self.place_words or str(self.city or "")

    def state(self, on: date) -> Any:
        """Return how far it has come on a day, in words: once ordered, that it travels or that its report is due."""
        if self.status == self.Status.ORDERED and self.starts_on and self.ends_on and on >= self.starts_on:
            return _("travelling") if on <= self.ends_on else _("report due")
        return self.get_status_display()

    @property
    def place_names(self) -> list[str]:
        """The names, without the country, by which papers may call the place."""
        if self.city is None:
            return [self.place_words]
        others = (name.strip() for name in self.city.other_names.split(","))
        return [name for name in (self.city.name_uk, *others) if name]

    @property
    def starts_on(self) -> date | None:
        """The first day, where it is known to the day."""
        return self.period_start if self.period_precision == Precision.DAY else None

    @property
    def ends_on(self) -> date | None:
        """The last day, where it is known to the day."""
        return self.period_end if self.period_precision == Precision.DAY else None

    @property
    def days(self) -> int:
        """The calendar days, the first and the last among them; 0 where they are not known."""
        return (self.ends_on - self.starts_on).days + 1 if self.starts_on and self.ends_on else 0
