"""Agreements with cities abroad, their parties and areas of cooperation."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from oleksandria_intl import ukrainian
from oleksandria_intl.localized import Localized
from oleksandria_intl.models import CodeField, Decision, KeyField, Natural, Recorded
from oleksandria_intl.periods import HasPeriod
from partners.models.cities import City
from partners.querysets import AgreementManager


class Area(Natural, Recorded):
    """An area of cooperation: education, culture, sport."""

    json_key = "areas"
    json_fields = (
        "code",
        "name_uk",
        "name_en",
    )

    code = CodeField(unique=True)
    name_uk = models.CharField(_("name"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    sort_key = KeyField("name_uk", key=ukrainian.sort_key, max_length=2000)

    name = Localized()
    counted = ngettext_lazy("%(count)d area of cooperation", "%(count)d areas of cooperation", "count")

    class Meta:
        verbose_name = _("area of cooperation")
        verbose_name_plural = _("areas of cooperation")
        ordering = ["sort_key"]

    def __str__(self) -> str:
        return self.name_uk


class Agreement(HasPeriod, Natural, Recorded):
    """A memorandum, agreement or treaty of the council with cities abroad; its period is the day of signing."""

    json_key = "agreements"
    json_children = ("parties",)
    json_fields = (
        "period_start",
        "period_end",
        "period_precision",
        "period_words",
        "code",
        "kind",
        "title_uk",
        "title_en",
        "state",
        "ended_on",
        "authorised_by",
        "areas",
    )

    class Kind(models.TextChoices):
        """What sort of paper it is."""

        MEMORANDUM = "memorandum", _("memorandum of understanding")
        AGREEMENT = "agreement", _("agreement")
        TREATY = "treaty", _("friendship treaty")

    class State(models.TextChoices):
        """How far it has come."""

        PREPARED = "prepared", _("prepared for signing")
        SIGNED = "signed", _("signed")
        ENDED = "ended", _("ended")

    code = CodeField()
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    title_uk = models.TextField(_("title"))
    title_en = models.TextField(_("title in English"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    authorised_by = models.ForeignKey(
        Decision,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decision that authorised signing"),
    )
    areas = models.ManyToManyField(Area, related_name="agreements", blank=True, verbose_name=_("areas of cooperation"))
    note = models.TextField(_("note for the office"), blank=True)

    title = Localized()
    objects: ClassVar[AgreementManager] = AgreementManager()
    counted = ngettext_lazy("%(count)d agreement", "%(count)d agreements", "count")

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        ordering = ["period_start", "code"]
        constraints = [
            *HasPeriod.Meta.constraints,
            models.UniqueConstraint(fields=["code"], name="agreement_code_unique"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(state="ended"),
                name="agreement_end_means_ended",
                violation_error_message=_("An agreement that has an end date is ended."),
            ),
        ]

    def __str__(self) -> str:
        return self.title_uk


class AgreementParty(Natural, Recorded):
    """One of the other parties of an agreement: a city of the register, or one named in words."""

    natural_fields = ("agreement", "order")
    json_fields = (
        "order",
        "city",
        "name_uk",
    )

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="parties", verbose_name=_("agreement"))
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    city = models.ForeignKey(
        City, models.PROTECT, null=True, blank=True, related_name="agreement_parties", verbose_name=_("city")
    )
    name_uk = models.CharField(_("name, when it is not a city of the register"), max_length=300, blank=True)
    counted = ngettext_lazy("%(count)d party of an agreement", "%(count)d parties of an agreement", "count")

    class Meta:
        verbose_name = _("party of an agreement")
        verbose_name_plural = _("parties of an agreement")
        ordering = ["agreement", "order"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "order"], name="agreement_party_order_unique"),
            models.CheckConstraint(
                condition=Q(city__isnull=False, name_uk="") | Q(city__isnull=True) & ~Q(name_uk=""),
                name="agreement_party_is_city_or_name",
                violation_error_message=_("Choose a city of the register or write the party's name, not both."),
            ),
        ]

    def __str__(self) -> str:
        return self.name_uk or str(self.city)
