"""Who goes, or comes."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from delegations.member_querysets import ParticipantManager
from oleksandria_intl import ukrainian
from oleksandria_intl.localized import Localized
from oleksandria_intl.models import KeyField, Natural, Recorded, Term
from oleksandria_intl.ordering import InOrder

from .delegation import Delegation


class Participant(InOrder, Natural, Recorded):
    """A member of a delegation: a person, or an ensemble of so many people without names.

    Of a person only the name and the post of officials and council members are public.
    """

    class Category(models.TextChoices):
        """What a member is in the programme's rule of composition."""

        OFFICIAL = "official", _("official of local self-government")
        FIELD = "field", _("from the field in question")
        MEMBER = "member", _("council member")
        ENSEMBLE = "ensemble", pgettext_lazy("delegation", "ensemble")
        GUEST = "guest", _("guest")
        OTHER = "other", pgettext_lazy("delegation", "other")

    natural_fields = ("delegation", "place")
    ordered_within = ("delegation",)
    order_field = "place"

    delegation = models.ForeignKey(
        Delegation, models.CASCADE, related_name="participants", verbose_name=_("delegation")
    )
    place = models.PositiveSmallIntegerField(_("order"), default=0, help_text=_("0: behind the others."))
    category = models.CharField(_("category"), max_length=10, choices=Category.choices)
    term = models.ForeignKey(
        Term,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("official or council member"),
        help_text=_("Whoever stands in the register; name and post come from there."),
    )
    name_uk = models.CharField(
        _("full name"), max_length=300, blank=True, help_text=_("Of an ensemble its name, never those of its members.")
    )
    name_en = models.CharField(_("full name in English"), max_length=300, blank=True)
    post_uk = models.CharField(_("post"), max_length=300, blank=True)
    post_en = models.CharField(_("post in English"), max_length=300, blank=True)
    number = models.PositiveSmallIntegerField(_("people"), default=1, help_text=_("More than one for an ensemble."))
    is_head = models.BooleanField(_("heads the delegation"), default=False)
    contact = models.CharField(_("phone or address for the office"), max_length=300, blank=True)
    person_key = KeyField("name_uk", key=ukrainian.search_key, max_length=300)

    name = Localized()
    post = Localized()
    objects: ClassVar[ParticipantManager] = ParticipantManager()
    counted = ngettext_lazy("%(count)d member of a delegation", "%(count)d members of delegations", "count")

    class Meta:
        verbose_name = _("member of a delegation")
        verbose_name_plural = _("members of delegations")
        ordering = ["delegation", "place", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(term__isnull=False, name_uk="") | Q(term__isnull=True) & ~Q(name_uk=""),
                name="participant_is_one",
                violation_error_message=_("Choose an official of the register or write the name, not both."),
            ),
            models.CheckConstraint(
                condition=Q(number=1) | Q(number__gt=1, category__in=["ensemble", "guest"]),
                name="participant_of_several_is_an_ensemble",
                violation_error_message=_("Only an ensemble, or guests, stand for more than one person."),
            ),
            models.UniqueConstraint(
                fields=["delegation"],
                condition=Q(is_head=True),
                name="participant_one_head",
                violation_error_message=_("A delegation has one head."),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def clean(self) -> None:
        """Refuse who travels elsewhere on the same days."""
        super().clean()
        if not (self.travels and self.full_name):
            return
        for other in Participant.objects.meanwhile(self):
            sentence = _("%(person)s travels on these days already: “%(trip)s”. Choose other days or another person.")
            raise ValidationError(sentence % {"person": self.full_name, "trip": other.delegation})

    @property
    def travels(self) -> bool:
        """Whether it is a person who travels on known days."""
        trip, is_person = self.delegation, self.category != self.Category.ENSEMBLE
        is_due = trip.direction == Delegation.Direction.OUT and trip.status != Delegation.Status.CANCELLED
        return is_person and is_due and trip.days > 0

    @property
    def full_name(self) -> str:
        """The name in Ukrainian, as the register or the row says it."""
        return str(self.term.official) if self.term else self.name_uk

    @property
    def full_post(self) -> str:
        """The post in Ukrainian, as the register or the row says it."""
        return self.term.post_uk if self.term else self.post_uk
