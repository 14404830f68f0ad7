"""Agreements with cities abroad, their parties and areas of cooperation."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from oleksandria_intl import ukrainian
from oleksandria_intl.localized import Localized
from oleksandria_intl.models import CodeField, Decision, KeyField, Natural, Recorded
from oleksandria_intl.ordering import InOrder
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


class State(models.TextChoices):
    """How far an agreement has come; ``partners.services`` alone move it."""

    BEGUN = "begun", _("begun, signing not authorised")
    AUTHORISED = "authorised", _("signing authorised")
    PREPARED = "prepared", _("prepared for signing")
    ASKED = "asked", _("consent of the ministry asked for")
    CONSENTED = "consented", _("consent of the ministry given")
    SIGNED = "signed", _("signed")
    REGISTERED = "registered", _("registered")
    IN_FORCE = "in-force", _("in force")
    SUSPENDED = "suspended", _("suspended")
    ENDED = "ended", _("ended")


STANDING_STATES = (State.SIGNED, State.REGISTERED, State.IN_FORCE)
"""The states of what is signed and neither suspended nor ended."""
SIGNED_STATES = (*STANDING_STATES, State.SUSPENDED, State.ENDED)
"""The states of what was signed."""


class Agreement(HasPeriod, Natural, Recorded):
    """A memorandum, agreement or treaty of the council with cities abroad; its period is the day of signing."""

    json_key = "agreements"
    # Its recorded steps stay: each says which of our staff recorded it, by an act of our register, and nobody but the
    # office that took a step may write one. What they led to travels: the state and its days.
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

    State = State

    code = CodeField()
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    title_uk = models.TextField(_("title"))
    title_en = models.TextField(_("title in English"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.BEGUN)
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
    scan = models.FileField(_("scan of the signed text"), upload_to="agreements/%Y/", blank=True, editable=False)
    scan_is_public = models.BooleanField(
        _("everybody may read the scan"), default=False, help_text=_("Then the agreement’s page offers it.")
    )
    note = models.TextField(_("note for the office"), blank=True)

    title = Localized()
    health: list[Any]
    """What ``partners.health.attach`` found of it."""
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

    def clean(self) -> None:
        """Refuse another state than the row has: a step alone moves it."""
        super().clean()
        stored = type(self).objects.state_of(self.pk)
        if stored is not None and stored != self.state:
            raise ValidationError({"state": _("Only a step recorded on the agreement’s page changes its state.")})

    @property
    def is_signed(self) -> bool:
        """Whether it was signed, whatever became of it."""
        return self.state in SIGNED_STATES

    @property
    def signed_on(self) -> date | None:
        """The first day on which it may have been signed; None where that is not known, or it is not signed."""
        return self.period_start if self.is_signed else None


class AgreementParty(InOrder, Natural, Recorded):
    """One of the other parties of an agreement: a city of the register, or one named in words."""

    ordered_within = ("agreement",)

    natural_fields = ("agreement", "order")
    json_fields = (
        "order",
        "kind",
        "city",
        "name_uk",
        "name_en",
    )

    class Kind(models.TextChoices):
        """What sort of party it is: the law asks for consent and registration between territorial authorities."""

        AUTHORITY = "authority", _("community or authority abroad")
        UKRAINIAN = "ukrainian", _("Ukrainian community")
        ORGANISATION = "organisation", _("international organisation")
        BUSINESS = "business", _("business")
        OTHER = "other", _("other")

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="parties", verbose_name=_("agreement"))
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    kind = models.CharField(_("kind of party"), max_length=12, choices=Kind.choices, default=Kind.AUTHORITY)
    city = models.ForeignKey(
        City, models.PROTECT, null=True, blank=True, related_name="agreement_parties", verbose_name=_("city")
    )
    name_uk = models.CharField(_("name, when it is not a city of the register"), max_length=300, blank=True)
    name_en = models.CharField(_("the same in English"), max_length=300, blank=True)
    name = Localized()
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
            models.CheckConstraint(
                condition=~Q(kind="ukrainian") | Q(city__isnull=True),
                name="agreement_party_ukrainian_is_named",
                violation_error_message=_(
                    "A Ukrainian community is written in words: the register is of cities abroad."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name_uk or str(self.city)
