"""What an edition consists of: rows with permanent codes, each the words that the council adopts."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from oleksandria_intl import filled_words, ukrainian
from oleksandria_intl.localized import Localized
from oleksandria_intl.models import CodeField, Natural, Recorded
from oleksandria_intl.ordering import InOrder
from programs import sections
from programs.querysets import PassportRowManager

from .codes import PermanentlyCoded, numbered
from .program import YEAR_VALIDATORS, Edition


class RegisterWord(models.TextField):
    """What a register said when the edition was adopted; None until then, and whoever asks gets the register's."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"null": True, "editable": False} | kwargs)


class EditionRow(PermanentlyCoded, Natural, Recorded):
    """A row of an edition, known for good by its code; read-only once the edition is adopted."""

    natural_fields = ("edition", "code")
    parent_field: ClassVar[str] = ""
    """The row under which this one is edited; it gives this one its edition."""
    register_words: ClassVar[Mapping[str, str]] = {}
    """The fields that adoption fills from registers, and from where: ``{"unit_name_uk": "unit.name_uk"}``.

    Nothing that somebody types stands in them: a draft follows the registers, and a copy begins without them.
    """
    part_of: ClassVar[str] = ""
    """The link to the row of which this one is a part: where both change, that is one change."""
    is_sum: ClassVar[bool] = False
    """Whether it is a sum of others that no paper prints: where it changes, they do."""
    money_field: ClassVar[str] = ""
    """The field that holds the row's money in hryvnias: a comparison says what it was, the change, what it is."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="+", verbose_name=_("edition"))
    code = CodeField(blank=True, help_text=_("Stays for good; left empty, the portal gives one."))

    class Meta:
        abstract = True
        constraints = [models.UniqueConstraint(fields=["edition", "code"], name="%(class)s_code_unique")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.take_edition()
        if self.edition.is_frozen:
            raise ValidationError(_("An adopted edition does not change: make an amendment."))
        self.code = self.code or self.new_code()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        if self.edition.is_frozen:
            raise ValidationError(_("An adopted edition does not change: make an amendment."))
        return super().delete(*args, **kwargs)

    def take_edition(self) -> None:
        """Take the parent row's edition where none is set."""
        if self.edition_id is None and self.parent_field:
            self.edition = getattr(self, self.parent_field).edition

    def word(self, name: str) -> Any:
        """Return one of ``register_words`` as it was adopted, else as the register has it today."""
        own = getattr(self, name)
        return self.register_word(name) if own is None else own

    def register_word(self, name: str) -> Any:
        """Return one of ``register_words`` as the register has it today; an empty text where none is named."""
        found: Any = self
        for part in self.register_words[name].split("."):
            if found is None:
                return ""
            found = getattr(found, part)
        return found

    @property
    def money_name(self) -> str:
        """For what the row plans money, as a comparison prints it."""
        return str(self)

    @property
    def program_pk(self) -> int:
        return self.edition.program_id

    def is_code_carried(self) -> bool:
        base = self.edition.base_id
        return base is not None and type(self)._default_manager.filter(edition=base, code=self.code).exists()

    def new_code(self) -> str:
        """Return a code that no row of this kind has or had in the programme."""
        return self.free_code(map(str, count(len(self.used_codes()) + 1)))

    def clean(self) -> None:
        """Refuse a code that was used before, and a link to a row of another edition."""
        super().clean()
        if self.edition_id is None:
            return
        self.refuse_used_code()
        for field in self._meta.concrete_fields:
            if isinstance(field.related_model, type) and issubclass(field.related_model, EditionRow):
                linked = getattr(self, field.name) if getattr(self, field.attname) else None
                if linked is not None and linked.edition_id != self.edition_id:
                    raise ValidationError({field.name: _("This row belongs to another edition.")})


class OrderedRow(InOrder, EditionRow):
    """A row with a place in its list; numerals come from the order, and are not typed."""

    ordered_within: ClassVar[tuple[str, ...]] = ("edition",)

    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta(EditionRow.Meta):
        abstract = True
        ordering = ["edition", "order", "pk"]


class AgreedTotal(EditionRow):
    """A total for a year as agreed with the finance office, of one source or of all; typed once, to check sums by."""

    is_sum = True
    json_key = "agreed_totals"
    json_fields = ("code", "year", "source", "amount")

    year = models.PositiveSmallIntegerField(_("year"), validators=YEAR_VALIDATORS)
    source = CodeField(
        verbose_name=_("source of funding"),
        blank=True,
        default="",
        help_text=_("From which source the total is; left empty, from all sources together."),
    )
    amount = models.DecimalField(_("agreed total, UAH"), max_digits=14, decimal_places=2)
    counted = ngettext_lazy("%(count)d agreed total", "%(count)d agreed totals", "count")

    class Meta(EditionRow.Meta):
        verbose_name = _("agreed total")
        verbose_name_plural = _("agreed totals")
        ordering = ["edition", "year", "source"]
        constraints = [
            *EditionRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["edition", "year", "source"],
                name="agreed_total_year_and_source_unique",
                violation_error_message=_("A total of this source is agreed for this year already."),
            ),
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="agreed_total_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.year}: {ukrainian.hryvnias(self.amount)}"

    def clean(self) -> None:
        """Refuse a source that nobody knows."""
        super().clean()
        if self.source and self.source not in dict(sections.source_choices()):
            raise ValidationError({"source": _("There is no source of funding “%s”.") % self.source})

    def new_code(self) -> str:
        return self.free_code(numbered(f"{self.year}-{self.source}" if self.source else str(self.year)))


class PassportRow(OrderedRow):
    """A row of the programme's passport: a label, and a value or a sum that the portal computes."""

    json_key = "passport"
    json_fields = (
        "code",
        "order",
        "label_uk",
        "label_en",
        "value_uk",
        "value_en",
        "figure",
    )

    label_uk = models.CharField(_("label"), max_length=300, help_text=_("“Ініціатор розроблення Програми”"))
    label_en = models.CharField(_("label in English"), max_length=300, blank=True)
    value_uk = models.TextField(
        _("value"),
        blank=True,
        help_text=_("Markdown. {Програма} becomes the programme's name and years, {рік} its years."),
    )
    value_en = models.TextField(_("value in English"), blank=True)
    figure = models.CharField(
        _("computed sum"),
        max_length=40,
        blank=True,
        choices=sections.figure_choices,
        help_text=_("Stands after the value; the portal computes it from the measures' funding."),
    )

    label = Localized()
    value = Localized()
    objects: ClassVar[PassportRowManager] = PassportRowManager()
    counted = ngettext_lazy("%(count)d row of the passport", "%(count)d rows of the passport", "count")

    class Meta(OrderedRow.Meta):
        verbose_name = _("row of the passport")
        verbose_name_plural = _("rows of the passport")

    def __str__(self) -> str:
        return filled_words.filled(self, self.label_uk)
