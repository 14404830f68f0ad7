"""A measure through all editions of its programme."""

from __future__ import annotations

from functools import cached_property
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from budget.querysets.programme import MeasureManager
from oleksandria_intl import clock, ukrainian
from oleksandria_intl.models import CodeField, Natural, Recorded
from programs.models import PermanentlyCoded, Program
from programs.querysets import shown_first


class Measure(PermanentlyCoded, Natural, Recorded):
    """A measure through all editions of its programme: what appropriations, commitments and payments point at."""

    natural_fields = ("program", "code")

    program = models.ForeignKey(Program, models.PROTECT, related_name="measures", verbose_name=_("programme"))
    code = CodeField()

    objects: ClassVar[MeasureManager] = MeasureManager()

    class Meta:
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        ordering = ["program", "code"]
        constraints = [models.UniqueConstraint(fields=["program", "code"], name="measure_code_unique")]

    def __str__(self) -> str:
        """Return «2.4 Сувеніри (2020)»; a list takes ``Measure.objects.named()``, lest each row asks for its name."""
        name = ukrainian.shortened(self.shown_name or "")
        return f"{self.code} {name} ({self.program.years_short})".replace("  ", " ")

    @property
    def program_pk(self) -> int:
        return self.program_id

    def clean(self) -> None:
        """Refuse a code that was used before."""
        super().clean()
        if self.program_id is not None:
            self.refuse_used_code()

    @cached_property
    def shown_name(self) -> str | None:
        """The name that the edition shown today prints; of a measure that it lacks, the next that has it."""
        return self.lines.order_by(*shown_first(clock.today(), "edition__")).values_list("name_uk", flat=True).first()
