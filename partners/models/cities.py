"""Cities abroad: twins, partners, destinations."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from oleksandria_intl import clock, ukrainian
from oleksandria_intl.localized import Localized
from oleksandria_intl.models import KeyField, Natural, Recorded
from oleksandria_intl.periods import Period, Precision
from partners.models.countries import Country
from partners.querysets import CityManager


class City(Natural, Recorded):
    """A city abroad: a twin, a partner, or only a place where a delegation goes."""

    json_key = "cities"
    json_fields = (
        "slug",
        "kind",
        "country",
        "name_uk",
        "name_en",
        "region_uk",
        "region_en",
        "latitude",
        "longitude",
        "city_day_month",
        "city_day_day",
        "website",
        "description_uk",
        "description_en",
        "relation_uk",
        "relation_en",
    )

    class Kind(models.TextChoices):
        """What the city is to us."""

        TWIN = "twin", _("twin city")
        PARTNER = "partner", _("partner city")
        DESTINATION = "destination", _("destination only")

    natural_fields = ("slug",)

    slug = models.SlugField(_("address"), unique=True)
    kind = models.CharField(_("what it is to us"), max_length=12, choices=Kind.choices)
    country = models.ForeignKey(Country, models.PROTECT, related_name="cities", verbose_name=_("country"))
    name_uk = models.CharField(_("name"), max_length=100)
    name_en = models.CharField(_("name in English"), max_length=100, blank=True)
    region_uk = models.CharField(_("region"), max_length=200, blank=True)
    region_en = models.CharField(_("region in English"), max_length=200, blank=True)
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=7,
        decimal_places=4,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=7,
        decimal_places=4,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    city_day_month = models.PositiveSmallIntegerField(
        _("month of the city day"),
        null=True,
        blank=True,
        choices=list(enumerate(ukrainian.MONTHS, 1)),
    )
    city_day_day = models.PositiveSmallIntegerField(
        _("day of the city day"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(31)],
    )
    website = models.URLField(_("website"), blank=True)
    description_uk = models.TextField(_("about the city"), blank=True, help_text=_("Markdown."))
    description_en = models.TextField(_("about the city in English"), blank=True)
    relation_uk = models.TextField(_("our relations"), blank=True, help_text=_("Markdown."))
    relation_en = models.TextField(_("our relations in English"), blank=True)
    dormant_since = models.DateField(
        _("dormant since"), null=True, blank=True, help_text=_("From when the office keeps no contact with the city.")
    )
    dormant_why_uk = models.CharField(_("why it is dormant"), max_length=300, blank=True)
    dormant_why_en = models.CharField(_("why it is dormant, in English"), max_length=300, blank=True)
    other_names = models.CharField(
        _("other names, for the search"), max_length=300, blank=True, help_text=_("Separated by commas; not printed.")
    )
    search_text = KeyField("name_uk", "name_en", "other_names", "region_uk", key=ukrainian.search_key)
    sort_key = KeyField("name_uk", key=ukrainian.sort_key, max_length=2000)

    name = Localized()
    region = Localized()
    description = Localized()
    relation = Localized()
    dormant_why = Localized()
    objects: ClassVar[CityManager] = CityManager()
    counted = ngettext_lazy("%(count)d city", "%(count)d cities", "count")

    class Meta:
        verbose_name = _("city")
        verbose_name_plural = _("cities")
        ordering = ["sort_key"]
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(
                    latitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__isnull=False,
                    longitude__range=(-180, 180),
                ),
                name="city_coordinates_whole",
                violation_error_message=_("Give both latitude and longitude, or neither."),
            ),
            models.CheckConstraint(
                condition=Q(city_day_month__isnull=True, city_day_day__isnull=True)
                | Q(
                    city_day_month__isnull=False,
                    city_day_month__range=(1, 12),
                    city_day_day__isnull=False,
                    city_day_day__range=(1, 31),
                ),
                name="city_day_whole",
                violation_error_message=_("Give both the month and the day of the city day, or neither."),
            ),
            models.CheckConstraint(
                condition=Q(dormant_since__isnull=True, dormant_why_uk="")
                | Q(dormant_since__isnull=False) & ~Q(dormant_why_uk=""),
                name="city_dormant_with_reason",
                violation_error_message=_("Say since when the city is dormant, and why."),
            ),
            # The last: what Django asks SQLite's tables by misreads all that follows LIKE's «ESCAPE '\\'».
            models.CheckConstraint(
                condition=Q(website="") | Q(website__startswith="http://") | Q(website__startswith="https://"),
                name="city_website_of_the_web",
                violation_error_message=_("The address of a website begins with https:// or http://."),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name_uk

    @property
    def code_words(self) -> str:
        """What its address is made from: the name as its own people write it, where that is known."""
        return self.name_en or self.name_uk

    @property
    def full_name_uk(self) -> str:
        """The city with its country: «Гданськ, Польща»."""
        return f"{self.name_uk}, {self.country.name_uk}"

    @property
    def full_name_en(self) -> str:
        """The same in English, where city and country have English names."""
        is_known = self.name_en and self.country.name_en
        return f"{self.name_en}, {self.country.name_en}" if is_known else ""

    @property
    def dormancy(self) -> Period | None:
        """What knows in words since when the city is dormant."""
        return Period(self.dormant_since, self.dormant_since, Precision.DAY) if self.dormant_since else None

    @property
    def is_suspended(self) -> bool:
        """Whether relations with its country are suspended today."""
        since = self.country.suspended_since
        return since is not None and since <= clock.today()

    @property
    def formal_name(self) -> str:
        """The city as the tables of a programme print it: «Місто Гданськ, Республіка Польща»."""
        return f"Місто {self.name_uk}, {self.country.formal_name_uk}"

    @property
    def city_day(self) -> str:
        """The city day in Ukrainian, «6 травня»; empty when not known."""
        if not self.city_day_month:
            return ""
        return f"{self.city_day_day} {ukrainian.MONTHS_GENITIVE[self.city_day_month - 1]}"
