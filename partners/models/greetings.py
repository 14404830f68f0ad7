"""Greetings on city days and on New Year: the letters that the office writes to partners every year."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from oleksandria_intl.models import Natural, Recorded, Term
from partners.models.cities import City
from partners.relation_querysets import GreetingManager


class Occasion(models.TextChoices):
    """What a partner is greeted on."""

    CITY_DAY = "city-day", _("city day")
    NEW_YEAR = "new-year", _("New Year")


class OfficeText(Natural, Recorded):
    """A text in both languages that papers for partners are made from: the office writes it once."""

    class Kind(models.TextChoices):
        """Which paper is made from it."""

        CITY_DAY = Occasion.CITY_DAY.value, _("greeting on a city day")
        NEW_YEAR = Occasion.NEW_YEAR.value, _("New Year greeting")
        OUR_CITY = "our-city", _("about our city, for its passport")

    natural_fields = ("kind",)

    kind = models.CharField(_("paper"), max_length=10, choices=Kind.choices, unique=True)
    text_uk = models.TextField(
        _("text"),
        help_text=_("Markdown. Filled in by the portal: {місто}, {країна}, {рік}, {наше місто}."),
    )
    text_en = models.TextField(
        _("text in English"),
        blank=True,
        help_text=_("Markdown. Filled in by the portal: {city}, {country}, {year}, {our city}."),
    )
    counted = ngettext_lazy("%(count)d text for partners", "%(count)d texts for partners", "count")

    class Meta:
        verbose_name = _("text for partners")
        verbose_name_plural = _("texts for partners")
        ordering = ["kind"]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class Greeting(Natural, Recorded):
    """A greeting to a partner on one day: the letter, and by whom, when and how it was sent."""

    class Way(models.TextChoices):
        """How it was sent."""

        EMAIL = "email", pgettext_lazy("way of sending", "by e-mail")
        POST = "post", pgettext_lazy("way of sending", "by post")
        PERSON = "person", pgettext_lazy("way of sending", "handed over in person")
        VIDEO = "video", pgettext_lazy("way of sending", "as a video")

    natural_fields = ("city", "occasion", "day")

    city = models.ForeignKey(City, models.PROTECT, related_name="greetings", verbose_name=_("city"))
    occasion = models.CharField(_("occasion"), max_length=10, choices=Occasion.choices)
    day = models.DateField(_("day of the occasion"))
    number = models.CharField(_("number of the letter"), max_length=50, blank=True)
    dated = models.DateField(_("date of the letter"), null=True, blank=True)
    addressee_uk = models.CharField(
        _("addressee"), max_length=300, blank=True, help_text=_("“Бургомістру міста Яроцин”")
    )
    addressee_en = models.CharField(_("addressee in English"), max_length=300, blank=True)
    text_uk = models.TextField(
        _("text"), blank=True, help_text=_("Markdown. Left empty, the text of the year is taken.")
    )
    text_en = models.TextField(
        _("text in English"), blank=True, help_text=_("Left empty, the text of the year is taken.")
    )
    signatory = models.ForeignKey(
        Term, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who signs")
    )
    sent_on = models.DateField(_("sent on"), null=True, blank=True, editable=False)
    sent_way = models.CharField(
        pgettext_lazy("greeting", "how it was sent"), max_length=10, choices=Way.choices, blank=True, editable=False
    )
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("who sent it"),
    )
    note = models.TextField(_("note for the office"), blank=True)
    is_demonstration = models.BooleanField(_("demonstration data"), default=False, editable=False)

    objects: ClassVar[GreetingManager] = GreetingManager()
    counted = ngettext_lazy("%(count)d greeting", "%(count)d greetings", "count")

    class Meta:
        verbose_name = _("greeting")
        verbose_name_plural = _("greetings")
        ordering = ["-day", "city"]
        constraints = [
            models.UniqueConstraint(
                fields=["city", "occasion", "day"],
                name="greeting_once_per_occasion",
                violation_error_message=_("There is a greeting to this city on this occasion already."),
            ),
            models.CheckConstraint(
                condition=Q(sent_on__isnull=True, sent_way="", sent_by__isnull=True)
                | Q(sent_on__isnull=False, sent_by__isnull=False) & ~Q(sent_way="")
                | Q(sent_on__isnull=False, is_demonstration=True) & ~Q(sent_way=""),
                name="greeting_sent_whole",
                violation_error_message=_("A greeting that was sent has the day, the way and who sent it."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.city}: {self.get_occasion_display()}, {self.day:%d.%m.%Y}"

    @property
    def key(self) -> str:
        """By what its letter is asked for: «tervel/city-day/2021»."""
        return f"{self.city.slug}/{self.occasion}/{self.day.year}"
