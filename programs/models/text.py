"""The text of an edition: its sections, the cities that they describe, the notes under their tables."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from oleksandria_intl import filled_words
from oleksandria_intl.localized import Localized
from partners.models import Agreement, City
from programs import sections
from programs.querysets import SectionManager

from .rows import OrderedRow


class Section(OrderedRow):
    """A section of the programme, numbered by its order, or a subsection of one."""

    ordered_within = ("edition", "parent")

    json_key = "sections"
    json_fields = (
        "code",
        "order",
        "parent",
        "kind",
        "title_uk",
        "title_en",
        "contents_title",
        "body_uk",
        "body_en",
        "landscape",
    )

    parent = models.ForeignKey(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("section that it is part of"),
        help_text=_("Empty for a section with a number of its own."),
    )
    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=sections.kind_choices,
        default="text",
        help_text=_("What the portal prints after the section's text."),
    )
    title_uk = models.CharField(
        _("title"), max_length=300, help_text=_("Without the number; {рік} becomes the programme's years.")
    )
    title_en = models.CharField(_("title in English"), max_length=300, blank=True)
    contents_title = models.TextField(
        _("title in the contents"), blank=True, help_text=_("Only when it differs from the title. Markdown.")
    )
    body_uk = models.TextField(
        _("text"), blank=True, help_text=_("Markdown: paragraphs, lists, tables, **bold**, *italic*.")
    )
    body_en = models.TextField(_("text in English"), blank=True)
    landscape = models.BooleanField(_("on landscape pages"), default=False, help_text=_("For wide tables."))

    title = Localized()
    body = Localized()
    objects: ClassVar[SectionManager] = SectionManager()
    counted = ngettext_lazy("%(count)d section", "%(count)d sections", "count")

    class Meta(OrderedRow.Meta):
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    def __str__(self) -> str:
        return filled_words.filled(self, self.title_uk)

    def clean(self) -> None:
        super().clean()
        if self.parent is not None and self.parent.parent_id is not None:
            raise ValidationError({"parent": _("A subsection has no subsections of its own.")})
        if self.parent is not None and self.parent_id == self.pk:
            raise ValidationError({"parent": _("A section is not part of itself.")})


class CityProfile(OrderedRow):
    """A city as the programme describes it: printed words, apart from the living register."""

    ordered_within = ("section",)

    json_key = "city_profiles"
    json_fields = (
        "code",
        "order",
        "section",
        "city",
        "agreement",
        "heading",
        "agreement_line",
        "city_day_line",
        "about_heading",
        "about",
        "relations_heading",
        "relations",
    )

    section = models.ForeignKey(Section, models.CASCADE, related_name="profiles", verbose_name=_("section"))
    city = models.ForeignKey(City, models.PROTECT, related_name="profiles", verbose_name=_("city"))
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, null=True, blank=True, related_name="profiles", verbose_name=_("agreement")
    )
    heading = models.CharField(_("heading"), max_length=300, help_text=_("“Гданськ, Республіка Польща.”"))
    agreement_line = models.TextField(_("line about the agreement"), blank=True)
    city_day_line = models.CharField(
        _("line about the city day"), max_length=200, blank=True, help_text=_("“День міста - 1 вересня”")
    )
    about_heading = models.CharField(_("head over the words about the city"), max_length=200, blank=True)
    about = models.TextField(_("about the city"), blank=True, help_text=_("Markdown."))
    relations_heading = models.CharField(_("head over the words about relations"), max_length=200, blank=True)
    relations = models.TextField(_("relations"), blank=True, help_text=_("Markdown."))
    counted = ngettext_lazy("%(count)d profile of a city", "%(count)d profiles of cities", "count")

    class Meta(OrderedRow.Meta):
        verbose_name = _("profile of a city")
        verbose_name_plural = _("profiles of cities")

    def __str__(self) -> str:
        return filled_words.filled(self, self.heading)


class Footnote(OrderedRow):
    """A note under a section's table; rows that bear its mark point at it."""

    ordered_within = ("section",)

    json_key = "footnotes"
    json_fields = ("code", "order", "section", "text")

    section = models.ForeignKey(Section, models.CASCADE, related_name="footnotes", verbose_name=_("section"))
    text = models.TextField(_("text"))
    counted = ngettext_lazy("%(count)d footnote", "%(count)d footnotes", "count")

    class Meta(OrderedRow.Meta):
        verbose_name = _("footnote")
        verbose_name_plural = _("footnotes")

    def __str__(self) -> str:
        return self.text[:80]
