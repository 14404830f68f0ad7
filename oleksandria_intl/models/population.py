"""How many people live in the city, from a day on."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from oleksandria_intl import ukrainian

from .base import Natural, NaturalManager, Recorded


class PopulationQuerySet(models.QuerySet["Population"]):
    """What was said of the population."""

    def known_by(self, on: date) -> Population | None:
        """Return what was said last by a day."""
        return self.filter(on__lte=on).order_by("-on").first()


class PopulationManager(NaturalManager["Population"].from_queryset(PopulationQuerySet)):  # type: ignore[misc]
    """Finds the population by its day."""


class Population(Natural, Recorded):
    """How many people lived in the city on a day, and who says so."""

    natural_fields = ("on",)
    json_key = "population"
    json_fields = ("on", "number", "source")

    on = models.DateField(_("as of"), unique=True, error_messages={"unique": _("This day has its number already.")})
    number = models.PositiveIntegerField(_("inhabitants"), validators=[MinValueValidator(1)])
    source = models.CharField(
        _("who says so"),
        max_length=300,
        help_text=_("Everybody sees it: “Державна служба статистики, чисельність наявного населення”."),
    )
    counted = ngettext_lazy("%(count)d number of inhabitants", "%(count)d numbers of inhabitants", "count")

    objects: ClassVar[PopulationManager] = PopulationManager()

    class Meta:
        verbose_name = _("number of inhabitants")
        verbose_name_plural = _("numbers of inhabitants")
        ordering = ["-on"]
        constraints = [models.CheckConstraint(condition=Q(number__gte=1), name="population_is_somebody")]

    def __str__(self) -> str:
        return f"{self.on:%d.%m.%Y}: {ukrainian.number(Decimal(self.number))}"
