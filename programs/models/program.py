"""The programme and its editions."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from oleksandria_intl import clock, once, ukrainian
from oleksandria_intl.localized import Localized
from oleksandria_intl.models import Decision, Natural, Recorded
from programs.kinds import CASES, bare_name, declined, is_kind
from programs.querysets import EditionManager, ProgramManager

OPEN = ("draft", "published")
"""How far an edition has come that is still worked on."""
YEAR_VALIDATORS = [MinValueValidator(1991), MaxValueValidator(2100)]


class Program(Natural, Recorded):
    """A local target programme: what stays the same through all its editions, which name it and say its years."""

    natural_fields = ("slug",)
    json_fields = ("slug",)

    slug = models.SlugField(
        _("address"), unique=True, help_text=_("“2020” or “2021-2023”: stands in the address of the page.")
    )

    objects: ClassVar[ProgramManager] = ProgramManager()
    counted = ngettext_lazy("%(count)d programme", "%(count)d programmes", "count")

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["-slug"]

    def __str__(self) -> str:
        return self.shown_by.titled() if self.shown_by else self.slug

    @property
    def code_words(self) -> str:
        """What its address is made from: its years, or the year for which programmes are made now."""
        return self.shown_by.years_short if self.pk and self.shown_by else str(clock.today().year + 1)

    @cached_property
    def shown_by(self) -> Edition | None:
        """The edition by which staff see it today; a list takes ``Program.objects.named()``, lest each row asks."""
        found: Any = getattr(self, "shown_editions", None)
        return once.made(_shown_by, self) if found is None else next(iter(found), None)

    @property
    def short_title(self) -> str:
        """The years and the beginning of the name, for narrow places: «2020: розвитку міжнародного…»."""
        name = ukrainian.shortened(self.shown_by.name_uk, 40) if self.shown_by else ""
        return f"{self.years_short}: {name}"

    @property
    def years_short(self) -> str:
        """The years as figures; of a programme without editions, its address."""
        return self.shown_by.years_short if self.shown_by else self.slug

    @property
    def years(self) -> range:
        """Every year of the programme as it is shown today; none without an edition."""
        return self.shown_by.years if self.shown_by else range(0)


def _shown_by(program: Program) -> Edition | None:
    return next(iter(program.editions.shown_to_staff(clock.today())), None)


class Edition(Natural, Recorded):
    """A programme as adopted, or to be adopted, by one decision: the first text or an amended one."""

    class Status(models.TextChoices):
        """How far the edition has come."""

        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published draft")
        ADOPTED = "adopted", _("adopted")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class Numbering(models.TextChoices):
        """How its sections are numbered."""

        ROMAN = "roman", _("I, II, III; subsections without a number")
        ARABIC = "arabic", _("1, 2, 3; subsections 1.1, 1.2")

    natural_fields = ("program", "number")
    name_fields = ()
    json_fields = (
        "number",
        "kind_uk",
        "kind_genitive",
        "name_uk",
        "name_en",
        "year_from",
        "year_to",
        "numbering",
        "decision",
        "status",
        "published_on",
        "in_force_from",
    )

    program = models.ForeignKey(Program, models.PROTECT, related_name="editions", verbose_name=_("programme"))
    number = models.PositiveSmallIntegerField(_("number of the edition"), default=1, validators=[MinValueValidator(1)])
    base = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="amendments",
        verbose_name=_("edition that it amends"),
    )
    kind_uk = models.CharField(
        _("kind of the programme"),
        max_length=100,
        default=CASES[0],
        help_text=_("With what its title begins: “Програма”, “Міська цільова програма”, “Комплексна програма”."),
    )
    kind_genitive = models.CharField(
        _("kind in the genitive"),
        max_length=100,
        blank=True,
        help_text=_("Only where the portal makes it wrong: “Міської цільової програми”."),
    )
    name_uk = models.CharField(
        _("name"),
        max_length=500,
        help_text=_("Without the word “Програма” and the years, which the portal adds: “підтримки молоді м. Полтави”."),
    )
    name_en = models.CharField(_("name in English"), max_length=500, blank=True)
    year_from = models.PositiveSmallIntegerField(_("first year"), validators=YEAR_VALIDATORS)
    year_to = models.PositiveSmallIntegerField(_("last year"), validators=YEAR_VALIDATORS)
    numbering = models.CharField(
        _("numbering of the sections"), max_length=10, choices=Numbering.choices, default=Numbering.ROMAN
    )
    decision = models.OneToOneField(
        Decision, models.PROTECT, related_name="edition", null=True, blank=True, verbose_name=_("decision")
    )
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.DRAFT)
    published_on = models.DateField(_("draft published on"), null=True, blank=True)
    in_force_from = models.DateField(_("in force from"), null=True, blank=True)
    # Text, not JSON: PostgreSQL keeps JSON in an order of its own, and this stays byte for byte.
    frozen = models.TextField(_("text as adopted"), default="", blank=True, editable=False)

    name = Localized()
    objects: ClassVar[EditionManager] = EditionManager()
    counted = ngettext_lazy("%(count)d edition of a programme", "%(count)d editions of a programme", "count")

    class Meta:
        verbose_name = _("edition of a programme")
        verbose_name_plural = _("editions of a programme")
        ordering = ["program", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["program", "number"],
                name="edition_number_unique",
                violation_error_message=_("This programme already has an edition with this number."),
            ),
            models.UniqueConstraint(
                fields=["program"],
                condition=Q(status__in=OPEN),
                name="edition_one_open_draft",
                violation_error_message=_("This programme has a draft already, and one at a time is worked on."),
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="edition_number_from_one"),
            models.CheckConstraint(
                condition=Q(year_to__gte=F("year_from")),
                name="edition_ends_after_it_starts",
                violation_error_message=_("The last year is before the first."),
            ),
            models.CheckConstraint(
                condition=~Q(status="adopted") | Q(in_force_from__isnull=False, decision__isnull=False),
                name="edition_adopted_is_in_force",
                violation_error_message=_("An adopted edition has a decision and a day from which it is in force."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.titled()}, {gettext('edition')} {self.number}"

    def clean(self) -> None:
        """Refuse a full title typed as the name, a kind without the word, and an edition beside others by hand."""
        super().clean()
        if self._state.adding and self.is_founding and self.program_id and self.program.editions.standing().exists():
            sentence = _("This programme has an edition: open the one adopted last, and choose “Make changes”.")
            raise ValidationError({"program": sentence})
        bare = bare_name(self.name_uk)
        if bare != self.name_uk.strip():
            sentence = _("Type the name without the kind and the years, which the portal adds: “%(name)s”.")
            raise ValidationError({"name_uk": sentence % {"name": bare}})
        if not is_kind(self.kind_uk):
            sentence = _("The kind is the word “програма”, with adjectives before it: “Міська цільова програма”.")
            raise ValidationError({"kind_uk": sentence})

    def titled(self, word: str = CASES[0]) -> str:
        """Return the full title, its kind in the case of the word: «Міської цільової програми … на 2020 рік»."""
        return f"{self.kind_in(word)} {self.name_uk} на {ukrainian.years(self.year_from, self.year_to)}"

    def kind_in(self, word: str) -> str:
        """Return the kind in the case of the word «програма»."""
        is_genitive = word == CASES[1]
        return self.kind_genitive if is_genitive and self.kind_genitive else declined(self.kind_uk, word)

    @property
    def title(self) -> str:
        """The programme's full title in the reader's language."""
        if get_language() == "en" and self.name_en:
            return gettext("%(name)s programme for %(years)s") % {
                "name": self.name_en,
                "years": self.years_short,
            }
        return self.titled()

    @property
    def years_short(self) -> str:
        """The years as figures: «2020», «2021-2023»."""
        return str(self.year_from) if self.year_from == self.year_to else f"{self.year_from}-{self.year_to}"

    @property
    def years(self) -> range:
        """Every year of the programme."""
        return range(self.year_from, self.year_to + 1)

    @property
    def first_day(self) -> date:
        """The day on which the programme's years begin."""
        return date(self.year_from, 1, 1)

    @property
    def last_day(self) -> date:
        """The day on which the programme's years end."""
        return date(self.year_to, 12, 31)

    @property
    def key(self) -> str:
        """The edition as commands and papers name it: «2020/1»."""
        return f"{self.program.slug}/{self.number}"

    @property
    def has_arabic_numerals(self) -> bool:
        """Whether its sections are numbered 1, 2, 3, and their subsections 1.1, 1.2."""
        return self.numbering == self.Numbering.ARABIC

    @property
    def is_founding(self) -> bool:
        """Whether the programme began with it."""
        return self.base_id is None

    @property
    def is_draft(self) -> bool:
        """Whether the council has not adopted it: its papers say so."""
        return self.status != self.Status.ADOPTED

    @property
    def is_withdrawn(self) -> bool:
        """Whether the council will not adopt it: its papers say ВІДКЛИКАНО, and no longer ПРОЄКТ."""
        return self.status == self.Status.WITHDRAWN

    @property
    def is_frozen(self) -> bool:
        """Whether its rows may not change any more."""
        return self.status in (self.Status.ADOPTED, self.Status.WITHDRAWN)
